"""Where packs are found: the ones that come with Lockgate, by their code, and any folder by its path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lockgate.core.errors import NotFound
from lockgate.regimes.determination.asking import shown
from lockgate.regimes.determination.law import Law
from lockgate.regimes.fault import FaultyPack
from lockgate.regimes.pack_faults import faults_of
from lockgate.regimes.pack_files import read_pack

PACKS = Path(__file__).parent / "packs"


def codes() -> list[str]:
    """Return the codes of the packs that come with Lockgate, in alphabetical order."""
    return sorted(folder.name for folder in PACKS.iterdir() if (folder / "regime.toml").is_file())


def folder_of(regime: str) -> Path:
    """Return the folder of a pack that comes with Lockgate; raise NotFound for any other code."""
    if regime not in codes():
        mend = f"Known regimes: {', '.join(codes())}. On the command line a pack of your own is named by its path."
        raise NotFound(f"There is no regime '{shown(regime)}'.", mend=mend)
    return PACKS / regime


def folder_at(regime: str) -> Path:
    """Return the folder of a pack named by its code or by a path; for the command line, never for the web.

    Raises NotFound where there is neither.
    """
    if "/" not in regime and not regime.startswith("."):
        return folder_of(regime)
    folder = Path(regime)
    if (folder / "regime.toml").is_file():
        return folder
    raise NotFound(f"There is no pack in {regime}.", mend="A pack is a folder with a regime.toml.")


@lru_cache(maxsize=16)
def _law(folder: Path) -> Law:
    return Law(read_pack(folder))


def law_of(regime: str) -> Law:
    """Return the law of a regime that comes with Lockgate, read once a process.

    Raises NotFound for an unknown code and FaultyPack for a pack that cannot be read.
    """
    return _law(folder_of(regime))


def law_at(regime: str) -> Law:
    """Return the law of a pack named by its code or by a path; for the command line, never for the web.

    Raises FaultyPack for a pack of somebody's own that has grave faults; those that come with Lockgate are tested.
    """
    folder = folder_at(regime)
    if folder.parent == PACKS:
        return _law(folder)
    pack = read_pack(folder)
    grave = [fault for fault in faults_of(pack) if fault.grave]
    if grave:
        raise FaultyPack(folder, grave)
    return Law(pack)
