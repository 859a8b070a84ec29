"""What is wrong with a pack: one value a fault, and the error that gathers those of a pack that cannot be used.

Made by `pack_files` and `regime_file` (form), `pack_faults` (meaning) and `cases`; printed by `regime check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lockgate.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a pack, where, and how to mend it.

    `line` is 0 where the fault belongs to no single line. A fault that is not `grave` is a remark: the pack may
    be used as it is. `key` names the key of regime.toml that is meant, such as "end_uses.police.asks".
    """

    file: str
    line: int
    what: str
    mend: str
    grave: bool = True
    key: str = ""

    def __str__(self) -> str:
        """Return the fault as one line for a person."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} {self.mend}".rstrip()


class FaultyPack(Invalid):
    """A pack that cannot be used; `faults` holds every fault that was found."""

    code = "regimes.faulty_pack"

    def __init__(self, folder: Path, faults: list[Fault]) -> None:
        """Build the sentence from the first fault and the count of the others."""
        self.faults = faults
        more = {0: "", 1: " (and 1 more fault)"}.get(len(faults) - 1, f" (and {len(faults) - 1} more faults)")
        super().__init__(
            f"The pack {folder} cannot be used: {faults[0]}{more}.".replace("..", "."),
            mend=f"`lockgate regime check {folder}` shows every fault.",
        )
