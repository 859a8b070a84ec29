"""Was this asked before? A repeat under the same key is given the first answer, also when that was a refusal.

The scope of a key is the account and the act. An answer is kept in the transaction of the act, so that it and what it
tells of stand or fall together. Answers are kept for ever.
"""

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from lockgate.accounts.models import GivenAnswer
from lockgate.core import clock
from lockgate.core.errors import Conflict, Invalid
from lockgate.journal.digest import canonical_json

KEY_LENGTH_MAX = 200
_TABLE = GivenAnswer._meta.db_table
# Plain SQL, for each draw-down at a border asks and keeps.
_FIND = f"SELECT body_digest, status, answer FROM {_TABLE} WHERE account = %s AND act = %s AND key = %s"  # noqa: S608
_KEEP = (
    f"INSERT INTO {_TABLE} (account, act, key, body_digest, status, answer, at)"  # noqa: S608
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


class IdempotencyConflict(Conflict):
    """The key was used before, and what was asked then was something else."""

    code = "lockgate.idempotency_conflict"


class Answer(NamedTuple):
    """What was answered the first time, a status and the body as text; whether this is a repeat of it."""

    status: int
    body: str
    repeated: bool = False


def answered_once(*, account: UUID, act: str, key: str, asked: Mapping[str, Any], do: Callable[[], Answer]) -> Answer:
    """Do an act in a transaction that keeps what `do` answers; a repeat under the same key is given that again.

    A refusal that `do` returns is kept too, one that it raises undoes everything. Raises Invalid for what cannot be a
    key, and IdempotencyConflict for one that came with something else; the order in `asked` does not matter.
    """
    _check_key(key)
    digest = sha256(canonical_json(asked).encode()).hexdigest()
    given = partial(_given_answer, account, act, key, digest)
    try:
        with transaction.atomic():
            if (first := given()) is not None:
                return first
            answer = do()
            _keep_answer(account, act, key, digest, answer)
            return answer
    except IntegrityError:
        if (first := given()) is not None:  # another under the same key was faster; seen on PostgreSQL only
            return first
        raise


def _check_key(key: str) -> None:
    """Raise Invalid for what cannot be a key: nothing, more than 200 characters, or what is not printable."""
    if not key:
        what = "is missing"
    elif len(key) > KEY_LENGTH_MAX:
        what = f"is longer than {KEY_LENGTH_MAX} characters"
    elif not key.isprintable():
        what = "holds what is not printable"
    else:
        return
    raise Invalid(
        f"The idempotency key {what}.",
        mend=f"Give up to {KEY_LENGTH_MAX} printable characters as `Idempotency-Key` (`--key` on the command "
        "line), a new one for each thing that you ask for.",
        fields={"Idempotency-Key": what},
    )


def _given_answer(account: UUID, act: str, key: str, digest: str) -> Answer | None:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [account.hex, act, key])
        found = cursor.fetchone()
    if found is None:
        return None
    if found[0] != digest:
        raise IdempotencyConflict(
            f"The key {key!r} was used before to ask for something else.",
            mend="Give each thing that you ask for a key of its own; repeat a request exactly as it was.",
        )
    return Answer(found[1], found[2], repeated=True)


def _keep_answer(account: UUID, act: str, key: str, digest: str, answer: Answer) -> None:
    at = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [account.hex, act, key, digest, int(answer.status), answer.body, at])
