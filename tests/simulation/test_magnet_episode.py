"""The world of the magnet episode: lawful, ordered, and the same for a seed; masses are kept, whatever its size."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.countries import COUNTRIES
from lockgate.simulation import happenings as told
from lockgate.simulation.as_told import outcomes_told
from lockgate.simulation.items import is_magnet
from lockgate.simulation.magnet_episode import Life, live_through
from lockgate.simulation.parameters import BEGINS, ENDS, FITTED
from tests.simulation.lawful import CHINA, Lawful

K = TypeVar("K", bound=told.Happening)
SIZES = st.integers(1, 60)
SEEDS = st.integers(0, 2**32)


def lived(size: int, seed: int = 1) -> told.Episode:
    return live_through(size=size, seed=seed, working_days=CHINA.is_working_day)


@lru_cache(maxsize=1)
def full() -> told.Episode:
    """The default episode, lived through once for all tests."""
    return lived(1000)


def of(episode: told.Episode, kind: type[K]) -> list[K]:
    return [happening for happening in episode.happenings if isinstance(happening, kind)]


def test_the_same_seed_gives_the_same_episode_to_the_byte():
    again = live_through(size=120, seed=7, working_days=CHINA.is_working_day)
    assert repr(again) == repr(lived(120, 7))


def test_another_seed_gives_another_episode():
    assert lived(40, 7).happenings != lived(40, 8).happenings


@given(size=SIZES, seed=SEEDS)
def test_whatever_the_seed_and_the_size_everything_that_happens_is_lawful(size, seed):
    books = Lawful(lived(size, seed)).follow()
    assert sum(not book.drafted.replaces for book in books.values()) == size


def test_a_larger_world_is_lawful_and_has_everything_happen_in_it():
    episode = full()
    Lawful(episode).follow()
    kinds = {type(happening).__name__ for happening in episode.happenings}
    assert kinds == {kind.__name__ for kind in told.Happening.__subclasses__()}


@given(size=SIZES, seed=SEEDS)
def test_what_left_was_granted_and_what_was_granted_was_asked(size, seed):
    for book in Lawful(lived(size, seed)).follow().values():
        for line, granted in book.granted.items():
            assert book.drawn[line] <= granted <= book.drafted.lines[line - 1].quantity_kg


@given(size=SIZES, seed=SEEDS)
def test_no_stock_falls_below_zero_and_nothing_is_lost_on_the_way(size, seed):
    life = Life(size, seed, CHINA.is_working_day, FITTED)
    before = {key: (stock.held | {}) for key, stock in life.stocks.items()}
    coming = {key: (stock.coming | {}) for key, stock in life.stocks.items()}
    days = [BEGINS + timedelta(days=ahead) for ahead in range((ENDS - BEGINS).days + 1)]
    for day in days:
        life.live(day)
        for stock in life.stocks.values():
            assert min(stock.held.values()) >= 0
    sent = Counter[tuple[str, str]]()
    for case in life.cases:
        for line, kg in case.drawn.items():
            sent[case.link.site.firm.key, case.lines[line - 1].entry] += kg
    free_kg = life.told().free_kg
    for key, stock in life.stocks.items():
        for entry, use in stock.site.usage.items():
            came = before[key][entry] + coming[key][entry] + freely_sent(free_kg, use) + sent[key, entry]
            assert came == pytest.approx(stock.used[entry] + stock.held[entry] + stock.coming[entry], rel=1e-4)


def freely_sent(free_kg: Mapping[date, int], use: float) -> float:
    """What left for a site that uses so much a day, in proportion to what left of all controlled magnets."""
    controlled = FITTED.magnet_kg_a_day * (1 - FITTED.share_free)
    free = FITTED.magnet_kg_a_day * FITTED.share_free
    return sum((kg - free) * use / controlled for kg in free_kg.values())


@pytest.mark.parametrize("size", [1, 2, 17, 300, 1200])
def test_the_whole_trade_is_divided_among_the_sites_whatever_the_size(size):
    life = Life(size, 3, CHINA.is_working_day, FITTED)
    uses = [(entry, use) for stock in life.stocks.values() for entry, use in stock.site.usage.items()]
    magnets = sum(use for entry, use in uses if is_magnet(entry))
    assert magnets == pytest.approx(FITTED.magnet_kg_a_day * (1 - FITTED.share_free))


def test_the_full_world_has_eight_hundred_firms_in_thirty_countries():
    episode = full()
    assert Counter(firm.kind for firm in episode.firms) == {"exporter": 90, "consignee": 430, "end_user": 280}
    countries = {firm.country for firm in episode.firms}
    assert len(countries) == 30 and countries <= set(COUNTRIES)
    assert (
        len({firm.name.casefold() for firm in episode.firms})
        == len(episode.firms)
        == len({firm.key for firm in episode.firms})
    )


REAL = [
    "JL",
    "Zhongke",
    "Sanhuan",
    "Yunsheng",
    "Tianhe",
    "INST",
    "Earth-Panda",
    "Bosch",
    "Continental",
    "Mahle",
    "Valeo",
    "Denso",
    "Suzuki",
    "Maruti",
    "Bajaj",
    "Ford",
    "Siemens",
    "Vestas",
    "Nidec",
    "Johnson",
    "Volkswagen",
    "Stellantis",
    "Sona",
    "Hitachi",
    "Proterial",
    "Shin-Etsu",
]


def test_no_invented_firm_bears_the_name_of_one_that_was_in_the_news():
    words = {word for firm in full().firms for word in firm.name.split()}
    assert not words & set(REAL)


@pytest.mark.parametrize("size", [0, -1, 10_001])
def test_a_world_of_no_size_cannot_be_made(size):
    with pytest.raises(ValueError, match=f"A world of {size} applications cannot be made: give 1 to 10000"):
        live_through(size=size, seed=1, working_days=CHINA.is_working_day)


def test_before_the_change_everything_leaves_without_a_licence_and_afterwards_a_part():
    free, change = full().free_kg, full().control_list_changes
    assert len(free) == (ENDS - BEGINS).days + 1
    assert {kg for day, kg in free.items() if day < change} == {round(FITTED.magnet_kg_a_day)}
    assert free[ENDS] == round(FITTED.magnet_kg_a_day * FITTED.share_free)
    assert list(free.values()) == sorted(free.values(), reverse=True)


def test_facts_of_dependence_are_mostly_known_some_unknown_and_some_lines_are_not_declared():
    drafted = of(full(), told.Drafted)
    lines = sum(len(one.lines) for one in drafted)
    declared = [one for draft in drafted for one in draft.dependence]
    assert 0.8 < len(declared) / lines < 0.95
    for fact in ("stock_kg", "usage_kg_a_day", "share_permille", "alternatives", "product"):
        unknown = sum(getattr(one, fact) is None for one in declared)
        assert 0.03 < unknown / len(declared) < 0.15
    assert any(one.alternatives == () for one in declared)


def test_the_department_grants_less_than_was_asked_where_firms_order_ahead():
    rationed = sum(line.granted_kg is not None for proposed in of(full(), told.Proposed) for line in proposed.lines)
    assert rationed > 50


def test_many_applications_are_still_pending_at_the_end():
    outcomes = outcomes_told(full())
    pending = sum(outcome.decided_on is None for outcome in outcomes)
    assert 0.05 < pending / len(outcomes) < 0.6


def test_sites_stand_still_for_want_of_an_item_and_lines_for_want_of_a_sites_parts():
    episode = full()
    tiers = {firm.key: firm.tier for firm in episode.firms}
    assert {tiers[stood.firm] for stood in episode.standstills} == {0, 1}
    assert all(stood.until is None or stood.since < stood.until for stood in episode.standstills)
    assert all(stood.since > episode.control_list_changes and stood.wanting for stood in episode.standstills)


def test_who_is_brought_to_the_chamber_has_waited_longer_than_the_others():
    episode = full()
    brought = episode.populations["brought_to_the_chamber"]
    outcomes = outcomes_told(episode)
    assert brought <= {outcome.application for outcome in outcomes}

    def wait(chosen: bool) -> float:
        waits = [
            ((outcome.decided_on or ENDS) - outcome.submitted_on).days
            for outcome in outcomes
            if (outcome.application in brought) is chosen
        ]
        return sum(waits) / len(waits)

    assert wait(chosen=True) > wait(chosen=False) + 20


def test_what_serves_arms_is_never_granted():
    military = {drafted.application for drafted in of(full(), told.Drafted) if drafted.use == "military"}
    outcomes = {
        line.outcome
        for proposed in of(full(), told.Proposed)
        if proposed.application in military
        for line in proposed.lines
    }
    assert "refused" in outcomes and outcomes <= {"refused", "returned"}


def test_civil_vehicle_parts_come_sooner_than_others_and_slow_destinations_later():
    industries = {firm.key: firm.industry for firm in full().firms}
    countries = {firm.key: firm.country for firm in full().firms}
    drafts = {drafted.application: drafted for drafted in of(full(), told.Drafted)}

    def share_decided_in_time(*, automotive: bool, slow: bool) -> float:
        chosen = [
            outcome
            for outcome in outcomes_told(full())
            if (industries[drafts[outcome.application].consignee] == "vehicles") is automotive
            and (countries[drafts[outcome.application].consignee] in ("US", "IN")) is slow
            and outcome.submitted_on.month == 5
        ]
        return sum(
            outcome.decided_on is not None and (outcome.decided_on - outcome.submitted_on).days <= 60
            for outcome in chosen
        ) / len(chosen)

    others = share_decided_in_time(automotive=False, slow=False)
    assert share_decided_in_time(automotive=True, slow=False) > others + 0.1
    assert share_decided_in_time(automotive=False, slow=True) < others - 0.1
