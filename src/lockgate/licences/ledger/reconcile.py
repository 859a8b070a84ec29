"""`lockgate licences reconcile`: reads every chain with its acts in the journal and has audit.py hold them together.

One chain at a time, each as of one moment: memory grows with the longest chain, not with their number.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from lockgate.journal.as_stored import any_text
from lockgate.journal.named_rows import table_and_key
from lockgate.journal.queries import KeptAct, acts_on, unvouched_keys
from lockgate.journal.snapshot import one_moment
from lockgate.licences.ledger.audit import Fault, FaultKind, Vouched, faults_of
from lockgate.licences.ledger.guards import missing_guards
from lockgate.licences.ledger.lawful import TABLE
from lockgate.licences.ledger.stored import (
    EntryOfNoLine,
    StoredChain,
    amounts_of,
    chains,
    entries_of,
    entries_of_no_line,
    lines_without_chain,
)


class Reconciled(NamedTuple):
    """What was walked, what is wrong, and which guards the database lacks.

    `not_vouched_for` names entries whose act was redacted, with the row of the journal: no fault, and no proof.
    """

    chains: int
    entries: int
    faults: tuple[Fault, ...]
    not_vouched_for: Mapping[str, int]
    guards_missing: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.guards_missing

    def as_data(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON."""
        faults = [{**fault._asdict(), "kind": fault.kind.value} for fault in self.faults]
        return {"is_clean": self.is_clean, **self._asdict(), "faults": faults}

    def as_text(self) -> str:
        """Write it for people."""
        said = [f"{_counted(self.chains, 'chain', 'chains')}, {_counted(self.entries, 'entry', 'entries')}."]
        said += [
            f"Entry {entry}: nothing vouches for it, because row {act} of the journal was redacted."
            for entry, act in self.not_vouched_for.items()
        ]
        said += [f"The database lacks the guard {name}; `lockgate migrate` makes it." for name in self.guards_missing]
        said += [f"{fault.line}, entry {fault.sequence}: {fault.kind.value}. {fault.sentence}" for fault in self.faults]
        verdict = "Clean." if self.is_clean else f"Not clean: {_counted(len(self.faults), 'fault', 'faults')}."
        return "\n".join([*said, verdict])


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def reconcile() -> Reconciled:
    """Walk every chain; `faults` is empty where every entry is lawful and is what an act in the journal wrote."""
    with any_text():
        faults = [Fault(FaultKind.EMPTY, line, 0, "The line has no chain.") for line in lines_without_chain()]
        unvouched = unvouched_keys(TABLE)
        walked = chains()
        entries = 0
        for chain in walked:
            with one_moment():
                there = list(entries_of(chain))
                faults += faults_of(chain.line, chain.allowed, there, _vouched(chain), unvouched.keys())
            entries += len(there)
        with one_moment():
            for entry in entries_of_no_line():
                faults.append(_of_no_line(entry))
                entries += 1
        return Reconciled(len(walked), entries, tuple(faults), unvouched, tuple(missing_guards()))


def _of_no_line(entry: EntryOfNoLine) -> Fault:
    sentence = f"Entry {entry.entry} counts against a ceiling that no licence line has."
    return Fault(FaultKind.NO_LINE, f"chain {entry.chain}", max(entry.sequence, 0), sentence)


def _vouched(chain: StoredChain) -> dict[str, Vouched]:
    """Return what acts say of the chain's entries: those on the line, and those that made the licence."""
    firsts = amounts_of(chain)
    made = [
        act._replace(rows={name: act.rows[name] for name in firsts & act.rows.keys()})
        for act in acts_on([f"licence {chain.licence}"])
    ]
    found: dict[str, Vouched] = {}
    for act in (*made, *acts_on([f"licence line {chain.line}"])):
        found |= _entries_of(act)
    return found


def _entries_of(act: KeptAct) -> dict[str, Vouched]:
    named = {table_and_key(name): digest for name, digest in act.rows.items()}
    return {key: Vouched(act.act, act.journal_row, digest) for (table, key), digest in named.items() if table == TABLE}
