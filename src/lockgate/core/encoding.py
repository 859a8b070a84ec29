"""On which line does a file stop being UTF-8? Asked by whoever reads a text and has to say where it is broken."""

from pathlib import Path


def first_line_not_utf8(path: Path) -> int:
    """Return the number of the first line that is not UTF-8, or 0 where every line is."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 0
