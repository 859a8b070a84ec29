"""What the border, the exporter and the officer give wrongly: over REST and on the command line each is refused with
its own status or exit 2 and one sentence, and no row of any table is another one afterwards.
"""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps

from lockgate.casework.services import assign_case
from lockgate.cli import main
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import Role
from lockgate.journal.verify import verify_journal
from lockgate.licences.services import revoke_licence, suspend_licence
from lockgate.parties.queries import person_at
from tests.factories.cases import people, proposed_case
from tests.factories.held_licences import held_file, imported, row
from tests.factories.machines import Machine
from tests.factories.people import person

pytestmark = pytest.mark.django_db
# An answer is kept for a repeat, and a key is made for each machine: neither is part of what was asked for.
NOT_COMPARED = {"accounts_givenanswer", "accounts_machinekey", "journal_row"}
EXAMPLE = Path(__file__).parents[2] / "docs/examples/application.toml"
DECLARED = {"quantity": "1", "unit": "KGM", "declaration": "D-1", "office": "Shanghai"}


def at(day):
    return use_clock(FrozenClock(datetime.fromisoformat(f"{day}T02:00:00+00:00").astimezone(UTC)))


@pytest.fixture(autouse=True)
def _march():
    with at("2026-03-02"):
        yield


@pytest.fixture
def held():
    return people()


@pytest.fixture
def border(held):
    """Licences of 100 kg in each standing, all of one exporter; one draw-down under the key `used`."""
    days = {
        "GOOD": ("2026-01-01", "2026-12-31"),
        "SUSPENDED": ("2026-01-01", "2026-12-31"),
        "REVOKED": ("2026-01-01", "2026-12-31"),
        "EXPIRED": ("2025-01-01", "2025-12-31"),
        "LATER": ("2027-01-01", "2027-12-31"),
    }
    imported(*(row(licence=name, valid_from=first, valid_to=last) for name, (first, last) in days.items()))
    suspend_licence(by=held.senior, licence="SUSPENDED", reason="Diversion.")
    revoke_licence(by=held.senior, licence="REVOKED", reason="Diversion.")
    person(Role.EXPORTER, "rival", "Baotou Alloys")
    used = Machine(person(Role.CUSTOMS)).post("/licences/GOOD/lines/1/draw-downs", DECLARED, key="used")
    assert used.status_code == 201


def stored():
    """Read every table of Lockgate whole, and how many acts there are."""
    tables = {model._meta.db_table: model for model in apps.get_models() if model.__module__.startswith("lockgate.")}
    rows = {name: list(model._default_manager.order_by("pk").values_list()) for name, model in tables.items()}
    return {name: held for name, held in rows.items() if name not in NOT_COMPARED}, acts()


def acts():
    """Count the acts, without those that add the keys of this test's machines."""
    return apps.get_model("journal", "Row").objects.exclude(act="key.added").count()


class Wrong(NamedTuple):
    """What is wrong: the change to what is declared, the licence, by whom, under which key; and what is answered."""

    name: str
    changes: dict[str, str]
    status: int
    kind: str
    said: str
    licence: str = "GOOD"
    by: str = "customs"
    key: str = "new"


AT_THE_BORDER = (
    Wrong("quantity zero", {"quantity": "0"}, 422, "invalid-quantity", "zero moves nothing"),
    Wrong("quantity negative", {"quantity": "-1"}, 422, "invalid-quantity", "is not an amount"),
    Wrong("quantity NaN", {"quantity": "NaN"}, 422, "invalid-quantity", "is not an amount"),
    Wrong("quantity 1e308", {"quantity": "1e308"}, 422, "invalid-quantity", "is not an amount"),
    Wrong("quantity of 40 decimals", {"quantity": "0." + "1" * 40}, 422, "invalid-quantity", "is not an amount"),
    Wrong("a unit that does not convert", {"unit": "LTR"}, 422, "unit-mismatch", "held by mass"),
    Wrong("a unit that there is not", {"unit": "kilo"}, 422, "unit-mismatch", "kilo"),
    Wrong("over the balance", {"quantity": "99.5"}, 409, "balance-exceeded", "more than the 99 KGM left"),
    Wrong("expired", {}, 409, "licence-expired", "was valid until 2025-12-31", licence="EXPIRED"),
    Wrong("not yet valid", {}, 409, "not-yet-valid", "is valid from 2027-01-01", licence="LATER"),
    Wrong("suspended", {}, 409, "licence-suspended", "is suspended", licence="SUSPENDED"),
    Wrong("revoked", {}, 409, "licence-revoked", "was revoked", licence="REVOKED"),
    Wrong("of another exporter", {}, 404, "not-found", "or you may not know of it", by="rival"),
    Wrong("none of that number", {}, 404, "not-found", "or you may not know of it", licence="NONE"),
    Wrong("a used key, another body", {"quantity": "2"}, 409, "idempotency-conflict", "something else", key="used"),
    Wrong("no key", {}, 422, "invalid", "idempotency key is missing", key=""),
)
REFUSED_AT_THE_BORDER = pytest.mark.parametrize("wrong", AT_THE_BORDER, ids=lambda wrong: wrong.name)


@REFUSED_AT_THE_BORDER
def test_what_is_declared_wrongly_over_rest_is_a_problem_and_moves_nothing(border, wrong):
    before = stored()
    machine = Machine(person_at(f"{wrong.by}@example.org"))
    answer = machine.post(f"/licences/{wrong.licence}/lines/1/draw-downs", DECLARED | wrong.changes, key=wrong.key)
    check_problem(answer, wrong.status, wrong.kind, wrong.said)
    assert stored() == before


@REFUSED_AT_THE_BORDER
def test_what_is_declared_wrongly_on_the_command_line_is_one_sentence_and_moves_nothing(border, wrong, capsys):
    before, declared = stored(), DECLARED | wrong.changes
    words = ["licence", "draw-down", wrong.licence, "1", f"--key={wrong.key}", "--declaration=D-1", "--office=Shanghai"]
    words += [f"--as={wrong.by}@example.org", "--", declared["quantity"], declared["unit"]]
    check_refused(words, wrong.said, capsys)
    assert stored() == before
    assert verify_journal().is_whole


IN_A_LINE = (
    ("quantity", "0", "zero"),
    ("quantity", "-1", "is not an amount"),
    ("quantity", "NaN", "is not an amount"),
    ("quantity", "1e308", "is not an amount"),
    ("quantity", "0." + "1" * 40, "is not an amount"),
    ("unit", "MTR", "MTR"),
    ("currency", "XXX", "XXX"),
    ("value", "1e308", "is not an amount"),
)
ASKED_WRONGLY = pytest.mark.parametrize(("field", "text", "said"), IN_A_LINE)


@ASKED_WRONGLY
def test_an_application_that_is_wrong_over_rest_is_a_problem_and_is_not_kept(held, field, text, said):
    asked = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    asked["lines"][0][field] = text
    before = stored()
    answer = Machine(held.exporter).post("/applications", asked, key="new")
    check_problem(answer, 422, "invalid", said)
    assert set(answer.json()["fields"]) == {f"lines.1.{field}"}
    assert stored() == before


@ASKED_WRONGLY
def test_an_application_that_is_wrong_in_a_file_is_one_sentence_and_is_not_kept(
    held, tmp_path, capsys, field, text, said
):
    good = EXAMPLE.read_text(encoding="utf-8")
    file = tmp_path / "application.toml"
    file.write_text(re.sub(rf'(?m)^{field} = ".*"$', f'{field} = "{text}"', good, count=1), encoding="utf-8")
    before = stored()
    check_refused(["application", "submit", str(file), "--as=exporter@example.org"], said, capsys)
    assert stored() == before


def test_lines_in_two_currencies_are_refused_over_rest_in_a_file_and_in_one_of_held_licences(held, tmp_path, capsys):
    asked = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    asked["lines"][1]["currency"] = "EUR"
    before = stored()
    answer = Machine(held.exporter).post("/applications", asked, key="new")
    check_problem(answer, 422, "invalid", "valued in EUR, and those before it in USD")
    assert set(answer.json()["fields"]) == {"lines.2.currency"}
    file = tmp_path / "application.toml"
    file.write_text("EUR".join(EXAMPLE.read_text(encoding="utf-8").rsplit("USD", 1)), encoding="utf-8")
    check_refused(["application", "submit", str(file), "--as=exporter@example.org"], "one currency", capsys)
    rows = held_file(tmp_path, row(), row(line="2", currency="EUR"))
    check_refused(["licence", "import", str(rows), "--as=exporter@example.org"], "line 3.currency", capsys)
    assert stored() == before


def test_who_proposed_does_not_confirm_over_rest_or_on_the_command_line(held, capsys):
    case = proposed_case(held).reference
    both = person(Role.SENIOR_OFFICER, "officer")
    before = stored()
    answer = Machine(both).post(f"/cases/{case}/confirmation", key="new")
    check_problem(answer, 403, "not-allowed", "You proposed this decision yourself")
    check_refused(["case", "confirm", case, "--as=officer@example.org"], "You proposed this decision yourself", capsys)
    assert stored() == before


def test_a_case_that_has_changed_since_it_was_read_is_not_decided(held, capsys):
    read = proposed_case(held)
    assign_case(by=held.senior, case=read.reference)
    before = stored()
    answer = Machine(held.senior).post(f"/cases/{read.reference}/confirmation", key="new", seen=f'"{read.version}"')
    check_problem(answer, 409, "case-changed", "has changed since you read it")
    words = ["case", "confirm", read.reference, f"--seen={read.version}", "--as=senior_officer@example.org"]
    check_refused(words, "has changed since you read it", capsys)
    assert stored() == before


def test_a_due_day_in_a_year_that_the_calendar_lacks_is_not_guessed(held, capsys):
    with at("2026-11-25"):
        case = proposed_case(held).reference
        clock = Machine(held.officer).get(f"/cases/{case}").json()["clock"]
        assert clock["due_on"] is None and "does not know 2027" in clock["unknown"]
        assert main(["case", "show", case, "--as=officer@example.org"]) == 0
        assert "does not know 2027" in capsys.readouterr().out


def check_problem(answer, status, kind, said):
    """Check that an answer is a problem of this kind, with a sentence that says this and how to mend it."""
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (answer.status_code, told["type"].rpartition("/")[2]) == (status, kind), told
    assert said in told["detail"] and told["detail"].endswith(".")


def check_refused(words, said, capsys):
    """Check that a command is refused with exit status 2 and one line that says this."""
    capsys.readouterr()  # the log of what came before
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1), err
    assert said in err and err.startswith("lockgate: ")
