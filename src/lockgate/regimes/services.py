"""What may be done with regimes: adopt a version of a pack. (Packs themselves are files, written by drafters.)"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction

from lockgate.core import clock
from lockgate.core.permissions import Person
from lockgate.journal.acts import Act
from lockgate.journal.one_writer import wait_for_other_writers
from lockgate.journal.record import record
from lockgate.regimes.models import AdoptedPack
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.shelf import folder_of


def adopt_pack(*, by: Person, regime: str) -> AdoptedPack:
    """Adopt the pack of `regime` as it lies in its files, so that the journal tells by which law answers were given.

    Adopting the version in use again changes nothing and records nothing; a version that was in use before is adopted
    like a new one. Raises NotFound for an unknown regime and FaultyPack for one that cannot be read. Records
    `pack.adopted`.
    """
    folder = folder_of(regime)
    digest = pack_digest(folder)
    about = read_pack(folder).regime
    with transaction.atomic():
        wait_for_other_writers(AdoptedPack)
        in_use = AdoptedPack.objects.filter(regime=regime).first()
        if in_use is not None and in_use.digest == digest:
            return in_use
        adopted = AdoptedPack.objects.create(
            regime=regime,
            digest=digest,
            law_from=about.law_from,
            law_known_to=about.law_known_to,
            adopted_at=clock.now(),
            adopted_by=by.actor.id,
        )
        content = {
            "digest": digest,
            "law_from": about.law_from.isoformat(),
            "law_known_to": about.law_known_to.isoformat(),
        }
        record(act=Act.PACK_ADOPTED, by=by.actor, subject=f"pack {regime}", content=content, rows=[adopted])
    return adopted


def pack_digest(folder: Path) -> str:
    """Return the SHA-256 over the names and bytes of a pack's files, in the order of their names, as hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
