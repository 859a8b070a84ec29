"""An installation as a newcomer makes it: an empty folder, the `lockgate` command, and a server where one is wanted."""

import json
from pathlib import Path
from typing import Any

from tests.faults.installation import Installation

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
PEOPLE = {
    "exporter@example.org": ("exporter", "Ganzhou Magnet Works"),
    "rival@example.org": ("exporter", "Baotou Alloys"),
    "officer@example.org": ("officer", "Licensing Department"),
    "senior@example.org": ("senior_officer", "Licensing Department"),
    "customs@example.org": ("customs", "Customs, Shanghai"),
}


class NewInstallation(Installation):
    """What a newcomer has after following the guide: everybody is known, and nothing has been done."""

    def set_up(self) -> None:
        """Initialise, and add everybody."""
        assert self.lockgate("init")[0] == 0
        for email, (role, home) in PEOPLE.items():
            assert self.lockgate("user", "add", email, "--role", role, "--organisation", home)[0] == 0

    def done(self, *words: str) -> Any:
        """Run a command that must succeed and complain of nothing; return what its --json says."""
        status, out, err = self.lockgate(*words, "--json")
        assert (status, err) == (0, ""), f"lockgate {' '.join(words)}: {out}{err}"
        return json.loads(out)

    def refused(self, *words: str) -> str:
        """Run a command that must be refused: exit status 2, nothing printed; return its one line of complaint."""
        status, out, err = self.lockgate(*words)
        assert (status, out, err.count("\n")) == (2, "", 1), f"lockgate {' '.join(words)}: {status} {out}{err}"
        return str(err)
