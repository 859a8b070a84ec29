"""Where packs are found: the ones that come with Lockgate, by their code, and any folder by its path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lockgate.core.errors import NotFound
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack_files import read_pack

PACKS = Path(__file__).parent / "packs"


def codes() -> list[str]:
    """Return the codes of the packs that come with Lockgate, in alphabetical order."""
    return sorted(folder.name for folder in PACKS.iterdir() if (folder / "regime.toml").is_file())


def folder_of(regime: str) -> Path:
    """Return the folder of a pack, named by its code or by a path.

    Raises NotFound where there is neither.
    """
    if regime in codes():
        return PACKS / regime
    if "/" in regime or regime.startswith("."):
        folder = Path(regime)
        if (folder / "regime.toml").is_file():
            return folder
        raise NotFound(f"There is no pack in {regime}.", mend="A pack is a folder with a regime.toml.")
    raise NotFound(f"There is no regime '{regime[:60]}'.", mend=f"Known regimes: {', '.join(codes())}.")


@lru_cache(maxsize=16)
def _law(folder: Path) -> Law:
    return Law(read_pack(folder))


def law_of(regime: str) -> Law:
    """Return a regime's law, read once a process.

    Raises NotFound for an unknown regime and FaultyPack for a pack that cannot be read.
    """
    return _law(folder_of(regime))
