"""Where each room's pages are mounted; knows every room, and only mounts."""

from django.urls import URLPattern, URLResolver, path

from lockgate.accounts.pages import sign_in, sign_out
from lockgate.api import api
from lockgate.front.change_page import changes
from lockgate.front.home import home
from lockgate.front.journal_head import journal_head
from lockgate.front.regime_page import entry, regime
from lockgate.front.self_check import self_check
from lockgate.front.timeline import timeline
from lockgate.health import healthz, readyz

handler500 = "lockgate.web.error_pages.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("api/v1/", api.urls),
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", sign_out, name="sign_out"),
    path("check/", self_check, name="self_check"),
    path("healthz", healthz, name="healthz"),
    path("journal/head/", journal_head, name="journal_head"),
    path("readyz", readyz, name="readyz"),
    path("regimes/<str:regime>/", regime, name="regime"),
    path("regimes/<str:regime>/timeline/", timeline, name="timeline"),
    path("regimes/<str:regime>/changes/<str:day>/", changes, name="changes"),
    path("regimes/<str:regime>/entries/<path:code>/", entry, name="entry"),
]
