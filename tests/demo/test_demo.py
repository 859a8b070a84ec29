"""The demo's report says what the engine answers, cell by cell."""

import random

from lockgate.demo import report
from lockgate.demo.chart import by_category, reading_causes
from lockgate.demo.history import DESTINATIONS, ITEMS, moments
from lockgate.regimes.determination import Outcome, ask, determine
from lockgate.regimes.shelf import law_of


def test_the_whole_chart_is_answered_633_entries_by_200_destinations() -> None:
    law = law_of("us-ear")
    chart = report.us_chart(law)
    assert chart.outcomes.shape == (633, 200)
    assert {"CU", "IR", "KP", "SY"} <= set(chart.destinations)
    assert sum(chart.count(outcome) for outcome in Outcome) == 126_600
    chance = random.Random(5)
    for _ in range(300):
        row, column = chance.randrange(633), chance.randrange(200)
        question = ask(law, entry=chart.entries[row], destination=chart.destinations[column])
        assert determine(question, chart.on, law).outcome == chart.outcomes[row, column]


def test_no_entry_is_free_to_an_embargoed_destination() -> None:
    chart = report.us_chart(law_of("us-ear"))
    for code in ("CU", "IR", "KP", "SY"):
        column = chart.outcomes[:, chart.destinations.index(code)]
        assert (column != int(Outcome.NOT_REQUIRED)).all()


def test_every_cell_that_needs_reading_has_a_cause_and_every_category_is_counted() -> None:
    law = law_of("us-ear")
    chart = report.us_chart(law)
    assert sum(reading_causes(chart, law).values()) == chart.count(Outcome.NEEDS_READING)
    assert sum(entries for _, entries, _ in by_category(chart)) == 633


def test_the_history_has_a_moment_for_each_day_on_which_an_answer_changed() -> None:
    held = moments(law_of("cn-dual-use"))
    days = [moment.on.isoformat() for moment in held]
    assert days == ["2023-07-03", "2023-08-01", "2023-12-01", "2024-12-03", "2025-04-04", "2025-11-09"]
    assert all(set(moment.answers) == {(item, to) for item in ITEMS for to in DESTINATIONS} for moment in held)
    assert held[4].answers["terbium magnets", "JP"] == ("licence_required", "case by case")


def test_the_report_names_both_lists_and_what_could_not_be_said() -> None:
    law = law_of("us-ear")
    said = "\n".join((*report.us_lines(law, report.us_chart(law)), *report.china_lines(law_of("cn-dual-use"))))
    assert "126,600 questions" in said
    assert "What could not be said, and why:" in said
    assert "2024-12-03  gallium metal                   US licence, presumed refused; JP licence; DE licence" in said
