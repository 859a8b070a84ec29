"""Figures count and add as a person would by hand, on every engine alike."""

import math
from datetime import date

import pytest

from lockgate.core.errors import Invalid
from lockgate.insight.facts.engine import ENGINES, facts_on
from lockgate.insight.facts.export import write_export
from lockgate.insight.facts.figures import FIGURES, reckoned
from tests.insight.facts.told import told

DATA_DATE = date(2025, 10, 1)
FACTS = told(
    applications=[
        {},
        {"application": "AP-2", "withdrawn_at": "2025-04-20 01:00:00", "case_state": "withdrawn", "line_count": 3},
        {"application": "AP-3", "case": None, "case_state": None},
        {"application": "AP-4", "regime": "us-ear", "submitted_at": "2025-09-25 12:00:00", "case_state": "submitted"},
    ],
    lines=[
        {},
        {"line": 2, "outcome": "granted", "granted": 250, "decided_at": "2025-05-10 01:00:00", "assessment": "civil"},
        {"line": 3, "outcome": "refused", "decided_at": "2025-05-10 01:00:00", "assessment": "undetermined"},
    ],
    decisions=[{}, {"case": "CA-2", "decided_at": "2025-04-20 01:00:00"}],
    licences=[
        {"allowed": 9 * 10**18, "drawn": 0},
        {"licence": "LI-2", "allowed": 9 * 10**18, "drawn": 3},
        {"licence": "LI-3", "regime": "", "entry": "", "goods_code": "8505", "origin": "held"},
    ],
    flows=[
        {},
        {"application": "AP-2", "submitted_at": "2025-06-01 01:00:00", "usage_a_day": 20, "share_permille": 500},
        {"application": "AP-3", "site": "Second plant", "usage_a_day": None},
        {"application": "AP-4", "supplier": "Longhe", "usage_a_day": None},
    ],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("figures") / "facts"
    write_export(FACTS, target)
    return target


@pytest.fixture(scope="module")
def figures(folder):
    with facts_on("duckdb", folder) as tables:
        return {name: reckoned(name, tables, DATA_DATE).to_pylist() for name in FIGURES}


def test_applications_are_counted_by_month(figures):
    assert figures["applications_by_month"][0] == {
        "regime": "cn-dual-use",
        "month": "2025-04",
        "applications": 3,
        "lines": 5,
        "withdrawn": 1,
        "without_case": 1,
    }


def test_a_line_that_waits_is_pending_and_not_left_out(figures):
    told = [(row["outcome"], row["lines"], row["assessed_civil"]) for row in figures["lines_by_outcome"]]
    assert told == [("granted", 1, 1), ("pending", 1, 0), ("refused", 1, 0)]


def test_the_median_lies_between_the_two_days(figures):
    [row] = figures["median_days_of_decided"]
    assert (row["decided"], row["median_days"], row["longest_days"]) == (2, 20.0, 30)


def test_sums_of_amounts_are_exact_beyond_64_bits(figures):
    without_entry, magnets = figures["granted_and_drawn"]
    assert (without_entry["entry"], without_entry["allowed"]) == (None, 1000)
    assert (magnets["allowed"], magnets["drawn"]) == (18 * 10**18, 3)


def test_of_a_site_the_newest_declaration_counts_and_what_is_unknown_is_told(figures):
    told = [
        (row["supplier"], row["sites"], row["unknown"], row["quantity_a_day"]) for row in figures["flows_by_supplier"]
    ]
    assert told == [("Longhe", 1, 1, None), ("Weishan", 2, 1, 10.0)]


def test_the_queue_has_the_open_cases_by_whole_weeks(figures):
    told = [(row["case_state"], row["weeks"], row["cases"]) for row in figures["queue_by_age"]]
    assert told == [("in_review", 24, 1), ("submitted", 0, 1)]


def test_of_what_was_refused_nothing_was_granted(figures):
    [row] = figures["granted_share_of_decided"]
    assert (row["ended"], row["granted"], row["share_of_amount"]) == (2, 1, 0.125)


def test_without_facts_every_figure_is_empty(tmp_path):
    write_export(told(), tmp_path / "facts")
    with facts_on("duckdb", tmp_path / "facts") as tables:
        assert {reckoned(name, tables, DATA_DATE).num_rows for name in FIGURES} == {0}


def test_without_spark_the_line_that_adds_it_is_told(folder, monkeypatch):
    monkeypatch.setattr("lockgate.insight.facts.engine.find_spec", lambda name: None)
    with pytest.raises(Invalid, match=r"pip install 'lockgate\[spark\]'"), facts_on("spark", folder):
        pass


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")  # Spark's own
def test_spark_and_duckdb_give_equal_answers(folder, count):
    found = []
    for engine in ENGINES:
        with facts_on(engine, folder) as tables:
            found.append({name: reckoned(name, tables, DATA_DATE) for name in FIGURES})
    on_duckdb, on_spark = found
    for name in FIGURES:
        assert on_spark[name].schema.names == on_duckdb[name].schema.names
        assert on_spark[name].num_rows == on_duckdb[name].num_rows
        for one, other in zip(on_spark[name].to_pylist(), on_duckdb[name].to_pylist(), strict=True):
            assert all(_equal(one[column], other[column]) for column in one), name
    count(f"figures equal on Spark and DuckDB: {len(FIGURES)}")


def _equal(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12)
    return one == other
