"""Which entry is lawful? The one text of it, in SQL: the table's CHECKs and both databases' triggers are made of it.

Pure. `{column}` stands for a column of the entry: a CHECK writes it bare, a trigger as NEW.column. Cells of SQLite
take any type, so `amount` has to be equal to itself as a whole number; all other numbers follow from it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

TABLE = "licences_ledgerentry"
LINKED = ("chain", "sequence", "drawn_after", "reserved_after", "allowed_after")
"""The columns of an entry that the next one repeats, as `LINKING`."""
LINKING = ("chain", "previous_sequence", "drawn_before", "reserved_before", "allowed_before")

_STILL = MappingProxyType(
    {name: f"{{{name}_after}} = {{{name}_before}}" for name in ("drawn", "reserved", "allowed")},
)
_MOVES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "amount": (_STILL["drawn"], _STILL["reserved"], "{allowed_after} = {amount}"),
        "draw_down": ("{drawn_after} = {drawn_before} + {amount}", _STILL["reserved"], _STILL["allowed"]),
        "reserve": (_STILL["drawn"], "{reserved_after} = {reserved_before} + {amount}", _STILL["allowed"]),
        "confirm": (
            "{drawn_after} = {drawn_before} + {amount}",
            "{reserved_after} <= {reserved_before} - {amount}",
            _STILL["allowed"],
        ),
        "void": (_STILL["drawn"], "{reserved_after} = {reserved_before} - {amount}", _STILL["allowed"]),
        "expire": (_STILL["drawn"], "{reserved_after} = {reserved_before} - {amount}", _STILL["allowed"]),
        "reverse": ("{drawn_after} = {drawn_before} - {amount}", _STILL["reserved"], _STILL["allowed"]),
    }
)
"""For each kind of entry, how drawn, reserved and allowed move: a kind moves only its own."""

RULES: Mapping[str, str] = MappingProxyType(
    {
        "ledger_kind_moves_its_own": " OR ".join(
            f"({{kind}} = '{kind}' AND {' AND '.join(moves)})" for kind, moves in _MOVES.items()
        ),
        "ledger_within_allowed": "{drawn_after} >= 0 AND {reserved_after} >= 0"
        " AND {drawn_after} <= {allowed_after} AND {reserved_after} <= {allowed_after} - {drawn_after}",
        "ledger_amount_whole": "{amount} > 0 AND {amount} = CAST({amount} AS bigint)",
        "ledger_in_sequence": "({previous_sequence} IS NULL AND {sequence} = 1 AND {kind} = 'amount'"
        " AND {drawn_before} = 0 AND {reserved_before} = 0 AND {allowed_before} = 0)"
        " OR ({previous_sequence} IS NOT NULL AND {previous_sequence} >= 1"
        " AND {sequence} = {previous_sequence} + 1)",
        "ledger_resolves_something": "({resolves} IS NOT NULL) = ({kind} IN ('confirm', 'void', 'expire', 'reverse'))",
    }
)
"""What holds of an entry by itself, by the name of the CHECK."""

BESIDE_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "ledger_has_a_chain": "EXISTS (SELECT 1 FROM licences_chain AS held WHERE held.id = {chain})",
        "ledger_goes_on_from_the_last": "{sequence} = 1 OR EXISTS (SELECT 1 FROM licences_ledgerentry AS held WHERE "  # noqa: S608
        + " AND ".join(f"held.{left} = {{{right}}}" for left, right in zip(LINKED, LINKING, strict=True))
        + ")",
        "ledger_number_once": "NOT EXISTS (SELECT 1 FROM licences_ledgerentry AS held"
        " WHERE held.chain = {chain} AND held.sequence = {sequence})",
        "ledger_id_once": "NOT EXISTS (SELECT 1 FROM licences_ledgerentry AS held WHERE held.id = {id})",
        "ledger_ends_a_reservation_whole_and_once": "{kind} NOT IN ('confirm', 'void', 'expire') OR ("
        "EXISTS (SELECT 1 FROM licences_ledgerentry AS held WHERE held.id = {resolves} AND held.chain = {chain}"
        " AND held.kind = 'reserve' AND held.amount = {reserved_before} - {reserved_after})"
        " AND NOT EXISTS (SELECT 1 FROM licences_ledgerentry AS other WHERE other.resolves = {resolves}))",
        "ledger_takes_back_no_more_than_was_drawn": "{kind} <> 'reverse' OR EXISTS ("
        "SELECT 1 FROM licences_ledgerentry AS held WHERE held.id = {resolves} AND held.chain = {chain}"
        " AND held.kind IN ('draw_down', 'confirm') AND {amount} <= held.amount - ("
        "SELECT coalesce(sum(other.amount), 0) FROM licences_ledgerentry AS other"
        " WHERE other.resolves = {resolves} AND other.kind = 'reverse'))",
    }
)
"""What holds of an entry beside those that are there, by the name that the trigger says."""


def written(rule: str, columns: Iterable[str], *, prefix: str = "") -> str:
    """Write a rule for a CHECK, or with a prefix such as "NEW." for a trigger.

    >>> written("{amount} > 0", ["amount"], prefix="NEW.")
    'NEW.amount > 0'
    """
    return rule.format_map({column: f"{prefix}{column}" for column in columns})
