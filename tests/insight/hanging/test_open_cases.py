"""What hangs on an open case: the days that its sites lose if it is refused, or late, beyond those lost anyway."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest

from lockgate.core.errors import Invalid
from lockgate.insight.hanging.median_days import MEDIANS
from lockgate.insight.hanging.open_cases import Gate, hanging_by_regime, hanging_table
from tests.insight.facts.told import told

TODAY = "2025-09-30 16:00:00"
"""The first moment of 2025-10-01 in China, which is the data's date: what is declared then is what is there."""


def line(number: int = 1, **said: Any) -> dict[str, Any]:
    return {"application": f"AP-{number}", "case": f"CA-{number}", "submitted_at": TODAY, **said}


def flow(number: int = 1, **said: Any) -> dict[str, Any]:
    return {"application": f"AP-{number}", "submitted_at": TODAY, "alternatives": "[]", **said}


def gate(rows: dict[str, list[dict[str, Any]]], more_days: Mapping[str, int | None]) -> Gate:
    """Return facts with the median day of each case; None is unknown, not before the third day."""
    facts = told(**rows)
    medians = [(case, days, 3 if days is None else days) for case, days in more_days.items()]
    columns = [list(column) for column in zip(*medians, strict=True)] or [[], [], []]
    table = pa.table(columns, schema=MEDIANS)
    return Gate(facts.data_date, facts.lines, facts.flows, facts.licences, facts.draw_downs, table)


def hangs(more_days: Any = 5, late: Any = 30, **rows: Any) -> dict[str, Any]:
    """Return what hangs on the one case there is."""
    [found] = hanging_table(
        gate({"lines": [line()], "flows": [flow()], **rows}, {"CA-1": more_days}), late=late
    ).to_pylist()
    return dict(found)


def refused(**rows: Any) -> tuple[float, float]:
    found = hangs(**rows)
    return found["refused_low"], found["refused_high"]


def test_without_the_grant_a_site_stands_still_when_its_stock_is_used():
    # The stock lasts 30 of 90 days, the 1,000 that are asked for would have lasted the other 60.
    found = hangs()
    assert (found["refused_low"], found["refused_high"]) == (60, 60)
    assert (found["sites"], found["products"], found["more_days"], found["note"]) == (1, "motors", 5, "")


def test_late_it_costs_the_days_between_the_stock_and_the_goods():
    found = hangs(late=30)  # on day 35 instead of 5, and the stock ends on day 30
    assert (found["late_low"], found["late_high"]) == (5, 5)


def test_days_that_are_lost_before_the_grant_hang_on_nothing():
    assert refused(more_days=50) == (40, 40)


def test_goods_that_last_a_few_days_cost_a_few_days():
    assert refused(lines=[line(asked=70)]) == (7, 7)


def test_a_day_that_is_covered_in_part_is_not_made():
    assert refused(lines=[line(asked=79)]) == (7, 7)


def test_a_share_of_the_supply_costs_that_share_of_the_output():
    # A need of 4 a day: the stock lasts 75 days, and the 15 after them lose 0.4 each.
    assert refused(flows=[flow(share_permille=400)]) == (6, 6)


def test_an_alternative_ends_the_loss_in_both_worlds():
    assert refused(flows=[flow(alternatives='[{"supplier": "Osaka", "qualify_days": 40}]')]) == (10, 10)


def test_what_is_granted_already_comes_first():
    licence = {"allowed": 500, "drawn": 100, "valid_to": "2025-12-31"}
    assert refused(licences=[licence]) == (20, 20)
    assert refused(licences=[{**licence, "valid_to": "2025-09-30"}]) == (60, 60), "an expired licence carries nothing"


def test_what_a_licence_allows_from_a_later_day_on_comes_on_that_day():
    # Day 60 is 30 November; the 900 last from then to day 149.
    licence = {"allowed": 900, "drawn": 0, "valid_from": "2025-11-30", "valid_to": "2026-05-29"}
    assert refused(more_days=10, licences=[licence], flows=[flow(stock=0)]) == (50, 50), "days 10 to 59"
    assert refused(more_days=10, licences=[{**licence, "standing": "suspended"}], flows=[flow(stock=0)]) == (80, 80)


def test_the_order_of_the_rows_of_the_facts_says_nothing():
    older = flow(stock=0, usage_a_day=20)
    newer = flow(2, submitted_at="2025-09-30 17:00:00")
    facts = gate({"lines": [line()], "flows": [older, newer]}, {"CA-1": 5})
    backwards = facts._replace(flows=facts.flows.take(list(range(facts.flows.num_rows))[::-1]))
    assert hanging_table(facts).to_pylist() == hanging_table(backwards).to_pylist()
    assert hanging_table(backwards)["refused_low"].to_pylist() == [60]


def test_what_else_is_pending_comes_on_its_own_median_day():
    rows = {"lines": [line(), line(2, asked=200)], "flows": [flow(), flow(2)]}
    found = hanging_table(gate(rows, {"CA-1": 5, "CA-2": 10})).to_pylist()
    assert [(one["name"], one["refused_low"]) for one in found] == [("CA-1", 40), ("CA-2", 0)]


def test_of_several_items_that_are_missing_on_a_day_the_largest_share_counts_and_once():
    rows = {
        "lines": [line(), line(line=2, entry="1C904.a.4")],
        "flows": [flow(), flow(line=2, entry="1C904.a.4", stock=600, share_permille=500, product="pumps")],
    }
    found = hangs(**rows)
    # From day 30 all, and from day 120 on half of the other, which is beyond the horizon.
    assert (found["refused_low"], found["refused_high"], found["lines"]) == (60, 60, 2)
    rows["flows"][1]["stock"] = 0
    assert hangs(**rows)["refused_low"] == 60 + 25 * 0.5, "before day 30 half of the other item is missing, from day 5"


def test_a_day_that_another_item_stops_anyway_hangs_on_no_case():
    # The other item's stock ends on day 50: from then on the site stands still whatever is decided of this case.
    other = flow(2, entry="1C904.a.4", stock=500)
    rows = {"lines": [line(), line(2, entry="1C904.a.4", outcome="refused")], "flows": [flow(), other]}
    assert hangs(**rows)["refused_low"] == 20
    other["share_permille"] = 250
    assert hangs(**rows)["refused_low"] == 60, "a quarter of its supply lasts 200 days"


def test_of_another_item_that_nobody_knows_the_stock_of_the_site_may_stand_still_anyway():
    rows = {
        "lines": [line(), line(2, entry="1C904.a.4", outcome="refused")],
        "flows": [flow(), flow(2, entry="1C904.a.4", stock=None)],
    }
    assert refused(**rows) == (0, 60)


def test_an_item_that_is_not_needed_makes_nothing_unknown_though_its_case_has_no_median_day():
    rows = {
        "lines": [line(), line(2, entry="1C904.a.4")],
        "flows": [flow(), flow(2, entry="1C904.a.4", usage_a_day=0, stock=None)],
    }
    found = hanging_table(gate(rows, {"CA-1": 5, "CA-2": None})).to_pylist()
    assert [(one["name"], one["refused_low"], one["refused_high"]) for one in found] == [
        ("CA-1", 60, 60),
        ("CA-2", 0, 0),
    ]


def test_a_site_with_endless_stock_has_nothing_hanging():
    assert refused(flows=[flow(stock=10**15)]) == (0, 0)


def test_a_product_that_was_declared_is_named_also_where_no_day_is_lost():
    assert hangs(flows=[flow(stock=10**15)])["products"] == "motors"
    assert hangs(flows=[flow(stock=10**15, product="")])["products"] == ""


def test_a_site_that_uses_nothing_has_nothing_hanging_whatever_is_unknown():
    assert refused(flows=[flow(usage_a_day=0, stock=None, alternatives=None)]) == (0, 0)


@pytest.mark.parametrize(
    ("unknown", "most"),
    [
        ({"stock": None}, 85),
        ({"usage_a_day": None}, 85),
        ({"share_permille": None}, 85),
        ({"alternatives": None}, 60),
        ({"alternatives": '[{"supplier": "Osaka", "qualify_days": null}]'}, 60),
    ],
)
def test_an_unknown_fact_gives_bounds_and_never_reads_as_zero(unknown, most):
    found = hangs(flows=[flow(**unknown)])
    assert (found["refused_low"], found["refused_high"]) == (0, most)
    assert "Of one site a fact, or the day of the grant, is unknown." in found["note"]


def test_of_an_unknown_stock_no_more_hangs_than_the_goods_would_have_covered():
    assert refused(lines=[line(asked=75)], flows=[flow(stock=None)]) == (0, 8)


def test_without_a_median_day_the_loss_may_begin_on_the_first_day_that_is_not_ruled_out():
    assert refused(more_days=None, flows=[flow(stock=0)]) == (0, 87)


def test_without_a_median_day_no_more_is_lost_than_the_days_that_the_stock_does_not_last():
    assert refused(more_days=None) == (0, 60)
    assert refused(more_days=None, flows=[flow(stock=800)]) == (0, 10)
    assert refused(more_days=None, flows=[flow(stock=100_000)]) == (0, 0)


def test_late_no_more_is_lost_either_than_the_days_that_the_stock_does_not_last():
    found = hangs(more_days=None, flows=[flow(stock=800)], late=30)
    assert (found["late_low"], found["late_high"]) == (0, 10)
    found = hangs(more_days=None, flows=[flow(stock=0)], late=30)
    assert (found["late_low"], found["late_high"]) == (0, 30)


def test_without_a_median_day_several_items_count_once_on_each_day_without_them():
    rows = {
        "lines": [line(), line(line=2, entry="1C904.a.4")],
        "flows": [flow(), flow(line=2, entry="1C904.a.4", stock=600, share_permille=1000)],
    }
    assert refused(more_days=None, **rows) == (0, 60), "from day 30 the one, from day 60 the other too"


def test_what_else_may_come_on_an_unknown_day_is_left_out_of_the_most_that_may_be_lost():
    # CA-2 has no day either: it may come before the stock ends, and after the horizon.
    rows = {"lines": [line(), line(2, asked=200)], "flows": [flow(), flow(2)]}
    found = hanging_table(gate(rows, {"CA-1": None, "CA-2": None})).to_pylist()
    assert [(one["name"], one["refused_high"]) for one in found] == [("CA-1", 60), ("CA-2", 20)]
    found = hanging_table(gate(rows, {"CA-1": None, "CA-2": 10})).to_pylist()
    assert [(one["name"], one["refused_high"]) for one in found] == [("CA-1", 40), ("CA-2", 20)]


def test_a_case_without_a_declaration_has_no_figure_and_says_so():
    found = hangs(flows=[])
    assert (found["refused_low"], found["refused_high"], found["sites"]) == (None, None, None)
    assert (found["lines"], found["undeclared"], found["unknown_sites"]) == (1, 1, None)
    assert found["note"] == "No site declared how it depends on this."


def test_what_is_declared_of_one_line_says_nothing_of_the_other():
    found = hangs(lines=[line(), line(line=2)])
    assert (found["refused_low"], found["lines"], found["undeclared"]) == (60, 2, 1)
    assert found["note"] == "Without 1 of 2 lines, of which nothing is declared."


def test_of_a_supplier_with_silent_cases_it_is_told_how_many_lines_the_figure_leaves_out():
    rows = {"lines": [line(), line(2), line(3)], "flows": [flow()]}
    [batch] = hanging_table(gate(rows, {f"CA-{number}": 5 for number in (1, 2, 3)}), by="supplier").to_pylist()
    assert (batch["refused_low"], batch["cases"], batch["lines"], batch["undeclared"]) == (60, 3, 3, 2)
    assert batch["note"] == "Without 2 of 3 lines, of which nothing is declared."


def test_sites_that_share_a_line_get_their_parts_of_it():
    both = [flow(stock=0), flow(declaration=2, site="Second plant", stock=0, usage_a_day=30)]
    assert refused(lines=[line(asked=400)], flows=both) == (20, 20), "100 and 300, ten days for each"
    both[1]["usage_a_day"] = None
    low, high = refused(lines=[line(asked=400)], flows=both)
    assert (low, high) == (0, 40 + 85), "the first may get all of it"


def test_thirds_of_two_lines_are_as_many_days_as_they_make_together():
    # The first plant gets 4/3 on day 2 and 23/3 on day 5, which is 9 and not a little less: days 2 and 5 to 12 run.
    first, second = (
        {"usage_a_day": 1, "stock": 0},
        {"usage_a_day": 2, "stock": 1000, "site": "Second plant", "declaration": 2},
    )
    rows = {
        "lines": [line(1, asked=4), line(2, asked=23)],
        "flows": [flow(number, **said) for number in (1, 2) for said in (first, second)],
    }
    found = {
        row["name"]: row for row in hanging_table(gate(rows, {"CA-1": 2, "CA-2": 5}), horizon=13, late=1).to_pylist()
    }
    assert (found["CA-2"]["refused_low"], found["CA-2"]["refused_high"]) == (8, 8)
    assert (found["CA-2"]["late_low"], found["CA-2"]["late_high"]) == (1, 1)
    assert (found["CA-1"]["refused_low"], found["CA-1"]["refused_high"]) == (2, 2)


@pytest.mark.parametrize(("more", "days"), [(1, 4), (-1, 3)])
def test_parts_of_lines_that_no_63_bits_can_tell_are_still_exact(more, days):
    # Each line is shared with another plant, and the first gets of each a billionth more, or less, than it needs a day.
    needs = [10**9 + 7, 10**9 + 9, 10**9 + 21, 10**9 + 33]
    first = {"usage_a_day": 10**9, "stock": 0}
    rows = {
        "lines": [line(number, asked=10**9 + need + more) for number, need in enumerate(needs, 1)],
        "flows": [
            flow(number, **said)
            for number, need in enumerate(needs, 1)
            for said in (first, {"usage_a_day": need, "stock": 10**12, "site": f"Plant {number}", "declaration": 2})
        ],
    }
    [found] = hanging_table(gate(rows, {f"CA-{number}": 5 for number in range(1, 5)}), by="item").to_pylist()
    assert (found["refused_low"], found["refused_high"]) == (days, days)


def test_a_decided_case_has_nothing_hanging():
    ended = line(case_state="decided", outcome="refused", decided_at="2025-10-01 01:00:00")
    assert hanging_table(gate({"lines": [ended], "flows": [flow()]}, {})).num_rows == 0


@pytest.mark.parametrize("by", ["supplier", "item", "destination"])
def test_a_batch_is_refused_together(by):
    rows = {"lines": [line(asked=100), line(2, asked=100)], "flows": [flow(stock=0), flow(2, stock=0)]}
    medians = {"CA-1": 5, "CA-2": 5}
    [batch] = hanging_table(gate(rows, medians), by=by).to_pylist()
    assert (batch["cases"], batch["lines"], batch["refused_low"]) == (2, 2, 20)
    assert batch["more_days"] is None
    assert [one["refused_low"] for one in hanging_table(gate(rows, medians)).to_pylist()] == [10, 10]


@pytest.mark.parametrize("by", ["case", "supplier", "item", "destination"])
def test_the_cases_of_one_regime_hang_on_their_own_and_what_another_regime_stops_is_stopped(by):
    # The other item's stock, declared a day earlier in New York, ends on day 50, and what renews it comes on day 80.
    other = {"entry": "1C904.a.4", "regime": "us-ear"}
    rows = {"lines": [line(), line(2, **other)], "flows": [flow(), flow(2, stock=510, **other)]}
    found = hanging_by_regime(gate(rows, {"CA-1": 5, "CA-2": 80}), by=by)
    [here], [there] = found["cn-dual-use"].to_pylist(), found["us-ear"].to_pylist()
    assert (here["cases"], here["lines"], here["refused_low"], here["refused_high"]) == (1, 1, 30, 30)
    assert (there["cases"], there["refused_low"], there["refused_high"]) == (1, 10, 10)


def test_a_regime_without_an_open_case_has_an_empty_table():
    ended = line(2, regime="us-ear", case_state="decided", outcome="refused", decided_at="2025-10-01 01:00:00")
    found = hanging_by_regime(gate({"lines": [line(), ended], "flows": [flow()]}, {"CA-1": 5}))
    assert {regime: table.num_rows for regime, table in found.items()} == {"cn-dual-use": 1, "us-ear": 0}


def test_without_an_open_case_the_table_is_empty():
    assert hanging_table(gate({}, {})).num_rows == 0


@pytest.mark.parametrize(
    "asked",
    [{"by": "colour"}, {"horizon": 0}, {"horizon": 366}, {"late": 0}, {"late": 366}, {"late": 2**63 - 1}],
    ids=["by", "none", "far", "early", "later than is looked ahead", "never"],
)
def test_what_cannot_be_reckoned_is_refused_in_a_sentence(asked):
    with pytest.raises(Invalid):
        hanging_table(gate({}, {}), **asked)
