"""`lockgate licences reconcile`: reads every chain with its acts in the journal and has audit.py hold them together.

One chain at a time, each as of one moment: memory grows with the longest chain, not with their number.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from lockgate.journal.named_rows import row_name, table_and_key
from lockgate.journal.queries import KeptAct, acts_on, unvouched_keys
from lockgate.journal.reach import row_digest_of
from lockgate.journal.snapshot import one_moment
from lockgate.licences.ledger.audit import Fault, FaultKind, Held, Vouched, faults_of
from lockgate.licences.ledger.entry import Entry, Kind, Totals
from lockgate.licences.ledger.guards import missing_guards
from lockgate.licences.ledger.lawful import TABLE
from lockgate.licences.ledger.tables import Chain, LedgerEntry
from lockgate.licences.models import LicenceLine


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
    faults = [
        Fault(FaultKind.EMPTY, f"{line.licence}/{line.number}", 0, "The line has no chain.")
        for line in LicenceLine.objects.filter(chain=None).select_related("licence")
    ]
    unvouched = unvouched_keys(TABLE)
    chains = entries = 0
    for chain in list(Chain.objects.order_by("pk").values_list("pk", flat=True)):
        with one_moment():
            walked = _Walked(chain)
            faults += walked.faults(unvouched)
        chains, entries = chains + 1, entries + walked.entries
    return Reconciled(chains, entries, tuple(faults), unvouched, tuple(missing_guards()))


class _Walked:
    """One chain, read; and how many entries it had."""

    def __init__(self, chain: UUID) -> None:
        self.entries = 0
        self._chain = chain
        self._line = LicenceLine.objects.select_related("licence").get(chain=chain)

    def faults(self, unvouched: Mapping[str, int]) -> list[Fault]:
        """Return what is wrong with it; that an entry has no act is no fault where the act was redacted."""
        name = f"{self._line.licence.number}/{self._line.number}"
        vouched = self._vouched(f"licence {self._line.licence.number}", f"licence line {name}")
        redacted = frozenset(UUID(entry) for entry in unvouched)
        return list(faults_of(name, self._line.amount, self._held(), vouched, redacted))

    def _held(self) -> Iterator[Held]:
        for row in LedgerEntry.objects.filter(chain=self._chain).order_by("sequence").iterator(chunk_size=1000):
            self.entries += 1
            yield Held(_entry(row), row.previous_sequence, row_digest_of(TABLE, vars(row)))

    def _vouched(self, licence: str, line: str) -> dict[UUID, Vouched]:
        """Return what acts say of the chain's entries: those on the line, and those that made the licence."""
        first = LedgerEntry.objects.filter(chain=self._chain, kind=Kind.AMOUNT).values_list("pk", flat=True)
        firsts = {row_name(TABLE, entry) for entry in first}
        made = [
            act._replace(rows={name: act.rows[name] for name in firsts & act.rows.keys()}) for act in acts_on([licence])
        ]
        found: dict[UUID, Vouched] = {}
        for act in (*made, *acts_on([line])):
            found |= _entries_of(act)
        return found


def _entries_of(act: KeptAct) -> dict[UUID, Vouched]:
    named = {table_and_key(name): digest for name, digest in act.rows.items()}
    return {
        UUID(key): Vouched(act.act, act.journal_row, digest) for (table, key), digest in named.items() if table == TABLE
    }


def _entry(row: LedgerEntry) -> Entry:
    return Entry(
        row.pk,
        row.chain_id,
        row.sequence,
        Kind(row.kind),
        row.amount,
        Totals(row.drawn_before, row.reserved_before, row.allowed_before),
        Totals(row.drawn_after, row.reserved_after, row.allowed_after),
        row.resolves_id,
        row.quantity,
        row.unit,
        row.declaration,
        row.office,
        row.at,
        row.by,
    )
