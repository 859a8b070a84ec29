"""What the table of run-outs says of each item at a site, and why where it says nothing."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from lockgate.core.errors import Invalid
from lockgate.insight.pace.table import pace_table
from lockgate.insight.run_out.table import run_out_table

TODAY = date(2025, 6, 2)


def on(days):
    return TODAY + timedelta(days=days)


def stock_of(*rows):
    names = ("site", "item", "stock", "unit", "usage_per_day")
    return pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)})


def pending_of(*rows, **groups):
    names = ("id", "site", "item", "quantity", "unit", "submitted_on", "transit_days")
    told = {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)}
    return pa.table({**told, **groups})


def granted_of(*rows):
    names = ("site", "item", "quantity", "unit", "arrives_on")
    return pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)})


def pace_of(*curve, **groups):
    """A pace table of (outcome, day, incidence)."""
    return pa.table(
        {
            **groups,
            "measure": ["incidence"] * len(curve),
            "outcome": [word for word, _, _ in curve],
            "day": [day for _, day, _ in curve],
            "n": [100] * len(curve),
            "at_risk": [50] * len(curve),
            "incidence": pa.array([share for _, _, share in curve], pa.float64()),
        }
    )


HALF_ON_DAY_TEN = pace_of(("granted", 10, 0.5), ("any", 10, 0.5), ("granted", 400, 0.5), ("any", 400, 0.5))
TEN = ("S", "m", "10", "KGM", "1")
CASE = ("c", "S", "m", "5", "KGM", "2025-06-02", "0")


def told(*, stock=(TEN,), pending=(), pace=HALF_ON_DAY_TEN, granted=None, **options):
    return run_out_table(
        stock_of(*stock),
        pending_of(*pending),
        pace,
        None if granted is None else granted_of(*granted),
        as_of=TODAY,
        **options,
    )


def row(**options):
    return told(**options).table.to_pylist()[0]


def reasons(**options):
    return [(one.line, one.id, one.reason) for one in told(**options).set_aside]


def test_a_stock_of_ten_used_by_one_a_day_with_nothing_coming_stops_on_the_tenth_day():
    assert row() == {
        "site": "S",
        "item": "m",
        "cover_days": 10,
        "stop_p05": on(10),
        "stop_p50": on(10),
        "stop_p95": on(10),
        "chance_stop_by": 1.0,
        "chance_no_stop": 0.0,
        "help_first": None,
        "part_quantity": "171",
        "part_by": on(10),
        "method": "exact",
        "note": "",
    }


def test_a_case_is_granted_by_its_pace_given_the_days_that_it_has_waited_and_then_travels():
    pace = pace_of(("granted", 5, 0.2), ("any", 5, 0.4), ("granted", 12, 0.5), ("any", 12, 0.7))
    case = ("c", "S", "m", "500", "KGM", "2025-05-28", "3")  # waited 5 days; a grant comes 7 days on, the goods 10
    found = row(pending=[case], pace=pace)
    assert found["chance_stop_by"] == pytest.approx(0.5)
    assert (found["cover_days"], found["stop_p05"], found["stop_p50"], found["stop_p95"]) == (10, on(10), on(10), None)
    assert "does not reach 95 % within 180 days" in found["note"]
    a_day_longer = row(pending=[(*case[:6], "4")], pace=pace)
    assert a_day_longer["chance_stop_by"] == 1.0


def test_the_chance_of_a_stop_is_up_to_the_day_that_is_asked_for_that_day_included():
    case = (*CASE[:3], "20", *CASE[4:])
    assert row(pending=[case], by_date=on(9))["chance_stop_by"] == 0.0
    assert row(pending=[case], by_date=on(10))["chance_stop_by"] == 0.5
    assert row(pending=[case], by_date=on(29))["chance_stop_by"] == 0.5
    assert row(pending=[case], by_date=on(30))["chance_stop_by"] == 1.0
    assert row(pending=[case], by_date=on(30), horizon=20)["chance_no_stop"] == 0.5
    assert row(pending=[case], horizon=29)["chance_no_stop"] == 0.5


def test_what_is_granted_comes_on_its_day_and_not_a_day_earlier():
    assert row(granted=[("S", "m", "7000", "GRM", str(on(10)))])["cover_days"] == 17
    assert row(granted=[("S", "m", "7000", "GRM", str(on(11)))])["cover_days"] == 10


def test_no_stock_stops_the_site_today_unless_something_comes_this_morning():
    empty = ("S", "m", "0", "KGM", "1")
    assert row(stock=[empty])["stop_p05"] == TODAY
    assert row(stock=[empty], granted=[("S", "m", "2", "KGM", str(TODAY))])["stop_p05"] == on(2)


def test_what_uses_nothing_never_stops_even_where_its_stock_is_unknown():
    for had in ("0", ""):
        found = row(stock=[("S", "m", had, "KGM", "0")])
        assert (found["cover_days"], found["chance_stop_by"], found["chance_no_stop"]) == (None, 0.0, 1.0)
        assert found["note"] == "It uses nothing, so it never stops."


@pytest.mark.parametrize(
    ("had", "used", "note"),
    [
        ("", "1", "The stock is unknown."),
        ("1", "", "The usage is unknown."),
        ("", "", "The stock and the usage are unknown."),
    ],
)
def test_what_is_unknown_leaves_every_figure_empty_and_is_said(had, used, note):
    found = row(stock=[("S", "m", had, "KGM", used)], pending=[CASE])
    assert found.pop("note") == note
    assert found == {**dict.fromkeys(found), "site": "S", "item": "m"}


def test_half_a_piece_a_day_is_not_a_whole_one():
    assert row(stock=[("S", "m", "10", "H87", "0.5")])["cover_days"] == 20


def test_units_are_converted_without_a_rounding():
    grains = row(stock=[("S", "m", "10", "GRN", "1")], granted=[("S", "m", "0.06479891", "GRM", str(on(10)))])
    assert grains["cover_days"] == 11
    assert row(stock=[("S", "m", "1", "LBR", "0.00000001")])["cover_days"] == 10**8


def test_a_unit_of_nobody_else_is_converted_into_itself_alone():
    own = ("S", "m", "10", "drum", "1")
    assert row(stock=[own], granted=[("S", "m", "3", "drum", str(on(2)))])["cover_days"] == 13
    aside = reasons(stock=[own], granted=[("S", "m", "3", "KGM", str(on(2)))])
    assert aside == [(2, "S / m", "GRANTED: The unit cannot be converted into that of the site's stock.")]


def test_the_case_whose_grant_today_lowers_the_chance_most_is_named():
    late, soon = ("a", *CASE[1:6], "30"), ("b", *CASE[1:6], "2")
    found = row(pending=[late, soon], by_date=on(14))
    assert (found["chance_stop_by"], found["help_first"]) == (1.0, "b")


def test_of_cases_that_help_as_much_the_first_by_its_id_is_named_and_the_others_counted():
    found = row(pending=[("b", *CASE[1:]), ("a", *CASE[1:]), ("c", *CASE[1:])], by_date=on(14))
    assert found["help_first"] == "a"
    assert found["note"].endswith("2 other cases would help as much.")


def test_where_no_grant_helps_none_is_named():
    found = row(pending=[(*CASE[:6], "30")])
    assert found["help_first"] is None
    assert "No pending case granted today makes a stop less likely." in found["note"]


def test_a_part_shipment_is_told_in_the_unit_of_the_stock_and_comes_by_the_first_day_at_risk():
    found = row(stock=[("S", "m", "10", "KGM", "0.75")], by_date=on(19))
    assert (found["cover_days"], found["part_quantity"], found["part_by"]) == (13, "5", on(13))


def test_where_a_stop_is_unlikely_no_part_shipment_is_needed():
    found = row(by_date=on(9))
    assert (found["part_quantity"], found["part_by"]) == ("0", None)
    assert "less likely than 5 % without a part-shipment" in found["note"]


def test_a_chance_of_exactly_five_per_cent_is_not_under_it():
    pace = pace_of(("granted", 5, 0.95), ("any", 5, 1.0))
    found = row(pending=[(*CASE[:3], "500", *CASE[4:])], pace=pace)
    assert found["chance_stop_by"] == pytest.approx(0.05)
    assert (found["part_quantity"], found["part_by"]) == ("171", on(10))


def test_a_case_whose_group_has_no_pace_leaves_the_chances_of_its_site_empty():
    stock = [TEN, ("T", "m", "900", "KGM", "1"), ("U", "m", "10", "KGM", "1")]
    cases = pending_of(
        ("c", "S", *CASE[2:]), ("d", "T", *CASE[2:]), ("e", "U", *CASE[2:]), destination=["US", "US", "DE"]
    )
    pace = pace_of(("granted", 5, 0.95), ("any", 5, 1.0), destination=["DE", "DE"])
    rows = run_out_table(stock_of(*stock), cases, pace, as_of=TODAY).table.to_pylist()
    assert rows[0]["note"] == "PACE tells of no grants for the group of c. So no chance can be told."
    assert (rows[0]["cover_days"], rows[0]["chance_stop_by"], rows[0]["method"]) == (10, None, None)
    assert rows[1]["chance_stop_by"] == 0.0  # it does not stop whatever becomes of the case
    assert rows[2]["chance_stop_by"] == 1.0


def test_a_case_that_waits_although_all_were_decided_by_its_pace_has_no_chance():
    pace = pace_of(("granted", 5, 0.95), ("any", 5, 1.0))
    found = row(pending=[(*CASE[:5], "2025-05-20", "0")], pace=pace)
    assert found["chance_stop_by"] is None
    assert found["note"].startswith("By PACE all were decided before they had waited as long as c.")


def test_of_a_group_in_which_nothing_ended_no_chance_is_told():
    lines = pa.table(
        {
            "submitted_on": ["2025-05-21", "2025-05-26", "2025-05-01", "2025-05-01"],
            "decided_on": ["", "", "2025-05-11", "2025-05-21"],
            "outcome": ["", "", "granted", "granted"],
            "destination": ["DE", "DE", "US", "US"],
        }
    )
    pace = pace_table(lines, by=["destination"], until=TODAY).pace
    cases = pending_of((*CASE[:5], "2025-05-30", "0"), destination=["DE"])
    found = run_out_table(stock_of(TEN), cases, pace, as_of=TODAY).table.to_pylist()[0]
    assert found.pop("note") == "PACE tells of no grants for the group of c. So no chance can be told."
    assert found == {**dict.fromkeys(found), "site": "S", "item": "m", "cover_days": 10}


@pytest.mark.parametrize("submitted", ["2025-04-02", "2025-05-23"])
def test_of_a_case_that_waited_as_long_as_any_line_was_followed_no_chance_is_told(submitted):
    pace = pace_of(("granted", 5, 0.5), ("any", 5, 0.5), ("granted", 10, 0.5), ("any", 10, 0.5))
    longer = (*CASE[:5], submitted, "0")
    found = row(pending=[longer, ("d", *CASE[1:])], pace=pace)
    assert found.pop("note") == "PACE follows no line for longer than c waited. So no chance can be told."
    assert found == {**dict.fromkeys(found), "site": "S", "item": "m", "cover_days": 10}
    safe = row(stock=[("S", "m", "900", "KGM", "1")], pending=[longer], pace=pace)
    assert (safe["chance_stop_by"], safe["chance_no_stop"]) == (0.0, 1.0)
    within = row(pending=[(*CASE[:5], "2025-05-24", "0")], pace=pace)
    assert within["chance_stop_by"] == 1.0
    assert "a stop may be less likely than told" in within["note"]


def test_a_site_that_stops_before_any_case_can_come_is_told_so_and_not_what_would_help():
    pace = pace_of(("granted", 5, 0.5), ("any", 5, 0.5), ("granted", 10, 0.5), ("any", 10, 0.5))
    longer = (*CASE[:5], "2025-04-02", "10")
    found = row(pending=[longer], pace=pace)
    assert (found["chance_stop_by"], found["chance_no_stop"], found["stop_p05"]) == (1.0, 0.0, on(10))
    assert (found["help_first"], found["part_quantity"], found["part_by"]) == (None, None, None)
    assert found["note"] == (
        "PACE follows no line for longer than c waited. "
        "It stops before any case can come; what would help it can't be told."
    )
    assert row(pending=[(*longer[:6], "9")], pace=pace)["chance_stop_by"] is None
    assert row(pending=[longer], pace=pace, by_date=on(9))["part_quantity"] == "0"


def test_what_the_pace_does_not_follow_counts_as_not_coming_and_that_is_said():
    pace = pace_of(("granted", 5, 0.5), ("any", 5, 0.6))
    found = row(pending=[(*CASE[:3], "500", *CASE[4:])], pace=pace)
    assert found["chance_stop_by"] == 0.5
    assert "PACE ends before the horizon" in found["note"]
    certain = row(pending=[CASE], pace=pace_of(("granted", 5, 0.5), ("any", 5, 1.0)))
    assert "PACE ends" not in certain["note"]


def test_eleven_alike_cases_are_counted_and_eleven_of_all_kinds_drawn():
    alike = [(f"c{place:02}", *CASE[1:]) for place in range(11)]
    unlike = [(f"c{place:02}", "S", "m", str(5 + place), *CASE[4:]) for place in range(11)]
    counted, drawn = row(pending=alike, by_date=on(30)), row(pending=unlike, by_date=on(30))
    assert (counted["method"], drawn["method"]) == ("convolution", "simulation")
    assert counted["chance_stop_by"] == pytest.approx(sum((1, 11, 55, 165, 330)) / 2**11)  # five of them are needed
    assert "a standard error of at most 0.0035" in drawn["note"]
    assert counted["help_first"] == drawn["help_first"] or drawn["help_first"] == "c10"


def test_each_row_that_cannot_be_used_is_set_aside_with_its_file_and_reason():
    stock = [TEN, TEN, ("", "m", "1", "KGM", "1"), ("N", "m", "-1", "KGM", "1"), ("W", "m", "1e9", "KGM", "1")]
    pending = [
        ("ghost", "nowhere", *CASE[2:]),
        ("minus", "S", "m", "-5", *CASE[4:]),
        ("none", "S", "m", "0", *CASE[4:]),
        ("litres", "S", "m", "5", "LTR", *CASE[5:]),
        ("later", *CASE[1:5], "2025-06-03", "0"),
        ("june", *CASE[1:5], "2025-06-31", "0"),
        ("slow", *CASE[1:6], "99999999"),
        ("back", *CASE[1:6], "-3"),
        CASE,
        CASE,
    ]
    granted = [("S", "m", "5", "KGM", "2025-06-01"), ("S", "m", "", "KGM", "2025-06-05")]
    told_aside = reasons(stock=stock, pending=pending, granted=granted)
    assert told_aside == [
        (3, "S / m", "STOCK: The item stands at this site in an earlier row."),
        (4, " / m", "STOCK: The site is missing."),
        (5, "N / m", "STOCK: The stock is below zero."),
        (6, "W / m", "STOCK: The stock is no amount in plain digits of at most 18."),
        (2, "ghost", "PENDING: STOCK has no such item at such a site, or its row was set aside."),
        (3, "minus", "PENDING: The quantity is below zero."),
        (4, "none", "PENDING: The quantity is zero: nothing would come."),
        (5, "litres", "PENDING: The unit cannot be converted into that of the site's stock."),
        (6, "later", "PENDING: It was submitted after 2025-06-02."),
        (7, "june", "PENDING: The submitted_on is no date such as 2025-04-30."),
        (8, "slow", "PENDING: The transit_days are no whole number up to 36525."),
        (9, "back", "PENDING: The transit_days are no whole number up to 36525."),
        (11, "c", "PENDING: The case stands with this site and item in an earlier row."),
        (2, "S / m", "GRANTED: It arrived before 2025-06-02: what had come by then is taken to be in the stock."),
        (3, "S / m", "GRANTED: The quantity is missing."),
    ]
    found = row(stock=stock, pending=pending, granted=granted)
    assert found["note"].endswith("What 10 rows would bring is not counted: set aside.")


def test_amounts_that_have_no_step_in_which_they_fit_are_told_of_instead_of_compared():
    found = row(stock=[("S", "m", "900000000000000000", "KGM", "0.000000000000000001")])
    assert found["note"] == "Its amounts are too large, or have too many digits, to be compared exactly."
    assert found["cover_days"] is None


def test_an_empty_stock_gives_an_empty_table_with_its_columns():
    found = told(stock=())
    assert found.table.num_rows == 0
    assert found.table.column_names[-2:] == ["method", "note"]
    assert found.set_aside == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"horizon": -1}, "A horizon of -1 days"),
        ({"horizon": 4000}, "A horizon of 4000 days"),
        ({"by_date": date(2025, 6, 1)}, "2025-06-01 is before 2025-06-02"),
        ({"by_date": date(2045, 6, 1)}, "more than 3660 days after it"),
    ],
)
def test_a_day_that_cannot_be_looked_at_is_refused(options, said):
    with pytest.raises(Invalid, match=said):
        told(**options)


def test_numbers_and_days_of_a_table_are_read_like_those_of_a_file():
    stock = pa.table({"site": ["S"], "item": ["m"], "stock": [10.0], "unit": ["KGM"], "usage_per_day": [1]})
    pending = pending_of(CASE).set_column(5, "submitted_on", pa.array([TODAY], pa.date32()))
    found = run_out_table(stock, pending, HALF_ON_DAY_TEN, as_of=TODAY).table
    assert found == told(pending=[CASE]).table


def test_a_missing_column_is_named():
    with pytest.raises(Invalid, match="PENDING has no column destination"):
        told(pending=[CASE], pace=pace_of(("granted", 5, 0.5), ("any", 5, 0.6), destination=["DE", "DE"]))
