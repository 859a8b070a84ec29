"""The fit table by hand, on an episode of four applications."""

from datetime import date, datetime

import pytest

from lockgate.simulation.as_told import magnets_drawn_told, outcomes_told
from lockgate.simulation.fit import CaseOutcome, FitRow, fit_rows
from lockgate.simulation.happenings import (
    AskedLine,
    Confirmed,
    DecidedLine,
    Declaration,
    Drafted,
    Episode,
    Happening,
    Proposed,
    Submitted,
)
from lockgate.simulation.parameters import ZONE

MAGNETS = AskedLine("1C905.a.4", "magnets", 9000, 1)
OXIDE = AskedLine("1C908.b", "yttrium oxide", 9000, 1)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZONE)


def drafted(application: str, exporter: str, *lines: AskedLine) -> Drafted:
    return Drafted(at("2025-04-08"), application, exporter, "site", "user", "civil", "", lines or (MAGNETS,), ())


def episode(*happenings: Happening, automotive: str = "", chamber: str = "") -> Episode:
    return Episode(
        seed=1,
        size=4,
        begins=date(2025, 3, 1),
        ends=date(2025, 9, 30),
        control_list_changes=date(2025, 4, 4),
        firms=(),
        officers=1,
        seniors=1,
        happenings=happenings,
        free_kg={date(2025, 4, 30): 2_000_000, date(2025, 5, 1): 300_000, date(2025, 5, 2): 200_000},
        populations={
            "european_automotive": frozenset(automotive.split()),
            "brought_to_the_chamber": frozenset(chamber.split()),
        },
        standstills=(),
    )


def outcome(application: str, submitted: str, decided: str = "", *, granted: bool = False) -> CaseOutcome:
    day = date.fromisoformat(decided) if decided else None
    return CaseOutcome(application, date.fromisoformat(submitted), day, granted)


FOUR = (
    outcome("a", "2025-04-10", "2025-05-13", granted=True),
    outcome("b", "2025-04-20", "2025-05-12", granted=True),
    outcome("c", "2025-06-04", "2025-06-20", granted=False),
    outcome("d", "2025-06-05", "2025-07-01", granted=True),
)
DRAFTS = (drafted("a", "x"), drafted("b", "x"), drafted("c", "y"), drafted("d", "y"))


def row(rows: tuple[FitRow, ...], on: str) -> FitRow:
    [found] = [row for row in rows if row.date == on]
    return found


def test_exporters_are_counted_once_however_many_licences_they_have():
    rows = fit_rows(episode=episode(*DRAFTS), outcomes=FOUR, drawn_kg={})
    assert row(rows, "2025-05-13")[2:] == (4, 1.0, -3.0, "firms")


def test_a_share_counts_what_was_submitted_and_approved_by_its_day():
    rows = fit_rows(episode=episode(*DRAFTS, automotive="a b c d"), outcomes=FOUR, drawn_kg={})
    june_4, june_30 = row(rows, "2025-06-04"), row(rows, "2025-06-30")
    # by 4 June three were submitted and two of them approved; by the 30th four, and one more is decided on 1 July
    assert june_4.model == pytest.approx(2 / 3) and june_4.error == pytest.approx(2 / 3 - 0.25)
    assert june_30.model == pytest.approx(2 / 4) and june_30.error == pytest.approx(-0.1)


def test_the_chambers_share_is_of_the_cases_that_were_brought_to_it():
    rows = fit_rows(episode=episode(*DRAFTS, chamber="c d"), outcomes=FOUR, drawn_kg={})
    assert row(rows, "2025-09-18").model == 0.5
    assert row(rows, "2025-09-18").reported == pytest.approx(19 / 141)


def test_a_share_of_nothing_is_not_known():
    rows = fit_rows(episode=episode(*DRAFTS), outcomes=FOUR, drawn_kg={})
    assert row(rows, "2025-09-18").model is None and row(rows, "2025-09-18").error is None


def test_tonnes_are_what_left_freely_and_what_left_under_licences():
    rows = fit_rows(episode=episode(*DRAFTS), outcomes=FOUR, drawn_kg={"2025-05": 250_000})
    assert row(rows, "2025-04")[3:] == (2000.0, -626.0, "t")
    assert row(rows, "2025-05")[3:] == (750.0, -488.0, "t")
    assert row(rows, "2025-06")[3:] == (0.0, -3188.0, "t")


def test_the_rows_stand_in_the_order_of_the_reports_then_the_months():
    rows = fit_rows(episode=episode(*DRAFTS), outcomes=FOUR, drawn_kg={})
    assert [row.date for row in rows] == [
        *("2025-05-13", "2025-06-04", "2025-06-30", "2025-09-18"),
        *("2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09"),
    ]


def test_the_script_tells_the_outcomes_and_the_magnets_that_left():
    granted = DecidedLine(1, "granted", "civil", "seen")
    told = episode(
        drafted("a", "x", MAGNETS, OXIDE),
        Submitted(at("2025-04-10"), "a"),
        Submitted(at("2025-04-11"), "b"),
        Proposed(at("2025-05-12"), "a", 0, "", 6, (granted, granted._replace(line=2))),
        Confirmed(at("2025-05-13"), "a", 0),
        Declaration(at("2025-05-20"), "a", 1, 500, "1", "Ningbo"),
        Declaration(at("2025-05-21"), "a", 1, 9000, "2", "Ningbo", "balance-exceeded"),
        Declaration(at("2025-05-22"), "a", 2, 700, "3", "Ningbo"),
        Declaration(at("2025-06-02"), "a", 1, 100, "4", "Ningbo"),
    )
    assert outcomes_told(told) == (
        outcome("a", "2025-04-10", "2025-05-13", granted=True),
        outcome("b", "2025-04-11"),
    )
    assert magnets_drawn_told(told) == {"2025-05": 500, "2025-06": 100}
