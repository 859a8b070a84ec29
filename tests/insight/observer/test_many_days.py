"""Claims on many days and populations within one another, as a year of news makes them: bounded, not given up."""

from lockgate.insight.observer.bounds import Bounds
from lockgate.insight.observer.quantity import Counts, Measure, Quantity
from lockgate.insight.observer.reading_claims import claims_of
from lockgate.insight.observer.system import System
from tests.insight.observer.small_worlds import claim, table

NESTED = {"eu": "all", "us": "all", "de": "eu", "fr": "eu", "cars": "all"}
SAID = """
    fr 07 applications = 195
    fr 03 pending = 26
    eu 05 applications > 378
    eu 10 pending between 407 611
    us 01 share_approved <= 0.39
    cars 07 applications between 468 703
    fr 02 returned between 0 2
    all 02 refused > 28
    cars 03 refused between 10 16
    eu 04 applications < 625
    de 05 pending < 188
    all 05 withdrawn >= 25
    cars 06 withdrawn >= 6
    de 07 applications between 312 469
    fr 08 pending < 146
    fr 09 refused <= 29
    fr 10 withdrawn about 4
    us 11 withdrawn about 20
    eu 12 pending < 787
    de 12 returned >= 19
"""


def said(number):
    words = [line.split() for line in SAID.split("\n") if line.strip()]
    return [
        claim(f"c{at}", f"2025-{month}-15", measure, relation, value, population=who, high="".join(high))
        for at, (who, month, measure, relation, value, *high) in enumerate(words[:number])
    ]


def test_claims_on_many_days_and_nested_populations_are_bounded(long):
    claims, _ = claims_of(table(said(20 if long else 6)))
    days = sorted({one.quantity.date for one in claims})
    system = System(["all", *NESTED], days, list(NESTED.items()), claims)
    bounds = Bounds(system)

    def ends(population, month, measure):
        day = next(day for day in days if day.month == month)
        found = bounds.count(system.variable(Quantity(day, population, Counts.APPLICATIONS, Measure(measure))))
        return found.low, found.high

    assert ends("fr", 7, "applications") == (195, 195) and ends("fr", 3, "pending") == (26, 26)
    assert ends("all", 5, "applications") == (379, None), "as many as the eu, which is within"
    # What is pending, and what was decided of fr: 195 had come, and fewer than 146 were pending later.
    pending_and_decided = 407 + 50 if long else 407
    assert ends("eu", 10, "applications") == (pending_and_decided, None)
