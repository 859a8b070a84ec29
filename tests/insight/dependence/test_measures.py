"""Every bound holds every world, and is reached: by a world, or by worlds that crumble what is not declared."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.insight.dependence.worlds import Flow, bounds, crumbled, truth, worlds_of

CRUMBS = 400
SLACK = 1e-12

quantities = st.integers(1, 9)
days = st.sampled_from([None, 0, 90, 91])
# Suppliers are also consignees, so that nobody supplies itself narrows something.
flows = st.builds(Flow, st.sampled_from(["", "A", "B", "C", "D"]), st.sampled_from(["A", "B", "X"]), quantities, days)
declared = st.builds(Flow, st.sampled_from("ABCDEFGH"), st.sampled_from(["A", "B", "X", "Y"]), quantities, days)


def from_others(made):
    return [flow for flow in made if flow.supplier != flow.consignee]


few = st.lists(flows, min_size=1, max_size=6).map(from_others).filter(bool)
many = st.lists(declared, min_size=2, max_size=30).map(from_others).filter(bool)


def holds(row, value):
    return row["low"] - SLACK <= value and (row["high"] is None or value <= row["high"] + SLACK)


@given(few)
def test_the_bounds_hold_every_world_and_worlds_reach_them(made):
    assume(sum(not flow.supplier for flow in made) <= 3)
    told = bounds(made)
    worlds = [truth(world) for world in worlds_of(made)] + [truth(crumbled(made, CRUMBS))]
    for key, row in told.items():
        values = [world.get(key, 0) for world in worlds]
        assert all(holds(row, value) for value in values), key
        assert min(values) <= row["low"] + 9**2 / CRUMBS, key
        if row["high"] is None:
            assert max(values) > CRUMBS / 20, key
        else:
            assert max(values) == pytest.approx(row["high"], abs=SLACK), key
        assert row["exact"] is True


@given(many, st.data())
def test_what_was_hidden_lies_within_the_bounds(made, data):
    hidden = data.draw(st.lists(st.booleans(), min_size=len(made), max_size=len(made)))
    shown = [flow._replace(supplier="") if hide else flow for flow, hide in zip(made, hidden, strict=True)]
    real = truth(made)
    assert all(holds(row, real[key]) for key, row in bounds(shown).items())


@given(many, st.data())
def test_to_declare_one_more_never_widens_a_bound(made, data):
    hidden = data.draw(st.sets(st.integers(0, len(made) - 1), min_size=1))
    shown = [flow._replace(supplier="") if n in hidden else flow for n, flow in enumerate(made)]
    more = list(shown)
    told = data.draw(st.sampled_from(sorted(hidden)))
    more[told] = made[told]
    before, after = bounds(shown), bounds(more)
    for key, row in before.items():
        assert after[key]["low"] >= row["low"] - SLACK, key
        assert row["high"] is None or after[key]["high"] <= row["high"] + SLACK, key
        assert after[key]["coverage"] >= row["coverage"], key


@given(many)
def test_where_everything_is_declared_both_bounds_are_the_truth(made):
    told, real = bounds(made), truth(made)
    assert told.keys() == real.keys()
    for key, row in told.items():
        assert row["low"] == row["high"] == pytest.approx(float(real[key]), abs=SLACK)
        assert row["coverage"] == 1


def test_a_known_supplier_may_have_all_that_is_not_declared_and_the_index_with_it():
    told = bounds([Flow("A", "X", 50), Flow("B", "X", 30), Flow("", "X", 20)])
    share, index = told["all", "A", "share"], told["all", "", "hhi"]
    assert (share["low"], share["high"], share["coverage"]) == (0.5, 0.7, 0.8)
    assert (index["low"], index["high"]) == (pytest.approx(0.34), pytest.approx(0.58))


def test_what_a_trader_receives_does_not_come_from_itself():
    told = bounds([Flow("trader", "X", 40), Flow("", "trader", 60)])
    assert told["all", "trader", "share"]["high"] == 0.4
    assert told["all", "", "hhi"]["high"] == pytest.approx(0.4**2 + 0.6**2)


def test_two_are_needed_for_half_where_the_largest_cannot_have_what_it_receives():
    told = bounds([Flow("trader", "X", 40), Flow("B", "X", 30), Flow("", "trader", 30)])
    assert told["all", "", "suppliers_for_half"]["low"] == 1, "B may have all that is open"
    told = bounds([Flow("trader", "X", 40), Flow("B", "X", 15), Flow("C", "X", 15), Flow("", "trader", 30)])
    assert told["all", "", "suppliers_for_half"]["low"] == 2


def test_half_is_half_to_the_last_piece_however_large_the_quantities():
    large = 2**62
    half = bounds([Flow("A", "X", large), Flow("B", "X", large - 1), Flow("C", "X", 1)])
    assert half["all", "", "suppliers_for_half"]["high"] == 1
    less = bounds([Flow("A", "X", large), Flow("B", "X", large), Flow("C", "X", 1)])
    assert less["all", "", "suppliers_for_half"]["low"] == 2
    assert [less["all", name, "share"]["low"] for name in "ABC"] == [0.5, 0.5, pytest.approx(2.0**-63)]


def test_where_less_than_half_is_declared_the_number_for_half_has_no_bound():
    told = bounds([Flow("A", "X", 49), Flow("", "X", 51)])["all", "", "suppliers_for_half"]
    assert (told["low"], told["high"]) == (1, None)
    told = bounds([Flow("A", "X", 50), Flow("", "X", 50)])["all", "", "suppliers_for_half"]
    assert (told["low"], told["high"]) == (1, 1)


def test_a_consignee_of_which_nothing_is_declared_may_have_one_supplier_or_many():
    told = bounds([Flow("", "X", 5), Flow("A", "Y", 15)])
    for measure in ("share", "hhi", "single_source"):
        row = told["consignee", "X", measure]
        assert (row["low"], row["high"], row["coverage"]) == (0, 1, 0)
    single = told["all", "", "single_source"]
    assert (single["low"], single["high"], single["coverage"]) == (0.75, 1, 0.75)


def test_a_substitute_must_be_qualified_within_the_days_asked_for():
    made = [Flow("A", "X", 1, 90), Flow("A", "X", 2, 91), Flow("B", "X", 7, None)]
    asked = {within: bounds(made, within=within)["all", "", "substitutable"] for within in (89, 90, 91)}
    assert [(row["low"], row["high"]) for row in asked.values()] == [(0, 0), (0.1, 0.1), (0.3, 0.3)]
