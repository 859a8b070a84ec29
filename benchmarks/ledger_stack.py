"""The server that ledger.py measures: Lockgate as `lockgate serve` serves it, with one route more, the peer.

`POST /api/v1/empty-rows` asks for the same bearer key, reads no body, commits one empty row and answers `{}`: what this
stack costs when a commit is all that there is to do.
"""

from __future__ import annotations

import sys

from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

application = get_wsgi_application()

from lockgate.api import api  # noqa: E402  Django must be set up first
from lockgate.parties.bearer import bearer  # noqa: E402


@api.post("/empty-rows", auth=bearer)
def commit_empty_row(request: HttpRequest) -> HttpResponse:
    """Commit one empty row."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark_empty DEFAULT VALUES")
    return HttpResponse("{}", status=201, content_type="application/json")


if __name__ == "__main__":
    Granian(
        "benchmarks.ledger_stack:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=int(sys.argv[2]),
        blocking_threads=1,
        log_level=LogLevels.warning,
    ).serve()
