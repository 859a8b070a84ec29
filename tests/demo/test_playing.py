"""An episode is acted out through the services: what follows stands in the rooms, and the journal vouches for it."""

from dataclasses import replace

import pytest
from django.utils.timezone import localtime

from lockgate.applications.queries import visible_applications
from lockgate.core.permissions import OPERATOR
from lockgate.demo.playing import play
from lockgate.insight.facts.live import facts_here
from lockgate.insight.facts.rows import declared_rows, left_rows, licensed_rows, line_rows
from lockgate.journal.verify import verify_journal
from lockgate.licences.ledger.reconcile import reconcile
from lockgate.simulation.happenings import Declaration
from lockgate.simulation.parameters import ZONE
from tests.demo.episodes import at, tiny_episode

pytestmark = pytest.mark.django_db(transaction=True)
KG = 10**9


@pytest.fixture(autouse=True)
def _seal_key(tmp_path, settings):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"


def test_each_application_ends_as_the_script_says_and_the_journal_is_whole() -> None:
    player = play(tiny_episode())
    fates = {fact.application: (fact.outcome, fact.assessment) for fact in line_rows(facts_here().lines)}
    assert [fates[player.references[key]] for key in ("a1", "a2", "a3", "a4", "a5")] == [
        ("granted_with_conditions", "civil"),
        ("refused", "civil"),
        ("returned", "undetermined"),
        ("", ""),
        ("withdrawn", ""),
    ]
    assert verify_journal().is_whole
    assert not reconcile().faults


def test_the_border_decides_and_what_it_refused_is_counted_by_its_reason() -> None:
    player = play(tiny_episode())
    assert player.accepted == 2
    assert dict(player.refused) == {"licence.balance_exceeded": 1, "licence.licence_suspended": 1}
    [licensed] = licensed_rows(facts_here().licences)
    assert (licensed.allowed, licensed.drawn, licensed.reserved) == (600 * KG, 600 * KG, 0)
    assert [(fact.on.isoformat(), fact.amount) for fact in left_rows(facts_here().draw_downs)] == [
        ("2025-05-19", 400 * KG),
        ("2025-06-05", 200 * KG),
    ]


def test_everything_is_written_at_the_moment_of_the_episode() -> None:
    player = play(tiny_episode())
    first = visible_applications(OPERATOR).get(reference=player.references["a1"])
    assert localtime(first.started_at, ZONE) == at("2025-04-08", 8)
    assert localtime(first.submitted_at, ZONE) == at("2025-04-08", 10)


def test_a_declaration_keeps_what_is_unknown_unknown() -> None:
    play(tiny_episode())
    first = declared_rows(facts_here().flows)[0]
    assert (first.site, first.stock, first.usage_a_day) == ("Talheim plant", 300 * KG, 12.5 * KG)
    assert (first.share_permille, first.alternatives, first.product) == (625, (("Osaka Magnetics", 240),), None)


def test_a_script_that_the_border_contradicts_ends_the_play() -> None:
    episode = tiny_episode()
    wrong = tuple(
        replace(one, expected="balance-exceeded") if isinstance(one, Declaration) and one.declaration == "D-1" else one
        for one in episode.happenings
    )
    with pytest.raises(RuntimeError, match="D-1"):
        play(replace(episode, happenings=wrong))
