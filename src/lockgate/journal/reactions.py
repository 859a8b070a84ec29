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
    """Write act → what follows, in which room, as a Markdown table, for ARCHITECTURE.md; then the acts without any."""
    lines = ["| act | room | what follows, in this order |", "| --- | --- | --- |"]
    lines += [
        f"| `{act}` | `{room}` | `{function.__name__}`: {_first_sentence(function)} |"
        for act in Act
        for room, function in reactions_to(act)
    ]
    alone = ", ".join(f"`{act}`" for act in Act if not reactions_to(act))
    return "\n".join(lines) + f"\n\nRecorded, and no room reacts: {alone}.\n"


def _first_sentence(function: Reaction) -> str:
    return str(function.__doc__).strip().partition("\n")[0].rstrip(".")
