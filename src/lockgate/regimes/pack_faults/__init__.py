"""What is wrong with what a pack says, as far as the pack alone can tell: `faults_of`, one fault a thing to mend.

Called by `regime check` and by whoever is about to use a pack. Form was checked before, when the files were
read; whether the answers are right is for cases.yaml.
"""

from __future__ import annotations

from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import Pack
from lockgate.regimes.pack_faults.destinations import faults_of_destinations
from lockgate.regimes.pack_faults.entries import faults_of_entries
from lockgate.regimes.pack_faults.instruments import faults_of_instruments, not_encoded
from lockgate.regimes.pack_faults.measures import faults_of_measures
from lockgate.regimes.pack_faults.periods import faults_of_periods
from lockgate.regimes.pack_faults.regime import faults_of_regime
from lockgate.regimes.pack_tables import TABLES

__all__ = ["faults_of", "not_encoded"]

_ORDER = {name: place for place, name in enumerate(("regime.toml", *TABLES))}


def faults_of(pack: Pack) -> list[Fault]:
    """Return every fault of meaning in `pack`, in the order of its files and lines.

    A pack with a grave fault must not be used: `Law` may fail on it or, worse, answer wrongly. The others are
    remarks for the drafter.
    """
    faults = [
        *faults_of_regime(pack),
        *faults_of_instruments(pack),
        *faults_of_entries(pack),
        *faults_of_destinations(pack),
        *faults_of_measures(pack),
        *faults_of_periods(pack),
    ]
    return sorted(faults, key=lambda fault: (_ORDER[fault.file], fault.line))
