"""Who is asking, and which organisations does somebody see? Read by every room's edges."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from lockgate.accounts.queries import actor_of, user_at
from lockgate.core.permissions import STRANGER, Membership, Person, Role
from lockgate.parties.models import Member, Organisation


def person_of(user: AbstractBaseUser | AnonymousUser) -> Person:
    """Return a user with the roles it holds; whoever has not signed in is a stranger."""
    actor = actor_of(user)
    if actor is None:
        return STRANGER
    held = Member.objects.filter(user=user.pk).values_list("organisation_id", "role")
    memberships = frozenset(Membership(organisation, Role(role)) for organisation, role in held)
    return Person(actor, user.pk, memberships)


def person_at(email: str) -> Person:
    """Return whoever acts under this address, as `--as EMAIL` names them; raise NotFound where there is nobody."""
    return person_of(user_at(email))


def person_asking(request: HttpRequest) -> Person:
    """Return whoever sent a request: signed in by a session or by a bearer key, else a stranger."""
    bearer = getattr(request, "auth", None)
    return bearer if isinstance(bearer, Person) else person_of(request.user)


def visible_organisations(person: Person) -> QuerySet[Organisation]:
    """Return the organisations that somebody sees.

    Those within the authority see all; an exporter sees its own, and the parties that it introduced.
    """
    inside = {Role.OFFICER, Role.SENIOR_OFFICER, Role.ANALYST, Role.ADMINISTRATOR, Role.OPERATOR}
    if person.roles & inside:
        return Organisation.objects.all()
    own = person.organisations_as(Role.EXPORTER)
    return Organisation.objects.filter(Q(pk__in=own) | Q(introduced_by__in=own))
