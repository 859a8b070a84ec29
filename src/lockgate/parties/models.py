"""The tables of who takes part: organisations, their members with roles, and their sites."""

from django.conf import settings
from django.db import models

from lockgate.core.identifiers import new_id
from lockgate.core.permissions import GRANTED_ROLES


class Organisation(models.Model):
    """A firm, an authority, a ministry, a customs office.

    `introduced_by` is the organisation that named it as a party of its own; empty for those that have members or
    stand on an imported licence. Two exporters may each introduce the same foreign firm: whether they are one is a
    question of its own, and nobody sees what another has introduced.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    address = models.CharField(max_length=500, blank=True)
    introduced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="introduced")
    added_at = models.DateTimeField()

    class Meta:
        """One name, one organisation: among those with members, and among those that somebody introduced."""

        constraints = (
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(introduced_by=None), name="parties_organisation_name_once"
            ),
            models.UniqueConstraint(
                fields=["introduced_by", "name", "country"],
                condition=models.Q(introduced_by__isnull=False),
                name="parties_introduced_name_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """That a user holds a role in an organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.words) for role in GRANTED_ROLES])

    class Meta:
        """A role is held once, and only one that can be granted."""

        constraints = (
            models.UniqueConstraint(fields=["organisation", "user", "role"], name="parties_member_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in GRANTED_ROLES]), name="parties_member_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of {self.organisation_id}"


class Site(models.Model):
    """A place of an organisation: a plant, a store. Stocks and usage are declared for a site."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    address = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        """An organisation names each of its sites once."""

        constraints = (models.UniqueConstraint(fields=["organisation", "name"], name="parties_site_name_once"),)

    def __str__(self) -> str:
        return self.name
