"""Licences and their ledger under random acts: imported, suspended, drawn down, reserved, ended, reversed, repeated."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from lockgate.licences import services as standing
from lockgate.licences.ledger import services as ledger
from lockgate.licences.ledger.movement import Declared
from tests.factories.held_licences import held_file, row
from tests.whole.access import BAOTOU, GANZHOU, OFFICERS, Actor
from tests.whole.applying import BAD_AMOUNTS
from tests.whole.books import SIZES, Licence, LicenceLine, Moved, micrograms
from tests.whole.deciding import Deciding
from tests.whole.world import one_of

VERBS = {
    "suspend": (standing.suspend_licence, "licence.suspended", {"in_force": "suspended"}),
    "reinstate": (standing.reinstate_licence, "licence.reinstated", {"suspended": "in_force"}),
    "revoke": (standing.revoke_licence, "licence.revoked", {"in_force": "revoked", "suspended": "revoked"}),
}
ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "draw down": (ledger.draw_down, "licence_line.drawn_down"),
    "reserve": (ledger.reserve, "licence_line.reserved"),
    "confirm a reservation": (ledger.confirm_reservation, "reservation.confirmed"),
    "void": (ledger.void_reservation, "reservation.voided"),
    "reverse": (ledger.reverse_draw_down, "draw_down.reversed"),
}
GOOD = (("0.5", "KGM"), ("1", "KGM"), ("3", "KGM"), ("750", "GRM"), ("0.002", "TNE"), ("100", "GRN"))
BAD = (*((amount, "KGM") for amount in BAD_AMOUNTS), ("1", "LTR"), ("1", "XYZ"), ("1", ""))
TOO_MUCH = ("25", "KGM")


class Call(NamedTuple):
    """A call on the ledger that reached its policy: to be asked again, word for word, and with another word."""

    what: str
    service: Callable[..., Any]
    actor: Actor
    given: dict[str, Any]
    reasons: set[str]
    body: Any


class Drawing(Deciding):
    """The rules of the last room."""

    def bring_a_held_licence(self, chance: Random) -> None:
        """Import a licence that is held from elsewhere, or fail to; the same again changes nothing."""
        number, quantity = one_of(chance, 1, 2, 3), one_of(chance, "4", "4", "9.5", "0", "x")
        actor = self.who(chance, "import")
        exporter = one_of(chance, GANZHOU, BAOTOU)
        held = self.licences.get(f"HELD-{number}")
        amount = micrograms(quantity, "KGM")
        first = self.now.date() + timedelta(days=one_of(chance, -40, -3, -3, 0, 0, 3))
        if held:
            first = held.first
        last = first + timedelta(days=60)
        reasons = set() if amount else {"invalid"}
        may_any = bool(actor.roles & (OFFICERS | {"administrator"}))
        same = held is not None and (held.exporter, held.lines[1].allowed) == (exporter, amount)
        if held and not (same and actor.sees_licence(exporter)):
            reasons = {"invalid"}
        if not held and not may_any and not actor.owns(exporter):
            reasons = {"invalid"}
        if not actor.may("import"):
            reasons = {"not_allowed"}
        cells = {"licence": f"HELD-{number}", "exporter": exporter, "quantity": quantity, "consignee": "Kyoto Drives"}
        acts = [] if held else [("licence.imported", "")]
        if not held and not reasons and (exporter, "Kyoto Drives") not in self.introduced:
            acts = [("organisation.added", ""), *acts]
        with TemporaryDirectory() as folder:
            file = held_file(Path(folder), row(**cells, valid_from=first.isoformat(), valid_to=last.isoformat()))
            self.attempt("import", standing.import_licences, actor, reasons, acts, file=file)
        if not reasons and not held:
            self.introduced.add((exporter, "Kyoto Drives"))
            lines = {1: LicenceLine(amount or 0)}
            self.licences[f"HELD-{number}"] = Licence(f"HELD-{number}", exporter, True, first, last, lines)

    def a_licence(self, chance: Random) -> Licence:
        """Draw a licence; one on which nothing may leave any more less often."""
        usable = sorted(one.number for one in self.licences.values() if not one.nothing_may_leave(self.now))
        every = sorted(self.licences)
        return self.licences[one_of(chance, *(usable * 3 or every), *every)]

    def change_the_standing(self, chance: Random) -> None:
        """Suspend, reinstate or revoke, or fail to."""
        held = self.licences[one_of(chance, *sorted(self.licences))]
        fitting = [verb for verb in VERBS if held.standing in VERBS[verb][2] and verb != "revoke"]
        verb = one_of(chance, *fitting * 9, *VERBS)
        service, act, life = VERBS[verb]
        actor = self.who(chance, verb)
        number = self.named(chance, held.number)
        seen = self.version_read(chance, held.version)
        reason = one_of(chance, *("It was lent.",) * 9, " ")
        reasons = set() if held.standing in life else {"not_possible"}
        reasons |= {"invalid"} if not reason.strip() else set()
        reasons |= {"conflict"} if seen == held.version - 1 else set()
        if not actor.may(verb):
            reasons = {"not_allowed"}
        if number != held.number or not actor.sees_licence(held.exporter):
            reasons = {"not_found"}
        given = {"licence": number, "reason": reason, "seen": seen}
        if self.attempt(verb, service, actor, reasons, [(act, "")], **given) is not None:
            held.standing, held.version = life[held.standing], held.version + 1

    def take(self, chance: Random) -> None:
        """Draw down or reserve on a line, or fail to."""
        what, declared = (
            one_of(chance, "draw down", "draw down", "reserve"),
            one_of(chance, *GOOD * 6, *BAD, *(TOO_MUCH,) * 4),
        )
        held = self.a_licence(chance)
        number = one_of(chance, *sorted(held.lines) * 10, 9)
        licence = self.named(chance, held.number)
        actor = self.who(chance, "ledger", own=held.exporter)
        line = held.lines.get(number)
        if line is None or licence != held.number or not actor.sees_licence(held.exporter):
            reasons = ["not_found"]
        elif not actor.may_draw(held.exporter, held=held.held):
            reasons = ["not_allowed"]
        else:
            reasons = _reasons(held.nothing_may_leave(self.now), *_amount(declared, line.free(self.now)))
        given = {"licence": licence, "line": number, "declared": Declared(declared[0], declared[1], "D-1", "Shanghai")}
        body = self.on_the_ledger(chance, what, actor, reasons, line, given)
        if body:
            assert line
            kind, amount = ("reserve" if what == "reserve" else "draw_down"), micrograms(*declared) or 0
            line.entries[body["entry"]] = Moved(kind, amount, declared[1], self.now)

    @property
    def moved(self) -> list[Any]:
        """Every entry, with its line and licence."""
        books = [(held, line) for held in self.licences.values() for line in held.lines.values()]
        return [(held, line, key) for held, line in books for key in line.entries]

    def end(self, chance: Random) -> None:
        """Confirm or void a reservation, or reverse what was drawn down, whole or in part; or fail to."""
        what, part = one_of(chance, "confirm a reservation", "void", "reverse"), one_of(chance, *GOOD)
        meant = "draw_down" if what == "reverse" else "reserve"
        every = self.moved
        fitting = [found for found in every if found[1].entries[found[2]].kind == meant]
        held, line, key = one_of(chance, *(fitting * 4 or every), *every)
        entry = line.entries[key]
        actor = self.who(chance, "ledger", own=held.exporter)
        named = one_of(chance, *(key,) * 20, "0" * 8, "00000000-0000-7000-8000-000000000000")
        licence = one_of(chance, *("", held.number) * 6, "HELD-0")
        quantity = one_of(chance, *("", part[0]) * 4, "0", "NaN", "999999")
        if named != key or licence == "HELD-0" or not actor.sees_licence(held.exporter):
            reasons = ["not_found"]
        elif not actor.may_draw(held.exporter, held=held.held):
            reasons = ["not_allowed"]
        else:
            reasons = ["not_found"] if entry.kind != meant else self._reasons_to_end(what, held, entry, quantity)
        given: dict[str, Any] = {"entry": named, "licence": licence}
        given |= {"declared": Declared(quantity, "")} if what == "confirm a reservation" else {}
        given |= {"quantity": quantity} if what == "reverse" else {}
        body = self.on_the_ledger(chance, what, actor, reasons, line, given)
        if body:
            left = entry.amount - entry.taken_back
            amount = (micrograms(quantity, entry.unit) or 0) if quantity and what != "void" else left
            if what == "reverse":
                entry.taken_back += amount
            else:
                entry.ended = what
            if what == "confirm a reservation":
                line.entries[body["entry"]] = Moved("draw_down", amount, entry.unit, self.now)

    def _reasons_to_end(self, what: str, held: Licence, entry: Moved, quantity: str) -> list[str]:
        left = entry.amount - entry.taken_back
        amounts = _amount((quantity, entry.unit), left) if quantity else ("",)
        if what == "reverse":
            return _reasons("balance_exceeded" if not left else "", *amounts)
        lapsed = entry.ended == "lapsed" or entry.lapsed_unwritten(self.now)
        gone = "reservation_lapsed" if lapsed else "reservation_resolved" if entry.ended else ""
        return _reasons(gone) if what == "void" else _reasons(held.nothing_may_leave(self.now), gone, *amounts)

    def on_the_ledger(
        self, chance: Random, what: str, actor: Actor, reasons: list[str], line: Any, given: dict[str, Any]
    ) -> Any:
        """Ask the ledger, mostly in earnest; return the body of what was done, and keep the call to be repeated."""
        service, act = ACTS[what]
        self.keys += 1
        given = {**given, "key": one_of(chance, *(f"key {self.keys}",) * 30, "", "k" * 201)}
        dry = not one_of(chance, *range(8))
        first = set(reasons[:1])
        reached = not first & {"not_found", "not_allowed"} and (dry or 0 < len(given["key"]) < 200)
        if (not reached and not first) or (not reached and not first & {"not_found", "not_allowed"}):
            first = {"invalid"}
        if dry:
            self.attempt(f"{what}, dry", service, actor, first, (), dry_run=True, **given)
            return None
        lapsed = [one for one in line.entries.values() if one.lapsed_unwritten(self.now)] if line else []
        acts = [("reservation.expired", "lockgate")] * len(lapsed) + [(act, "")]
        answer = self.attempt(what, service, actor, first, acts, keeps_answer=reached, **given)
        if answer is not None:
            for one in lapsed:
                one.ended = "lapsed"
        if reached:
            self.calls.append(Call(what, service, actor, given, first, answer.body if answer else None))
        return answer.body if answer else None

    def repeat(self, chance: Random) -> None:
        """Ask the same again under the same key: the first answer; or something else under it: a conflict."""
        call = one_of(chance, *self.calls)
        given = dict(call.given)
        altered = "declared" in given and one_of(chance, True, False)
        if altered:
            given["declared"] = given["declared"]._replace(office="Elsewhere")
        reasons = {"conflict"} if altered else call.reasons
        answer = self.attempt("repeat", call.service, call.actor, reasons, (), **given)
        if answer is not None:
            assert answer.repeated and answer.body == call.body


def _amount(declared: tuple[str, str], left: int) -> tuple[str, str]:
    quantity, unit = declared
    if unit not in SIZES:
        return "unit_mismatch", ""
    amount = micrograms(quantity, unit)
    return "", "invalid_quantity" if amount is None else "balance_exceeded" if amount > left else ""


def _reasons(*found: str) -> list[str]:
    return [reason for reason in found if reason]
