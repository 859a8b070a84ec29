"""What an onlooker writes down of applications, cases, licences and their lines, to say what may come next.

Plain values, kept by hand after each act; the life of a case and the reasons for a refusal are the model's own.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil

from tests.whole import working_days

LIFE = {
    "assign": {"submitted": "in_review", "in_review": "", "queried": "", "intent_to_refuse": ""},
    "ask": {"in_review": "queried"},
    "answer": {"queried": "in_review"},
    "review": {"in_review": "", "queried": "", "intent_to_refuse": ""},
    "recommend": {"in_review": "", "queried": "", "intent_to_refuse": ""},
    "announce": {"in_review": "intent_to_refuse"},
    "answer refusal": {"intent_to_refuse": ""},
    "propose": {"submitted": "in_review", "in_review": "", "intent_to_refuse": ""},
    "send back": {"in_review": "", "intent_to_refuse": ""},
    "confirm": {"in_review": "decided", "intent_to_refuse": "decided"},
    "withdraw": dict.fromkeys(("submitted", "in_review", "queried", "intent_to_refuse"), "withdrawn"),
    "appeal": {"decided": "appealed"},
}
"""Act, state before, state after ("" where it stays)."""
CLOCK = {"ask": "stop", "answer": "start", "confirm": "stop", "withdraw": "stop"}
HELD_FOR = timedelta(days=30)
SIZES = {
    "KGM": Fraction(10**9),
    "GRM": Fraction(10**6),
    "TNE": Fraction(10**12),
    "GRN": Fraction(6479891, 100),
}
"""Micrograms in a unit of mass."""


def micrograms(quantity: str, unit: str) -> int | None:
    """Count a declared quantity, rounded up; None where it is no amount above zero that can be kept."""
    whole, _, part = quantity.partition(".")
    if not (whole + part).isascii() or not (whole + part).isdecimal() or len(part) > 18 or len(whole) > 19:
        return None
    try:
        amount = ceil(Fraction(Decimal(quantity)) * SIZES[unit])
    except InvalidOperation:
        return None
    return amount if 0 < amount < 2**63 else None


@dataclass
class Application:
    """An application: its lines are items by number, its parties pairs of role and name."""

    reference: str
    exporter: str
    by: str
    state: str = "draft"
    version: int = 1
    submitted: bool = False
    lines: dict[int, tuple[str, str]] = field(default_factory=dict)
    parties: dict[tuple[str, str], bool] = field(default_factory=dict)
    declared: set[int] = field(default_factory=set)
    signed_by: set[str] = field(default_factory=set)
    end_use: bool = False
    answered: bool = False

    @property
    def said(self) -> tuple[list[tuple[int, tuple[str, str]]], bool]:
        """What an end user is asked to sign, so far as it is ever changed here: the lines, whether a use is stated."""
        return sorted(self.lines.items()), self.end_use

    @property
    def listed(self) -> bool:
        """Whether anybody who takes part is on the list."""
        return any(self.parties.values())


@dataclass
class Link:
    """A link by which an end user signs: once, for 30 days, until a later one takes its place or the draft changes."""

    application: Application
    name: str
    at: datetime
    said: object
    over: bool = False
    gone: bool = False

    def opens(self, now: datetime) -> bool:
        """Whether somebody can sign by it."""
        says_the_same = self.said == self.application.said
        return not self.over and now - self.at < HELD_FOR and says_the_same and self.application.state != "withdrawn"


@dataclass
class Proposal:
    """What is proposed: by whom, and for each line the outcome and the amount granted."""

    by: str
    lines: dict[int, tuple[str, int]]
    months: int


@dataclass
class Case:
    """A case with all that decides what may be done with it."""

    reference: str
    application: Application
    asked: dict[int, tuple[str, int, str]]
    moves: list[tuple[str, date]]
    state: str = "submitted"
    version: int = 1
    assigned: str = ""
    proposal: Proposal | None = None
    reviews: dict[str, tuple[date, bool]] = field(default_factory=dict)
    answer_by: date | None = None
    answered: bool = False
    decided: dict[int, tuple[str, int]] = field(default_factory=dict)

    def follow(self, act: str, on: date) -> None:
        """Take note of an act that was done."""
        self.state = LIFE[act][self.state] or self.state
        self.version += 1
        if act in CLOCK:
            self.moves.append((CLOCK[act], on))

    def stands_in_the_way(self, act: str, by: str, on: date, *, senior: bool) -> set[str]:
        """Return every reason of the case itself why this person may not do this act now."""
        found = set() if self.state in LIFE[act] else {"not_possible"}
        if act in ("ask", "review", "announce") and self.assigned != by:
            found.add("not_possible")
        if act == "propose" and self.assigned not in ("", by):
            found.add("not_possible")
        if act in ("ask", "announce", "propose") and self.proposal:
            found.add("not_possible")
        if act in ("send back", "confirm") and not self.proposal:
            found.add("not_possible")
        if act == "send back" and self.proposal and not senior and self.proposal.by != by:
            found.add("not_allowed")
        if act == "answer refusal" and (self.answered or (self.answer_by and on > self.answer_by)):
            found.add("not_possible")
        if act == "appeal" and "refused" not in {outcome for outcome, _ in self.decided.values()}:
            found.add("not_possible")
        return found | (self.unripe(by, on) if act == "confirm" and self.proposal else set())

    def unripe(self, by: str, on: date) -> set[str]:
        """Return why the open proposal may not be confirmed yet, or not by this person."""
        assert self.proposal
        found = {"not_allowed"} if self.proposal.by == by else set()
        if any(not given and on <= due for due, given in self.reviews.values()):
            found.add("not_possible")
        refuses = "refused" in {outcome for outcome, _ in self.proposal.lines.values()}
        if refuses and self.answer_by and not self.answered and on <= self.answer_by:
            found.add("not_possible")
        return found

    def clock(self, on: date) -> tuple[bool, int | None, date | None]:
        """Return what the statutory clock shows."""
        return working_days.shown(self.moves, on)


@dataclass
class Moved:
    """A draw-down, a confirmation or a reservation: how much, when, in which unit, and what became of it."""

    kind: str
    amount: int
    unit: str
    at: datetime
    taken_back: int = 0
    ended: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether it is a reservation that still holds balance."""
        return self.kind == "reserve" and not self.ended and now - self.at < HELD_FOR

    def lapsed_unwritten(self, now: datetime) -> bool:
        """Whether it is a reservation that has lapsed, and no entry says so yet."""
        return self.kind == "reserve" and not self.ended and now - self.at >= HELD_FOR


@dataclass
class LicenceLine:
    """A line of a licence: how much may leave, and every entry by its id."""

    allowed: int
    entries: dict[str, Moved] = field(default_factory=dict)

    @property
    def drawn(self) -> int:
        """What has left, summed anew."""
        return sum(held.amount - held.taken_back for held in self.entries.values() if held.kind == "draw_down")

    def reserved(self, now: datetime) -> int:
        """What is held, summed anew."""
        return sum(held.amount for held in self.entries.values() if held.holds(now))

    def free(self, now: datetime) -> int:
        """What is left."""
        return self.allowed - self.drawn - self.reserved(now)


@dataclass
class Licence:
    """A licence; a held one counts its days in UTC."""

    number: str
    exporter: str
    held: bool
    first: date
    last: date
    lines: dict[int, LicenceLine]
    standing: str = "in_force"
    version: int = 1

    def today(self, now: datetime) -> date:
        """Return the day that it is for this licence."""
        return now.date() if self.held else working_days.local(now)

    def state(self, now: datetime) -> str:
        """Return what a reader is shown."""
        today = self.today(now)
        if self.standing != "in_force":
            return self.standing
        if today < self.first:
            return "not_yet_valid"
        if today > self.last:
            return "expired"
        return "exhausted" if all(line.drawn == line.allowed for line in self.lines.values()) else "in_force"

    def nothing_may_leave(self, now: datetime) -> str:
        """Return the first reason why nothing may leave, "" where something may."""
        words = {
            "revoked": "licence_revoked",
            "suspended": "licence_suspended",
            "not_yet_valid": "not_yet_valid",
            "expired": "licence_expired",
        }
        return words.get(self.state(now), "")
