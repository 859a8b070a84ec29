"""Users are added under an address, once, and the journal says so."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError, transaction

from lockgate.accounts.models import User
from lockgate.accounts.services import add_user
from lockgate.core.errors import Conflict, Invalid
from lockgate.core.permissions import LOCKGATE, Membership, Person, Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row

PASSWORD = "correct horse battery staple"


def test_add_user_is_recorded_by_whom_with_the_address_as_content(db):
    chief = add_user(by=LOCKGATE, email="chief@example.org")
    user = add_user(
        by=Person(chief.actor(), memberships=frozenset({Membership(None, Role.ADMINISTRATOR)})),
        email="officer@example.org",
    )
    row = Row.objects.get(act=Act.USER_ADDED, subject=f"user {user.pk}")
    assert (row.by_id, row.by_label) == (f"user {chief.pk}", "chief@example.org")
    assert '"email":"officer@example.org"' in str(row.content)
    assert "officer" not in row.subject + row.by_id


def test_add_user_with_a_password_lets_sign_in_whatever_the_case_of_the_address(db):
    user = add_user(by=LOCKGATE, email=" Officer@Example.ORG ", password=PASSWORD)
    assert (user.email, str(user)) == ("officer@example.org", "officer@example.org")
    assert ModelBackend().authenticate(None, username="OFFICER@example.org", password=PASSWORD) == user
    assert ModelBackend().authenticate(None, username="officer@example.org", password="another") is None
    assert ModelBackend().authenticate(None, username=None, password=PASSWORD) is None


def test_add_user_without_a_password_lets_nobody_sign_in(db):
    add_user(by=LOCKGATE, email="officer@example.org")
    assert ModelBackend().authenticate(None, username="officer@example.org", password="") is None
    assert not User.objects.get().has_usable_password()


def test_a_new_user_holds_no_power(db):
    user = add_user(by=LOCKGATE, email="officer@example.org")
    assert user.is_active and not user.is_superuser
    assert not user.get_all_permissions()


def test_add_user_twice_is_a_conflict_whatever_the_case_and_changes_nothing(db):
    first = add_user(by=LOCKGATE, email="officer@example.org")
    with pytest.raises(Conflict, match=r"officer@example\.org has an account already"):
        add_user(by=LOCKGATE, email="OFFICER@example.org")
    assert list(User.objects.all()) == [first]
    assert Row.objects.count() == 1


@pytest.mark.parametrize("email", ["", "officer", "officer@", "@example.org", "a b@example.org", "a@example.org\nb"])
def test_add_user_under_what_is_no_address_is_refused(db, email):
    with pytest.raises(Invalid, match="is no e-mail address") as caught:
        add_user(by=LOCKGATE, email=email)
    assert "email" in caught.value.fields
    assert not User.objects.exists() and not Row.objects.exists()


@pytest.mark.parametrize("password", ["", "short", "password1234", "officer@example.org"])
def test_add_user_with_a_weak_password_is_refused_and_says_why(db, password):
    with pytest.raises(Invalid) as caught:
        add_user(by=LOCKGATE, email="officer@example.org", password=password)
    assert caught.value.fields["password"] == caught.value.mend != ""
    assert not User.objects.exists() and not Row.objects.exists()


def test_no_account_is_stored_under_capital_letters_whoever_writes_it(db):
    with pytest.raises(IntegrityError, match="accounts_user_email_small"), transaction.atomic():
        User.objects.create(email="Officer@example.org")


@pytest.mark.django_db(transaction=True)
def test_a_user_whose_row_cannot_be_written_is_not_added(monkeypatch):
    from lockgate.journal import reactions  # noqa: PLC0415

    def refuse(row):
        raise ZeroDivisionError

    monkeypatch.setattr(reactions, "_registered", {Act.USER_ADDED: [reactions.Registered("casework", refuse)]})
    with pytest.raises(ZeroDivisionError):
        add_user(by=LOCKGATE, email="officer@example.org")
    assert not User.objects.exists()
