"""A page writes days out; what shows how a day is typed, and what somebody typed, stays as it is."""

import pytest

from lockgate.web.days_in_words import with_days_written


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        (
            "It is suspended from 2025-11-09 until 2026-11-27.",
            "It is suspended from 9 November 2025 until 27 November 2026.",
        ),
        ("MOFCOM statement of 2025-11-06 [2026-11-10]", "MOFCOM statement of 6 November 2025 [10 November 2026]"),
        ("Written like 2026-11-25.", "Written like 2026-11-25."),
        ("Give a day such as 2026-11-25.", "Give a day such as 2026-11-25."),
        ("'2026-11-25' is no day.", "'2026-11-25' is no day."),
        ("The link ?on=2026-11-25", "The link ?on=2026-11-25"),
        ("The declaration 2220-2026-11-25 and E-2026-11-25", "The declaration 2220-2026-11-25 and E-2026-11-25"),
        ("Until 2026-02-30", "Until 2026-02-30"),
    ],
)
def test_the_days_of_a_sentence_are_written_out(sentence, written):
    assert with_days_written(sentence) == written
