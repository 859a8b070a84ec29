"""What can go wrong, as one tree; pages, API and command line each translate it in one place.

LockgateError
├── NotAllowed       this person may not do this, whatever the state
├── NotPossibleNow   it may be done, but not in the state that things are in
├── NotFound         there is no such thing, or the asker may not know of it
├── Invalid          what was given is wrong; `fields` says where
├── Conflict         somebody else was first, or the same key came with another content
└── Unavailable      something that is needed does not answer or is not installed

A room makes a subclass only where a caller must tell the case apart, and gives it a `code` of its own
("licence.balance_exceeded"). A code never changes once it is published.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar


class LockgateError(Exception):
    """A sentence for the person who must act, and how to mend it.

    `sentence` says what is wrong and where; `mend` says what to do about it, and may be empty only
    where nothing can be done. Both are whole sentences. str() gives the two together.

    >>> str(LockgateError("The pack has no entries.", mend="Add rows to entries.csv."))
    'The pack has no entries. Add rows to entries.csv.'
    """

    code: ClassVar[str] = "lockgate.error"

    def __init__(self, sentence: str, *, mend: str = "") -> None:
        self.sentence = sentence
        self.mend = mend
        super().__init__(f"{sentence} {mend}".rstrip())


class NotAllowed(LockgateError):
    """This person may not do this."""

    code = "lockgate.not_allowed"


class NotPossibleNow(LockgateError):
    """The state that things are in does not admit it."""

    code = "lockgate.not_possible_now"


class NotFound(LockgateError):
    """There is no such thing, or the asker may not know of it: both read alike."""

    code = "lockgate.not_found"


class Invalid(LockgateError):
    """What was given is wrong. `fields` maps the path of each wrong field to its own sentence.

    A path is written as in the input: "destination", "lines.2.quantity". It is empty where the
    fault belongs to no single field.
    """

    code = "lockgate.invalid"

    def __init__(self, sentence: str, *, mend: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence, mend=mend)
        self.fields: Mapping[str, str] = MappingProxyType(dict(fields or {}))


class Conflict(LockgateError):
    """Somebody else was first, or the same key came with another content."""

    code = "lockgate.conflict"


class Unavailable(LockgateError):
    """Something that is needed does not answer, or is not installed."""

    code = "lockgate.unavailable"
