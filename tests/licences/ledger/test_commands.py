"""The ledger's verbs of the command line."""

import csv
import io
import json

import pytest

from lockgate.cli import main
from lockgate.journal.models import Row
from lockgate.licences.ledger.tables import LedgerEntry
from tests.factories.licences import licence
from tests.factories.unguarded import take_guards_away

pytestmark = pytest.mark.django_db
AS = ("--as", "customs@example.org")
BORDER = ("--declaration", "D-1", "--office", "Shanghai")


@pytest.fixture
def lockgate(capsys, customs):
    def run(*words):
        status = main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def draw(lockgate, quantity="1.5", key="k", *more):
    return lockgate("licence", "draw-down", "HELD-1", "1", quantity, "KGM", "--key", key, *BORDER, *AS, *more)


def test_draw_down_says_what_is_left(lockgate):
    licence()
    status, out, _ = draw(lockgate)
    assert (status, out.startswith("Drawn down: 1.5 KGM. Balance: 8.5.")) == (0, True)
    status, out, _ = draw(lockgate, "1.5", "k", "--json")
    assert json.loads(out)["balance"] == "8.5"
    assert LedgerEntry.objects.count() == 2


def test_what_is_refused_is_one_sentence_and_status_2(lockgate):
    licence()
    status, out, err = draw(lockgate, "11")
    assert (status, out) == (2, "")
    assert err.startswith("lockgate: 11 KGM is more than the 10 KGM left on line 1 of licence HELD-1.")
    assert draw(lockgate, "1e308", "another")[0] == 2
    status, _, err = draw(lockgate, "1", "")
    assert (status, "idempotency key" in err) == (2, True)


def test_a_dry_run_says_that_it_promises_nothing(lockgate):
    licence()
    status, out, _ = draw(lockgate, "4", "", "--dry-run")
    assert (status, "balance would be 6" in out, "nothing is promised" in out) == (0, True, True)
    assert LedgerEntry.objects.count() == 1


def test_a_reservation_is_confirmed_voided_and_what_was_drawn_is_reversed(lockgate):
    licence()

    def reserved(key):
        words = ("licence", "reserve", "HELD-1", "1", "4", "KGM", "--key", key, *BORDER, *AS, "--json")
        return json.loads(lockgate(*words)[1])["entry"]

    first, second = reserved("a"), reserved("b")
    less = ("--quantity", "3", "--reason", "Less was loaded.")
    status, out, _ = lockgate("licence", "confirm", "HELD-1", first, *less, "--key", "c", *AS, "--json")
    assert (status, json.loads(out)["balance"]) == (0, "3")
    assert "Less was loaded." in (Row.objects.latest("id").content or "")
    drawn = json.loads(out)["entry"]
    status, out, err = lockgate("licence", "void", "HELD-1", second, "--quantity", "3", "--key", "p", *AS)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "A reservation is voided whole, and this one holds 4 KGM." in err
    whole = ("--quantity", "4", "--reason", "no ship")
    assert lockgate("licence", "void", "HELD-1", second.replace("-", ""), *whole, "--key", "d", *AS)[0] == 0
    status, out, _ = lockgate("licence", "reverse", "HELD-1", drawn, "--quantity", "1", "--key", "e", *AS, "--json")
    assert (status, json.loads(out)["balance"]) == (0, "8")
    assert lockgate("licence", "void", "OTHER", second, "--key", "f", *AS)[0] == 2


def test_balance_and_entries_tell_every_line(lockgate):
    licence("HELD-1", "10 KGM", "5 H87")
    draw(lockgate)
    status, out, _ = lockgate("licence", "balance", "HELD-1", *AS)
    assert (status, out.splitlines()) == (
        0,
        ["line 1: 8.5 KGM left of 10 (drawn 1.5, reserved 0)", "line 2: 5 H87 left of 5 (drawn 0, reserved 0)"],
    )
    balances = json.loads(lockgate("licence", "balance", "HELD-1", *AS, "--json")[1])
    assert [line["balance"] for line in balances] == ["8.5", "5"]
    rows = list(csv.DictReader(io.StringIO(lockgate("licence", "entries", "HELD-1", "--csv", *AS)[1])))
    assert [(row["line"], row["kind"], row["quantity"], row["drawn_after"]) for row in rows] == [
        ("1", "amount", "10", "0"),
        ("1", "draw_down", "1.5", "1.5"),
        ("2", "amount", "5", "0"),
    ]
    entries = json.loads(lockgate("licence", "entries", "HELD-1", "--json", *AS)[1])
    assert entries[1]["declaration"] == "D-1"
    told = lockgate("licence", "entries", "HELD-1", *AS)[1].splitlines()
    assert told[0].startswith("line 1, 1: licensed 10 KGM at ") and ", declaration not stated, entry " in told[0]
    assert told[1].startswith("line 1, 2: drawn down 1.5 KGM at ") and ", declaration D-1, entry " in told[1]


def test_a_declaration_that_a_spreadsheet_would_take_for_a_formula_is_written_safely(lockgate):
    licence()
    lockgate("licence", "draw-down", "HELD-1", "1", "1", "KGM", "--key", "k", "--declaration", "=1+1", *AS)
    assert "'=1+1" in lockgate("licence", "entries", "HELD-1", "--csv", *AS)[1]


def test_reconcile_is_not_clean_where_a_guard_is_missing(lockgate):
    licence()
    take_guards_away()
    status, out, _ = lockgate("licences", "reconcile")
    assert status == 1
    assert "The database lacks the guard trigger ledger_insert" in out


def test_reconcile_says_that_all_is_clean(lockgate):
    licence()
    draw(lockgate)
    status, out, _ = lockgate("licences", "reconcile")
    assert (status, out) == (0, "1 chain, 2 entries.\nClean.\n")
    assert json.loads(lockgate("licences", "reconcile", "--json")[1])["is_clean"] is True
