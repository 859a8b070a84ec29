"""One case whole, as much of it as somebody may see, for pages, REST and commands, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch

from lockgate.applications.queries import ShownApplication, all_of
from lockgate.casework.decision import case_outcome
from lockgate.casework.models import (
    Appeal,
    Case,
    CaseLine,
    Proposal,
    ProposalLine,
    Query,
    RefusalAnnouncement,
    Review,
    SupplyRisk,
)
from lockgate.casework.queries.clock import clock_of
from lockgate.casework.queries.history import HistoryItem, history
from lockgate.casework.queries.visibility import View, view_of, visible_case
from lockgate.casework.statutory_clock import Reading
from lockgate.core.permissions import Person


@dataclass(frozen=True, slots=True)
class LineSheet:
    """A line of the case, as asked and determined, and what was decided of it; None until then."""

    line: CaseLine
    decided: ProposalLine | None


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case as somebody sees it.

    For the applicant `reviews` and `proposals` are empty and `supply_risk` is None, whatever there is.
    """

    case: Case
    view: View
    clock: Reading
    outcome: str
    application: ShownApplication
    lines: tuple[LineSheet, ...]
    decision: Proposal | None
    queries: tuple[Query, ...]
    refusal_announcement: RefusalAnnouncement | None
    appeal: Appeal | None
    reviews: tuple[Review, ...]
    proposals: tuple[Proposal, ...]
    history: tuple[HistoryItem, ...]
    supply_risk: SupplyRisk | None


def case_sheet(person: Person, reference: str) -> CaseSheet:
    """Return a case as this person sees it; raise NotFound where there is none that the person may know of."""
    case = _whole(visible_case(person, reference))
    view = view_of(person, case)
    inside = view is View.AUTHORITY
    proposals = tuple(case.proposals.all())
    decision = next((held for held in proposals if held.state == "confirmed"), None)
    decided = {line.case_line_id: line for line in decision.lines.all()} if decision else {}
    return CaseSheet(
        case=case,
        view=view,
        clock=clock_of(case),
        outcome=case_outcome(line.outcome for line in decided.values()) if decided else "",
        application=all_of(case.application_id),
        lines=tuple(LineSheet(line, decided.get(line.pk)) for line in case.lines.all()),
        decision=decision,
        queries=tuple(case.queries.all()),
        refusal_announcement=getattr(case, "refusal_announcement", None),
        appeal=getattr(case, "appeal", None),
        reviews=tuple(case.reviews.all()) if inside else (),
        proposals=proposals if inside else (),
        history=history(case, view),
        supply_risk=getattr(case, "supply_risk", None) if inside else None,
    )


def _whole(case: Case) -> Case:
    proposed = ProposalLine.objects.select_related("case_line__line").order_by("case_line__line__number")
    return (
        Case.objects.select_related("application", "assigned_to", "refusal_announcement", "appeal", "supply_risk")
        .prefetch_related(
            "clock_moves",
            "queries",
            Prefetch("lines", CaseLine.objects.select_related("line").order_by("line__number")),
            Prefetch("reviews", Review.objects.select_related("body").order_by("requested_at")),
            Prefetch("proposals", Proposal.objects.prefetch_related(Prefetch("lines", proposed)).order_by("number")),
        )
        .get(pk=case.pk)
    )
