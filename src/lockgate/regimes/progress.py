"""A progress bar on standard error for long files; silent when nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LONG = 5_000_000
"""Bytes from which a file is worth a bar."""


@contextmanager
def bar(source: Path) -> Iterator[Callable[[int], None]]:
    """Yield a function that takes the bytes read of `source` so far and moves the bar."""
    size = source.stat().st_size if source.is_file() else 0
    if size < LONG or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only long files on a terminal need it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True)) as shown:
        task = shown.add_task(f"answering {source.name}", total=size)
        yield lambda read: shown.update(task, completed=min(read, size))
