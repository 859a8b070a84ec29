"""A file that appears under its name only when it is whole: no reader and no crash meets half of one.

Called by every command that writes a file for somebody.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lockgate.core.errors import Invalid


class UnwritableFile(Invalid):
    """A file cannot be written where it should stand."""

    code = "lockgate.unwritable_file"


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """Yield a path beside `target` to write to; it becomes `target` when the block ends without an error.

    Raises UnwritableFile where it cannot; then `target` is as it was.
    """
    if target.exists() and not target.is_file():
        raise UnwritableFile(f"{target} is no ordinary file.", mend="Name a file that may be written.")
    place = Path(os.path.realpath(target))  # a link stays a link
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".lockgate.", suffix=".part")
    except OSError as error:
        raise unwritable(target, error) from error
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o666 & ~_umask())
        try:
            unfinished.replace(place)
        except OSError as error:
            raise unwritable(target, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def unwritable(target: Path, error: OSError) -> UnwritableFile:
    """Say why `target` cannot be written."""
    mend = "Check its folder, the rights in it, and the space that is left; nothing was written."
    return UnwritableFile(f"{target} cannot be written: {why_refused(error)}.", mend=mend)


def why_refused(error: OSError) -> str:
    """Say why the system would not open, read or write a file."""
    return os.strerror(error.errno) if error.errno else str(error)  # Arrow's own words name the unfinished file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
