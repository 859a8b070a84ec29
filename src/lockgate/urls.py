"""Where each room's pages are mounted; knows every room, and only mounts."""

from django.urls import URLPattern, URLResolver, path

from lockgate.front.home import home
from lockgate.front.self_check import self_check

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("check/", self_check, name="self_check"),
]
