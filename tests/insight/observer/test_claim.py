"""How a row is read as a claim: the interval in which the truth then lies, or why it says nothing."""

from fractions import Fraction

import pytest

from lockgate.insight.observer.claim import Interval, Unreadable, claim_of

ROW = {
    "id": "c1",
    "date": "2025-09-18",
    "speaker": "EU Chamber",
    "speaker_kind": "association",
    "population": "members",
    "measure": "approved",
    "counts": "applications",
    "relation": "=",
    "value": "19",
    "high": "",
    "reading": "",
    "source": "Reuters",
}


def interval(**cells):
    return claim_of({**ROW, **cells}, 2).interval


def share(**cells):
    return interval(measure="share_approved", **cells)


@pytest.mark.parametrize(
    ("relation", "value", "low", "high"),
    [
        ("=", "19", 19, 19),
        ("=", "19.0", 19, 19),
        ("<", "5", None, 4),
        ("<=", "5", None, 5),
        (">", "5", 6, None),
        (">=", "5", 5, None),
        ("<", "4.5", None, 4),
        (">", "4.5", 5, None),
        ("about", "2000", 1600, 2400),
        ("about", "21", 17, 25),
        ("About", "21", 17, 25),
    ],
)
def test_a_count_is_read_in_whole_numbers(relation, value, low, high):
    assert interval(relation=relation, value=value)[:2] == (low, high)


def test_between_holds_both_its_ends():
    assert interval(relation="between", value="3", high="8")[:2] == (3, 8)
    assert share(relation="between", value="0.2", high="30 %") == Interval(Fraction("0.2"), Fraction("0.3"))


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("0.6", "0.55", "0.65"),
        ("0.60", "0.595", "0.605"),
        ("0.25", "0.245", "0.255"),
        ("0.135", "0.1345", "0.1355"),
        ("60 %", "0.595", "0.605"),
        ("25%", "0.245", "0.255"),
        ("12.5 %", "0.1245", "0.1255"),
        ("0", "0", "0.5"),
    ],
)
def test_an_equal_share_is_rounded_to_the_digits_given(value, low, high):
    assert share(value=value) == Interval(Fraction(low), Fraction(high), high_open=True)


def test_a_share_of_one_is_rounded_too_and_ends_with_all():
    assert share(value="1") == Interval(Fraction(1, 2), Fraction(1))
    assert share(value="100 %") == Interval(Fraction("0.995"), Fraction(1))


def test_the_ends_of_a_share_are_open_as_they_are_said():
    assert share(relation="<", value="0.25") == Interval(None, Fraction("0.25"), high_open=True)
    assert share(relation=">", value="0.5") == Interval(Fraction("0.5"), None, low_open=True)
    assert share(relation="<=", value="0.25") == Interval(None, Fraction("0.25"))


@pytest.mark.parametrize(
    ("reading", "low", "high"),
    [
        ("", 80, 120),
        ("±10 %", 90, 110),
        ("+-10%; since April", 90, 110),
        ("rounded by the speaker, +/- 10 per cent", 90, 110),
        ("±5", 95, 105),
        ("70..130", 70, 130),
        ("some 70 .. 130, as the ministry counts", 70, 130),
        ("70 to 130", 70, 130),
        ("between 70 and 130; a guess", 70, 130),
        ("within 10 %", 90, 110),
        ("Between 70 and 130.", 70, 130),
        ("10 % up and down", 90, 110),
        ("plus or minus 10", 90, 110),
        ("±10 %, 2025-04-04 (as printed)", 90, 110),
        ("±10 %; of 90 to 110 firms", 90, 110),
        ("±10 applications, as the ministry rounds", 90, 110),
        ("±10 % of the value", 90, 110),
        ("70..130 firms", 70, 130),
        ("10 % of them for magnets", 80, 120),
        ("since 2025-04-04, of 30 to 40 firms", 80, 120),
    ],
)
def test_about_is_a_fifth_unless_the_reading_says(reading, low, high):
    assert interval(relation="about", value="100", reading=reading) == Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    "reading",
    [
        "2025-04-04",
        "2025-04",
        "2025-04-04..2025-05-01",
        "from 18.9.2025 to 20.9.2025",
        "counted from 2024 to 2025",
        "in 2024, 2025, and until 2026",
        "since 2025...",
        "about 100",
        "of 1,200 members, in the spring",
        "90 and 110 firms of two chambers",
        "within 45 days of its day",
        "split between two ministries",
        "MOFCOM Announcement 18/2025, No. 61",
        "100 = 70 + 30",
        "9" * 5000 + " to 3 firms",
    ],
)
def test_numbers_and_dates_in_prose_are_no_range(reading):
    assert interval(relation="about", value="100", reading=reading) == Interval(Fraction(80), Fraction(120))


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("1500", "1,000..2,000"),
        ("1500", "1 000..2 000"),
        ("1500", "1'000..2'000"),
        ("1500", "1.000..2.000"),
        ("1500", "between 1,000 and 2,000"),
        ("1500", "between 1000 and 2000 applications"),
        ("1500", "1,000.5 to 2,000.5, or so"),
        ("1500", "±" + "9" * 5000),
        ("1500", "between one and two thousand"),
        ("1500", "from 1 000 to 2 000"),
        ("1500", "1000…2000"),
        ("1500", "1000...2000"),
        ("1500", "1000 – 2000, as counted"),
        ("5000", "±1,000"),
        ("5000", "±1.000"),
        ("1500", "±1 000"),
        ("1500", "±10,5 %"),
        ("100", "±10 to 15 %"),
        ("100", "±10 or 15"),
        ("100", "±10..15 %"),
        ("100", "±10/15 %"),
        ("100", "±1 thousand"),
        ("100", "±ten"),
        ("100", "±１０ %"),
        ("100", "±1e1"),
        ("100", "±10‰"),
        ("100", "±5 days"),
        ("100", "not ±10 %"),
        ("100", "+10 %/-5 %"),
        ("100", "-10 %"),
        ("100", "100+-5"),
        ("100", "10 %, rounded"),
        ("100", "about 10 %"),
        ("100", "a tenth either way"),
        ("100", "give or take ten"),
        ("100", "up to 120"),
        ("100", ">= 90"),
        ("100", "90.."),
        ("100", "90..110..120"),
        ("100", "-90..110"),
        ("100", "±10 percentage points"),
        ("100", "20..300 %"),
    ],
)
def test_what_looks_like_a_range_and_is_not_clear_is_not_read_and_told_how_to_write(value, reading):
    with pytest.raises(Unreadable, match=r"Its reading .*Write ±10 %, ±300 or 1000\.\.2000"):
        interval(relation="about", value=value, reading=reading)


@pytest.mark.parametrize(("value", "reading"), [("100", "counted 2024..2025"), ("100", "10-20"), ("100", "110 to 120")])
def test_a_range_about_a_value_holds_the_value(value, reading):
    with pytest.raises(Unreadable, match="leaves out its own value"):
        interval(relation="about", value=value, reading=reading)


@pytest.mark.parametrize("value", ["50 %", "0.5"])
@pytest.mark.parametrize(
    "reading", ["±5 percentage points", "±5 %-points", "±5 points", "±5pp", "within 5 percentage points"]
)
def test_points_are_of_the_whole_and_not_of_the_value(value, reading):
    assert share(relation="about", value=value, reading=reading) == Interval(Fraction("0.45"), Fraction("0.55"))


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        ("0.4..0.6", "leaves out its own value"),
        ("40 to 60 points", "may be its range"),
        ("50 %", "may be its value again"),
        ("±5,5 points", "not written clearly"),
    ],
)
def test_a_range_about_a_share_that_is_not_clear_is_not_read(reading, reason):
    with pytest.raises(Unreadable, match=f"{reason}.*Write .*±5 percentage points"):
        share(relation="about", value="50 %", reading=reading)


def test_only_about_takes_its_range_from_the_reading():
    assert interval(value="100", reading="±10 %")[:2] == (100, 100)


def test_about_a_share_may_have_a_range_in_per_cent():
    assert share(relation="about", value="0.25", reading="20..30 %") == Interval(Fraction("0.2"), Fraction("0.3"))


@pytest.mark.parametrize("reading", ["40..60", "±10", "40 to 60; a guess", "40..60 %"])
def test_about_a_share_in_per_cent_has_its_range_in_per_cent_too(reading):
    assert share(relation="about", value="50 %", reading=reading) == Interval(Fraction("0.4"), Fraction("0.6"))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": ""}, "no id"),
        ({"date": "18.9.2025"}, "no date"),
        ({"date": "2025-02-30"}, "no date"),
        ({"population": ""}, "no population"),
        ({"measure": "granted"}, "'granted' is no measure"),
        ({"counts": "licences"}, "applications or firms"),
        ({"counts": ""}, "applications or firms"),
        ({"relation": "~"}, "'~' is no relation"),
        ({"value": ""}, "gives no number"),
        ({"value": "hundreds"}, "'hundreds' is no number"),
        ({"value": "<5"}, "in its own column"),
        ({"value": "2,000"}, "plain digits"),
        ({"value": "2 000"}, "plain digits"),
        ({"value": "12,5"}, "plain digits"),
        ({"value": "1e3"}, "plain digits"),
        ({"value": "１２"}, "plain digits"),
        ({"value": "2.000"}, "write it without the point"),
        ({"relation": ">=", "value": "1.500"}, "write it without the point"),
        ({"value": "-3"}, r"^It is below 0 \(-3\)"),
        ({"value": "25 %"}, "a share, and the measure is a count"),
        ({"value": "12.5"}, "No whole number"),
        ({"value": "99999999999"}, "nobody has counted"),
        ({"measure": "share_approved", "value": "25"}, "no share of a whole"),
        ({"measure": "share_approved", "value": "0.1234567890123"}, "round it"),
        ({"relation": "between", "value": "3"}, "gives only one"),
        ({"relation": "between", "value": "8", "high": "3"}, "ends below its beginning"),
        ({"high": "30"}, "belongs to the relation between"),
        ({"relation": "about", "reading": "±10 %, or 15..25"}, "more than one range"),
        ({"measure": "share_approved", "relation": "about", "value": "0.5", "reading": "40..60"}, "than the whole"),
        ({"measure": "share_approved", "relation": "about", "value": "0.5", "reading": "±10"}, "than the whole"),
    ],
)
def test_what_cannot_be_read_says_why(cells, reason):
    with pytest.raises(Unreadable, match=reason):
        claim_of({**ROW, **cells}, 2)


def test_a_claim_is_told_with_its_speaker_and_its_day():
    assert claim_of(ROW, 2).words == "c1 (EU Chamber, 2025-09-18: approved of members in applications = 19)"
