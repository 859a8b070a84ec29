"""What is to do on a draft: its parts, how far each is, and the check at the end."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from lockgate.applications.completeness import Missing
from lockgate.applications.pages.statements import end_users
from lockgate.applications.progress import Part, lacking
from lockgate.applications.queries import ShownApplication

ROUTES = {
    Part.LINES: "application_lines",
    Part.PARTIES: "application_parties",
    Part.END_USE: "application_end_use",
    Part.QUESTIONS: "application_questions",
    Part.DEPENDENCE: "application_dependence",
}
_HINTS = {
    Part.LINES: "Each item with its code, quantity and value",
    Part.PARTIES: "The consignee, the end user, everyone between",
    Part.END_USE: "What the goods are for",
    Part.QUESTIONS: "What the law asks about your lines",
    Part.DEPENDENCE: "What the receiving sites hold, use, and could buy elsewhere. May be left out",
}


class Task(NamedTuple):
    """A row of the task list."""

    title: str
    href: str
    status: str
    tone: str
    hint: str


def tasks(shown: ShownApplication) -> list[Task]:
    """Return the tasks of a draft in the order in which they are best done."""
    reference = shown.application.reference
    wanting = lacking(shown.missing or ())
    rows = [
        Task(part.words, reverse(ROUTES[part], args=[reference]), *_status(shown, part, wanting.get(part, [])), hint)
        for part, hint in _HINTS.items()
    ]
    href = reverse("application_statements", args=[reference])
    rows.append(
        Task("End user's signature", href, *_signature(shown), "The end user signs by a link. May follow later")
    )
    status = ("ready", "todo") if not shown.missing else (_counted(len(shown.missing)), "waiting")
    href = reverse("application_check", args=[reference])
    return [*rows, Task("Check and submit", href, *status, "Everything on one page, and what the law says of it")]


def _status(shown: ShownApplication, part: Part, missing: list[Missing]) -> tuple[str, str]:
    if part is Part.QUESTIONS and not shown.draft.lines:
        return "after the first line", "quiet"
    if part is Part.DEPENDENCE and not missing:
        return _declared(shown)
    if not missing:
        return "done", "done"
    return (f"{len(missing)} to answer" if part is Part.QUESTIONS else "to do"), "todo"


def _declared(shown: ShownApplication) -> tuple[str, str]:
    lines = shown.draft.lines.values()
    declared = sum(1 for line in lines if line.dependence)
    if declared and declared == len(lines):
        return "done", "done"
    return (f"declared for {declared} of {len(lines)} lines" if declared else "not declared"), "quiet"


def _signature(shown: ShownApplication) -> tuple[str, str]:
    held = end_users(shown)
    newest = [one["statements"][0] for one in held if one["statements"]]
    if not held or not newest:
        return "not requested", "quiet"
    if any(one["tone"] == "signed" and not one["is_current"] for one in newest):
        return "changed since it was signed", "waiting"
    if any(one["tone"] == "lapsed" for one in newest):
        return "changed since it was asked", "waiting"
    if len(newest) == len(held) and all(one["tone"] == "signed" for one in newest):
        return "done", "done"
    return "waiting for it", "waiting"


def _counted(missing: int) -> str:
    return "1 thing missing" if missing == 1 else f"{missing} things missing"
