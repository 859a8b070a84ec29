"""A bearer key opens the account that it was made for, with the roles that it holds then."""

import pytest

from lockgate.accounts.models import User
from lockgate.accounts.services import add_key, revoke_key
from lockgate.core.permissions import OPERATOR, STRANGER, Role
from lockgate.parties.bearer import bearer
from lockgate.parties.queries import person_at
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    person(Role.CUSTOMS)
    return add_key(by=OPERATOR, email="customs@example.org")


def asking(rf, key):
    return bearer(rf.get("/", headers={"Authorization": f"Bearer {key}"}))


def test_a_key_opens_its_account_with_the_roles_held_now(rf, key):
    assert asking(rf, key.key) == person_at("customs@example.org") != STRANGER
    with_two_hats = person(Role.ADVISER, "customs")
    assert asking(rf, key.key) == with_two_hats
    assert with_two_hats.roles == {Role.CUSTOMS, Role.ADVISER}


def test_another_key_a_revoked_one_and_that_of_a_closed_account_open_nothing(rf, key):
    assert asking(rf, "lgk_none") is None
    other = add_key(by=OPERATOR, email="customs@example.org")
    revoke_key(by=OPERATOR, key_id=other.id)
    assert asking(rf, other.key) is None
    User.objects.update(is_active=False)
    assert asking(rf, key.key) is None
