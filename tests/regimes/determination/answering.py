"""Whole files answered by the Chinese pack, for the tests of files that are sound and of files that are not."""

import csv
from datetime import date
from pathlib import Path

from lockgate.regimes.determination.files import Tally, determine_file
from lockgate.regimes.shelf import law_of

LAW = law_of("cn-dual-use")
TODAY = date(2026, 11, 24)


def answered(folder: Path, content: str | bytes, name: str = "in.csv", on: date | None = None) -> tuple[Tally, Path]:
    source, target = folder / name, folder / "out.csv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    return determine_file(LAW, source, target, on=on, today=TODAY), target


def rows_of(target: Path, separator: str = ",") -> list[dict[str, str]]:
    with target.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))
