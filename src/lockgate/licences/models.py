"""The tables of what was granted: licences, their lines and conditions, and what has changed their standing.

Exhausted and expired are computed, never stored. The tables of the ledger stand in ledger/tables.py.
"""

from django.db import models

from lockgate.core.identifiers import new_id
from lockgate.licences.ledger.tables import Chain, LedgerEntry
from lockgate.licences.validity import Standing

__all__ = ["Chain", "LedgerEntry", "Licence", "LicenceLine", "StandingChange"]

STANDINGS = tuple(standing.value for standing in Standing)


class Licence(models.Model):
    """A right to export, granted here or held from elsewhere. Both days of validity are included.

    `number` is the authority's; `standing` is written by services alone, along the table in validity.py. A held
    licence of a regime that is not encoded here has an empty `regime`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=60, unique=True)
    origin = models.CharField(max_length=10)
    regime = models.CharField(max_length=60, blank=True)
    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, null=True, related_name="licence")
    exporter = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="licences")
    valid_from = models.DateField()
    valid_to = models.DateField()
    standing = models.CharField(max_length=10, default=Standing.IN_FORCE.value)
    issued_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A known origin and standing; days in their order; granted here means that there is a case."""

        constraints = (
            models.CheckConstraint(condition=models.Q(standing__in=STANDINGS), name="licences_standing_known"),
            models.CheckConstraint(
                condition=models.Q(origin="granted", case__isnull=False) | models.Q(origin="held", case__isnull=True),
                name="licences_origin_known",
            ),
            models.CheckConstraint(condition=models.Q(valid_from__lte=models.F("valid_to")), name="licences_days"),
        )

    def __str__(self) -> str:
        return self.number


class LicenceLine(models.Model):
    """One item that may leave: how much of it, worth what, to whom. `amount` is of the smallest unit of its dimension.

    `value` may be unknown on a held licence: then it is null, and the currency empty.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    case_line = models.OneToOneField("casework.CaseLine", on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.CharField(max_length=60, blank=True)
    goods_code = models.CharField(max_length=14, blank=True)
    description = models.CharField(max_length=500, blank=True)
    destination = models.CharField(max_length=2)
    consignee = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    quantity = models.CharField(max_length=40)
    unit = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    dimension = models.CharField(max_length=10)
    value_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    conditions = models.JSONField(default=list)

    class Meta:
        """Numbered once; something may leave."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["licence", "number"], name="licences_line_number_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="licences_line_amount"),
        )

    def __str__(self) -> str:
        return f"line {self.number}"


class StandingChange(models.Model):
    """That a licence was suspended, reinstated or revoked, when, by whom and why."""

    id = models.BigAutoField(primary_key=True)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="standing_changes")
    standing = models.CharField(max_length=10)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        """In the order of their making."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.standing} at {self.at}"
