"""The whole way as one machine: after each step the tables say what the model says, and in the end auditors agree."""

from random import Random
from typing import Any

from hypothesis.stateful import invariant, rule

from lockgate.applications.models import Application
from lockgate.applications.queries import application_shown, visible_applications
from lockgate.casework.models import Case, Proposal
from lockgate.casework.queries import case_sheet, clock_of, visible_cases
from lockgate.core.errors import NotFound
from lockgate.journal.verify import verify_journal
from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.ledger.reconcile import reconcile
from lockgate.licences.models import Licence, LicenceLine
from lockgate.licences.queries import licence_sheet, visible_licences
from tests.whole.access import ACTORS, Actor
from tests.whole.drawing import Drawing
from tests.whole.world import one_of

KINDS = {
    "wait": (3, ""),
    "start": (1, ""),
    "apply": (4, ""),
    "write": (4, "applications"),
    "submit_one": (2, "applications"),
    "withdraw": (1, "applications"),
    "ask_for_a_statement": (2, "applications"),
    "sign": (2, "links"),
    "work_on_a_case": (20, "cases"),
    "bring_a_held_licence": (3, ""),
    "change_the_standing": (2, "licences"),
    "take": (18, "licences"),
    "end": (10, "moved"),
    "repeat": (3, "calls"),
    "look": (3, "applications"),
}
"""What may be tried: how often, and what there must be."""
SHEETS = {"applications": application_shown, "cases": case_sheet, "licences": licence_sheet}


class WholeWay(Drawing):
    """All rules, and what holds whatever was done."""

    @rule()
    def step(self) -> None:
        """Somebody tries something that there is something to try on."""
        possible = [name for name, (weight, on) in KINDS.items() for _ in range(weight) if not on or getattr(self, on)]
        getattr(self, one_of(self.chance, *possible))(self.chance)

    def look(self, chance: Random) -> None:
        """Somebody sees what the model says, in lists and one by one, and nothing else."""
        actor = one_of(chance, *ACTORS)
        person = self.people[actor.name]
        seen = {
            "applications": set(visible_applications(person).values_list("reference", flat=True)),
            "cases": set(visible_cases(person).values_list("reference", flat=True)),
            "licences": set(visible_licences(person).values_list("number", flat=True)),
        }
        wanted = self.seen_by(actor)
        assert seen == wanted, f"{actor.name} sees {seen}, and should see {wanted}"
        for kind, sheet in SHEETS.items():
            for reference in getattr(self, kind):
                try:
                    sheet(person, reference)
                except NotFound:
                    assert reference not in wanted[kind]
                else:
                    assert reference in wanted[kind]

    def seen_by(self, actor: Actor) -> dict[str, set[str]]:
        """Return what the model lets somebody see."""
        return {
            "applications": {
                one.reference
                for one in self.applications.values()
                if actor.sees_application(one.exporter, submitted=one.submitted)
            },
            "cases": {
                one.reference
                for one in self.cases.values()
                if actor.sees_case(one.application.exporter, set(one.reviews))
            },
            "licences": {one.number for one in self.licences.values() if actor.sees_licence(one.exporter)},
        }

    @invariant()
    def every_state_is_that_of_the_model(self) -> None:
        """No forbidden transition: applications, cases and licences are where the model's own tables lead."""
        applications = {one.reference: (one.state, one.version) for one in Application.objects.all()}
        assert applications == {one.reference: (one.state, one.version) for one in self.applications.values()}
        cases = {one.reference: (one.state, one.version) for one in Case.objects.all()}
        assert cases == {one.reference: (one.state, one.version) for one in self.cases.values()}
        licences = {
            one.number: (one.standing, one.version, one.valid_from, one.valid_to) for one in Licence.objects.all()
        }
        books = self.licences.values()
        assert licences == {one.number: (one.standing, one.version, one.first, one.last) for one in books}

    @invariant()
    def every_clock_is_that_of_who_counts_days(self) -> None:
        """The statutory clock is the count of somebody with a wall calendar."""
        for stored in Case.objects.prefetch_related("clock_moves"):
            shown = clock_of(stored)
            assert (shown.running, shown.days_run, shown.due_on) == self.cases[stored.reference].clock(self.today)

    @invariant()
    def every_balance_is_the_sum_of_its_entries(self) -> None:
        """What is left is what was allowed less all that was drawn and is held, and never below nothing."""
        found = {(one.licence.number, one.number): one.pk for one in LicenceLine.objects.select_related("licence")}
        books = {(held.number, number): line for held in self.licences.values() for number, line in held.lines.items()}
        assert found.keys() == books.keys()
        totals = totals_of(list(found.values()))
        for key, line in books.items():
            shown = totals[found[key]]
            assert (shown.allowed, shown.drawn, shown.reserved) == (line.allowed, line.drawn, line.reserved(self.now))
            assert shown.free == line.free(self.now) >= 0

    @invariant()
    def nobody_confirmed_an_own_proposal(self) -> None:
        """Four eyes, read from the table itself."""
        assert not [one for one in Proposal.objects.filter(state="confirmed") if one.settled_by == one.proposed_by]

    @invariant()
    def a_step_leaves_only_the_rows_of_its_act(self) -> None:
        """The journal ends where the model has read to."""
        assert not self.journal_rows(self.last_row)

    def the_auditors_agree(self) -> None:
        """Verify the journal with every table in its reach, and reconcile every chain."""
        verified = verify_journal()
        assert verified.is_whole, verified.faults
        reconciled = reconcile()
        assert reconciled.is_clean, reconciled.as_text()
        for number, held in self.licences.items():
            sheet: Any = licence_sheet(self.people["analyst"], number)
            assert sheet.state.value == held.state(self.now)

    def teardown(self) -> None:
        """Let the auditors come at the end of each run."""
        try:
            if hasattr(self, "last_row"):
                self.the_auditors_agree()
        finally:
            super().teardown()
