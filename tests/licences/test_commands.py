"""`lockgate licence …` as a person types it: what is printed, the exit status, and one sentence where it is refused."""

import json

import pytest

from lockgate import cli
from lockgate.core.permissions import Role
from lockgate.licences.models import Licence
from tests.factories.held_licences import held_file, imported, row
from tests.factories.licences import licence
from tests.factories.people import person

pytestmark = pytest.mark.django_db
CURRENT = {"valid_to": "2099-12-31"}


@pytest.fixture
def lockgate(capsys):
    """Run `lockgate licence …` as somebody; return the exit status, what it printed, what it complained of."""

    def run(*words, by):
        status = cli.main(["licence", *map(str, words), "--as", by])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def officer():
    person(Role.OFFICER)
    return "officer@example.org"


@pytest.fixture
def senior():
    person(Role.SENIOR_OFFICER)
    return "senior_officer@example.org"


def test_licence_import_says_what_came_and_what_was_there(lockgate, officer, tmp_path):
    file = held_file(tmp_path, row(), row(line="2"), row(licence="E-18"))
    assert lockgate("import", file, by=officer) == (0, "2 licences imported, with 3 lines.\n", "")
    status, out, _ = lockgate("import", file, "--json", by=officer)
    assert (status, json.loads(out)) == (0, {"licences": 0, "lines": 0, "unchanged": 2})


def test_licence_import_of_a_faulty_file_names_every_fault_and_imports_nothing(lockgate, officer, tmp_path):
    file = held_file(tmp_path, row(), row(licence="E-18", quantity="0", destination="ZZ"))
    status, out, err = lockgate("import", file, by=officer)
    assert (status, out) == (2, "")
    assert "line 3.quantity" in err and "line 3.destination" in err
    assert not Licence.objects.exists()


def test_licence_show_prints_the_licence_as_text_and_as_json(lockgate, officer):
    imported(row(**CURRENT))
    status, out, err = lockgate("show", "E-2026-17", by=officer)
    assert (status, err) == (0, "")
    assert out.startswith("Licence E-2026-17: IN FORCE on ")
    assert "100 KGM: drawn 0, reserved 0, balance 100" in out
    assert json.loads(lockgate("show", "E-2026-17", "--json", by=officer)[1])["lines"][0]["balance"] == "100"


def test_licence_list_goes_on_where_the_part_before_it_ended(lockgate, officer):
    imported(*(row(licence=f"E-{number:03}", **CURRENT) for number in range(51)))
    status, out, _ = lockgate("list", "--number", "E-", "--json", by=officer)
    page = json.loads(out)
    assert (status, len(page["licences"]), page["next_cursor"]) == (0, 50, "E-049")
    assert lockgate("list", by=officer)[1].endswith("There are more: --cursor E-049\n")
    rest = json.loads(lockgate("list", "--cursor", "E-049", "--json", by=officer)[1])
    assert ([one["licence"] for one in rest["licences"]], rest["next_cursor"]) == (["E-050"], None)
    assert lockgate("list", "--state", "revoked", by=officer)[1] == "No licence that you may see is like that.\n"
    assert lockgate("list", "--number", "E-050", by=officer)[1].startswith("E-050  in force  2026-01-01 to 2099-12-31")


def test_licence_list_finds_what_a_decision_on_a_case_granted(lockgate, officer):
    of_case = licence("LI-2026-1", "10 KGM", origin="granted", regime="cn-dual-use").case
    assert of_case
    licence("LI-2026-2", "10 KGM", origin="granted", regime="cn-dual-use")
    status, out, _ = lockgate("list", "--case", of_case.reference, "--json", by=officer)
    assert (status, [one["licence"] for one in json.loads(out)["licences"]]) == (0, ["LI-2026-1"])


def test_licence_suspend_reinstate_and_revoke_say_what_holds_now(lockgate, senior):
    imported(row(**CURRENT))
    for verb, said in (("suspend", "is suspended"), ("reinstate", "is in force again"), ("revoke", "is revoked")):
        status, out, _ = lockgate(verb, "E-2026-17", "--reason", "A notice.", by=senior)
        assert status == 0 and f"Licence E-2026-17 {said}" in out
    status, _, err = lockgate("reinstate", "E-2026-17", "--reason", "A notice.", by=senior)
    assert (status, err) == (
        2,
        "lockgate: Licence E-2026-17 is revoked. A revocation is final: a new licence is a new application.\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "E-1"], "There is no licence 'E-1', or you may not know of it."),
        (["revoke", "E-2026-17", "--reason", "A notice."], "You may not revoke a licence. It is for: senior officer."),
        (["suspend", "E-2026-17", "--reason", " "], "The reason is missing."),
        (["list", "--state", "open"], "'open' is no state of a licence."),
        (["import", "nothing.csv"], "There is no file nothing.csv."),
    ],
)
def test_what_is_refused_is_one_sentence_and_status_2(lockgate, officer, words, said):
    imported(row(**CURRENT))
    status, out, err = lockgate(*words, by=officer)
    assert (status, out) == (2, "")
    assert err.startswith(f"lockgate: {said}") and err.count("\n") == 1


def test_nobody_acts_on_licences_without_saying_who(capsys):
    assert cli.main(["licence", "list"]) == 2
    assert "--as" in capsys.readouterr().err
