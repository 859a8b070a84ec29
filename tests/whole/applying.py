"""Applications under random acts: whole ones from a file, single changes, statements, submission, withdrawal."""

from dataclasses import replace
from random import Random
from typing import Any

from lockgate.applications.dependence import DependenceFacts
from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.applications.line import LineFacts
from lockgate.applications.party_role import PartyFacts
from lockgate.applications.services import (
    add_line,
    add_party,
    change_party,
    declare_dependence,
    draft_application,
    remove_dependence,
    remove_line,
    remove_party,
    request_statement,
    sign_statement,
    start_application,
    state_end_use,
    submit_application,
    withdraw_application,
)
from lockgate.casework.models import Case as StoredCase
from tests.whole import law
from tests.whole.access import Actor
from tests.whole.books import Application, Case, Link, micrograms
from tests.whole.world import World, one_of

KOREAN, ON_LIST = "Hanbit Semiconductor", "Listed Works"
BAD_AMOUNTS = ("0", "-1", "NaN", "1e308", "0." + "1" * 40, "", "1,5", "9" * 19)
ITEMS = (*law.ITEMS, law.MAGNETS, law.MAGNETS)
AMOUNTS = ("1", "2.5", "7", "12", "0.000000001", "20")


class Applying(World):
    """The rules of the first room that writes."""

    def apply(self, chance: Random) -> None:
        """Write a whole application, and mostly submit it."""
        actor, asked = self.who(chance, "start"), some_lines(chance)
        listed, answered, at_fault = (
            one_of(chance, 0, 0, 0, 0, 1),
            one_of(chance, 1, 1, 1, 1, 0),
            one_of(chance, 0, 0, 0, 0, 1),
        )
        if at_fault:
            asked = [*asked, (law.MAGNETS, one_of(chance, *BAD_AMOUNTS))]
        reasons = {"invalid"} if at_fault else set()
        if not actor.may("start"):
            reasons = {"not_allowed"}
        draft = self.draft(asked, listed=listed, answered=answered)
        acts = [] if reasons else self.acts_of(actor, draft)
        made = self.attempt("start", draft_application, actor, reasons, acts, draft=draft)
        if made is not None:
            (exporter,) = actor.homes_as("exporter")
            held = Application(made.reference, exporter, actor.name, version=made.version)
            held.lines = dict(enumerate(asked, 1))
            held.parties = {("consignee", KOREAN): False, ("end_user", ON_LIST if listed else KOREAN): listed}
            held.end_use, held.answered = True, answered
            self.applications[held.reference] = held
            if one_of(chance, 1, 1, 1, 0):
                self.submit(held, actor, None)

    def draft(self, asked: Any, *, listed: bool, answered: bool) -> Draft:
        """Return the values of a whole application."""
        return Draft(
            regime="cn-dual-use",
            destination="KR",
            parties=(party("consignee", KOREAN), party("end_user", ON_LIST if listed else KOREAN)),
            lines={number: DraftLine(item_line(*line)) for number, line in enumerate(asked, 1)},
            end_use=end_use(answered=answered),
        )

    def acts_of(self, actor: Actor, draft: Draft) -> list[tuple[str, str]]:
        """Name the acts of writing a whole application, and keep which parties are known now."""
        acts = [("application.started", "")]
        for one in draft.parties:
            acts += [*self.introducing(actor, one.name), ("party.added", "")]
        return [*acts, ("end_use.stated", ""), *[("line.added", "")] * len(draft.lines)]

    def introducing(self, actor: Actor, name: str) -> list[tuple[str, str]]:
        """Name the act of introducing a party that its exporter names for the first time."""
        homes = actor.homes_as("exporter")
        known = {(home, name) for home in homes} <= self.introduced
        self.introduced |= {(home, name) for home in homes}
        return [] if known else [("organisation.added", "")]

    def start(self, chance: Random) -> None:
        """Start an empty draft, or fail to."""
        actor = self.who(chance, "start")
        destination = one_of(chance, "KR", "KR", "CN", "GX", "")
        reasons = {"invalid"} if destination != "KR" else set()
        if not actor.may("start"):
            reasons = {"not_allowed"}
        acts = [("application.started", "")]
        given = {"regime": "cn-dual-use", "destination": destination}
        made = self.attempt("start", start_application, actor, reasons, acts, **given)
        if made is not None:
            (exporter,) = actor.homes_as("exporter")
            self.applications[made.reference] = Application(made.reference, exporter, actor.name)

    def touching(self, chance: Random, act: str) -> tuple[Application, Actor, set[str], dict[str, Any]]:
        """Draw an application, somebody, what stands in the way before its state, and how it is named.

        Mostly a draft is written.
        """
        drafts = [name for name, one in self.applications.items() if one.state == "draft" and act == "write"]
        among = drafts if drafts and one_of(chance, *range(4)) else self.applications
        held = self.applications[one_of(chance, *sorted(among))]
        actor = self.who(chance, act, own=held.exporter)
        seen = self.version_read(chance, held.version)
        reference = self.named(chance, held.reference)
        reasons = {"conflict"} if seen == held.version - 1 else set()
        if not actor.may(act):
            reasons = {"not_allowed"}
        if reference != held.reference or not actor.sees_application(held.exporter, submitted=held.submitted):
            reasons = {"not_found"}
        return held, actor, reasons, {"application": reference, "seen": seen}

    def write(self, chance: Random) -> None:
        """Change one thing of a draft."""
        change, item = one_of(chance, *WRITINGS), one_of(chance, *ITEMS)
        held, actor, reasons, given = self.touching(chance, "write")
        if held.declared and one_of(chance, True, False):
            change = "no site"  # else it is seldom tried where there is a declaration to remove
        is_barred = reasons & {"not_found", "not_allowed"}
        if held.state != "draft" and not is_barred:
            reasons = reasons | {"not_possible"}
        service, more, faults, acts, note = getattr(self, f"_{change.replace(' ', '_')}")(chance, held, actor, item)
        reasons = reasons if is_barred else reasons | faults
        self.attempt(f"write: {change}", service, actor, reasons, [] if reasons else acts(), **given, **more)
        if not reasons:
            held.version += 1
            note()

    def _line(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        amount = one_of(chance, "3", "4.5", *BAD_AMOUNTS)
        number = max(held.lines, default=0) + 1
        faults = set() if micrograms(amount, "KGM") else {"invalid"}
        more = {"line": item_line(item, amount)}
        return add_line, more, faults, lambda: [("line.added", "")], lambda: held.lines.update({number: (item, amount)})

    def _less(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        number = one_of(chance, 1, 2, 3, 4)
        faults = set() if number in held.lines else {"not_found"}

        def note() -> None:
            del held.lines[number]
            held.declared.discard(number)

        return remove_line, {"number": number}, faults, lambda: [("line.removed", "")], note

    def _party(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        role = one_of(chance, "consignee", "end_user", "intermediate_consignee")
        name = one_of(chance, KOREAN, ON_LIST)
        faults = {"conflict"} if (role, name) in held.parties else set()
        return (
            add_party,
            {"party": party(role, name)},
            faults,
            lambda: [*self.introducing(actor, name), ("party.added", "")],
            lambda: held.parties.update({(role, name): name == ON_LIST}),
        )

    def _known(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        role, name = one_of(chance, "consignee", "end_user"), one_of(chance, KOREAN, ON_LIST)
        faults = set() if (role, name) in held.parties else {"not_found"}
        return change_party, {"party": party(role, name)}, faults, lambda: [("party.changed", "")], lambda: None

    def _no_party(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        role = one_of(chance, "consignee", "end_user")
        name = one_of(chance, KOREAN, ON_LIST)
        faults = set() if (role, name) in held.parties else {"not_found"}
        if role == "end_user" and name in held.signed_by:
            faults = {"not_possible"}

        def note() -> None:
            del held.parties[role, name]
            for link in self.links.values():
                link.gone = link.gone or (role == "end_user" and link.application is held and link.name == name)

        return remove_party, {"role": role, "name": name}, faults, lambda: [("party.removed", "")], note

    def _use(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        answered = one_of(chance, True, False)

        def note() -> None:
            held.end_use, held.answered = True, answered

        return state_end_use, {"end_use": end_use(answered=answered)}, set(), lambda: [("end_use.stated", "")], note

    def _site(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        number = one_of(chance, 1, 2, 3)
        is_consignee = ("consignee", KOREAN) in held.parties or ("end_user", KOREAN) in held.parties
        faults = set() if number in held.lines else {"not_found"}
        if not is_consignee and ("intermediate_consignee", KOREAN) not in held.parties:
            faults.add("invalid")

        def acts() -> list[tuple[str, str]]:
            known = (held.exporter, KOREAN) in self.sites
            self.sites.add((held.exporter, KOREAN))
            return [("dependence.declared", "")] if known else [("site.added", ""), ("dependence.declared", "")]

        facts = DependenceFacts(site="Icheon", party=KOREAN, stock="5", unknown=UNKNOWN)
        more = {"number": number, "declared": facts}
        return declare_dependence, more, faults, acts, lambda: held.declared.add(number)

    def _no_site(self, chance: Random, held: Application, actor: Actor, item: str) -> Any:
        number = one_of(chance, *held.declared, 1, 2)
        faults = set() if number in held.declared else {"not_found"}
        more = {"number": number, "party": KOREAN, "site": "Icheon"}
        return (
            remove_dependence,
            more,
            faults,
            lambda: [("dependence.removed", "")],
            lambda: held.declared.discard(number),
        )

    def submit_one(self, chance: Random) -> None:
        """Submit an application, or fail to."""
        held, actor, reasons, given = self.touching(chance, "submit")
        self.submit(held, actor, (reasons, given))

    def submit(self, held: Application, actor: Actor, drawn: Any) -> None:
        """Submit an application as the model expects, and open the books of its case."""
        reasons, given = drawn or (set(), {"application": held.reference})
        on = law.legal_day(self.today)
        found = {number: law.outcome(item, on, listed=held.listed) for number, (item, _) in held.lines.items()}
        if not reasons & {"not_found", "not_allowed"}:
            reasons = reasons | self._incomplete(held, on) | ({"not_possible"} if held.state != "draft" else set())
        notice = "not_required" in found.values()
        opens = set(found.values()) != {"not_required"}
        acts = [("application.submitted", "")]
        acts += [("notice.issued", "lockgate")] * notice + [("case.opened", "lockgate")] * opens
        if self.attempt("submit", submit_application, actor, reasons, acts, **given) is None:
            return
        held.state, held.submitted, held.version = "submitted", True, held.version + 1
        if opens:
            stored = StoredCase.objects.get(application__reference=held.reference)
            asked = {
                number: (amount, micrograms(amount, "KGM") or 0, found[number])
                for number, (_, amount) in held.lines.items()
                if found[number] != "not_required"
            }
            self.cases[stored.reference] = Case(stored.reference, held, asked, [("start", self.today)])

    def _incomplete(self, held: Application, on: Any) -> set[str]:
        asks = any(
            law.leaves_a_question(item, on, listed=held.listed, answered=held.answered)
            for item, _ in held.lines.values()
        )
        roles = {role for role, _ in held.parties}
        whole = held.lines and held.end_use and {"consignee", "end_user"} <= roles and not asks
        if held.declared and KOREAN not in {name for _, name in held.parties}:
            return {"invalid"}
        return set() if whole else {"invalid"}

    def withdraw(self, chance: Random) -> None:
        """Withdraw an application; its case is closed with it, or holds it back."""
        held, actor, reasons, given = self.touching(chance, "withdraw")
        case = next((one for one in self.cases.values() if one.application is held), None)
        if not reasons & {"not_found", "not_allowed"}:
            closed = case is not None and case.stands_in_the_way("withdraw", "", self.today, senior=False)
            if held.state == "withdrawn" or closed:
                reasons = reasons | {"not_possible"}
        acts = [("application.withdrawn", "")] + [("case.closed", "lockgate")] * (case is not None)
        if self.attempt("withdraw", withdraw_application, actor, reasons, acts, **given) is not None:
            held.state, held.version = "withdrawn", held.version + 1
            if case is not None:
                case.follow("withdraw", self.today)

    def ask_for_a_statement(self, chance: Random) -> None:
        """Make a link for the end user, who signs by it once; a later link ends the earlier."""
        held, actor, reasons, given = self.touching(chance, "write")
        name = one_of(chance, KOREAN, KOREAN, ON_LIST)
        if not reasons & {"not_found", "not_allowed"}:
            reasons = reasons | ({"not_possible"} if held.state == "withdrawn" else set())
            reasons = reasons | (set() if ("end_user", name) in held.parties else {"not_found"})
        acts = [("statement.requested", "")]
        made = self.attempt("ask for a statement", request_statement, actor, reasons, acts, party=name, **given)
        if made is not None:
            held.version += 1
            for link in self.links.values():
                link.over = link.over or (link.application is held and link.name == name)
            self.links[made.token] = Link(held, name, self.now, held.said)

    def sign(self, chance: Random) -> None:
        """Sign by a link, or by a forged one; whoever holds it needs no account."""
        token = one_of(chance, *self.links)
        link, actor = self.links[token], self.who(chance, "write")
        reasons = set() if link.opens(self.now) else {"not_possible"}
        if link.gone:
            reasons = {"not_found"}
        if not one_of(chance, *range(5)):
            token, reasons = f"{token[:-1]}AAA", {"not_found"}
        acts = [("statement.signed", "signer of statement ")]
        given = {"token": token, "signer_name": "Kim", "signer_position": "Director"}
        if self.attempt("sign", sign_statement, actor, reasons, acts, **given) is not None:
            link.application.version += 1
            link.application.signed_by.add(link.name)
            link.over = True


def party(role: str, name: str) -> PartyFacts:
    """Return a party; what is said of it holds in every role."""
    facts = (law.ON_THE_LIST, "civil") if name == ON_LIST else ("civil", "unlisted")
    return PartyFacts(role, name, "KR", facts=facts)


def some_lines(chance: Random) -> list[tuple[str, str]]:
    """Draw up to three items with an amount each."""
    return [(one_of(chance, *ITEMS), one_of(chance, *AMOUNTS)) for _ in range(one_of(chance, 1, 2, 3))]


def item_line(item: str, amount: str) -> LineFacts:
    """Return a line of so many kilograms."""
    return replace(LineFacts(amount, "KGM", "500.00", "USD"), entry=item)


def end_use(*, answered: bool) -> EndUse:
    """Return a civil end use, with or without the answer to the question of the autumn of 2025."""
    return EndUse(("civil",), "Chips for cars.", law.ANSWERED if answered else {})


WRITINGS = ("line", "less", "party", "known", "no party", "use", "site", "no site")
UNKNOWN = ("usage_a_day", "share", "alternatives", "product")
