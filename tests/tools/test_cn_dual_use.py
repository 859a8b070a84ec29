"""The script that derives the pack cn-dual-use refuses what it cannot vouch for, and says doubt where there is some."""

import csv
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "src" / "lockgate" / "regimes" / "packs" / "cn-dual-use"


def _script():
    spec = spec_from_file_location("derive_cn_dual_use", ROOT / "tools" / "derive_cn_dual_use.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


derive = _script()


def _table(name):
    with (PACK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _suspended(**changed):
    row = {
        "id": "M-1",
        "instrument": "CN-1",
        "suspending_instrument": "CN-2",
        "suspended_from": "2025-11-07",
        "suspended_to": "2026-11-10",
        "after_suspension": "unknown",
    }
    return row | changed


SUSPENSION = {"suspends": "CN-1", "instrument": "CN-2", "valid_from": "2025-11-07", "valid_to": "2026-11-10"}


def test_a_suspension_of_the_instrument_accounts_for_its_measure():
    derive.check_suspensions([_suspended()], [SUSPENSION])


@pytest.mark.parametrize(
    ("row", "suspensions"),
    [
        (_suspended(suspended_to="2026-11-27"), [SUSPENSION]),
        (_suspended(), []),
        (_suspended(suspended_from=""), [SUSPENSION]),
        (_suspended(), [SUSPENSION, SUSPENSION | {"suspends": "M-1", "instrument": "CN-3"}]),
        (_suspended(after_suspension="extended"), [SUSPENSION]),
    ],
    ids=[
        "other last day",
        "missing",
        "not suspended in the source",
        "suspended twice",
        "unknown word for what follows",
    ],
)
def test_suspensions_that_differ_from_the_source_are_refused(row, suspensions):
    with pytest.raises(SystemExit, match="M-1"):
        derive.check_suspensions([row], suspensions)


def test_a_code_that_breaks_the_grammar_is_refused():
    with pytest.raises(SystemExit, match="1C9XX does not match"):
        derive.check_regime(PACK, [{"code": "1C904.a.4"}, {"code": "1C9XX"}], {})


def test_a_list_whose_parties_differ_from_the_declared_ones_is_refused():
    with pytest.raises(SystemExit, match="control_list:CN-2026-11"):
        derive.check_regime(PACK, [], {"control_list:CN-2026-11": 21})


def test_an_end_user_that_the_pack_has_no_word_for_stays_visible():
    assert derive.end_users("control_list:CN-2026-11 (20)", []) == ["listed:control_list:CN-2026-11"]
    assert derive.end_users("any", []) == []
    assert derive.end_users("hospitals", []) == ["hospitals"]


def test_a_citation_reads_as_a_person_writes_it():
    notice = {"issuer": "MOFCOM; GAC", "number": "No. 18 of 2025"}
    assert derive.citation(notice) == "MOFCOM and GAC No. 18 of 2025"
    assert derive.citation({"issuer": "MOFCOM", "number": "No. 61 of 2025"}, "1(3)") == (
        "MOFCOM No. 61 of 2025, paragraph 1(3)"
    )


@pytest.mark.parametrize("name", ["instruments.csv", "measures.csv", "entries.csv"])
def test_a_row_whose_note_speaks_of_memory_or_inference_is_in_doubt(name):
    silent = [
        row["note"]
        for row in _table(name)
        if not row["doubt"]
        and any(word in row["note"] for word in ("remembered", "inferred", "counted", "not checked"))
    ]
    assert silent == []


def test_no_customs_code_is_tied_to_one_entry_without_doubt():
    assert [row for row in _table("goods.csv") if row["relation"] == "exact" and not row["doubt"]] == []
