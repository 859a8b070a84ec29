"""What may be served, and where: a demo on its own machine and whole. Under which settings: test_operate.py."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from lockgate.core.errors import NotPossibleNow
from lockgate.core.permissions import Role
from lockgate.installation import must_be_servable
from tests.factories.demo import demo_account, tell_of_demo

HERE = "127.0.0.1"


@pytest.fixture
def told(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    tell_of_demo(tmp_path)
    return tmp_path


def refuses(address: str, why: str) -> None:
    with pytest.raises(NotPossibleNow, match=why):
        must_be_servable(address)


@pytest.mark.parametrize("address", [HERE, "::1", "localhost"])
def test_a_demo_is_served_on_its_own_machine(told, db, address):
    demo_account(Role.OFFICER)
    must_be_servable(address)
    call_command("check")


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "gate.example"])
def test_a_demo_is_served_to_no_other_machine(told, db, address):
    demo_account(Role.OFFICER)
    refuses(address, "lets anybody in without a password, so it is not served at")


def test_what_is_no_demo_is_served_anywhere(db):
    must_be_servable("0.0.0.0")
    call_command("check")


def test_a_demo_that_was_not_played_to_its_end_is_not_served(db, client):
    demo_account(Role.OFFICER)
    refuses(HERE, "was not played to its end. Play it again with `lockgate demo`.")
    with pytest.raises(SystemCheckError, match="was not played to its end"):
        call_command("check")
    assert client.get("/readyz").status_code == 503


def test_a_database_of_something_else_is_not_served_as_a_demo(told, db):
    refuses(HERE, "tells of a demo, and the database holds none")
