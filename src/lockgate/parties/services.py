"""What may be done with organisations: add and register one, give and take roles, introduce a party, add a site."""

from uuid import UUID

from django.db import IntegrityError, transaction

from lockgate.accounts.queries import user_at
from lockgate.core import clock
from lockgate.core.countries import country as country_of
from lockgate.core.errors import Conflict, Invalid, NotFound
from lockgate.core.permissions import GRANTED_ROLES, Person, Role, check_may
from lockgate.core.texts import checked_text
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.parties.models import Member, Organisation, Site
from lockgate.parties.permissions import (
    ADD_MEMBER,
    ADD_ORGANISATION,
    ADD_SITE,
    INTRODUCE_ORGANISATION,
    REGISTER_EXPORTER,
    REMOVE_MEMBER,
)
from lockgate.parties.queries import SEEING_ALL, organisation_called, visible_organisations

NAME_LENGTH_MAX = 200
ADDRESS_LENGTH_MAX = 500


def add_organisation(*, by: Person, name: str, country: str = "", address: str = "") -> Organisation:
    """Add an organisation that can have members. Records `organisation.added`.

    Raises NotAllowed, Invalid, Conflict where there is one of this name.
    """
    check_may(by, ADD_ORGANISATION)
    made = Organisation(
        name=checked_text(name, "name", NAME_LENGTH_MAX),
        country=country_of(country).code if country else "",
        address=checked_text(address, "address", ADDRESS_LENGTH_MAX, may_be_empty=True),
        added_at=clock.now(),
    )
    with transaction.atomic():
        _save_once(made)
        record(
            act=Act.ORGANISATION_ADDED,
            by=by.actor,
            subject=f"organisation {made.pk}",
            content={"name": made.name},
            rows=[made],
        )
    return made


def register_exporter(*, by: Person, name: str) -> Organisation:
    """Return the organisation of this name, for a licence that it holds; whoever sees all adds it where there is none.

    Raises NotAllowed, Invalid, NotFound for an exporter that names another's. Records `organisation.added`.
    """
    check_may(by, REGISTER_EXPORTER)
    wanted = Organisation(name=checked_text(name, "exporter", NAME_LENGTH_MAX), added_at=clock.now())
    with transaction.atomic():
        held = Organisation.objects.filter(name=wanted.name, introduced_by=None).first()
        if not by.roles & SEEING_ALL and (held is None or held.pk not in by.organisations_as(Role.EXPORTER)):
            raise NotFound(
                f"There is no organisation of yours called {wanted.name[:100]!r}.", mend="Look at the spelling."
            )
        if held is not None:
            return held
        try:
            _save_once(wanted)
        except Conflict:  # somebody else added it at the same time
            return Organisation.objects.get(name=wanted.name, introduced_by=None)
        record(
            act=Act.ORGANISATION_ADDED,
            by=by.actor,
            subject=f"organisation {wanted.pk}",
            content={"name": wanted.name},
            rows=[wanted],
        )
    return wanted


def introduce_organisation(
    *, by: Person, introduced_by: UUID, name: str, country: str, address: str = ""
) -> Organisation:
    """Introduce a foreign party; the same name in the same country again is the same party.

    An address that was not known is then filled in; one that is known stays. Raises NotAllowed, NotFound for an
    organisation that is not one's own, Invalid. Records `organisation.added` or `address.stated`, or nothing.
    """
    check_may(by, INTRODUCE_ORGANISATION)
    if not by.roles & SEEING_ALL and introduced_by not in by.organisations_as(Role.EXPORTER):
        raise NotFound("There is no such organisation.", mend="Introduce parties for an organisation of your own.")
    wanted = Organisation(
        name=checked_text(name, "name", NAME_LENGTH_MAX),
        country=country_of(country).code,
        address=checked_text(address, "address", ADDRESS_LENGTH_MAX, may_be_empty=True),
        introduced_by_id=introduced_by,
        added_at=clock.now(),
    )
    with transaction.atomic():
        same = {"introduced_by": introduced_by, "name": wanted.name, "country": wanted.country}
        there = Organisation.objects.select_for_update().filter(**same)
        if (held := there.first()) is not None:
            return _located(by, held, wanted.address)
        try:
            _save_once(wanted)
        except Conflict:  # somebody else introduced it at the same time
            return _located(by, there.get(), wanted.address)
        content = {"name": wanted.name, "country": wanted.country, "introduced_by": str(introduced_by)}
        record(
            act=Act.ORGANISATION_ADDED,
            by=by.actor,
            subject=f"organisation {wanted.pk}",
            content=content,
            rows=[wanted],
        )
    return wanted


def add_member(*, by: Person, email: str, organisation: str, role: str) -> Member:
    """Give the user under an address a role in the organisation of this name. Records `member.added`.

    Raises NotAllowed, NotFound, Invalid for an unknown role, Conflict where the role is held already.
    """
    check_may(by, ADD_MEMBER)
    if role not in GRANTED_ROLES:
        raise Invalid(
            f"{role[:60]!r} is no role.",
            mend=f"The roles are: {', '.join(GRANTED_ROLES)}.",
            fields={"role": "is no role"},
        )
    made = Member(user=user_at(email), organisation=_with_members(organisation), role=role)
    with transaction.atomic():
        if Member.objects.filter(user=made.user, organisation=made.organisation, role=role).exists():
            raise Conflict(f"{made.user} is {Role(role).words} of {made.organisation} already.")
        made.save(force_insert=True)
        content = {"user": str(made.user_id), "organisation": str(made.organisation_id), "role": role}
        record(act=Act.MEMBER_ADDED, by=by.actor, subject=f"member {made.pk}", content=content, rows=[made])
    return made


def remove_member(*, by: Person, email: str, organisation: str, role: str) -> None:
    """Take a role in an organisation from a user. Raises NotAllowed, NotFound. Records `member.removed`."""
    check_may(by, REMOVE_MEMBER)
    with transaction.atomic():
        held = (
            Member.objects.filter(user=user_at(email), organisation=_with_members(organisation), role=role)
            .select_for_update()
            .first()
        )
        if held is None:
            raise NotFound(f"{email} holds no role {role[:60]!r} in {organisation}.", mend="Look at the spelling.")
        record(act=Act.MEMBER_REMOVED, by=by.actor, subject=f"member {held.pk}", removed=[held])
        held.delete()


def add_site(*, by: Person, organisation: UUID, name: str, country: str, address: str = "") -> Site:
    """Add a site; one of the same name is the same site and changes nothing. Records `site.added`.

    Raises NotFound for an organisation that is neither one's own nor introduced by it, NotAllowed, Invalid.
    """
    owner = visible_organisations(by).filter(pk=organisation).first()
    if owner is None:
        raise NotFound("There is no such organisation.", mend="Name one of your own, or a party that you introduced.")
    check_may(by, ADD_SITE)
    wanted = Site(
        organisation=owner,
        name=checked_text(name, "name", NAME_LENGTH_MAX),
        country=country_of(country).code,
        address=checked_text(address, "address", ADDRESS_LENGTH_MAX, may_be_empty=True),
        added_at=clock.now(),
    )
    with transaction.atomic():
        if (held := Site.objects.filter(organisation=owner, name=wanted.name).first()) is not None:
            return held
        wanted.save(force_insert=True)
        content = {"organisation": str(owner.pk), "name": wanted.name, "country": wanted.country}
        record(act=Act.SITE_ADDED, by=by.actor, subject=f"site {wanted.pk}", content=content, rows=[wanted])
    return wanted


def _save_once(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            f"There is an organisation called {organisation.name} already.", mend="Use it, or give another name."
        ) from error


def _located(by: Person, held: Organisation, address: str) -> Organisation:
    """Fill in the address of a party that is known without one."""
    if address and not held.address:
        held.address = address
        held.save(update_fields=["address"])
        subject = f"organisation {held.pk}"
        record(act=Act.ADDRESS_STATED, by=by.actor, subject=subject, content={"address": address}, rows=[held])
    return held


def _with_members(name: str) -> Organisation:
    found = organisation_called(name)
    if found is None:
        raise NotFound(f"There is no organisation called {name[:100]!r}.", mend="Look at the spelling, or add it.")
    return found
