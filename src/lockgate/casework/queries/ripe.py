"""What keeps a decision from being confirmed today? Asked by the deciding act, and by the page that comes before it."""

from collections.abc import Iterator, Mapping

from lockgate.casework.decision import LineOutcome, check_law_stands
from lockgate.casework.models import Case
from lockgate.casework.queries.clock import local_day
from lockgate.casework.queries.law import outcomes_now
from lockgate.casework.refusal import check_applicant_was_heard
from lockgate.casework.review import Asked, check_reviews_are_in
from lockgate.core.errors import NotPossibleNow


def hindrances(case: Case, outcomes: Mapping[int, str]) -> Iterator[NotPossibleNow]:
    """Yield each thing that a decision with these outcomes of the lines, by number, still waits for or runs into."""
    today = local_day(case)
    reviews = [Asked(held.body.name, held.due_on, held.recommendation) for held in case.reviews.select_related("body")]
    try:
        check_reviews_are_in(reviews, today)
    except NotPossibleNow as error:
        yield error
    announced = getattr(case, "refusal_announcement", None)
    if announced is not None and LineOutcome.REFUSED in outcomes.values():
        try:
            check_applicant_was_heard(answer_by=announced.answer_by, answered=bool(announced.answered_at), on=today)
        except NotPossibleNow as error:
            yield error
    before = {
        held.line.number: held.line.outcome for held in case.lines.select_related("line").order_by("line__number")
    }
    try:
        check_law_stands(before, outcomes_now(case), outcomes)
    except NotPossibleNow as error:
        yield error
