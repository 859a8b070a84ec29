"""Insight is reckoned by a command or the process beside the server, where somebody asks or something has happened."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from lockgate.casework.queries import case_sheet
from lockgate.cli import main
from lockgate.core.clock import FrozenClock, set_clock, use_clock
from lockgate.core.errors import NotAllowed
from lockgate.core.permissions import OPERATOR, Role
from lockgate.insight.services import (
    ask_for_refresh,
    is_asked_for,
    keep_refreshed,
    refresh_insight,
    snapshots,
)
from lockgate.insight.snapshot.store import latest_snapshot
from lockgate.journal.acts import Act
from lockgate.journal.queries import told_of
from lockgate.journal.verify import verify_journal
from tests.factories.cases import opened_case
from tests.factories.people import person
from tests.insight.conftest import ON


def over_after(looks: int) -> Callable[[float], bool]:
    """Say that it is over after so many looks, without waiting."""
    left = iter(range(looks))
    return lambda _: next(left, None) is None


@pytest.mark.parametrize("role", [Role.EXPORTER, Role.OFFICER, Role.ADVISER, Role.CUSTOMS])
def test_who_may_not_read_all_of_it_may_not_have_it_reckoned(episode, role):
    by = person(role)
    for act in (ask_for_refresh, refresh_insight):
        with pytest.raises(NotAllowed):
            act(by=by)
    assert not snapshots().exists()


def test_a_process_reckons_when_somebody_asks(episode):
    keep_refreshed(by=OPERATOR, every_s=10_000, is_over=over_after(3))
    assert latest_snapshot(snapshots()) is None
    ask_for_refresh(by=OPERATOR)
    keep_refreshed(by=OPERATOR, every_s=10_000, is_over=over_after(3))
    assert latest_snapshot(snapshots()) is not None
    assert not is_asked_for()


def test_a_process_reckons_when_its_time_has_come_and_not_again_where_nothing_has_happened(episode):
    times = iter(ON + timedelta(hours=hour) for hour in range(9))

    def later_each_time(left: Callable[[float], bool]) -> Callable[[float], bool]:
        def is_over(seconds: float) -> bool:
            set_clock(FrozenClock(next(times)))
            return left(seconds)

        return is_over

    with use_clock(FrozenClock(ON)):
        keep_refreshed(by=OPERATOR, every_s=1e-9, is_over=later_each_time(over_after(4)))
    assert len(list(snapshots().iterdir())) == 1


def test_what_hangs_on_each_open_case_is_noted_on_it_once(transactional_db, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    with use_clock(FrozenClock(ON)):
        case, analyst = opened_case(person(Role.EXPORTER)), person(Role.ANALYST)
        refresh_insight(by=analyst)
    risk = case_sheet(analyst, case.reference).supply_risk
    assert risk is not None
    assert (risk.low, risk.high) == (0, 37_500), "nobody knows the day of the grant, but 300 kg last 30 of 90 days"
    assert "Within 90 days, at one site. The items go into: Traction motors." in risk.reason
    assert (risk.late_low, risk.late_high, risk.late_days, risk.lines, risk.undeclared) == (0, 18_750, 30, 1, 0)
    with use_clock(FrozenClock(ON)):
        refresh_insight(by=analyst)
    first, second = told_of("the open cases", Act.SUPPLY_RISK_NOTED)
    assert (first.content["changed"], second.content["changed"], second.content["unchanged"]) == (1, 0, 1)
    assert verify_journal().is_whole


def test_what_cannot_be_reckoned_is_told_in_the_log_and_the_process_goes_on(episode, caplog):
    snapshots().write_text("no folder")
    keep_refreshed(by=OPERATOR, every_s=1e-9, is_over=over_after(2))
    assert "insight could not be reckoned" in caplog.text


def test_the_command_says_what_was_reckoned(episode, capsys):
    assert main(["insight", "refresh"]) == 0
    assert "cn-dual-use: 5 lines" in capsys.readouterr().out
    assert main(["insight", "refresh", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["regimes"]["cn-dual-use"]["set_aside"] == 0
