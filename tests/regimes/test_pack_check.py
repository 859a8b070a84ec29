"""All checks of a folder at once, as a drafter runs them."""

import pytest

from lockgate.regimes.pack_check import PackCheck, check_data, check_pack
from lockgate.regimes.shelf import PACKS, codes
from tests.factories.packs import CASES, FILES, lay_out, with_row, with_text


def checked(folder, files=FILES) -> PackCheck:
    return check_pack(lay_out(folder, files))


@pytest.mark.parametrize("code", codes())
def test_a_pack_that_comes_with_lockgate_passes(code):
    assert check_pack(PACKS / code).passed


def test_a_sound_pack_passes_with_a_remark_on_what_no_case_reaches(tmp_path):
    check = checked(tmp_path)
    assert check.passed
    assert [(fault.file, fault.grave) for fault in check.faults] == [("cases.yaml", False)]
    assert check.cases is not None and check.cases.cases == 1


def test_a_fault_of_form_keeps_the_rest_from_being_looked_at(tmp_path):
    files, line = with_row("groups.csv", "Friends,SE,never,")
    check = checked(tmp_path, files)
    assert not check.passed
    assert [(fault.file, fault.line) for fault in check.faults] == [("groups.csv", line)]
    assert check.cases is None


def test_a_grave_fault_of_meaning_keeps_the_cases_from_being_run(tmp_path):
    files, line = with_row("goods.csv", "9A001,8414,HS2022,part,,,")
    check = checked(tmp_path, files)
    assert not check.passed
    assert check.cases is None
    assert [(fault.file, fault.line) for fault in check.faults] == [("goods.csv", line)]


def test_a_fault_of_regime_toml_is_told_with_the_line_of_its_key(tmp_path):
    files, line = with_text("regime.toml", 'implies = ["missile"]', 'implies = ["rocket"]')
    (fault,) = checked(tmp_path, files).faults
    assert (fault.file, fault.line) == ("regime.toml", line)


def test_a_case_that_fails_fails_the_check(tmp_path):
    wrong = CASES.replace("licence_required", "not_required")
    check = checked(tmp_path, {**FILES, "cases.yaml": wrong})
    assert not check.passed
    assert check.cases is not None and len(check.cases.failures) == 1


def test_a_broken_case_file_fails_the_check(tmp_path):
    check = checked(tmp_path, {name: text for name, text in FILES.items() if name != "cases.yaml"})
    assert not check.passed
    assert ("cases.yaml", True) in {(fault.file, fault.grave) for fault in check.faults}


def test_another_folder_name_and_a_missing_source_are_remarked(tmp_path):
    folder = lay_out(tmp_path, {name: text for name, text in FILES.items() if name != "SOURCE.md"})
    renamed = folder.rename(tmp_path / "other")
    check = check_pack(renamed)
    assert check.passed
    said = {fault.file: fault.what for fault in check.faults}
    assert said["regime.toml"] == "The code is 'tiny', the folder 'other'."
    assert said["SOURCE.md"] == "The file is missing."


def test_a_check_as_data_has_faults_failures_and_what_no_case_reaches(tmp_path):
    wrong = CASES.replace("licence_required", "not_required")
    data = check_data(checked(tmp_path, {**FILES, "cases.yaml": wrong}))
    assert data["passed"] is False
    assert data["cases"]["failures"][0]["expected"] == "outcome not_required"
    assert "M-ARMS" in data["cases"]["unreached"]
    assert data["faults"][0]["line"] is None
