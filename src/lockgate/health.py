"""Is this process alive, and can it serve? Open to all, for whatever watches an installation; tells no more."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lockgate.core.errors import NotPossibleNow
from lockgate.installation import faults_of_installation
from lockgate.licences.ledger.guards import missing_guards


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while this process answers at all; a process that does not should be started anew."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 where the database has the form and the guards that Lockgate needs and may be served, else 503."""
    try:
        is_ready = not lacks_migrations() and not missing_guards() and not any(faults_of_installation())
    except Error:
        is_ready = False
    return HttpResponse(
        "ready\n" if is_ready else "not ready\n", content_type="text/plain", status=200 if is_ready else 503
    )


def must_have_migrations() -> None:
    """Raise NotPossibleNow where the database is new, or older than this Lockgate."""
    if lacks_migrations():
        raise NotPossibleNow(
            "The database is new, or older than this Lockgate.",
            mend="Run `lockgate init` for a new one, `lockgate migrate` for one that is older.",
        )


def lacks_migrations() -> bool:
    """Tell whether the database is older than this Lockgate; raise django.db.Error where it does not answer."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
