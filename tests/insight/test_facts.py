"""What the gate has gathered is read as it stands in the rooms' tables, with local days and amounts in micrograms."""

from datetime import date

import pytest

from lockgate.demo.playing import play
from lockgate.insight.facts import DeclaredFact, declared_facts, left_facts, licensed_facts, line_facts
from tests.demo.episodes import tiny_episode

pytestmark = pytest.mark.django_db(transaction=True)
KG = 10**9


@pytest.fixture
def player(tmp_path, settings):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    return play(tiny_episode())


def test_each_line_tells_its_fate_and_its_days(player) -> None:
    facts = {fact.application: fact for fact in line_facts()}
    granted, refused, pending = (facts[player.references[key]] for key in ("a1", "a2", "a4"))
    assert (granted.submitted_on, granted.decided_on) == (date(2025, 4, 8), date(2025, 5, 12))
    assert (granted.asked, granted.granted, granted.destination) == (1000 * KG, 600 * KG, "DE")
    assert (refused.outcome, refused.granted, refused.assessment) == ("refused", None, "civil")
    assert (pending.state, pending.outcome, pending.decided_on, pending.assessment) == ("in_review", "", None, "")


def test_a_withdrawn_line_ends_on_the_day_of_its_withdrawal(player) -> None:
    fact = next(fact for fact in line_facts() if fact.application == player.references["a5"])
    assert (fact.outcome, fact.decided_on) == ("withdrawn", date(2025, 9, 1))


def test_what_a_site_does_not_know_is_none_and_never_zero(player) -> None:
    declared = declared_facts()
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
    [licensed] = licensed_facts()
    assert (licensed.allowed, licensed.drawn, licensed.reserved) == (600 * KG, 600 * KG, 0)
    assert licensed.issued_on.isoformat() == "2025-05-12"
    assert licensed.valid_to.isoformat() == "2025-11-11"
    assert sum(fact.amount for fact in left_facts()) == licensed.drawn
