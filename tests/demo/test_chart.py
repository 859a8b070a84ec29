"""The chart says what the engine answers, cell by cell."""

import random

from lockgate.demo.chart import by_category, reading_causes, us_chart
from lockgate.regimes.determination import Outcome, ask, determine
from lockgate.regimes.shelf import law_of


def test_the_whole_chart_is_answered_633_entries_by_200_destinations() -> None:
    law = law_of("us-ear")
    chart = us_chart(law)
    assert chart.outcomes.shape == (633, 200)
    assert {"CU", "IR", "KP", "SY"} <= set(chart.destinations)
    assert sum(chart.count(outcome) for outcome in Outcome) == 126_600
    chance = random.Random(5)
    for _ in range(300):
        row, column = chance.randrange(633), chance.randrange(200)
        question = ask(law, entry=chart.entries[row], destination=chart.destinations[column])
        assert determine(question, chart.on, law).outcome == chart.outcomes[row, column]


def test_no_entry_is_free_to_an_embargoed_destination() -> None:
    chart = us_chart(law_of("us-ear"))
    for code in ("CU", "IR", "KP", "SY"):
        column = chart.outcomes[:, chart.destinations.index(code)]
        assert (column != int(Outcome.NOT_REQUIRED)).all()


def test_every_cell_that_needs_reading_has_a_cause_and_every_category_is_counted() -> None:
    law = law_of("us-ear")
    chart = us_chart(law)
    assert sum(reading_causes(chart, law).values()) == chart.count(Outcome.NEEDS_READING)
    assert sum(entries for _, entries, _ in by_category(chart)) == 633
