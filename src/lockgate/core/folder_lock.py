"""Whether a data folder is in use: whoever serves from it shares it, whoever makes it anew has it alone.

A lock of the operating system on a file in the folder: it ends with the process that holds it, however that ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lockgate.core.errors import NotPossibleNow

NAME = "in-use.lock"


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """Use a folder beside others; raise NotPossibleNow where it is being made anew."""
    yield from _held(folder, fcntl.LOCK_SH, "is being made anew by a demo that is played")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a folder alone; raise NotPossibleNow where somebody uses it."""
    yield from _held(folder, fcntl.LOCK_EX, "is in use: a Lockgate serves from it, or a demo is played into it")


def _held(folder: Path, kind: int, why: str) -> Iterator[None]:
    with (folder / NAME).open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except OSError:
            raise NotPossibleNow(f"{folder} {why}.", mend="End that first, or name another folder.") from None
        yield
