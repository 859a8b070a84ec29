"""Which applications does somebody see, and what does one say? Read by pages, REST, commands, and later rooms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet

from lockgate.applications.completeness import Missing, missing
from lockgate.applications.dependence import Alternative, DependenceFacts, percent
from lockgate.applications.determining import determine_lines
from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.applications.errors import LinkExpired, LinkLapsed, LinkUnknown
from lockgate.applications.lifecycle import State
from lockgate.applications.line import LineFacts
from lockgate.applications.models import Application, ApplicationParty, Dependence, EndUseStatement, Line
from lockgate.applications.party_role import PartyFacts, PartyRole
from lockgate.applications.permissions import READ_APPLICATIONS
from lockgate.applications.statement import statement_text
from lockgate.applications.statement_link import is_genuine, token_digest
from lockgate.core import clock
from lockgate.core.errors import Invalid, NotFound
from lockgate.core.identifiers import parse_reference
from lockgate.core.permissions import Person, Role, check_may
from lockgate.regimes.determination import Determination
from lockgate.regimes.determination.law import Law
from lockgate.regimes.queries import legal_day
from lockgate.regimes.shelf import law_of

INSIDE = frozenset(READ_APPLICATIONS.roles) - {Role.EXPORTER} | {Role.OPERATOR}
"""Whoever sees every application, from its submission on; a draft is its exporter's alone."""


def visible_applications(person: Person) -> QuerySet[Application]:
    """Return the applications that somebody sees: an exporter its own, the authority all that were submitted."""
    seen = Q(exporter__in=person.organisations_as(Role.EXPORTER))
    if person.roles & INSIDE:
        seen |= Q(submitted_at__isnull=False)
    return Application.objects.filter(seen)


def application_at(person: Person, reference: str) -> Application:
    """Return the application of this reference; raise NotFound where there is none that the person may know of."""
    try:
        tidy = str(parse_reference(reference))
    except Invalid:
        tidy = ""
    found = visible_applications(person).filter(reference=tidy).first()
    if found is None:
        raise NotFound(
            f"There is no application {reference[:60]!r}, or you may not know of it.", mend="Look at the reference."
        )
    return found


def whole(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Have a read fetch all that belongs to each application, in as many SQL queries whatever the number of rows."""
    declared = Dependence.objects.select_related("site__organisation")
    asked = EndUseStatement.objects.select_related("party__organisation").order_by("requested_at", "id")
    return applications.select_related("exporter", "replaces").prefetch_related(
        Prefetch("lines", Line.objects.prefetch_related(Prefetch("dependences", declared))),
        Prefetch("parties", ApplicationParty.objects.select_related("organisation")),
        Prefetch("statements", asked),
    )


class ApplicationsPage(NamedTuple):
    """A part of a list, and where the next part begins; None at its end."""

    applications: list[Application]
    next_cursor: str | None


def applications_page(person: Person, *, state: str = "", limit: int = 20, cursor: str = "") -> ApplicationsPage:
    """Return the applications that somebody sees, the newest first, in a state if one is named.

    Raises NotAllowed to whoever reads no applications, Invalid for a cursor that was not given out.
    """
    check_may(person, READ_APPLICATIONS)
    rows = visible_applications(person).select_related("exporter", "replaces").order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if cursor:
        rows = rows.filter(pk__lt=_read_cursor(cursor))
    found = list(rows[: limit + 1])
    return ApplicationsPage(found[:limit], found[limit - 1].pk.hex if len(found) > limit else None)


def _read_cursor(cursor: str) -> UUID:
    try:
        return UUID(hex=cursor)
    except ValueError:
        raise Invalid(
            "The cursor is none that was given out.",
            mend="Begin without one, then send next_cursor.",
            fields={"cursor": "is no cursor"},
        ) from None


class ShownApplication(NamedTuple):
    """An application with all that belongs to it. `missing` is None unless it is a draft."""

    application: Application
    draft: Draft
    lines: list[Line]
    statements: list[EndUseStatement]
    current_statements: frozenset[str]
    missing: list[Missing] | None


def application_shown(person: Person, reference: str) -> ShownApplication:
    """Return all of an application; raise NotFound where there is none that the person may know of."""
    return all_of(application_at(person, reference).pk)


def all_of(application: UUID) -> ShownApplication:
    """Return all of an application to a later room, which has asked who may know of it."""
    held = whole(Application.objects.filter(pk=application)).get()
    draft, law = as_draft(held), law_of(held.regime)
    return ShownApplication(
        application=held,
        draft=draft,
        lines=list(held.lines.all()),
        statements=list(held.statements.all()),
        current_statements=_statements_now(law, held.reference, draft),
        missing=_missing(draft, law) if held.state == State.DRAFT else None,
    )


def _statements_now(law: Law, reference: str, draft: Draft) -> frozenset[str]:
    """Return what each end user would be asked to sign now."""
    return frozenset(
        statement_text(law, reference, draft, party) for party in draft.parties if party.role == PartyRole.END_USER
    )


def _missing(draft: Draft, law: Law) -> list[Missing]:
    try:
        return missing(draft, determine_lines(law, draft, legal_day(law)))
    except Invalid as error:
        faulty = [Missing(place, sentence, "Mend the line.") for place, sentence in error.fields.items()]
        return [*faulty, *missing(draft, {})]


def line_of(person: Person, reference: str, number: int) -> Line:
    """Return a line of an application; raise NotFound where there is none that the person may know of."""
    return numbered(application_at(person, reference), number)


def next_number(rows: QuerySet[Line] | QuerySet[ApplicationParty] | QuerySet[Dependence]) -> int:
    """Return the number of the row that is added next: one more than the highest, so that no other row is renamed."""
    highest: int | None = rows.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def numbered(application: Application, number: int) -> Line:
    """Return a line by its number; raise NotFound where there is none."""
    found = application.lines.filter(number=number).first()
    if found is None:
        raise NotFound(f"{application.reference} has no line {number}.", mend="Look at the numbers of its lines.")
    return found


def draft_of(application: UUID) -> Draft:
    """Return an application as plain values, whatever its state."""
    return as_draft(whole(Application.objects.filter(pk=application)).get())


def as_draft(application: Application) -> Draft:
    """Return an application that `whole` has read as plain values."""
    return Draft(
        regime=application.regime,
        destination=application.destination,
        exporter=application.exporter.name,
        parties=tuple(party_facts(party) for party in application.parties.all()),
        lines={line.number: _line(line) for line in application.lines.all()},
        end_use=EndUse(tuple(application.end_uses), application.end_use_text, application.answers),
        replaces=application.replaces.reference if application.replaces else "",
    )


def party_facts(party: ApplicationParty) -> PartyFacts:
    """Return a party, read with its organisation, as plain values."""
    held = party.organisation
    return PartyFacts(party.role, held.name, held.country, held.address, tuple(party.facts))


def _line(line: Line) -> DraftLine:
    item = LineFacts(
        quantity=line.quantity,
        unit=line.unit,
        value=line.value,
        currency=line.currency,
        entry=line.entry,
        goods_code=line.goods_code,
        description=line.description,
    )
    return DraftLine(item, tuple(_dependence(held) for held in line.dependences.all()))


def _dependence(held: Dependence) -> DependenceFacts:
    alternatives = held.alternatives
    return DependenceFacts(
        site=held.site.name,
        party=held.site.organisation.name,
        country=held.site.country,
        address=held.site.address,
        unit=held.unit,
        stock=held.stock,
        usage_a_day=held.usage_a_day,
        share_percent=percent(held.share_permille),
        alternatives=None
        if alternatives is None
        else tuple(Alternative(one["supplier"], one["qualify_days"]) for one in alternatives),
        product=held.product,
        unknown=tuple(held.unknown),
    )


def determinations_of(application: UUID, on: date | None = None) -> Mapping[int, Determination]:
    """Determine an application's lines, by their number, by the law of a day; of today's where none is given.

    Raises Invalid that names the lines that cannot be answered.
    """
    draft = draft_of(application)
    law = law_of(draft.regime)
    return determine_lines(law, draft, on or legal_day(law))


def statement_of(token: str) -> EndUseStatement:
    """Return the statement that a link was made for, whether or not it may still be opened. Raises LinkUnknown."""
    found = EndUseStatement.objects.filter(token_digest=token_digest(token)).first() if is_genuine(token) else None
    if found is None:
        raise LinkUnknown("This link opens nothing.", mend="Copy it whole from the message that it came with.")
    return found


def statement_opened_by(token: str) -> EndUseStatement:
    """Return the statement that a link opens, signed or not; the link needs no account.

    Raises LinkUnknown for a link that was never made, was altered, or was asked of a party that was removed;
    LinkExpired for one whose time is over; LinkLapsed for one that is not signed, where the application has changed.
    """
    found = statement_of(token)
    if found.expires_at <= clock.now():
        raise LinkExpired("This link has expired.", mend="Ask the exporter for a new one.")
    if found.signed_at is None and not _says_the_same(found):
        raise LinkLapsed(
            "The application was changed after this link was made.", mend="Ask the exporter for a new one."
        )
    return found


def _says_the_same(statement: EndUseStatement) -> bool:
    application, draft = statement.application, draft_of(statement.application_id)
    return statement.text in _statements_now(law_of(application.regime), application.reference, draft)
