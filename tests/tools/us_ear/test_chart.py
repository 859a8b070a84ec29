"""Where a requirement applies: what the cells of the chart column say."""

import pytest

from tools.us_ear.chart import is_united_nations, read_cell
from tools.us_ear.source import UnexpectedSource

GROUPS = (
    "destinations specified in Country Groups D:1, D:4, and D:5 of supplement no. 1 to part 740 of the EAR, "
    "excluding any destination also specified in Country Groups A:5 or A:6. See § 742.6(a)(6)(iii)(B) of the EAR."
)


def places(cell):
    return [(found.destinations, found.except_destinations) for found in read_cell("3A001", cell)]


@pytest.mark.parametrize(
    ("cell", "destinations"),
    [
        ("NS Column 2.", ("NS 2",)),
        ("RS Column 1, See § 742.6(a)(3) for license requirements.", ("RS 1",)),
        ("China, Russia or Venezuela (see § 742.6(a)(7)).", ("CN", "HK", "RU", "VE")),
        ("To or within Macau or a destination specified in Country Group D:5 of supplement no. 1.", ("MO", "D:5")),
        ("See § 746.8 for specific license requirements and license review policy.", ("RU", "BY")),
        (
            "A license is required for items controlled by this entry to North Korea for anti-terrorism reasons.",
            ("KP",),
        ),
        (
            "A license is required for items controlled by this entry to Iraq or Pakistan or transfer within.",
            ("IQ", "PK"),
        ),
    ],
)
def test_a_cell_names_destinations(cell, destinations):
    assert places(cell) == [(destinations, ())]


def test_worldwide_is_every_destination_and_all_but_canada_is_all_but_canada():
    assert places("Worldwide control. See § 742.4(a)(5) and (b)(10) of the EAR.") == [((), ())]
    assert places("A license is required for ALL destinations, except Canada, regardless of end use.") == [
        ((), ("CA",))
    ]


def test_the_emirates_are_named_beside_groups_that_would_exclude_them():
    assert places(f"To or within the United Arab Emirates or {GROUPS}") == [
        (("AE",), ()),
        (("D:1", "D:4", "D:5"), ("A:5", "A:6")),
    ]
    assert places(f"To or within {GROUPS}") == [(("D:1", "D:4", "D:5"), ("A:5", "A:6"))]


def test_a_rule_about_goods_already_abroad_is_a_duty_and_not_an_answer_about_an_export():
    (found,) = read_cell("3E001", "Worldwide (see § 742.6(a)(6)(ii)).")
    assert (found.kind, found.abroad) == ("extraterritorial", "yes")


@pytest.mark.parametrize(
    "cell", ["Refer to § 742.15 of the EAR.", "See § 742.6(a)(11) of the EAR.", "See § 742.14 of the EAR.", "(no cell)"]
)
def test_a_cell_that_only_refers_elsewhere_is_something_to_read(cell):
    (found,) = read_cell("5A002", cell)
    assert found.kind == "reading"
    assert found.condition


def test_the_citation_names_the_sections_of_the_cell():
    (found,) = read_cell("3A090", "To or within any destination worldwide, see § 742.6(a)(6)(iii)(A) of the EAR.")
    assert found.citation == "15 CFR 774 Supp. 1, 3A090; 742.6(a)(6)(iii)(A)"


def test_the_security_council_is_recognised_by_its_section_and_by_the_slip_of_one_entry():
    assert is_united_nations("See § 746.1(b) of the EAR for UN controls.")
    assert is_united_nations("See § 764.1(b) for UN controls")
    assert not is_united_nations("See § 746.8 for specific license requirements and license review policy.")


def test_a_cell_that_nobody_has_read_stops_the_derivation():
    with pytest.raises(UnexpectedSource, match="no reading is known of the cell"):
        read_cell("3A001", "A license is required on Tuesdays.")
