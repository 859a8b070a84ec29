"""What stands on a licence: each line with what has left, is reserved and is left; what was said of it; the head."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from lockgate.core import clock
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import Role
from lockgate.journal.seal import seal_rows
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve
from lockgate.licences.queries import licence_sheet, sheet_data
from lockgate.licences.services import reinstate_licence, suspend_licence
from lockgate.licences.sheet_text import sheet_text
from tests.factories.cases import decided_case, people
from tests.factories.held_licences import imported, row
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def customs():
    return person(Role.CUSTOMS)


@pytest.fixture
def may_2026():
    with use_clock(FrozenClock(datetime(2026, 5, 10, 8, 30, tzinfo=UTC))):
        yield


def test_a_line_tells_what_has_left_is_reserved_and_is_left_in_its_unit(customs, may_2026):
    imported(row(quantity="2.5", unit="TNE"), row(line="2", quantity="10", unit="LBR", value="", currency=""))
    draw_down(by=customs, licence="E-2026-17", line=1, declared=Declared("750", "KGM"), key="a")
    reserve(by=customs, licence="E-2026-17", line=1, declared=Declared("0.0001", "TNE"), key="b")
    first, second = licence_sheet(customs, "E-2026-17").lines
    assert (first.quantity, first.unit, first.drawn, first.reserved) == ("2.5", "TNE", "0.75", "0.0001")
    assert (first.balance, first.used_permille) == ("1.7499", 300)
    assert (second.drawn, second.reserved, second.balance, second.used_permille) == ("0", "0", "10", 0)
    assert (first.value, first.currency, second.value, second.currency) == ("8000.00", "USD", "", "")


def test_a_line_that_is_used_up_is_exhausted_and_the_licence_is_when_all_are(customs, may_2026):
    imported(row(), row(line="2"))
    for line, states in ((1, ["exhausted", "in_force"]), (2, ["exhausted", "exhausted"])):
        draw_down(by=customs, licence="E-2026-17", line=line, declared=Declared("100", "KGM"), key=str(line))
        sheet = licence_sheet(customs, "E-2026-17")
        assert [held.state for held in sheet.lines] == states
    assert sheet.state == "exhausted"


def test_a_reservation_that_has_lapsed_is_left_again(customs, may_2026):
    imported(row())
    reserve(by=customs, licence="E-2026-17", line=1, declared=Declared("100", "KGM"), key="a")
    sheet = licence_sheet(customs, "E-2026-17")
    assert (sheet.state, sheet.lines[0].balance) == ("in_force", "0")
    with use_clock(FrozenClock(clock.now() + timedelta(days=30))):
        assert licence_sheet(customs, "E-2026-17").lines[0].balance == "100"


def test_a_suspended_licence_shows_so_on_each_line_with_every_change_and_its_reason(customs, may_2026):
    imported(row())
    senior = person(Role.SENIOR_OFFICER)
    suspend_licence(by=senior, licence="E-2026-17", reason="Asked about.")
    reinstate_licence(by=senior, licence="E-2026-17", reason="Answered.")
    suspend_licence(by=senior, licence="E-2026-17", reason="Asked again.")
    sheet = licence_sheet(customs, "E-2026-17")
    assert (sheet.state, sheet.lines[0].state, sheet.version) == ("suspended", "suspended", 4)
    assert [(change.word, change.reason) for change in sheet.changes] == [
        ("suspended", "Asked about."),
        ("reinstated", "Answered."),
        ("suspended", "Asked again."),
    ]


def test_a_granted_licence_names_its_case_and_regime_and_a_held_one_says_that_it_is_held(customs):
    case = decided_case(people())
    granted = licence_sheet(customs, case.licence.number)
    assert (granted.origin, granted.case, granted.regime) == ("granted", case.reference, "cn-dual-use")
    assert f"Granted here in case {case.reference}" in sheet_text(granted)
    imported(row())
    held = licence_sheet(customs, "E-2026-17")
    assert (held.origin, held.case, held.regime) == ("held", "", "")
    assert "this authority did not grant it" in sheet_text(held)


def test_a_licence_carries_the_journal_s_newest_head_or_says_that_nothing_is_sealed(customs, settings, tmp_path):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    imported(row())
    assert "nothing is sealed yet" in sheet_text(licence_sheet(customs, "E-2026-17"))
    (seal,) = seal_rows()
    sheet = licence_sheet(customs, "E-2026-17")
    assert sheet.journal_head == f"{seal.sequence}:{seal.head[:16]}"
    assert f"Journal: {sheet.journal_head} (whole: lockgate journal head)" in sheet_text(sheet)


def test_a_sheet_as_data_is_json_in_which_what_is_unknown_is_null(customs, may_2026):
    imported(row(value="", currency=""))
    data = json.loads(json.dumps(sheet_data(licence_sheet(customs, "E-2026-17"))))
    assert data["lines"][0]["value"] is None and data["lines"][0]["currency"] is None
    assert (data["regime"], data["case"], data["journal_head"]) == (None, None, "")
    assert (data["on"], data["valid_to"], data["issued_at"]) == (
        "2026-05-10",
        "2026-12-31",
        "2026-05-10T08:30:00.000000Z",
    )
    assert "value unknown" in sheet_text(licence_sheet(customs, "E-2026-17"))


@pytest.mark.parametrize("lines", [1, 40])
def test_a_licence_is_read_in_as_many_queries_whatever_its_lines(customs, lines, django_assert_num_queries):
    imported(*(row(line=str(number)) for number in range(1, lines + 1)))
    with django_assert_num_queries(6):
        assert len(licence_sheet(customs, "E-2026-17").lines) == lines
