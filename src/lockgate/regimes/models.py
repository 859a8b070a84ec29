"""Which versions of which packs this installation has answered by, and since when."""

from django.db import models


class AdoptedPack(models.Model):
    """One version of a regime's pack, known by the digest of its files. The newest of a regime is in use."""

    regime = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    law_from = models.DateField()
    law_known_to = models.DateField()
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=200)

    class Meta:
        """A version of a pack is adopted once."""

        constraints = [models.UniqueConstraint(fields=["regime", "digest"], name="adopted_pack_once")]
        ordering = ["regime", "-adopted_at"]

    def __str__(self) -> str:
        """Return the regime and the first digits of the digest."""
        return f"{self.regime} {self.digest[:12]}"
