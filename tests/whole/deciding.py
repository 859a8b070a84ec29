"""Cases under random acts: taken, queried, reviewed, announced, proposed, confirmed, appealed, by whoever tries."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from lockgate.casework import services
from lockgate.casework.decision import ProposedLine
from lockgate.licences.models import Licence as StoredLicence
from tests.whole import law, working_days
from tests.whole.access import DEFENCE, INDUSTRY, LICENSING, OFFICERS, WHO, Actor
from tests.whole.applying import Applying
from tests.whole.books import LIFE, Case, Licence, LicenceLine, Proposal, micrograms
from tests.whole.world import one_of

ACT = {
    "assign": "case.assigned",
    "ask": "query.asked",
    "answer": "query.answered",
    "review": "review.requested",
    "recommend": "recommendation.given",
    "announce": "refusal.announced",
    "answer refusal": "refusal.answered",
    "propose": "decision.proposed",
    "send back": "proposal.sent_back",
    "confirm": "case.decided",
    "appeal": "case.appealed",
}
SERVICE: dict[str, Callable[..., Any]] = {
    "assign": services.assign_case,
    "ask": services.ask_query,
    "answer": services.answer_query,
    "review": services.request_review,
    "recommend": services.give_recommendation,
    "announce": services.announce_refusal,
    "answer refusal": services.answer_refusal,
    "propose": services.propose_decision,
    "send back": services.send_back_proposal,
    "confirm": services.confirm_decision,
    "appeal": services.appeal_case,
}
OUTCOMES = ("granted", "granted", "granted", "granted_with_conditions", "refused", "returned")
TEXT_OF = {"ask": "question", "answer": "answer", "answer refusal": "answer"}
TEXTS = (*("A civil use.",) * 20, "", "\x07")


class Deciding(Applying):
    """The rules of casework."""

    def work_on_a_case(self, chance: Random) -> None:
        """Do what may come next with a case, mostly; else anything."""
        case = self.cases[one_of(chance, *sorted(self.cases))]
        fitting = [act for act in ACT if case.state in LIFE[act] and not (act in ("propose", "ask") and case.proposal)]
        if case.proposal:
            fitting += ["confirm"] * 3
        elif "ask" in fitting:
            fitting += ["ask", "propose", "propose"]
        act = one_of(chance, *(fitting if fitting and one_of(chance, *range(5)) else sorted(ACT)))
        self.act_on(chance, case, act)

    def act_on(self, chance: Random, case: Case, act: str) -> None:
        """Try an act on a case, and keep in the books what it did."""
        actor = self.who(chance, act, own=case.application.exporter)
        if case.assigned and act in ("ask", "announce", "review", "propose") and one_of(chance, 1, 1, 1, 0):
            actor = Actor(case.assigned)
        seen = self.version_read(chance, case.version)
        reference = self.named(chance, case.reference)
        more, faults, note = self._words(chance, case, act, actor)
        sent_to = set(case.reviews)
        if reference != case.reference or not actor.sees_case(case.application.exporter, sent_to):
            reasons = {"not_found"}
        elif not actor.may(act):
            reasons = {"not_allowed"}
        else:
            senior = "senior_officer" in actor.roles
            reasons = faults | case.stands_in_the_way(act, actor.name, self.today, senior=senior)
            reasons |= {"conflict"} if seen == case.version - 1 else set()
        acts = [(ACT[act], "")]
        granted = act == "confirm" and case.proposal and any(amount for _, amount in case.proposal.lines.values())
        acts += [("licence.issued", "")] if granted else []
        self.attempt(act, SERVICE[act], actor, reasons, acts, case=reference, seen=seen, **more)
        if not reasons:
            case.follow(act, self.today)
            note()

    def _words(self, chance: Random, case: Case, act: str, actor: Actor) -> Any:
        special = getattr(self, f"_{act.replace(' ', '_')}", None)
        if special is not None:
            more, faults, note = special(chance, case, actor)
        else:
            more, faults, note = {}, set(), lambda: None
        if act not in ("assign", "confirm", "review"):
            text = one_of(chance, *TEXTS)
            more[TEXT_OF.get(act, "reasons")] = text
            faults = faults | (set() if text.isprintable() and text else {"invalid"})
        return more, faults, note

    def _assign(self, chance: Random, case: Case, actor: Actor) -> Any:
        to = one_of(chance, *("",) * 6, "second", "senior", "customs", "nobody at all")
        named = to or actor.name
        fits = not to or (to in WHO and Actor(to).roles & OFFICERS)
        more = {"to": f"{to}@example.org" if to else ""}
        return more, set() if fits else {"invalid"}, lambda: setattr(case, "assigned", named)

    def _review(self, chance: Random, case: Case, actor: Actor) -> Any:
        body = one_of(chance, *(INDUSTRY, DEFENCE) * 4, LICENSING, "No such body")
        due = self.today + timedelta(days=one_of(chance, -1, 0, *(1, 3, 12) * 3))
        faults = {"invalid"} if due <= self.today or body not in (INDUSTRY, DEFENCE) else set()
        faults |= {"not_possible"} if body in case.reviews else set()
        return {"body": body, "due_on": due}, faults, lambda: case.reviews.update({body: (due, False)})

    def _recommend(self, chance: Random, case: Case, actor: Actor) -> Any:
        word = one_of(chance, "grant", "refuse", "no_view", "perhaps")
        open_ones = sorted(body for body in actor.homes_as("adviser") if not case.reviews.get(body, (None, True))[1])
        faults = {"invalid"} if word == "perhaps" else set()
        faults |= set() if open_ones else {"not_possible"}

        def note() -> None:
            case.reviews[open_ones[0]] = (case.reviews[open_ones[0]][0], True)

        return {"recommendation": word}, faults, note

    def _announce(self, chance: Random, case: Case, actor: Actor) -> Any:
        return {}, set(), lambda: setattr(case, "answer_by", working_days.answer_day(self.today))

    def _answer_refusal(self, chance: Random, case: Case, actor: Actor) -> Any:
        return {}, set(), lambda: setattr(case, "answered", True)

    def _send_back(self, chance: Random, case: Case, actor: Actor) -> Any:
        return {}, set(), lambda: setattr(case, "proposal", None)

    def _propose(self, chance: Random, case: Case, actor: Actor) -> Any:
        months = one_of(chance, *(1, 6, 12) * 5, 0, 61)
        drawn = {number: self._proposed(chance, number, *line) for number, line in case.asked.items()}
        faults = set().union(*(fault for _, fault, _ in drawn.values())) | ({"invalid"} if months in (0, 61) else set())
        proposed = [line for line, _, _ in drawn.values()]
        if not one_of(chance, *range(12)):
            proposed = one_of(chance, proposed[1:], [*proposed, proposed[0]._replace(line=7)])
            faults = faults | {"invalid"}

        def note() -> None:
            case.assigned = case.assigned or actor.name
            outcomes = {number: (line.outcome, amount) for number, (line, _, amount) in drawn.items()}
            case.proposal = Proposal(actor.name, outcomes, months)

        return {"lines": proposed, "valid_months": months}, faults, note

    def _proposed(self, chance: Random, number: int, asked: str, most: int, determined: str) -> Any:
        outcome = one_of(chance, *OUTCOMES)
        grants = outcome.startswith("granted")
        quantity, unit = (
            one_of(chance, *(("", ""),) * 8, *(("0.5", "KGM"), ("900", "GRM")) * 2, ("30", "KGM"))
            if grants
            else ("", "")
        )
        line = ProposedLine(
            number,
            outcome,
            "civil",
            quantity=quantity,
            unit=unit,
            conditions=("Report each delivery.",) if outcome == "granted_with_conditions" else (),
            refusal_reasons=("Diversion is likely.",) if outcome == "refused" else (),
            evidence="A visit.",
        )
        amount = (micrograms(quantity, unit) if quantity else most) or 0
        wrong = (grants and (amount > most or determined == "prohibited")) or (not grants and quantity)
        return line, {"invalid"} if wrong else set(), amount if grants else 0

    def _confirm(self, chance: Random, case: Case, actor: Actor) -> Any:
        on = law.legal_day(self.today)
        held = case.application
        changed = case.proposal is not None and any(
            law.outcome(held.lines[number][0], on, listed=held.listed) != case.asked[number][2]
            for number, (outcome, _) in case.proposal.lines.items()
            if outcome != "returned"
        )

        def note() -> None:
            assert case.proposal
            case.decided, proposal, case.proposal = dict(case.proposal.lines), case.proposal, None
            self.open_the_books_of_a_licence(case, proposal.months)

        return {}, {"not_possible"} if changed else set(), note

    def open_the_books_of_a_licence(self, case: Case, months: int) -> None:
        """Write down what was granted; the number alone is asked of the database."""
        granted = {number: LicenceLine(amount) for number, (_, amount) in case.decided.items() if amount}
        number = StoredLicence.objects.filter(case__reference=case.reference).values_list("number", flat=True).first()
        assert bool(number) == bool(granted)
        if number:
            last = working_days.last_day(self.today, months)
            self.licences[number] = Licence(number, case.application.exporter, False, self.today, last, granted)
