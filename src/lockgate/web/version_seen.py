"""On which version of a thing was a form filled in? The hidden field `seen`, as whoever sent it wrote it."""

from collections.abc import Mapping

DIGITS_MAX = 9
"""No thing is ever acted on so often; a longer number is no version, and none that has to be read."""


def version_seen(typed: Mapping[str, str]) -> int | None:
    """Return the version that a form was filled in on; None where it does not say.

    >>> version_seen({"seen": "7"}), version_seen({"seen": "9" * 5000}), version_seen({})
    (7, None, None)
    """
    said = typed.get("seen", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= DIGITS_MAX else None
