"""How rows become unchangeable: every row that is in no seal yet goes into one, signed and chained to the last.

Called by `lockgate journal seal`, which `lockgate serve` keeps running beside it, and by a service when it starts.
Two sealers at once cannot fork the chain: each waits for the other's transaction, and a number, a head before and a
row are unique in the database whoever writes.
"""

import logging
from collections.abc import Callable
from time import sleep

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.db.models import QuerySet

from lockgate.core import clock
from lockgate.core.errors import Unavailable
from lockgate.journal.digest import NO_HEAD, leaf_data, seal_head
from lockgate.journal.head import Head
from lockgate.journal.merkle import leaf_hash, merkle_root
from lockgate.journal.models import Row, Seal, SealLeaf
from lockgate.journal.one_writer import wait_for_other_writers
from lockgate.journal.seal_key import public_hex, signing_key

log = logging.getLogger(__name__)
LEAVES_MAX = 2000
"""Rows in one seal: bounds how long a writer waits on SQLite, and how far a covered-up fault can be narrowed down."""
# Plain SQL, for each draw-down at a border tells it.
_LATEST = f"""
SELECT sequence, rows_sealed, head, public_key, signature FROM {Seal._meta.db_table} ORDER BY sequence DESC LIMIT 1
"""  # noqa: S608  the table's own name
BREATH_S = 0.1
"""Between two seals: as long as SQLite lets a writer sleep at most before that tries again, so that it gets in."""


def seal_rows() -> list[Seal]:
    """Seal every row that is in no seal yet, and give back the seals that were made: none where nothing was open.

    A row counts as unsealed when no leaf names it, never by a range of ids: on PostgreSQL a lower id can
    commit after a higher one. Must not be called inside a transaction. Raises Unavailable without a key.
    """
    key = signing_key() if _unsealed().exists() else None
    seals: list[Seal] = []
    while key and (seal := _seal_some(key)):
        seals.append(seal)
        if seal.leaf_count < LEAVES_MAX:
            break
        sleep(BREATH_S)
    return seals


def keep_sealed(*, every_s: float, is_over: Callable[[float], bool]) -> None:
    """Seal what is open, wait, and again, until `is_over`, which waits so many seconds, says so; then once more.

    What cannot be sealed now is tried again next time and told in the log: a database that does not answer, a key
    that is not there, a newest seal that is spoiled.
    """
    over = False
    while True:
        try:
            close_old_connections()
            seal_rows()
        except (DatabaseError, InterfaceError, Unavailable):
            log.exception("the journal could not be sealed")
        if over:
            return
        over = is_over(every_s)


def latest_head() -> Head | None:
    """Tell the head to publish: that of the newest seal, or None where nothing was ever sealed."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST)
        seal = cursor.fetchone()
    return Head(*seal) if seal else None


def published_head() -> str:
    """Tell the newest head in short, as answers and papers carry it; "" where nothing was ever sealed."""
    head = latest_head()
    return head.short() if head else ""


def _last_seal() -> Seal | None:
    last = Seal.objects.only("sequence", "head", "rows_sealed").order_by("-sequence").first()
    if last and not (isinstance(last.sequence, int) and isinstance(last.rows_sealed, int)):
        raise Unavailable(
            "The newest seal of the journal holds no number where one belongs, and no other can follow it.",
            mend="Run lockgate journal verify, which names what is wrong, and mend the journal from a backup.",
        )
    return last


def _unsealed() -> QuerySet[Row]:
    return Row.objects.filter(leaf__isnull=True).order_by("id")


@transaction.atomic(durable=True)
def _seal_some(key: Ed25519PrivateKey) -> Seal | None:
    wait_for_other_writers(Seal)
    rows = list(_unsealed().values_list("id", "digest")[:LEAVES_MAX])
    if not rows:
        return None
    hashes = [leaf_hash(leaf_data(row_id, digest)) for row_id, digest in rows]
    seal = _chained_seal(hashes, key)
    seal.save(force_insert=True)
    leaves = [
        SealLeaf(seal=seal, position=position, row_id=row_id, leaf_hash=hashed.hex())
        for position, ((row_id, _), hashed) in enumerate(zip(rows, hashes, strict=True))
    ]
    SealLeaf.objects.bulk_create(leaves, batch_size=1000)
    return seal


def _chained_seal(hashes: list[bytes], key: Ed25519PrivateKey) -> Seal:
    last = _last_seal()
    seal = Seal(
        sequence=last.sequence + 1 if last else 1,
        previous_head=last.head if last else NO_HEAD,
        root=merkle_root(hashes).hex(),
        leaf_count=len(hashes),
        rows_sealed=(last.rows_sealed if last else 0) + len(hashes),
        sealed_at=clock.now(),
        public_key=public_hex(key),
    )
    seal.head = seal_head(
        sequence=seal.sequence,
        previous_head=seal.previous_head,
        root=seal.root,
        leaf_count=seal.leaf_count,
        rows_sealed=seal.rows_sealed,
        sealed_at=seal.sealed_at,
        public_key=seal.public_key,
    )
    unsigned = Head(seal.sequence, seal.rows_sealed, seal.head, seal.public_key, signature="")
    seal.signature = key.sign(unsigned.signed_text().encode()).hex()
    return seal
