"""How a text that somebody wrote is accepted, to be kept or to be looked for: printable, without blanks around it."""

import unicodedata

from lockgate.core.errors import Invalid


def checked_text(text: str, field: str, most: int, *, may_be_empty: bool = False) -> str:
    """Return a text in one line without blanks around it; raise Invalid where it is empty, too long or unprintable."""
    tidy = " ".join(text.split())
    odd = next((letter for letter in tidy if not letter.isprintable()), "")
    _check(tidy, field, most, may_be_empty=may_be_empty, odd=odd)
    return tidy


def checked_prose(text: str, field: str, most: int, *, may_be_empty: bool = False) -> str:
    """Return a text of several lines without blanks around it; raise Invalid where it is empty, too long or no text."""
    tidy = "\n".join(line.rstrip() for line in text.splitlines()).strip()
    letters = (letter for letter in tidy if letter not in "\n\t")
    odd = next((letter for letter in letters if unicodedata.category(letter) in ("Cc", "Cs", "Cn")), "")
    _check(tidy, field, most, may_be_empty=may_be_empty, odd=odd)
    return tidy


def sought_text(text: str) -> str:
    """Return a name that is looked for in a table, in one line without blanks around it.

    It is "" where no table can hold it: PostgreSQL takes no NUL, and half a character is no text.

    >>> sought_text(" CA-2026-000123-4\\n"), sought_text("CA\\x00")
    ('CA-2026-000123-4', '')
    """
    tidy = " ".join(text.split())
    return tidy if tidy.isprintable() else ""


def _check(tidy: str, field: str, most: int, *, may_be_empty: bool, odd: str) -> None:
    are, hold = ("are", "hold") if field.endswith("s") and not field.endswith("ss") else ("is", "holds")
    mend = f"Write up to {most} characters."
    if not tidy and not may_be_empty:
        what = f"{are} missing"
    elif len(tidy) > most:
        what = f"{are} longer than {most} characters"
    elif odd:
        what = f"{hold} U+{ord(odd):04X}, which is no printable character"
        mend = "Write plain text, without control marks and marks of direction."
    else:
        return
    raise Invalid(f"The {field} {what}.", mend=mend, fields={field: what})
