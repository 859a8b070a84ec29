"""The tables of the ledger. models.py of the room imports them, so that Django finds them.

Nothing is ever changed or deleted here. What Django cannot say stands in guards.py: the foreign key that links each
entry to the one before, and the triggers.
"""

from django.db import models
from django.db.models.expressions import RawSQL

from lockgate.core.identifiers import new_id
from lockgate.licences.ledger.entry import RESOLVING, Kind
from lockgate.licences.ledger.lawful import LINKED, RULES, written

COLUMNS = (
    "id",
    "chain",
    "sequence",
    "previous_sequence",
    "kind",
    "amount",
    "drawn_before",
    "drawn_after",
    "reserved_before",
    "reserved_after",
    "allowed_before",
    "allowed_after",
    "resolves",
    "quantity",
    "unit",
    "declaration",
    "office",
    "at",
    "by",
)
"""The columns of an entry."""


class Chain(models.Model):
    """One ceiling: how much of a licence line may leave."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.OneToOneField("licences.LicenceLine", on_delete=models.PROTECT, related_name="chain")

    class Meta:
        """A part of the room of licences."""

        app_label = "licences"

    def __str__(self) -> str:
        return f"chain {self.pk}"


class LedgerEntry(models.Model):
    """One movement on a chain. Totals are of the smallest unit; `quantity` and `unit` are as they were declared.

    `resolves` is the reservation that a confirmation, a voiding or an expiry ends, or the draw-down of which a
    reversal takes something back. `by` is the account that acted, empty where Lockgate did.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.ForeignKey(
        Chain, on_delete=models.PROTECT, related_name="entries", db_column="chain", db_index=False
    )
    sequence = models.BigIntegerField()
    previous_sequence = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    drawn_before = models.BigIntegerField()
    drawn_after = models.BigIntegerField()
    reserved_before = models.BigIntegerField()
    reserved_after = models.BigIntegerField()
    allowed_before = models.BigIntegerField()
    allowed_after = models.BigIntegerField()
    resolves = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="resolved_by", db_column="resolves", db_index=False
    )
    quantity = models.CharField(max_length=40)
    unit = models.CharField(max_length=3)
    declaration = models.CharField(max_length=100, blank=True)
    office = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        """No fork, no gap, no wrong total, no overdraw; a reservation is ended once."""

        app_label = "licences"
        ordering = ("chain", "sequence")
        constraints = (
            models.UniqueConstraint(fields=["chain", "sequence"], name="ledger_sequence_once"),
            models.UniqueConstraint(fields=["chain", "previous_sequence"], name="ledger_followed_once"),
            models.UniqueConstraint(fields=list(LINKED), name="ledger_linked"),
            models.UniqueConstraint(
                fields=["resolves"], condition=models.Q(kind__in=RESOLVING), name="ledger_resolved_once"
            ),
            *(
                models.CheckConstraint(
                    name=name,
                    condition=RawSQL(written(rule, COLUMNS), (), models.BooleanField()),  # noqa: S611  a constant
                )
                for name, rule in RULES.items()
            ),
        )
        indexes = (
            models.Index(fields=["resolves"], condition=models.Q(resolves__isnull=False), name="ledger_resolves"),
            models.Index(fields=["chain", "-sequence"], condition=models.Q(kind=Kind.RESERVE), name="ledger_reserves"),
        )

    def __str__(self) -> str:
        return f"entry {self.sequence} of chain {self.chain_id}"
