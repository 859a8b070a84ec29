"""Good rows become facts as their table declares them; a bad one is set aside, by its name and with every reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.insight.facts.fact_table import SCHEMA_VERSION, VERSION_KEY
from lockgate.insight.facts.reading import TABLES
from tests.insight.facts.told import ZONES, built, raw, table

BAD = [
    ("applications", {"regime": "atlantis"}, "its regime is none that Lockgate holds"),
    ("applications", {"regime": ""}, "it names no regime"),
    ("applications", {"withdrawn_at": "2025-04-09 01:00:00"}, "it was withdrawn before it was submitted"),
    ("applications", {"end_uses": '"civil"'}, "its end uses are no list of words"),
    ("applications", {"submitted_at": "yesterday"}, "its submitted_at is no moment"),
    ("applications", {"line_count": 0}, "the number of its lines is less than 1"),
    ("applications", {"exporter": ""}, "its exporter is missing"),
    ("lines", {"decided_at": "2025-04-09 01:00:00", "outcome": "refused"}, "it was decided before it was submitted"),
    ("lines", {"asked": -5}, "the amount asked is less than 1"),
    ("lines", {"outcome": "lost"}, "its outcome is none of: granted,"),
    ("lines", {"outcome": "refused"}, "it has an outcome without a day, or a day without"),
    ("lines", {"granted": 5}, "its outcome and the amount granted contradict each other"),
    ("lines", {"submitted_at": None}, "it is of a case, and was never submitted"),
    ("decisions", {"decided_at": "2025-04-01 01:00:00"}, "it was decided before it was submitted"),
    ("decisions", {"line_count": 2}, "a line of it has no outcome"),
    ("licences", {"allowed": None, "drawn": None, "reserved": None}, "its ledger has no entry"),
    ("licences", {"drawn": 1001}, "more was drawn and reserved than is allowed"),
    ("licences", {"valid_to": "2025-05-09"}, "it ends before it begins"),
    ("licences", {"standing": "lent"}, "its standing is none of: in_force,"),
    ("draw_downs", {"amount": -1}, "its amount is less than 0"),
    ("flows", {"stock": -1}, "its stock is less than 0"),
    ("flows", {"usage_a_day": -1}, "its usage is less than 0"),
    ("flows", {"share_permille": 1001}, "its share is more than 1000 permille"),
    ("flows", {"alternatives": "[{"}, "its alternatives are no list of suppliers with days"),
    ("flows", {"alternatives": '[{"supplier": "Osaka", "qualify_days": -3}]'}, "its alternatives are no list"),
]


@pytest.mark.parametrize("name", [one.name for one in TABLES])
def test_a_good_row_is_a_fact_as_the_table_declares_it(name):
    facts, set_aside = table(name).build(raw(name, {}), ZONES)
    assert (facts.num_rows, set_aside.num_rows) == (1, 0)
    assert facts.schema.equals(table(name).schema)
    assert facts.schema.metadata[VERSION_KEY] == str(SCHEMA_VERSION).encode()


@pytest.mark.parametrize("name", [one.name for one in TABLES])
def test_no_rows_are_no_facts_with_all_columns(name):
    facts, set_aside = table(name).build(raw(name), ZONES)
    assert (facts.num_rows, set_aside.num_rows) == (0, 0)
    assert facts.schema.equals(table(name).schema)


@pytest.mark.parametrize(("name", "wrong", "reason"), BAD)
def test_a_bad_row_is_set_aside_with_its_reason_and_the_good_one_stays(name, wrong, reason):
    facts, set_aside = built(name, {}, wrong)
    assert len(facts) == 1
    [(named, why)] = set_aside
    assert reason in why
    assert named.startswith(("AP-1", "LI-1", "CA-1"))


def test_a_row_with_two_faults_tells_both():
    _, [(_, why)] = built("flows", {"stock": -1, "regime": "atlantis"})
    assert "its stock" in why and "its regime" in why


@given(st.lists(st.sampled_from([{}, *(wrong for name, wrong, _ in BAD if name == "flows")])))
def test_every_row_is_either_a_fact_or_set_aside(rows):
    facts, set_aside = built("flows", *rows)
    assert len(facts) + len(set_aside) == len(rows)
    assert len(facts) == rows.count({})


def test_a_day_is_that_of_the_regime():
    late = {"submitted_at": "2025-04-09 16:30:00"}
    [chinese], _ = built("applications", late)
    [american], _ = built("applications", {**late, "regime": "us-ear"})
    assert (chinese["submitted_on"], american["submitted_on"]) == (date(2025, 4, 10), date(2025, 4, 9))


def test_what_is_unknown_stays_null_and_none_is_not_unknown():
    unknown = {"stock": None, "usage_a_day": None, "alternatives": None, "product": "", "end_user": None}
    [flow, known], _ = built("flows", unknown, {"declaration": 2, "alternatives": "[]", "stock": 0})
    assert {flow[name] for name in ("stock", "usage_a_day", "quantity_a_day", "product", "end_user")} == {None}
    assert flow["alternatives"] is None
    assert (known["alternatives"], known["stock"]) == ([], 0)


def test_a_licence_of_a_regime_that_is_not_encoded_is_a_fact_without_one():
    [licence], set_aside = built("licences", {"regime": "", "application": None, "case": None, "origin": "held"})
    assert (licence["regime"], licence["application"], set_aside) == (None, None, [])


def test_what_was_taken_back_is_below_zero():
    facts, _ = built("draw_downs", {}, {"kind": "reverse", "sequence": 3, "amount": 150})
    assert [one["amount"] for one in facts] == [400, -150]


def test_a_usage_that_no_site_can_have_is_a_fact_and_keeps_no_other_from_being_one():
    facts, set_aside = built("flows", {"usage_a_day": 2**63 - 1}, {"usage_a_day": 4, "share_permille": 250})
    assert not set_aside
    assert [fact["usage_a_day"] for fact in facts] == [2**63 - 1, 4]
    assert [fact["quantity_a_day"] for fact in facts] == [pytest.approx(2.0**63), 1]
