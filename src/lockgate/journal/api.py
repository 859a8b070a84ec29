"""The journal's REST routes: the head, for whoever wants to keep one. Public, and thin."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from lockgate.core.errors import NotFound
from lockgate.journal.seal import latest_head

router = Router(tags=["journal"])


class HeadOut(Schema):
    """The newest seal: `short` as papers carry it, `text` the six lines that `lockgate journal verify --head` reads."""

    short: str
    sequence: int
    rows: int
    head: str
    public_key: str
    signature: str
    text: str


@router.get("/journal/head", response=HeadOut, summary="The head of the journal, to keep and compare later.")
def head(request: HttpRequest) -> HeadOut:
    """Keep it out of this installation's reach: it shows later whether the journal was cut or rewritten."""
    found = latest_head()
    if found is None:
        raise NotFound("The journal holds no seal yet.", mend="Ask again when something has been done and sealed.")
    return HeadOut(**found._asdict(), short=found.short(), text=found.text())
