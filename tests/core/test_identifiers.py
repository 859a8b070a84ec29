"""References that people read out, and ids for machines."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import Invalid
from lockgate.core.identifiers import Reference, new_id, parse_reference

references = st.builds(
    Reference,
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4),
    st.integers(2000, 2999),
    st.integers(0, 999_999_999),
)


@given(references)
def test_a_reference_that_was_printed_is_read_again(reference):
    assert parse_reference(str(reference)) == reference


@given(references, st.data())
def test_every_single_wrong_digit_is_found(reference, data):
    text = str(reference)
    at = data.draw(st.sampled_from([i for i, letter in enumerate(text) if letter.isdigit()]))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[at]]))
    with pytest.raises(Invalid, match="check digit"):
        parse_reference(text[:at] + wrong + text[at + 1 :])


def test_ninety_eight_in_a_hundred_exchanges_of_neighbouring_digits_are_found():
    exchanged = found = 0
    for number in range(0, 100_000, 97):
        text = str(Reference("LG", 2026, number))
        for at in range(8, 13):
            swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            if swapped != text:
                exchanged += 1
                found += not _is_accepted(swapped)
    assert exchanged > 3000
    assert found / exchanged > 0.98


def _is_accepted(text):
    try:
        parse_reference(text)
    except Invalid:
        return False
    return True


@pytest.mark.parametrize(
    "typed",
    ["LG-2026-000123-4", " lg-2026-000123-4 ", "LG–2026–000123–4", "ＬＧ－２０２６－０００１２３－４"],
)
def test_a_reference_is_read_as_people_type_it(typed):
    assert parse_reference(typed) == Reference("LG", 2026, 123)


@pytest.mark.parametrize(
    "text", ["", "LG", "LG-2026-000123", "LG-26-000123-4", "1G-2026-000123-4", "LG-2026-123-4", "许可"]
)
def test_what_is_not_written_like_a_reference_is_refused_with_an_example(text):
    with pytest.raises(Invalid, match="looks like LG-2026-000123-4"):
        parse_reference(text)


@pytest.mark.parametrize("wrong", [("lg", 2026, 1), ("LG", 20260, 1), ("LG", 2026, -1), ("LG", 2026, 10**9)])
def test_a_reference_that_could_not_be_read_again_cannot_be_made(wrong):
    with pytest.raises(ValueError, match="no reference"):
        Reference(*wrong)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2900, 1, 1)), st.integers(1, 10**9))  # noqa: DTZ001
def test_machine_ids_sort_by_the_time_of_their_making(naive, later_ms):
    first = naive.replace(tzinfo=UTC)
    second = first + timedelta(milliseconds=later_ms)
    assume(second.year < 3000)
    with use_clock(FrozenClock(first)):
        early = new_id()
    with use_clock(FrozenClock(second)):
        late = new_id()
    assert early < late and str(early) < str(late)


def test_machine_ids_are_version_7_and_differ_within_a_moment():
    with use_clock(FrozenClock(datetime(2026, 1, 1, tzinfo=UTC))):
        made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {(each.version, each.variant) for each in made} == {(7, "specified in RFC 4122")}
    assert {each.int >> 80 for each in made} == {int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)}
