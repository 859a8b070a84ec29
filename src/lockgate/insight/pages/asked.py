"""Which snapshot and regime a page of insight is asked for, and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from lockgate.core.errors import NotFound
from lockgate.core.permissions import check_may
from lockgate.insight.pages.how import HOW
from lockgate.insight.permissions import READ_INSIGHT
from lockgate.insight.services import snapshots
from lockgate.insight.snapshot.store import Snapshot, find_snapshot
from lockgate.parties.queries import person_asking

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa
    from django.http import HttpRequest


class Look(NamedTuple):
    """A regime in a snapshot: what a page shows."""

    snapshot: Snapshot
    regime: str

    @property
    def day(self) -> date:
        """The data's date, a local day of the regime."""
        return self.snapshot.data_date(self.regime)

    def table(self, name: str) -> pa.Table:
        """Read a figure of the regime."""
        return self.snapshot.figure(self.regime, name)

    def told(self, key: str) -> object:
        """Return a plain fact that was kept with the figures, None where it was not."""
        return self.snapshot.regimes[self.regime].get(key)

    @property
    def asked(self) -> dict[str, str]:
        """The words that a permanent link needs."""
        return {"data": self.snapshot.id, "regime": self.regime}

    def link(self, page: str, *arguments: str) -> str:
        """Return the permanent link of a page: it goes on to show this snapshot."""
        return f"{reverse(page, args=arguments)}?{self.query}"

    @property
    def query(self) -> str:
        """The words of a permanent link, as a link has them."""
        return urlencode(self.asked)

    def figure(self, name: str, page: str, *arguments: str) -> Figure:
        """Return what stands under a figure."""
        how = HOW[name]
        covered = self.snapshot.regimes[self.regime]["coverage"].get(name, "")
        return Figure(
            how.sentences, how.method, self.day, covered, self.link("insight_figure", name), self.link(page, *arguments)
        )


class Figure(NamedTuple):
    """What stands under a figure: how it is computed, its data's date and coverage, a csv, a permanent link."""

    how: tuple[str, ...]
    method: str
    day: date
    coverage: str
    csv: str
    permanent: str


def look(request: HttpRequest) -> Look:
    """Return what is asked for; raises NotAllowed for whoever may not see it, NotFound where it is not there."""
    check_may(person_asking(request), READ_INSIGHT)
    snapshot = find_snapshot(snapshots(), request.GET.get("data", ""))
    regimes = sorted(snapshot.regimes, key=lambda one: -int(snapshot.regimes[one]["lines"]))
    regime = request.GET.get("regime", "") or next(iter(regimes), "")
    if regime not in snapshot.regimes:
        raise NotFound("There are no facts of this regime in the snapshot.", mend="Open the page of insight.")
    return Look(snapshot, regime)
