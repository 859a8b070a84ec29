"""The steps that every act on an application begins with: who may, which one, and whether its state admits it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from lockgate.applications.lifecycle import state_after
from lockgate.applications.models import Application
from lockgate.applications.queries import application_at
from lockgate.core.errors import Conflict
from lockgate.core.permissions import Permission, Person, check_may
from lockgate.journal.acts import Act


@contextmanager
def changing(
    *, by: Person, application: str, permission: Permission, act: Act, seen: int | None = None
) -> Iterator[Application]:
    """Give the application of this reference, locked and read again, in the state and version that follow the act.

    The block checks, writes, saves it and records the act, in this one transaction. Raises NotFound and NotAllowed
    before the transaction begins; Conflict where it is no longer of the version `seen`; NotPossibleNow.
    """
    found = application_at(by, application)
    check_may(by, permission)
    with transaction.atomic():
        held = Application.objects.select_for_update().get(pk=found.pk)
        if seen is not None and seen != held.version:
            raise Conflict(
                f"{held.reference} has changed since you read it: it is at version {held.version}, you saw {seen}.",
                mend="Read it again, then decide whether you still want this.",
            )
        held.state = state_after(held.state, act)
        held.version += 1
        yield held
