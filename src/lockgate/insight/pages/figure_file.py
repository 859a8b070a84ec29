"""A figure of a snapshot as csv: what the pages draw, and more of it than they show."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from lockgate.insight.own_file.writing import write_table
from lockgate.insight.pages.asked import look

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def figure_file(request: HttpRequest, name: str) -> HttpResponse:
    """Give a figure of the snapshot that is asked for, as csv."""
    at = look(request)
    table = at.table(name)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "figure.csv"
        write_table(file, table)
        content = file.read_bytes()
    return as_csv(content, f"{name}-{at.regime}-{at.snapshot.id}.csv")


def as_csv(content: bytes, name: str) -> HttpResponse:
    """Answer with a csv file of this name."""
    named = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": str(named)})
