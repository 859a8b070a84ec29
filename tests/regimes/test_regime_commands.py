"""`lockgate regime` as a person types it: what is printed, as text and as JSON, and the exit status."""

import json
import unicodedata

import pytest

from lockgate import cli
from tests.factories.packs import CASES, FILES, lay_out, with_row


@pytest.fixture
def regime(capsys):
    """Run `lockgate regime …` and return its exit status, what it printed and what it complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        status = cli.main(["regime", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_list_names_every_regime_with_its_span_of_law(regime):
    status, out, _ = regime("list")
    assert status == 0
    assert "cn-dual-use  China: dual-use items\n    law of 2023-07-03 to 2026-11-10" in out
    assert "us-ear" in out and "law of one day, 2026-07-23" in out
    assert "(invented)" in out


def test_list_as_json_has_the_figures_of_every_regime(regime):
    held = {one["code"]: one for one in json.loads(regime("list", "--json")[1])}
    assert held["us-ear"]["complete"] is True
    assert held["cn-dual-use"]["law_known_to"] == "2026-11-10"
    assert sum(held["us-ear"]["encoded"].values()) == held["us-ear"]["listed"]


def test_show_a_regime_tells_how_much_is_encoded_and_what_is_not(regime):
    status, out, _ = regime("show", "us-ear")
    assert status == 0
    assert "%  whole: every rule of theirs is certain" in out
    assert "In doubt" in out
    china = regime("show", "cn-dual-use")[1]
    assert "Instruments not encoded (4)" in china and "CN-2024-31" in china
    assert "Measures on a list that is not held" in china and "M-2025-61-1" in china


def test_show_an_entry_tells_its_listing_its_rules_and_its_customs_codes(regime):
    status, out, _ = regime("show", "1C904.a.4", "--regime", "cn-dual-use", "--on", "2025-04-04")
    assert status == 0
    for said in ("NdFeB permanent-magnet", "永磁", "listed by No. 18 of 2025", "1C904.a", "8505", "No. 18 of 2025]"):
        assert said in out
    before = regime("show", "1C904.a.4", "--regime", "cn-dual-use", "--on", "2025-04-03")[1]
    assert "not listed yet (No. 18 of 2025), valid from 2025-04-04" in before


def test_show_an_entry_in_part_or_suspended_or_beyond_the_law_says_so(regime):
    assert "3A001.a.2 stands below 3A001" in regime("show", "3A001.a.2", "--regime", "us-ear")[1]
    rested = regime("show", "1C909.a.1", "--regime", "cn-dual-use", "--on", "2026-01-01")[1]
    assert "not listed: its notice is suspended" in rested and "Suspended that day" in rested
    after = regime("show", "1C909.a.1", "--regime", "cn-dual-use", "--on", "2026-11-15")[1]
    assert "not certain: its notice was suspended" in after and "lies after 2026-11-10" in after


def test_show_as_json_has_stable_keys(regime):
    entry = json.loads(regime("show", "3C001.a", "--regime", "cn-dual-use", "--on", "2025-05-01", "--json")[1])
    assert {"code", "listed", "places", "rules", "suspensions", "continues", "goods_codes", "headings"} <= entry.keys()
    assert {"measure", "kind", "destinations", "review_policy", "citation", "doubt"} <= entry["rules"][0].keys()
    held = json.loads(regime("show", "saltmarsh", "--json")[1])
    assert held["synthetic"] is True


def test_diff_tells_what_changed_by_day(regime):
    status, out, _ = regime("diff", "--regime", "cn-dual-use", "--from", "2024-12-01", "--to", "2024-12-03")
    assert status == 0
    assert out.index("\n2024-12-01\n") < out.index("\n2024-12-03\n")
    assert "presumption of denial" in out
    nothing = regime("diff", "--regime", "cn-dual-use", "--from", "2025-11-08", "--to", "2025-11-08")[1]
    assert "Nothing changed" in nothing


def test_diff_as_json_has_each_change_with_its_kind_and_citation(regime):
    words = ("--regime", "cn-dual-use", "--from", "2025-11-01", "--to", "2027-01-01", "--json")
    data = json.loads(regime("diff", *words)[1])
    assert (data["one_day"], data["law_known_to"]) == (False, "2026-11-10")
    assert data["changes"][0]["kind"] == "suspension_begins"
    assert data["changes"][0]["citation"] == "MOFCOM and GAC No. 70 of 2025"


def test_diff_of_a_pack_of_one_day_says_so_whatever_the_days(regime):
    status, out, _ = regime("diff", "--regime", "us-ear", "--from", "2020-01-01", "--to", "2026-12-31")
    assert (status, out) == (0, "The pack us-ear knows the law of one day, 2026-07-23: no change can be told.\n")
    data = json.loads(regime("diff", "--regime", "us-ear", "--from", "2020-01-01", "--to", "2026-12-31", "--json")[1])
    assert (data["one_day"], data["changes"]) == (True, [])


def test_diff_beyond_the_law_that_is_known_says_that_changes_may_be_missing(regime):
    out = regime("diff", "--regime", "cn-dual-use", "--from", "2026-11-01", "--to", "2026-12-31")[1]
    assert "knows the law to 2026-11-10; later changes may be missing" in out


def test_check_of_a_sound_pack_is_0_with_its_remarks_and_the_count_of_cases(regime, tmp_path):
    folder = lay_out(tmp_path)
    status, out, _ = regime("check", str(folder))
    assert status == 0
    assert "Remarks (1):\ncases.yaml: " in out
    assert "Cases: 1, failed: 0." in out
    assert regime("check", "cn-dual-use")[0] == 0


def test_check_of_a_broken_pack_is_1_with_file_line_and_mend_on_a_line_of_their_own(regime, tmp_path):
    files, line = with_row("goods.csv", "9A001,8414,HS2022,part,,,")
    status, out, _ = regime("check", str(lay_out(tmp_path, files)))
    assert status == 1
    assert f"goods.csv:{line}: There is no entry '9A001'. Add it to entries.csv or correct the code.\n" in out
    assert "The cases were not run" in out


def test_check_of_a_pack_whose_case_fails_is_1_and_says_why(regime, tmp_path):
    wrong = CASES.replace("licence_required", "not_required")
    status, out, _ = regime("check", str(lay_out(tmp_path, {**FILES, "cases.yaml": wrong})))
    assert status == 1
    assert "cases.yaml:1: Metals to the United States need a licence" in out
    assert "expected outcome not_required (Order 2)" in out
    assert "got outcome licence_required" in out
    assert "Order 2 section 1" in " ".join(out.split())


def test_check_as_json_says_whether_it_passed(regime, tmp_path):
    files, line = with_row("goods.csv", "9A001,8414,HS2022,part,,,")
    status, out, _ = regime("check", str(lay_out(tmp_path, files)), "--json")
    data = json.loads(out)
    assert (status, data["passed"], data["cases"]) == (1, False, None)
    assert (data["faults"][0]["file"], data["faults"][0]["line"]) == ("goods.csv", line)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "./nowhere"], "There is no pack in ./nowhere"),
        (["check", "atlantis"], "There is no regime 'atlantis'"),
        (["show", "3A001"], "For an entry say of which regime"),
        (["show", "3A001", "--regime", "atlantis"], "There is no regime 'atlantis'"),
        (["show", "\u200f3A001", "--regime", "us-ear"], "'<U+200F>3A001' is not how codes"),
        (["show", "us-ear\x1b[31m"], "'us-ear<U+001B>[31m'"),
        (["show", "magnets", "--regime", "cn-dual-use"], "not how codes of cn-dual-use look"),
        (["show", "9E777", "--regime", "us-ear"], "holds no entry 9E777"),
        (["show", "3C001", "--regime", "cn-dual-use", "--on", "1.4.2025"], "'1.4.2025' is no date"),
        (["show", "3C001", "--regime", "cn-dual-use", "--on", "2020-01-01"], "first day whose law"),
        (["diff", "--regime", "cn-dual-use", "--from", "now", "--to", "2025-01-01"], "--from 'now' is no date"),
        (["diff", "--regime", "cn-dual-use", "--from", "2025-01-01", "--to", "2025-02-30"], "--to '2025-02-30'"),
        (["diff", "--regime", "cn-dual-use", "--from", "2025-01-02", "--to", "2025-01-01"], "lies before 2025-01-02"),
        (["diff", "--regime", "cn-dual-use", "--from", "2020-01-01", "--to", "2025-01-01"], "first day whose law"),
        (["diff", "--regime", "cn-dual-use"], "--from"),
        (["burn"], "burn"),
        ([], "VERB"),
    ],
)
def test_bad_use_is_2_with_a_sentence_and_prints_nothing_else(regime, words, said):
    status, out, err = regime(*words)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["show", "us-ear"],
        ["show", "cn-dual-use"],
        ["show", "3A001", "--regime", "us-ear"],
        ["show", "1C904.a.4", "--regime", "cn-dual-use", "--on", "2025-04-04"],
        ["diff", "--regime", "cn-dual-use", "--from", "2023-07-03", "--to", "2026-12-31"],
    ],
)
def test_text_fits_a_terminal_of_100_columns_and_has_no_colour(regime, words):
    out = regime(*words)[1]
    assert "\x1b" not in out
    assert max(map(columns, out.splitlines())) <= 100


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
