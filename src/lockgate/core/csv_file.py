"""How csv goes to and from spreadsheets: which encoding and separator a file has, and cells that do no harm.

Called by whatever reads a table that somebody saved from a spreadsheet, or writes one that somebody will open in it.
"""

import re
from pathlib import Path
from typing import TextIO

SEPARATORS = ",;\t|"
_HEADER_LENGTH_MAX = 1_000_000
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?$")


def encoding_of(source: Path) -> str:
    """Return the encoding of a csv file: UTF-16 where its first bytes say so, else UTF-8 with or without a mark."""
    with source.open("rb") as stream:
        first = stream.read(4)
    return "utf-16" if first[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def separator_of(stream: TextIO) -> str:
    """Return the separator of an opened csv file, by its header line; the stream stands at its beginning again."""
    line = stream.readline(_HEADER_LENGTH_MAX)
    stream.seek(0)
    unquoted = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=unquoted.count)


def safe(cell: str) -> str:
    """Return a cell that a spreadsheet will not take for a formula; plain numbers stay as they are.

    >>> safe("=1+1"), safe("-1.5")
    ("'=1+1", '-1.5')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def plain(cell: str) -> str:
    """Return a cell as it was before `safe`; a quote that `safe` did not set stays.

    >>> plain("'=1+1"), plain("'-"), plain("'-1.5"), plain("'tis")
    ('=1+1', '-', "'-1.5", "'tis")
    """
    return cell[1:] if cell[:1] == "'" and safe(cell[1:]) == cell else cell
