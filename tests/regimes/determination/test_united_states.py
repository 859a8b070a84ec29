"""What the Commerce Control List, its Chart and the footnotes gave on 2026-07-23."""

from datetime import date

import pytest

from lockgate.regimes.determination import Determination, InvalidQuestion, Outcome, ask, day_of, determine
from lockgate.regimes.shelf import law_of

LAW = law_of("us-ear")
DAY = date(2026, 7, 23)
FREE, READ, LICENCE = Outcome.NOT_REQUIRED, Outcome.NEEDS_READING, Outcome.LICENCE_REQUIRED


def asked(entry: str, destination: str, **words: object) -> Determination:
    return determine(ask(LAW, entry=entry, destination=destination, **words), DAY, LAW)  # type: ignore[arg-type]


def citations(determination: Determination) -> str:
    return " ".join(held.measure.citation for held in determination.requirements)


@pytest.mark.parametrize(
    ("entry", "destination", "outcome"),
    [
        ("3A001.a.2", "DE", FREE),
        ("3A001.a.2", "CN", LICENCE),
        ("3A001.a.2", "HK", LICENCE),  # no row of its own: China's
        ("3A001.a.2", "LI", FREE),  # footnote 5: Switzerland's
        ("3A001", "DE", READ),  # the paragraphs differ
        ("3A001", "CN", LICENCE),  # NS column 2 reaches the whole entry
        ("3A001.b.2", "DE", READ),  # amplifiers, but those for civil telecommunications
        ("3A001.z.1.a", "GB", LICENCE),  # to any destination worldwide
        ("0A501.a", "AU", LICENCE),  # footnote 10 alone
        ("0A501.y", "AU", FREE),
        ("0A501.a", "NZ", LICENCE),  # the Chart itself
        ("6A003.b.4.b", "IN", LICENCE),  # footnote 7
        ("EAR99", "DE", FREE),
        ("EAR99", "CN", FREE),
        ("EAR99", "CU", LICENCE),
        ("6A992", "DE", READ),  # names RS, but no row carries it
        ("0A002", "DE", READ),  # subject to the ITAR
        ("0A983", "CA", LICENCE),  # all destinations
        ("1A613", "CN", LICENCE),  # .y by one rule, the rest by another
        ("1A613.y", "CN", LICENCE),
        ("3A991", "IQ", READ),  # 746.3: certain items
        ("4A994", "RU", LICENCE),  # footnote 6: every entry
        ("4A994", "BY", LICENCE),
        ("EAR99", "RU", READ),
        ("3A001.a.2", "GL", READ),  # no row
        ("EAR99", "GL", READ),
        ("3b001.A.4", "mo", LICENCE),
    ],
)
def test_the_chart_with_its_footnotes_gives(entry: str, destination: str, outcome: Outcome) -> None:
    assert asked(entry, destination).outcome is outcome


def test_0a501_to_australia_stands_on_footnote_10_alone() -> None:
    held = asked("0A501.a", "AU").requirements
    assert [one.measure.citation for one in held] == ["15 CFR 738 Supp. 1, footnote 10"]


def test_nothing_is_free_to_an_embargoed_destination() -> None:
    for entry in LAW.control_list.periods:
        for destination in ("CU", "IR", "KP", "SY"):
            assert asked(entry, destination).outcome is not FREE


def test_every_entry_to_russia_and_belarus_needs_a_licence() -> None:
    for entry in set(LAW.control_list.periods) - {"EAR99"}:
        for destination in ("RU", "BY"):
            answer = asked(entry, destination)
            assert answer.outcome is LICENCE
            assert "746.8" in citations(answer)


@pytest.mark.parametrize("entry", ["EAR99", "3A001.a.2", "0A501.a", "4A994", "6A992"])
def test_the_region_is_an_open_question_on_every_answer_for_ukraine(entry: str) -> None:
    assert any("746.6" in held.citation for held in asked(entry, "UA").open_questions)
    assert any("footnote 8" in held.citation for held in asked(entry, "PK").open_questions)


def test_crimea_needs_a_licence_and_the_rest_of_ukraine_does_not_for_that() -> None:
    region = next(held for held in asked("EAR99", "UA").open_questions if "746.6" in held.citation)
    assert region.measure is not None
    assert asked("EAR99", "UA", answers={region.measure.id: True}).outcome is LICENCE
    assert asked("EAR99", "UA", answers={region.measure.id: False}).outcome is FREE


@pytest.mark.parametrize("destination", ["DE", "AL", "ZA", "SE", "IN"])
def test_footnotes_about_a_few_entries_do_not_cloud_the_rest(destination: str) -> None:
    assert asked("3A991", destination).outcome is FREE
    assert not [held for held in asked("3A991", destination).open_questions if "footnote" in held.citation]


@pytest.mark.parametrize(
    ("entry", "destination", "facts", "outcome"),
    [
        ("EAR99", "CN", {"end_use": "nuclear"}, LICENCE),
        ("EAR99", "FR", {"end_use": "nuclear"}, READ),  # may be a member of the Supplement that is not held
        ("EAR99", "FR", {"end_use": "missile"}, LICENCE),
        ("EAR99", "FR", {"end_use": "chemical_biological"}, LICENCE),
        ("EAR99", "FR", {"end_use": "civil"}, FREE),
        ("EAR99", "CN", {"end_user": "military"}, READ),  # the list of items is not held
        ("EAR99", "RU", {"end_user": "military"}, LICENCE),  # all items
        ("EAR99", "CN", {"end_use": "military_intelligence"}, LICENCE),
        ("EAR99", "FR", {"end_user": "listed:EntityList"}, LICENCE),
        ("EAR99", "FR", {"end_user": "listed:UnverifiedList"}, READ),
        ("EAR99", "FR", {"end_user": "unlisted"}, FREE),
    ],
)
def test_parts_744_and_746_are_conditions_on_every_item(
    entry: str, destination: str, facts: dict[str, object], outcome: Outcome
) -> None:
    assert asked(entry, destination, **facts).outcome is outcome


def test_what_was_written_from_memory_says_so() -> None:
    assert asked("EAR99", "FR", end_use="missile").doubt == "remembered"
    assert asked("3A001.a.2", "CN").doubt == ""


def test_a_bare_entry_lists_which_paragraph_has_which_fate_only_where_they_differ() -> None:
    assert "0A501.y" in asked("0A501", "AU").readings[0].why
    nowhere = asked("0A501", "AI")  # Anguilla has no row, and no paragraph is marked
    assert nowhere.outcome is READ
    assert all(reading.raises_to >= READ for reading in nowhere.readings)


@pytest.mark.parametrize("entry", ["3A099", "9Z999", "3A001a", "EAR98", "3A001..a", "硅"])
def test_a_code_that_is_not_on_the_list_is_invalid(entry: str) -> None:
    with pytest.raises(InvalidQuestion):
        asked(entry, "DE")


def test_the_law_is_known_for_one_day() -> None:
    with pytest.raises(InvalidQuestion):
        day_of(LAW, "2026-07-22", DAY)
    after = determine(ask(LAW, entry="3A001.a.2", destination="DE"), date(2026, 7, 24), LAW)
    assert after.outcome is READ
    assert day_of(LAW, None, date(2026, 11, 24)) == DAY


def test_customs_codes_prove_nothing_in_a_pack_without_any() -> None:
    assert determine(ask(LAW, goods_code="854231", destination="DE"), DAY, LAW).outcome is READ
    assert asked("3A991", "DE", goods_code="854231").contradiction == ""


def test_licence_exceptions_stand_beside_a_requirement_with_their_terms() -> None:
    ways = {held.condition.split(":")[0] for held in asked("3A001.b.4", "TW").ways}
    assert ways
    assert asked("3A001.a.2", "DE").ways == ()
