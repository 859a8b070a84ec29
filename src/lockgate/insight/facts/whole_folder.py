"""A folder that appears under its name only when it is whole, and never in place of somebody's own files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lockgate.core.errors import Invalid
from lockgate.core.whole_file import unwritable


def check_free(target: Path, *, may_replace: Callable[[Path], bool]) -> None:
    """Raise Invalid unless `target` is missing, empty, or a folder that `may_replace` knows as one of ours."""
    if target.exists() and not (target.is_dir() and (not any(target.iterdir()) or may_replace(target))):
        raise Invalid(
            f"{target} is neither empty nor an earlier export, and stays as it is.",
            mend="Name a folder that does not exist yet.",
        )


@contextmanager
def whole_folder(target: Path, *, may_replace: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield a folder beside `target` to fill; it becomes `target` when the block ends without an error.

    Raises Invalid as `check_free` does, and UnwritableFile where it cannot be written; then `target` is as it was.
    """
    check_free(target, may_replace=may_replace)
    place = target.resolve()
    try:
        work = Path(tempfile.mkdtemp(dir=place.parent, prefix=".lockgate.", suffix=".part"))
    except OSError as error:
        raise unwritable(target, error) from error
    try:
        filled = work / "new"
        filled.mkdir()
        try:
            yield filled
            if place.exists():
                place.rename(work / "old")
            filled.rename(place)
        except OSError as error:
            if (work / "old").exists() and not place.exists():
                (work / "old").rename(place)
            raise unwritable(target, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
