"""Beside the statutory clock the page of an open case says what cases like it came to, and how little that may mean."""

import re

import pytest
from django.urls import reverse

from lockgate.accounts.queries import user_at
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import OPERATOR, Role
from lockgate.demo.playing import play
from lockgate.insight.services import refresh_insight
from tests.demo.episodes import tiny_episode
from tests.factories.people import person
from tests.insight.conftest import ON


@pytest.fixture
def page_of(transactional_db, tmp_path, settings, client):
    """The page of a case of a small episode, as an officer reads it after insight was reckoned."""
    settings.DATA_DIR = tmp_path
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    player = play(tiny_episode())
    client.force_login(user_at(person(Role.OFFICER).actor.label))

    def opened(key: str) -> str:
        from lockgate.casework.models import Case  # noqa: PLC0415

        case = Case.objects.get(application__reference=player.references[key])
        answer = client.get(reverse("case", args=[case.reference]))
        return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())

    with use_clock(FrozenClock(ON)):
        yield opened


def test_an_open_case_is_told_what_others_came_to(page_of):
    refresh_insight(by=OPERATOR)
    shown = page_of("a4")
    assert "What cases like this one came to" in shown
    assert re.search(r"waited \d+ days", shown)
    assert "nan" not in shown


def test_nothing_is_said_before_insight_was_reckoned(page_of):
    assert "What cases like this one came to" not in page_of("a4")


def test_nothing_is_said_of_a_case_that_is_decided(page_of):
    refresh_insight(by=OPERATOR)
    assert "What cases like this one came to" not in page_of("a1")
