"""Is a pack fit for use, and does it answer as the law does? All the checks of one folder, as a drafter runs them.

`lockgate regime check` prints what `check_pack` finds; the tests hold every pack that comes with Lockgate to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lockgate.regimes.cases import CaseReport, case_faults
from lockgate.regimes.determination.law import Law
from lockgate.regimes.fault import Fault, FaultyPack
from lockgate.regimes.pack_faults import faults_of
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.regime_file import FILE as REGIME_FILE
from lockgate.regimes.regime_file import line_of_key


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What the checks of a pack found. `cases` is None where grave faults kept the cases from being run."""

    faults: tuple[Fault, ...]
    cases: CaseReport | None

    @property
    def passed(self) -> bool:
        """Say whether the pack may be used and every case came out as expected."""
        grave = any(fault.grave for fault in self.faults)
        return not grave and self.cases is not None and not self.cases.failures


def check_pack(folder: Path) -> PackCheck:
    """Check the form, the meaning and the cases of the pack in `folder`; never raises on a broken pack."""
    try:
        pack = read_pack(folder)
    except FaultyPack as error:
        return PackCheck(tuple(error.faults), None)
    faults = [_with_line(fault, folder) for fault in faults_of(pack)]
    if pack.regime.code != folder.resolve().name:
        what = f"The code is '{pack.regime.code}', the folder '{folder.resolve().name}'."
        faults.append(_with_line(Fault(REGIME_FILE, 0, what, "Give both one name.", grave=False, key="code"), folder))
    if not (folder / "SOURCE.md").is_file():
        what = "The file is missing."
        faults.append(Fault("SOURCE.md", 0, what, "Say where each fact comes from, and its licence.", grave=False))
    if any(fault.grave for fault in faults):
        return PackCheck(tuple(faults), None)
    of_cases, report = case_faults(Law(pack), folder)
    return PackCheck((*faults, *of_cases), report)


def check_data(check: PackCheck) -> dict[str, Any]:
    """Return what the checks found as plain values, ready for JSON."""
    cases = check.cases
    return {
        "passed": check.passed,
        "faults": [
            {"file": held.file, "line": held.line or None, "what": held.what, "mend": held.mend, "grave": held.grave}
            for held in check.faults
        ],
        "cases": None
        if cases is None
        else {
            "count": cases.cases,
            "failures": [
                {"name": held.name, "line": held.line, "law": held.law or None}
                | {"expected": held.expected, "got": held.got, "reasons": list(held.reasons)}
                for held in cases.failures
            ],
            "unreached": list(cases.unreached),
        },
    }


def _with_line(fault: Fault, folder: Path) -> Fault:
    """Find the line of a fault that names its key in regime.toml."""
    if fault.file != REGIME_FILE or not fault.key:
        return fault
    return replace(fault, line=line_of_key((folder / REGIME_FILE).read_text(encoding="utf-8-sig"), fault.key))
