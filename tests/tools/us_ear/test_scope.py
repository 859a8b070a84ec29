"""What requirement scopes of the Control List mean, in its own words."""

import pytest

from tools.us_ear.scope import Scope, parse_paragraphs, parse_scope, statement

WHOLE = [
    ("0A602", "NS applies to entire entry", "NS", Scope(("0A602",))),
    ("3A904", "RS applies to the entire entry", "RS", Scope(("3A904",))),
    ("9A990", "AT applies to entire entry.", "AT", Scope(("9A990",))),
    ("4E091", "RS applies entire entry", "RS", Scope(("4E091",))),
    ("8D999", "Russian industry sector sanctions apply to entire entry", "foreign policy", Scope(("8D999",))),
]

ALL_BUT_PARAGRAPHS = [
    ("0A501", "NS applies to entire entry except 0A501.y", ("0A501.y",)),
    ("0A606", "RS applies to entire entry, except 0A606.b and .y", ("0A606.b", "0A606.y")),
    ("8A620", "NS applies to entire entry, except 8A620. b and .y", ("8A620.b", "8A620.y")),
    ("9D515", "NS applies to entire entry except 9D515.x and y", ("9D515.x", "9D515.y")),
    ("9A515", "NS applies to entire entry, except .e, .x, and .y", ("9A515.e", "9A515.x", "9A515.y")),
    ("9A012", "NS applies to entire entry, except .a.1", ("9A012.a.1",)),
    ("2B999", "RS applies to entire entry except 2B999.h.2", ("2B999.h.2",)),
    ("0A617", "UN applies to entire entry, except 0A617.y.", ("0A617.y",)),
    (
        "1C607",
        "NS applies to entire entry, except 1C607.a.10, .a.11, .a.12, and .a.14",
        ("1C607.a.10", "1C607.a.11", "1C607.a.12", "1C607.a.14"),
    ),
]

PARAGRAPHS = [
    ("1A613", "RS applies 1A613.y", "y"),
    ("1A004", "RS apply to 1A004.d", "d"),
    ("6D003", "RS applies to paragraph c", "c"),
    ("0A504", "FC applies to paragraphs .a, .b, .c, .d, .e, .g, and .i of this entry", "a b c d e g i"),
    ("1C351", "CB applies to items controlled by 1C351.d.15 and .16", "d.15 d.16"),
    ("1C111", "NP applies to 1C111.a.3.f only", "a.3.f"),
    ("9A004", "NS applies to 9A004 .g, .r, .u, and .w", "g r u w"),
    ("9E003", "SI applies to 9E003.a.1 through a.8, .h, .i, and .l", "a.1 a.2 a.3 a.4 a.5 a.6 a.7 a.8 h i l"),
    (
        "3B001",
        "NS applies to 3B001.a.1 to a.3, b, e, f.2 to f.4, g to j",
        "a.1 a.2 a.3 b e f.2 f.3 f.4 g h i j",
    ),
    (
        "3B001",
        "RS applies to 3B001.a.4, c, d, f.1, f.5, f.6, k to n, p.2, p.4, r",
        "a.4 c d f.1 f.5 f.6 k l m n p.2 p.4 r",
    ),
    ("3B001", "NS applies to 3B001.c.1.a, 3B001.c.1.c, and 3B001.q", "c.1.a c.1.c q"),
    ("4A003", "NS applies to 4A003.b, .c, and .z.1", "b c z.1"),
    ("5A001", "NS applies to 5A001.a, b.5, .e, .f.3 and .h", "a b.5 e f.3 h"),
    ("5D002", "RS applies to “software” controlled by 5D002.z.1.a, z.2.a, and z.9.a", "z.1.a z.2.a z.9.a"),
    ("9A990", "AT applies to 9A990.a only", "a"),
]

PROSE = [
    ("0A502", "shotguns with a barrel length less than 18 inches (45.72 cm)"),
    ("0A509", "0A509.a for items for ECCN 0A502 or ECCN 0A508, and 0A509.d"),
    ("0B501", "entire entry except equipment for ECCN 0A501.y"),
    ("0D505", "“software” for commodities in ECCN 0A505.a and .x and equipment in ECCN 0B505.a .and .x"),
    ("1A007", "1A007.b, as well as 1A007.a when the detonator firing set meets or exceeds the parameters of 3A229"),
    ("1B001", "entire entry, except 1B001.d.4, e and f. Note: MT applies to equipment in 1B001.d that meet 1B101"),
    ("1D003", "software for equipment controlled by 1A004.d"),
    ("1E201", "entire entry, for items controlled for NP reasons"),
    ("2B004", "entire entry, except 2B004.b.3 and presses with maximum working pressures below 69 MPa"),
    ("3A001", "3A001.a.1.a when usable in “missiles”; and 3A001.z.2"),
    ("6A002", "6A002.a.1, a.2, a.3 (except a.3.d.2.a and a.3.e for lead selenide based focal plane arrays (FPAs)), .c"),
    ("9A610", "entire entry except: 9A610.b; parts and components controlled in 9A610.x; and 9A610.y"),
    ("9D990", "“software” for equipment under 9A990.a only"),
    ("9B604", "9A604.a and .b"),
]


@pytest.mark.parametrize(("code", "control", "reason", "scope"), WHOLE)
def test_the_entire_entry_is_the_entry(code, control, reason, scope):
    found = statement(control)
    assert found is not None
    assert found[0] == reason
    assert parse_scope(code, found[1]) == scope


@pytest.mark.parametrize(("code", "control", "taken_out"), ALL_BUT_PARAGRAPHS)
def test_paragraphs_are_taken_out_of_the_entire_entry(code, control, taken_out):
    found = statement(control)
    assert found is not None
    assert parse_scope(code, found[1]) == Scope((code,), taken_out)


@pytest.mark.parametrize(("code", "control", "paths"), PARAGRAPHS)
def test_a_list_of_paragraphs_is_those_paragraphs(code, control, paths):
    found = statement(control)
    assert found is not None
    assert parse_scope(code, found[1]) == Scope(tuple(f"{code}.{path}" for path in paths.split()))


def test_an_exception_in_brackets_is_taken_out_of_its_paragraph():
    text = "5A001.b (except .b.5), .c, .d, .f (except f.3), .g, and .j"
    listed = tuple(f"5A001.{path}" for path in "bcdfgj")
    assert parse_scope("5A001", text) == Scope(listed, ("5A001.b.5", "5A001.f.3"))


@pytest.mark.parametrize(("code", "text"), PROSE)
def test_prose_is_never_read_as_a_regular_scope(code, text):
    assert parse_scope(code, text) is None


def test_paragraphs_of_another_entry_are_no_scope():
    assert parse_scope("7A611", "7A103.b or .c") is None
    assert parse_paragraphs("4D001", "“software” for commodities controlled by 4A003.z") is None


def test_a_range_that_runs_backwards_or_across_paragraphs_is_no_scope():
    assert parse_scope("3B001", "3B001.f.4 to f.2") is None
    assert parse_scope("3B001", "3B001.a.4 to b.2") is None
    assert parse_scope("3B001", "3B001.a to 3") is None


def test_a_sentence_of_another_form_is_no_statement():
    assert (
        statement("License Requirement Note: 1A006 does not apply to equipment when accompanying its operator") is None
    )
