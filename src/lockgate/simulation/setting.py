"""What every part of a world shares: its size and seed, its parameters, the chronicle and the agenda."""

from __future__ import annotations

from typing import NamedTuple

from lockgate.simulation.agenda import Agenda
from lockgate.simulation.chronicle import Chronicle
from lockgate.simulation.parameters import Parameters


class Setting(NamedTuple):
    """A world's own: what has happened is written into `chronicle`, what is still to happen put into `agenda`."""

    size: int
    seed: int
    parameters: Parameters
    chronicle: Chronicle
    agenda: Agenda
