"""Holds an episode against what is lawful in Lockgate, happening by happening, beside a book of its own.

It knows the world only by what is told. What may follow what, what a decision holds and who was heard is asked of the
pure rules of casework and licences, which the services ask too.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lockgate.casework import lifecycle
from lockgate.casework.decision import GRANTS, AskedLine, CheckedLine, ProposedLine, checked_lines
from lockgate.casework.refusal import answer_day, check_answer_in_time, check_applicant_was_heard
from lockgate.casework.review import Asked, check_reviews_are_in, checked_due_day, checked_recommendation
from lockgate.journal.acts import Act
from lockgate.licences.validity import last_day
from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar
from lockgate.simulation import happenings as told

CHINA = WorkingCalendar(law_of("cn-dual-use").pack.calendar)
OF_THE_DEPARTMENT = (
    told.Taken,
    told.QueryAsked,
    told.ReviewRequested,
    told.RecommendationGiven,
    told.RefusalAnnounced,
    told.Proposed,
    told.Confirmed,
    told.Suspended,
    told.Reinstated,
)
FIRST_MOMENT, LAST_MOMENT = time(8, 30), time(18)
LINK_LIVES = timedelta(days=30)


@dataclass
class Book:
    """What the checker knows of an application."""

    drafted: told.Drafted
    state: str = "draft"
    signed: bool = False
    officer: int | None = None
    proposal: told.Proposed | None = None
    proposed: tuple[CheckedLine, ...] = ()
    reviews: list[Asked] = field(default_factory=list)
    announced_on: date | None = None
    answered: bool = False
    returned: bool = False
    granted: dict[int, int] = field(default_factory=dict)
    drawn: Counter[int] = field(default_factory=Counter)
    decided_on: date | None = None
    suspended: bool = False

    def follow(self, act: Act) -> None:
        self.state = lifecycle.follow(self.state, act).to.value


class Lawful:
    """Follows an episode, and fails at the first thing that is not lawful."""

    def __init__(self, episode: told.Episode) -> None:
        self.episode = episode
        self.books: dict[str, Book] = {}
        self.firms = {firm.key: firm for firm in episode.firms}
        self.declarations: set[str] = set()

    def follow(self) -> dict[str, Book]:
        last: datetime | None = None
        for happening in self.episode.happenings:
            assert last is None or happening.at > last, "moments increase"
            last = happening.at
            self.moment(happening)
            name = type(happening).__name__.lower()
            if isinstance(happening, told.Drafted):
                self.drafted(happening)
            else:
                book = self.books.get(happening.application)  # type: ignore[attr-defined]  # every kind names one
                assert book is not None, "nothing happens to an application before it is written"
                getattr(self, name)(book, happening)
        return self.books

    def moment(self, happening: told.Happening) -> None:
        day = happening.at.date()
        assert happening.at.utcoffset() == timedelta(hours=8)
        assert self.episode.begins <= day <= self.episode.ends
        assert FIRST_MOMENT <= happening.at.time() <= LAST_MOMENT and not happening.at.microsecond
        if isinstance(happening, OF_THE_DEPARTMENT):
            assert CHINA.is_working_day(day), "offices of the authority are open"

    def drafted(self, it: told.Drafted) -> None:
        assert it.application not in self.books
        assert it.at.date() >= self.episode.control_list_changes, "before the change nothing needs a licence"
        roles = [self.firms[key].kind for key in (it.exporter, it.consignee, it.end_user)]
        assert roles == ["exporter", "consignee", "end_user"]
        assert it.use in ("civil", "military") and it.use_text and it.lines
        assert all(line.quantity_kg > 0 and line.worth_usd > 0 and line.description for line in it.lines)
        if it.replaces:
            assert self.books[it.replaces].returned, "a mended application replaces a returned one"
        for one in it.dependence:
            assert 1 <= one.line <= len(it.lines) and one.site
            assert one.stock_kg is None or one.stock_kg >= 0
            assert one.usage_kg_a_day is None or one.usage_kg_a_day > 0
            assert one.share_permille is None or 0 <= one.share_permille <= 1000
        self.books[it.application] = Book(it)

    def signed(self, book: Book, it: told.Signed) -> None:
        assert book.state == "draft" and not book.signed and it.signer
        assert it.at < book.drafted.at + LINK_LIVES, "the link that the end user signs by still lives"
        book.signed = True

    def submitted(self, book: Book, it: told.Submitted) -> None:
        assert book.state == "draft" and book.signed
        book.state = "submitted"

    def withdrawn(self, book: Book, it: told.Withdrawn) -> None:
        book.follow(Act.CASE_CLOSED)

    def taken(self, book: Book, it: told.Taken) -> None:
        assert 0 <= it.officer < self.episode.officers and book.officer is None
        book.follow(Act.CASE_ASSIGNED)
        book.officer = it.officer

    def queryasked(self, book: Book, it: told.QueryAsked) -> None:
        assert it.officer == book.officer and book.proposal is None and it.question
        book.follow(Act.QUERY_ASKED)

    def queryanswered(self, book: Book, it: told.QueryAnswered) -> None:
        assert it.answer
        book.follow(Act.QUERY_ANSWERED)

    def reviewrequested(self, book: Book, it: told.ReviewRequested) -> None:
        assert it.officer == book.officer and not book.reviews, "a body is asked once"
        book.follow(Act.REVIEW_REQUESTED)
        book.reviews.append(Asked("ministry", checked_due_day(it.due_on, it.at.date()), ""))

    def recommendationgiven(self, book: Book, it: told.RecommendationGiven) -> None:
        book.follow(Act.RECOMMENDATION_GIVEN)
        [asked] = book.reviews
        assert not asked.recommendation and it.reasons
        book.reviews = [asked._replace(recommendation=checked_recommendation(it.recommendation))]

    def refusalannounced(self, book: Book, it: told.RefusalAnnounced) -> None:
        assert it.officer == book.officer and book.proposal is None and it.reasons
        book.follow(Act.REFUSAL_ANNOUNCED)
        book.announced_on = it.at.date()

    def refusalanswered(self, book: Book, it: told.RefusalAnswered) -> None:
        book.follow(Act.REFUSAL_ANSWERED)
        assert book.announced_on is not None and it.answer
        check_answer_in_time(answer_by=answer_day(book.announced_on, CHINA), answered=book.answered, on=it.at.date())
        book.answered = True

    def proposed(self, book: Book, it: told.Proposed) -> None:
        assert it.officer == book.officer and book.proposal is None and it.reasons and it.valid_months == 6
        book.follow(Act.DECISION_PROPOSED)
        prohibited = book.drafted.use == "military" and self.firms[book.drafted.consignee].country == "US"
        law = "prohibited" if prohibited else "licence_required"
        asked = [
            AskedLine(number, str(line.quantity_kg), "KGM", line.quantity_kg * 10**9, "mass", law)
            for number, line in enumerate(book.drafted.lines, 1)
        ]
        book.proposed = checked_lines(asked, [self.proposed_line(line) for line in it.lines])
        book.proposal = it

    def proposed_line(self, line: told.DecidedLine) -> ProposedLine:
        return ProposedLine(
            line.line,
            line.outcome,
            line.assessment,
            quantity="" if line.granted_kg is None else str(line.granted_kg),
            unit="" if line.granted_kg is None else "KGM",
            conditions=line.texts if line.outcome == "granted_with_conditions" else (),
            refusal_reasons=line.texts if line.outcome != "granted_with_conditions" else (),
            evidence=line.evidence,
        )

    def confirmed(self, book: Book, it: told.Confirmed) -> None:
        assert book.proposal is not None and 0 <= it.senior < self.episode.seniors
        book.follow(Act.CASE_DECIDED)
        today = it.at.date()
        check_reviews_are_in(book.reviews, today)
        outcomes = {line.number: line.outcome for line in book.proposed}
        if "refused" in outcomes.values():
            assert book.announced_on is not None, "the world announces what it refuses"
            check_applicant_was_heard(answer_by=answer_day(book.announced_on, CHINA), answered=book.answered, on=today)
        book.returned = set(outcomes.values()) == {"returned"}
        book.decided_on = today
        for line in book.proposed:
            if line.outcome in GRANTS:
                assert line.granted is not None
                book.granted[line.number] = line.granted.amount // 10**9

    def declaration(self, book: Book, it: told.Declaration) -> None:
        assert book.decided_on is not None and it.line in book.granted
        assert book.decided_on <= it.at.date() <= last_day(book.decided_on, 6)
        assert it.declaration not in self.declarations and it.office
        self.declarations.add(it.declaration)
        left = book.granted[it.line] - book.drawn[it.line]
        assert it.quantity_kg > 0
        expected = "licence-suspended" if book.suspended else "balance-exceeded" if it.quantity_kg > left else ""
        assert it.expected == expected, "the border will say what the world expects"
        if not expected:
            book.drawn[it.line] += it.quantity_kg

    def suspended(self, book: Book, it: told.Suspended) -> None:
        assert book.granted and not book.suspended and it.reason and 0 <= it.senior < self.episode.seniors
        book.suspended = True

    def reinstated(self, book: Book, it: told.Reinstated) -> None:
        assert book.suspended and it.reason and 0 <= it.senior < self.episode.seniors
        book.suspended = False
