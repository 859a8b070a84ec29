"""What the gate has gathered is read as it stands in the rooms' tables, with local days and amounts in micrograms."""

from datetime import date

import pytest
from django.db import transaction

from lockgate.core.errors import NotPossibleNow
from lockgate.demo.playing import play
from lockgate.insight.facts.live import facts_here
from lockgate.insight.facts.rows import DeclaredFact, declared_rows, left_rows, licensed_rows, line_rows
from tests.demo.episodes import tiny_episode

pytestmark = pytest.mark.django_db(transaction=True)
KG = 10**9


@pytest.fixture
def player(tmp_path, settings):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    return play(tiny_episode())


def test_each_line_tells_its_fate_and_its_days(player) -> None:
    facts = {fact.application: fact for fact in line_rows(facts_here().lines)}
    granted, refused, pending = (facts[player.references[key]] for key in ("a1", "a2", "a4"))
    assert (granted.submitted_on, granted.decided_on) == (date(2025, 4, 8), date(2025, 5, 12))
    assert (granted.asked, granted.granted, granted.destination) == (1000 * KG, 600 * KG, "DE")
    assert (refused.outcome, refused.granted, refused.assessment) == ("refused", None, "civil")
    assert (pending.state, pending.outcome, pending.decided_on, pending.assessment) == ("in_review", "", None, "")


def test_a_withdrawn_line_ends_on_the_day_of_its_withdrawal(player) -> None:
    fact = next(fact for fact in line_rows(facts_here().lines) if fact.application == player.references["a5"])
    assert (fact.outcome, fact.decided_on) == ("withdrawn", date(2025, 9, 1))


def test_what_a_site_does_not_know_is_none_and_never_zero(player) -> None:
    declared = declared_rows(facts_here().flows)
    assert len(declared) == 4, "one of the five applications declares nothing, and has no row"
    assert declared[0] == DeclaredFact(
        player.references["a1"],
        1,
        "1C905.a.4",
        declared[0].declared_on,
        "Weishan Magnet Works",
        "Talheim Motor Parts",
        "DE",
        "Talheim plant",
        300 * KG,
        12_500_000_000,
        625,
        (("Osaka Magnetics", 240),),
        None,
    )


def test_a_licence_line_tells_what_its_ledger_says_last(player) -> None:
    [licensed] = licensed_rows(facts_here().licences)
    assert (licensed.allowed, licensed.drawn, licensed.reserved) == (600 * KG, 600 * KG, 0)
    assert licensed.issued_on.isoformat() == "2025-05-12"
    assert licensed.valid_to.isoformat() == "2025-11-11"
    assert sum(fact.amount for fact in left_rows(facts_here().draw_downs)) == licensed.drawn


def test_every_fact_of_an_episode_is_good_and_counted_once(player) -> None:
    facts = facts_here()
    counted = {name: table.num_rows for name, table in facts.tables().items()}
    assert counted == {"applications": 5, "lines": 5, "decisions": 3, "licences": 1, "draw_downs": 2, "flows": 4}
    assert facts.set_aside.num_rows == 0
    assert facts.decisions["outcome"].to_pylist() == ["granted_with_conditions", "refused", "returned"]
    assert facts.decisions["days"].to_pylist() == [34, 22, 1]
    first = facts.applications.to_pylist()[0]
    assert (first["end_uses"], first["lines"], first["case_state"]) == (["civil"], 1, "decided")
    flow = facts.flows.to_pylist()[0]
    assert (flow["end_user"], flow["supplier_site"], flow["quantity_a_day"]) == (
        "Orlabruck Vehicles",
        None,
        7.8125 * KG,
    )


def test_facts_are_not_read_while_a_transaction_is_open(player) -> None:
    with pytest.raises(NotPossibleNow, match="they would lack what it writes"), transaction.atomic():
        facts_here()
