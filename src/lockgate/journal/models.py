"""The tables of the journal: rows, seals, and which row lies where in which seal.

Rows are written by record.py, seals and leaves by seal.py, the numbers last given by numbering.py, and nothing else
writes here but the redaction in services.py. Hashes are 64 hexadecimal digits.
"""

from django.db import models

HASH_LENGTH = 64
SALT_LENGTH = 32
SIGNATURE_LENGTH = 128


class Row(models.Model):
    """One act. What digest.py calls the closed part (`by_label`, `content`, `salt`) goes when it is redacted."""

    act = models.CharField(max_length=100, db_index=True)
    by_id = models.CharField(max_length=100)
    by_label = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=200, db_index=True)
    at = models.DateTimeField()
    content = models.TextField(null=True)  # noqa: DJ001  null is "no content"; the text is canonical JSON
    salt = models.CharField(max_length=SALT_LENGTH, null=True)  # noqa: DJ001  null is "redacted"
    closed_digest = models.CharField(max_length=HASH_LENGTH)
    digest = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        """A row without its salt has been redacted, and then holds no content and no label either."""

        constraints = (
            models.CheckConstraint(
                name="journal_row_redacted_whole",
                condition=models.Q(salt__isnull=False) | models.Q(content__isnull=True, by_label=""),
            ),
        )

    def __str__(self) -> str:
        return f"row {self.pk} ({self.act} on {self.subject})"


class Seal(models.Model):
    """A signed Merkle root over some rows, chained to the seal before it. The first seal has sequence 1."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    previous_head = models.CharField(max_length=HASH_LENGTH, unique=True)
    root = models.CharField(max_length=HASH_LENGTH)
    leaf_count = models.PositiveIntegerField()
    rows_sealed = models.PositiveBigIntegerField()
    sealed_at = models.DateTimeField()
    head = models.CharField(max_length=HASH_LENGTH, unique=True)
    public_key = models.CharField(max_length=HASH_LENGTH)
    signature = models.CharField(max_length=SIGNATURE_LENGTH)

    def __str__(self) -> str:
        return f"seal {self.sequence}"


class SealLeaf(models.Model):
    """Where a row lies: in which seal, and at which position from 0. A row lies in one seal only."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    position = models.PositiveIntegerField()
    row = models.OneToOneField(Row, on_delete=models.PROTECT, related_name="leaf")
    leaf_hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        """A position in a seal is taken once."""

        constraints = (models.UniqueConstraint(fields=["seal", "position"], name="journal_seal_leaf_position"),)

    def __str__(self) -> str:
        return f"leaf {self.position} of seal {self.seal_id}"


class Series(models.Model):
    """The running number last given in a series of papers (AP, CA, LI …) in a year."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        """One count a series and year."""

        constraints = (models.UniqueConstraint(fields=["prefix", "year"], name="journal_series_once"),)

    def __str__(self) -> str:
        return f"{self.prefix} {self.year}: {self.last}"
