"""The cases of a pack: read without guessing, run against its law, and what they leave out is said."""

import pytest

from lockgate.regimes import case_file
from lockgate.regimes.case_file import read_cases
from lockgate.regimes.cases import CaseReport, case_faults
from lockgate.regimes.determination.law import Law
from lockgate.regimes.fault import Fault
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.shelf import PACKS, codes, law_of
from tests.factories.packs import FILES, lay_out


def run(folder, cases: str) -> tuple[list[Fault], CaseReport]:
    place = lay_out(folder, {**FILES, "cases.yaml": cases})
    return case_faults(Law(read_pack(place)), place)


def case(question: str, answer: str, on: str = "2024-09-01") -> str:
    return f"- name: A case\n  on: {on}\n  question: {{{question}}}\n  answer: {{{answer}}}\n"


@pytest.mark.parametrize("code", codes())
def test_every_case_of_a_pack_that_comes_with_lockgate_comes_out_as_the_law_says(code):
    faults, report = case_faults(law_of(code), PACKS / code)
    assert report.failures == ()
    assert [fault for fault in faults if fault.grave] == []
    assert report.cases > 5


RIGHT = {
    "an outcome with policy and requirement": (
        "entry: 1C002.a, destination: US, end_use: civil",
        "outcome: licence_required, review_policy: presumption of denial, requirements: [M-METALS, M-LIST]",
    ),
    "an open question": ("entry: 1C002.a, destination: US", "outcome: licence_required, open: [M-ARMS]"),
    "a candidate": ("goods_code: 841410, destination: US", "outcome: needs_reading, candidates: 1A001.a"),
    "an end user on a list": (
        "entry: 1C002.a, destination: US, end_user: 'listed:entity_list:ORDER-2'",
        "outcome: prohibited, requirements: M-LISTED",
    ),
    "another party on a list": (
        "entry: 1C002.a, destination: US, parties: [{role: consignee, facts: ['listed:entity_list:ORDER-2']}]",
        "outcome: prohibited",
    ),
    "a fact that was answered": (
        "entry: 1A001.b, destination: UA, end_use: civil, answers: {M-REGION: yes}",
        "outcome: licence_required, requirements: [M-REGION]",
    ),
    "a question that is invalid": ("entry: 9Z9, destination: US", "invalid: codes"),
    "Norway, which YAML takes for no": ("entry: 1A001.a, destination: NO", "outcome: not_required"),
}


@pytest.mark.parametrize(("question", "answer"), RIGHT.values(), ids=RIGHT)
def test_a_right_case_passes(tmp_path, question, answer):
    faults, report = run(tmp_path, case(question, answer))
    assert (report.cases, report.failures) == (1, ())
    assert [fault for fault in faults if fault.grave] == []


WRONG = {
    "another outcome": (
        "entry: 1C002.a, destination: US",
        "outcome: not_required",
        "outcome not_required",
        "outcome licence_required",
    ),
    "another policy": (
        "entry: 1C002.a, destination: US",
        "review_policy: case by case",
        "review policy case by case",
        "review policy presumption of denial",
    ),
    "a requirement that does not stand": (
        "entry: 1C002.a, destination: JP",
        "requirements: [M-LIST, M-ARMS]",
        "requirements M-LIST, M-ARMS",
        "requirements M-LIST, M-METALS",
    ),
    "a question that is not open": (
        "entry: 1C002.a, destination: JP, end_use: civil",
        "open: [M-ARMS]",
        "open M-ARMS",
        "open M-LISTED",
    ),
    "a candidate that is none": (
        "goods_code: 841410, destination: US",
        "candidates: [1C002.a]",
        "candidates 1C002.a",
        "candidates 1A001.a",
    ),
    "valid instead of invalid": (
        "entry: 1C002.a, destination: JP",
        "invalid: codes",
        "invalid: codes",
        "outcome licence_required",
    ),
    "invalid instead of valid": (
        "entry: 1C002.a, destination: IS",
        "outcome: not_required, requirements: [M-LIST]",
        "outcome not_required; requirements M-LIST",
        "invalid: IS is the territory",
    ),
    "invalid for another reason": ("entry: 9Z9, destination: US", "invalid: territory", "invalid: territory", "9Z9"),
}


@pytest.mark.parametrize(("question", "answer", "expected", "got"), WRONG.values(), ids=WRONG)
def test_a_wrong_case_fails_with_what_was_expected_and_what_came(tmp_path, question, answer, expected, got):
    _, report = run(tmp_path, "# a remark\n" + case(question, answer))
    (failure,) = report.failures
    assert (failure.name, failure.line, failure.expected) == ("A case", 2, expected)
    assert got in failure.got


def test_a_case_that_fails_shows_the_reasons_of_the_answer(tmp_path):
    _, report = run(tmp_path, case("entry: 1C002.a, destination: JP", "outcome: not_required"))
    assert any("Order 2 section 1" in reason for reason in report.failures[0].reasons)


def test_a_case_without_a_day_is_asked_on_the_last_day_that_the_pack_knows(tmp_path):
    text = "- name: A case\n  question: {entry: 2B001, destination: JP}\n  answer: {outcome: needs_reading}\n"
    _, report = run(tmp_path, text)
    assert report.failures == ()


def test_measures_that_no_case_reaches_are_remarked_with_their_count(tmp_path):
    faults, report = run(tmp_path, case("entry: 1C002.a, destination: US, end_use: civil", "outcome: licence_required"))
    # M-ARMS was only ruled out by `civil`, and so not reached; M-PUMPS is part of another and cannot be.
    assert report.reached == {"M-LIST", "M-METALS", "M-STRICT", "M-LISTED"}
    assert report.unreached == ("M-ARMS", "M-CATCH", "M-REGION")
    (remark,) = faults
    assert remark.what == "3 of 7 measures are reached by no case: M-ARMS, M-CATCH, M-REGION."
    assert not remark.grave


BROKEN = {
    "no list": ("name: A case\n", 1, "no list of cases", "- name"),
    "an empty file": ("", 1, "no list of cases", "- name"),
    "a case that is a word": ("- word\n", 1, "Keys with values", "name"),
    "a key that is none": (
        case("entry: 1A001, destination: JP", "outcome: prohibited") + "  because: x\n",
        5,
        "'because'",
        "law",
    ),
    "a fact that is none": (case("entry: 1A001, to: JP", "outcome: prohibited"), 3, "'to' is no key", "destination"),
    "no destination": (case("entry: 1A001", "outcome: prohibited"), 3, "'destination' is missing", "Add it"),
    "no answer": ("- name: A case\n  question: {destination: JP}\n", 1, "'answer' is missing", "Add it"),
    "an answer that expects nothing": (case("destination: JP", ""), 4, "expects nothing", "outcome"),
    "an outcome that is none": (case("destination: JP", "outcome: free"), 4, "'free' is no outcome", "not_required"),
    "invalid and more": (case("destination: JP", "invalid: x, outcome: prohibited"), 4, "something else too", "alone"),
    "a key twice": (case("destination: JP, destination: US", "invalid: x"), 3, "stands twice", "Keep one"),
    "a list for a word": (case("destination: [JP, US]", "invalid: x"), 3, "single word", "one value"),
    "a list in a list": (case("destination: JP, end_use: [[civil]]", "invalid: x"), 3, "single word", "one value"),
    "parties as a word": (case("destination: JP, parties: me", "invalid: x"), 3, "'parties' is no list", "role"),
    "a party without a role": (case("destination: JP, parties: [{facts: [x]}]", "invalid: x"), 3, "'role'", "Add it"),
    "an answer that is neither": (
        case("destination: JP, answers: {M-REGION: maybe}", "invalid: x"),
        3,
        "'maybe'",
        "yes or no",
    ),
    "a measure that is none": (case("entry: 1A001, destination: JP", "open: [M-77]"), 1, "'M-77'", "Correct the id"),
    "a bracket left open": ("- name: [A case\n  on: 2024\n", 2, "no readable YAML", "quotes"),
    "a tab for an indent": ("- name: A case\n\ton: 2024-01-01\n", 2, "no readable YAML", "indents"),
    "a reference": ("- &a {name: A}\n- *a\n", 2, "references with *", "indents"),
    "two documents": ("- name: A\n---\n- name: B\n", 2, "single document", "indents"),
    "a control character": ("- name: A\x07\n", 0, "no readable YAML", "Correct"),
    "nesting without end": ("[" * 50_000, 0, "no readable YAML", "Correct"),
}


@pytest.mark.parametrize(("text", "line", "what", "mend"), BROKEN.values(), ids=BROKEN)
def test_a_fault_of_form_is_told_with_its_line_and_its_mend(tmp_path, text, line, what, mend):
    faults, _ = run(tmp_path, text)
    told = [fault for fault in faults if what in fault.what]
    assert told, faults
    assert (told[0].file, told[0].line, told[0].grave) == ("cases.yaml", line, True)
    assert mend in told[0].mend


def test_a_file_that_is_missing_not_utf8_too_large_or_a_folder_is_told(tmp_path, monkeypatch):
    path = lay_out(tmp_path) / "cases.yaml"
    path.write_bytes("- name: Å".encode("latin-1"))
    assert "not UTF-8" in read_cases(path.parent)[1][0].what
    path.unlink()
    assert "missing" in read_cases(path.parent)[1][0].what
    path.mkdir()
    assert "cannot be read" in read_cases(path.parent)[1][0].what
    path.rmdir()
    path.write_text("#" * 200)
    monkeypatch.setattr(case_file, "LARGEST_CASE_FILE", 100)
    assert "larger than 100 bytes" in read_cases(path.parent)[1][0].what


def test_a_broken_case_does_not_keep_the_others_from_being_run(tmp_path):
    good = case("entry: 1C002.a, destination: JP", "outcome: licence_required")
    faults, report = run(tmp_path, good + "- word\n" + good)
    assert report.cases == 2
    assert [fault.line for fault in faults if fault.grave] == [5]


def test_words_stay_as_they_are_written(tmp_path):
    place = lay_out(
        tmp_path, {**FILES, "cases.yaml": case("goods_code: 010101, destination: NO, entry: 1E5", "invalid: 1e3")}
    )
    (held,), _ = read_cases(place)
    assert (held.goods_code, held.destination, held.entry, held.expected.invalid) == ("010101", "NO", "1E5", "1e3")
