"""A declaration says of each fact that it is given, unknown, or not yet said; it never guesses."""

from dataclasses import replace

import pytest

from lockgate.applications.dependence import FACTS, Alternative, DependenceFacts, counted_dependence, percent
from lockgate.core.errors import Invalid
from tests.factories.applications import DEPENDENCE


def faults_of(**facts):
    with pytest.raises(Invalid) as raised:
        counted_dependence(replace(DEPENDENCE, **facts), "KGM")
    return set(raised.value.fields)


def test_a_declaration_is_counted_in_the_dimension_of_its_line():
    counted = counted_dependence(replace(DEPENDENCE, unit="TNE", stock="0.3"), "KGM")
    assert counted.stock and counted.stock.amount == 300_000_000_000
    assert counted.share_permille == 625
    assert counted.facts.unit == "TNE"
    assert counted_dependence(DEPENDENCE, "KGM").facts.unit == "KGM"


def test_a_declaration_that_says_nothing_has_no_zero_and_no_none():
    counted = counted_dependence(DependenceFacts(site="Nagoya"), "KGM")
    assert (counted.stock, counted.usage_a_day, counted.share_permille) == (None, None, None)
    assert counted.facts.alternatives is None
    assert counted.facts.open_facts() == list(FACTS)


def test_no_stock_and_no_alternatives_are_facts():
    counted = counted_dependence(DependenceFacts(site="Nagoya", stock="0", alternatives=()), "KGM")
    assert counted.stock and counted.stock.amount == 0
    assert counted.facts.open_facts() == ["usage_a_day", "share", "product"]


def test_a_fact_may_be_declared_unknown_but_not_given_as_well():
    assert counted_dependence(replace(DEPENDENCE, stock="", unknown=("stock",)), "KGM").facts.open_facts() == []
    assert faults_of(unknown=("stock",)) == {"unknown"}
    assert faults_of(unknown=("weather",)) == {"unknown"}


@pytest.mark.parametrize("share", ["100.1", "62.55", "-1", "NaN", "1e2"])
def test_a_share_outside_the_whole_or_finer_than_kept_is_refused(share):
    assert faults_of(share_percent=share) == {"share_percent"}


def test_every_wrong_field_is_told():
    assert faults_of(unit="LTR", stock="-1", usage_a_day="1e308", share_percent="x", product="a\x00") == {
        "unit",
        "stock",
        "usage_a_day",
        "share_percent",
        "product",
    }


@pytest.mark.parametrize("stock", ["9" * 19, "9" * 25])
def test_a_stock_larger_than_can_be_kept_is_refused(stock):
    assert faults_of(stock=stock) == {"stock"}


@pytest.mark.parametrize("one", [Alternative("", 3), Alternative("X", -1), Alternative("X", 10_001)])
def test_an_alternative_without_a_name_or_with_impossible_days_is_refused(one):
    assert {place.split(".")[0] for place in faults_of(alternatives=(one,))} == {"alternatives"}


def test_of_several_alternatives_the_faulty_one_is_told_by_its_place():
    several = (Alternative("Osaka Magnetics", 240), Alternative("", 3), Alternative("X", -1))
    assert faults_of(alternatives=several) == {"alternatives.2.supplier", "alternatives.3"}


@pytest.mark.parametrize("share", ["0", "0.1", "62.5", "60", "100"])
def test_a_share_reads_back_as_it_was_written(share):
    counted = counted_dependence(replace(DEPENDENCE, share_percent=share), "KGM")
    assert percent(counted.share_permille) == share
