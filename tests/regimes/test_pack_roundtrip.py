"""A pack that is written out and read again is the same pack, and answers alike."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.regimes.determination import ask, determine
from lockgate.regimes.determination.explain import as_data
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import Pack
from lockgate.regimes.pack_faults import faults_of
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.pack_writing import write_pack
from lockgate.regimes.shelf import PACKS, codes
from tests.factories.packs import days, packs, questions, without_lines


def again(pack: Pack) -> Pack:
    """Write a pack out and read it back."""
    with tempfile.TemporaryDirectory() as folder:
        write_pack(pack, Path(folder))
        return read_pack(Path(folder))


def answer(pack: Pack, words: dict[str, object], on: date) -> object:
    law = Law(pack)
    try:
        return as_data(determine(ask(law, **words), on, law), law, trace=True)  # type: ignore[arg-type]
    except Invalid as error:
        return str(error)


@given(packs())
def test_a_drawn_pack_is_sound_and_stands_unchanged_in_its_files(pack):
    assert [fault for fault in faults_of(pack) if fault.grave] == []
    assert without_lines(again(pack)) == without_lines(pack)


@given(st.data())
def test_a_pack_read_again_answers_alike(data):
    pack = data.draw(packs())
    copy = again(pack)
    for _ in range(5):
        words, on = data.draw(questions(pack)), data.draw(days())
        assert answer(copy, words, on) == answer(pack, words, on)


@pytest.mark.parametrize("code", codes())
def test_a_pack_that_comes_with_lockgate_stands_unchanged_in_its_files_and_answers_alike(code):
    pack = read_pack(PACKS / code)
    copy = again(pack)
    assert without_lines(copy) == without_lines(pack)
    law, law_again = Law(pack), Law(copy)
    span = (pack.regime.law_known_to - pack.regime.law_from).days
    for number, held in enumerate(sorted(law.control_list.periods)):
        on = pack.regime.law_from + timedelta(days=number * 37 % (span + 1))
        for destination in ("DE", "IR", "JP"):
            words = {"entry": held, "destination": destination}
            first = determine(ask(law, **words), on, law)  # type: ignore[arg-type]
            second = determine(ask(law_again, **words), on, law_again)  # type: ignore[arg-type]
            assert as_data(first, law, trace=True) == as_data(second, law_again, trace=True)
