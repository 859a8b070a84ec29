"""`lockgate user` and `lockgate key`: what they do, as whom, what they print, and that nothing is half done."""

import io
import json

import pytest

from lockgate import cli
from lockgate.accounts.models import MachineKey, User
from lockgate.accounts.queries import account_of_key
from lockgate.core.permissions import Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.parties.models import Member, Organisation
from lockgate.parties.queries import person_at
from tests.factories.people import PASSWORD, person

pytestmark = pytest.mark.django_db
ADD = ("user", "add", "officer@example.org", "--role", "officer", "--organisation", "Licensing Department")


@pytest.fixture
def lockgate(capsys, monkeypatch):
    """Run one command line; give its status, stdout and stderr."""

    def run(*words, stdin=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = cli.main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_user_add_makes_the_user_the_organisation_and_the_role(lockgate):
    status, out, _ = lockgate(*ADD, "--country", "CN")
    assert status == 0
    assert out == (
        "officer@example.org is officer of Licensing Department (user added, organisation added, role given).\n"
    )
    assert person_at("officer@example.org").roles == {Role.OFFICER}
    assert Organisation.objects.get().country == "CN"
    assert {row.by_id for row in Row.objects.all()} == {"operator"}
    assert list(Row.objects.values_list("act", flat=True).order_by("pk")) == [
        Act.USER_ADDED,
        Act.ORGANISATION_ADDED,
        Act.MEMBER_ADDED,
    ]


def test_user_add_gives_a_second_role_to_who_is_there(lockgate):
    lockgate(*ADD)
    words = ("user", "add", "Officer@example.org", "--role", "senior_officer", "--organisation", "Licensing Department")
    status, out, _ = lockgate(*words, "--json")
    assert status == 0
    assert json.loads(out) == {
        "email": "officer@example.org",
        "organisation": "Licensing Department",
        "role": "senior_officer",
        "done": ["role given"],
    }


@pytest.mark.parametrize("role", ["senior_officer", "senior officer", "senior-officer"])
def test_a_role_is_given_and_taken_as_it_is_stored_in_words_or_with_a_hyphen(lockgate, role):
    words = ("officer@example.org", "--role", role, "--organisation", "Licensing Department", "--json")
    status, out, _ = lockgate("user", "add", *words)
    assert (status, json.loads(out)["role"]) == (0, "senior_officer")
    assert person_at("officer@example.org").roles == {Role.SENIOR_OFFICER}
    assert lockgate("user", "remove-role", *words)[0] == 0
    assert not person_at("officer@example.org").roles


def test_user_add_reads_a_password_that_signs_in(lockgate, client):
    assert lockgate(*ADD, "--password-stdin", stdin=f"{PASSWORD}\n")[0] == 0
    assert client.post("/sign-in/", {"username": "officer@example.org", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("--country", "Germany"), "", "Germany"),
        (("--organisation", " "), "", "The name is missing."),
        (("--password-stdin",), "short\n", "The password cannot be accepted."),
        (("--password-stdin",), "", "No password came on stdin."),
        (("--role", "king"), "", "king"),
        (("--as", "nobody@example.org"), "", "There is no account under"),
    ],
)
def test_user_add_that_is_refused_leaves_nothing_behind(lockgate, words, stdin, said):
    status, out, err = lockgate(*ADD, *words, stdin=stdin)
    assert (status, out) == (2, "")
    assert said in err and err.count("\n") == 1
    assert not User.objects.exists() and not Organisation.objects.exists() and not Row.objects.exists()


def test_user_add_again_is_refused_in_a_sentence(lockgate):
    lockgate(*ADD)
    status, _, err = lockgate(*ADD)
    assert status == 2 and "is officer of Licensing Department already" in err


@pytest.mark.parametrize("email", ["exporter@example.org", "new@example.org"])
def test_user_add_as_somebody_who_may_not_tells_nothing_of_who_has_an_account(lockgate, email):
    person(Role.EXPORTER)
    words = ("user", "add", email, "--role", "customs", "--organisation", "Customs, Shanghai")
    status, out, err = lockgate(*words, "--as", "exporter@example.org")
    assert (status, out) == (2, "")
    assert err == "lockgate: You may not add a user. It is for: administrator, operator.\n"


def test_user_add_as_an_administrator_is_recorded_as_the_administrator(lockgate):
    administrator = person(Role.ADMINISTRATOR)
    before = Row.objects.count()
    assert lockgate(*ADD, "--as", "administrator@example.org")[0] == 0
    assert {row.by_id for row in Row.objects.order_by("pk")[before:]} == {administrator.actor.id}


def test_user_list_names_each_account_with_its_roles(lockgate, django_assert_num_queries):
    for role in (Role.OFFICER, Role.ADVISER, Role.CUSTOMS):
        person(role)
    person(Role.SENIOR_OFFICER, "officer")
    User.objects.create(email="new@example.org", is_active=False)
    with django_assert_num_queries(3):
        _, out, _ = lockgate("user", "list")
    assert out.splitlines() == [
        "adviser@example.org: adviser of Ministry of Industry",
        "customs@example.org: customs of Customs, Shanghai",
        "new@example.org (closed): no role",
        "officer@example.org: officer, senior officer of Licensing Department",
    ]
    told = json.loads(lockgate("user", "list", "--json")[1])
    assert told[3]["roles"] == [{"organisation": "Licensing Department", "roles": ["officer", "senior_officer"]}]


def test_user_list_as_somebody_shows_only_the_own_account(lockgate):
    person(Role.CUSTOMS)
    person(Role.OFFICER)
    _, out, _ = lockgate("user", "list", "--as", "officer@example.org")
    assert out == "officer@example.org: officer of Licensing Department\n"


def test_user_remove_role_takes_it(lockgate):
    lockgate(*ADD)
    status, out, _ = lockgate("user", "remove-role", *ADD[2:])
    assert (status, out) == (0, "officer@example.org is no longer officer of Licensing Department.\n")
    assert not Member.objects.exists()
    assert lockgate("user", "remove-role", *ADD[2:])[0] == 2


def test_user_password_sets_one(lockgate, client):
    lockgate(*ADD)
    status, out, _ = lockgate("user", "password", "officer@example.org", "--password-stdin", stdin=PASSWORD)
    assert (status, out) == (0, "The password of officer@example.org was set.\n")
    assert client.post("/sign-in/", {"username": "officer@example.org", "password": PASSWORD}).status_code == 302


def test_key_add_prints_the_key_and_nothing_else(lockgate):
    lockgate(*ADD)
    status, out, err = lockgate("key", "add", "officer@example.org")
    assert status == 0
    assert out.startswith("lgk_") and len(out.split()) == 1
    assert "never shown again" in err and out.strip() not in err
    assert account_of_key(out.strip()) == (User.objects.get().pk, User.objects.get().actor())


def test_key_add_as_json_is_one_object(lockgate):
    lockgate(*ADD)
    told = json.loads(lockgate("key", "add", "officer@example.org", "--json")[1])
    assert set(told) == {"id", "email", "key"} and account_of_key(told["key"])


def test_key_list_shows_keys_without_what_opens_the_door(lockgate):
    lockgate(*ADD)
    assert lockgate("key", "list", "officer@example.org")[1] == "officer@example.org has no keys.\n"
    key = lockgate("key", "add", "officer@example.org")[1].strip()
    _, out, _ = lockgate("key", "list", "officer@example.org")
    made = MachineKey.objects.get()
    assert str(made.pk) in out and "in use" in out
    assert key not in out and made.digest not in out


def test_key_revoke_closes_it_and_the_list_says_since_when(lockgate):
    lockgate(*ADD)
    told = json.loads(lockgate("key", "add", "officer@example.org", "--json")[1])
    assert lockgate("key", "revoke", told["id"])[0] == 0
    assert account_of_key(told["key"]) is None
    (listed,) = json.loads(lockgate("key", "list", "officer@example.org", "--json")[1])
    assert listed["id"] == told["id"] and listed["revoked_at"]


@pytest.mark.parametrize("key", ["nothing", "00000000-0000-7000-8000-000000000000"])
def test_key_revoke_of_an_unknown_key_is_refused(lockgate, key):
    status, _, err = lockgate("key", "revoke", key)
    assert status == 2 and "There is no key" in err


def test_the_keys_of_somebody_else_are_not_found(lockgate):
    person(Role.EXPORTER)
    person(Role.OFFICER)
    for email in ("officer@example.org", "nobody@example.org"):
        status, _, err = lockgate("key", "list", email, "--as", "exporter@example.org")
        assert status == 2 and f"There is no account under '{email}', or you may not know of it." in err
    assert lockgate("key", "list", "exporter@example.org", "--as", "exporter@example.org")[0] == 0
