"""What later rooms do when an act has been recorded: the one registry of Lockgate, and its order.

A room registers its reactions in `ready` of its apps.py. record.py calls them in the transaction of the
act, in the order of the rooms; an exception in one undoes the act and all that followed from it.
"""

from collections.abc import Callable
from typing import NamedTuple

from lockgate.journal.acts import Act
from lockgate.journal.recorded_act import RecordedAct

Reaction = Callable[[RecordedAct], None]

ROOMS = ("accounts", "regimes", "parties", "applications", "casework", "licences", "desk")
"""The rooms that may react, in their order. insight and disclosure refresh by a task, and never react."""


class Registered(NamedTuple):
    """A reaction, and the room that it belongs to."""

    room: str
    function: Reaction


_registered: dict[Act, list[Registered]] = {}


def react_to(act: Act, room: str, function: Reaction) -> None:
    """Register what a room does when an act has been recorded; raise ValueError for a room that may not react."""
    if room not in ROOMS:
        raise ValueError(f"{room!r} is no room that may react; they are {', '.join(ROOMS)}.")
    registered = Registered(room, function)
    others = _registered.setdefault(act, [])
    if registered in others:
        raise ValueError(f"{room} has already registered {function.__name__} for {act}.")
    others.append(registered)
    others.sort(key=lambda each: ROOMS.index(each.room))


def reactions_to(act: Act) -> tuple[Registered, ...]:
    """List the reactions to an act in the order in which they are called."""
    return tuple(_registered.get(act, ()))


def reactions_table() -> str:
    """Write act → reactions as a Markdown table, for ARCHITECTURE.md; every act has its row."""
    lines = ["| act | reactions, in their order |", "| --- | --- |"]
    for act in Act:
        names = [f"`{room}.reactions.{function.__name__}`" for room, function in reactions_to(act)]
        lines.append(f"| `{act}` | {', '.join(names) or 'none'} |")
    return "\n".join(lines) + "\n"
