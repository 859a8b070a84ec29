"""Days, references and quantities stand in one piece, whatever else the text holds."""

from time import perf_counter

import pytest

from lockgate.web.whole_pieces import LONGEST, in_whole_pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Valid to 20 July 2026, that day included", ["20 July 2026"]),
        ("at 02:15 UTC", ["02:15 UTC"]),
        ("Case CA-2026-000001-8 of E-2026-17", ["CA-2026-000001-8", "E-2026-17"]),
        ("100000000.000001 kg left of 62.5 %", ["100000000.000001 kg", "62.5 %"]),
        ("14 of 45 working days, worth 96000.00 USD", ["45 working days", "96000.00 USD"]),
        ("MOFCOM No. 46 of 2024, paragraph 1 forbids line 3", ["No. 46", "paragraph 1", "line 3"]),
        ("A dual-use item", ["dual-use"]),
        ("Nothing of the kind", []),
        ("MOFCOM-DUAL-USE-EXPORT-2026-0000018822", []),
    ],
)
def test_what_must_not_break_is_marked(text, pieces):
    shown = str(in_whole_pieces(text))
    assert [part.split("</span>")[0] for part in shown.split('<span class="unbroken">')[1:]] == pieces
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert shown.replace('<span class="unbroken">', "").replace("</span>", "") == text


def test_what_somebody_wrote_is_escaped_inside_and_outside_of_a_piece():
    shown = str(in_whole_pieces("<b>1 kg</b> & A-<i>1"))
    assert "<b>" not in shown and "<i>" not in shown
    assert "&lt;b&gt;" in shown and "&amp;" in shown


def test_what_is_html_already_stays_as_it_is():
    once = in_whole_pieces("1 kg")
    assert in_whole_pieces(once) == once


def test_a_long_word_takes_no_long_time():
    began = perf_counter()
    in_whole_pieces("a" * 100_000 + " " + "a-" * 50_000 + " " + "1" * 100_000)
    assert perf_counter() - began < 2
