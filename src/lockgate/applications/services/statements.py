"""Requesting an end-use statement of an end user, and signing it by the link, without an account."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from lockgate.applications.errors import AlreadySigned
from lockgate.applications.lifecycle import state_after
from lockgate.applications.models import Application, EndUseStatement
from lockgate.applications.party_role import PartyRole
from lockgate.applications.permissions import REQUEST_STATEMENT
from lockgate.applications.queries import draft_of, party_facts, statement_of, statement_opened_by
from lockgate.applications.services.changing import changing
from lockgate.applications.statement import LINK_LIVES, NAME_LENGTH_MAX, signed_digest, signed_text, statement_text
from lockgate.applications.statement_link import new_token, token_digest
from lockgate.core import clock
from lockgate.core.actor import Actor
from lockgate.core.errors import NotFound
from lockgate.core.faults import Faults
from lockgate.core.permissions import Person
from lockgate.core.texts import checked_text
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.regimes.shelf import law_of


class Requested(NamedTuple):
    """A link just made: `token` is the only copy of it there will ever be."""

    token: str
    expires_at: datetime


def request_statement(*, by: Person, application: str, party: str, seen: int | None = None) -> Requested:
    """Make the link by which the end user of this name signs; an earlier one that was not used opens nothing any more.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow once the application was withdrawn. Records
    `statement.requested`.
    """
    act = Act.STATEMENT_REQUESTED
    with changing(by=by, application=application, permission=REQUEST_STATEMENT, act=act, seen=seen) as held:
        end_users = held.parties.select_related("organisation").filter(role=PartyRole.END_USER)
        end_user = end_users.filter(organisation__name=checked_text(party, "party", NAME_LENGTH_MAX)).first()
        if end_user is None:
            raise NotFound(f"{held.reference} names no end user {party[:60]!r}.", mend="Look at its parties.")
        now = clock.now()
        earlier = list(end_user.statements.filter(signed_at=None, expires_at__gt=now))
        for one in earlier:
            one.expires_at = now
            one.save(update_fields=["expires_at"])
        made = EndUseStatement(
            application=held,
            party=end_user,
            text=statement_text(law_of(held.regime), held.reference, draft_of(held.pk), party_facts(end_user)),
            requested_at=now,
            expires_at=now + LINK_LIVES,
        )
        token = new_token(made.pk)
        made.token_digest = token_digest(token)
        made.save(force_insert=True)
        held.save(update_fields=["version"])
        content = {"statement": str(made.pk), "organisation": str(end_user.organisation_id)}
        rows = [held, made, *earlier]
        record(act=act, by=by.actor, subject=f"application {held.reference}", content=content, rows=rows)
    return Requested(token, made.expires_at)


def sign_statement(*, by: Person, token: str, signer_name: str, signer_position: str) -> EndUseStatement:
    """Sign the statement that a link opens; the link itself is the permission, and it signs once.

    `by` is whoever holds the link, mostly a stranger. Raises LinkUnknown, LinkExpired, LinkLapsed,
    AlreadySigned, Invalid, NotPossibleNow once the application was withdrawn. Records `statement.signed`.
    """
    act = Act.STATEMENT_SIGNED
    meant = statement_of(token).application_id
    name, position = _checked_signer(signer_name, signer_position)
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=meant)
        statement = statement_opened_by(token)
        if statement.signed_at is not None:
            raise AlreadySigned("This statement was signed before.", mend="The link shows what was signed.")
        application.state = state_after(application.state, act)
        application.version += 1
        statement.signed_at = clock.now()
        statement.signer_name, statement.signer_position = name, position
        statement.signed_text = signed_text(
            statement.text, signer_name=name, signer_position=position, at=statement.signed_at
        )
        statement.signed_digest = signed_digest(statement.signed_text)
        statement.save()
        application.save(update_fields=["state", "version"])
        record(
            act=act,
            by=Actor(f"signer of statement {statement.pk}", name),
            subject=f"application {application.reference}",
            content={"statement": str(statement.pk), "digest": statement.signed_digest, "signed_in_as": by.actor.id},
            rows=[application, statement],
        )
    return statement


def _checked_signer(name: str, position: str) -> tuple[str, str]:
    faults = Faults()
    with faults.at():
        name = checked_text(name, "signer_name", NAME_LENGTH_MAX)
    with faults.at():
        position = checked_text(position, "signer_position", NAME_LENGTH_MAX)
    faults.raise_any()
    return name, position
