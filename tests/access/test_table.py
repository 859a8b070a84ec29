"""The table of access.py names every way that the program has, once, and no way that it has not."""

from collections import Counter

import pytest
from django.test import Client
from ninja import NinjaAPI, Router

from lockgate.access import PERMISSIONS, TABLE, Audience, Openly
from lockgate.accounts.services import add_user
from lockgate.core.permissions import OPERATOR, Permission, Role
from tests.access.attempts import ATTEMPTS
from tests.access.program import commands, leaves, operations, pages, rest_addresses
from tests.access.scene import MODEL_BACKEND

WAYS = Counter(way for line in TABLE for way in line.ways())
AS_PROGRAM_HAS_THEM = "access.py and the program differ; give each way its line in TABLE, and take away what is gone"


def _named(kind: str) -> set[str]:
    return {way for way in WAYS if way.startswith(f"{kind} ")}


@pytest.mark.django_db
def test_every_page_has_its_line(client):
    signed_in = Client()
    signed_in.force_login(add_user(by=OPERATOR, email="reader@example.org"), MODEL_BACKEND)
    assert _named("page") == set(pages(client, signed_in)), AS_PROGRAM_HAS_THEM


def test_every_operation_has_its_line():
    assert _named("REST") == set(operations()), AS_PROGRAM_HAS_THEM


def test_every_command_has_its_line():
    assert _named("lockgate") == set(commands()), AS_PROGRAM_HAS_THEM


def test_every_address_below_the_rest_interface_is_an_operation():
    assert rest_addresses() == {operation.split()[2] for operation in operations()}


def test_an_operation_that_the_description_leaves_out_is_found_too():
    router = Router()
    router.get("/quiet/{one}", include_in_schema=False)(lambda request, one: one)
    mounted = NinjaAPI(urls_namespace="quiet")
    mounted.add_router("", router)
    assert list(operations(mounted)) == ["REST GET /quiet/{one}"]


def test_each_way_has_one_line_and_each_line_one_act():
    assert [way for way, times in WAYS.items() if times > 1] == []
    names = Counter(line.what.name for line in TABLE if isinstance(line.what, Permission))
    assert set(names.values()) == {1}
    assert names.keys() <= {permission.name for permission in PERMISSIONS}


def test_each_permission_is_listed_once():
    assert set(Counter(permission.name for permission in PERMISSIONS).values()) == {1}


def test_every_way_is_tried():
    machine = {way for line in TABLE if _is_on_the_machine(line) for way in line.ways()}
    untried = set(WAYS) - {attempt.way for attempt in ATTEMPTS} - machine - _public_commands()
    assert untried == set(), "give each an Attempt in tests/access/attempts.py"


def test_a_command_that_takes_no_account_is_for_whoever_holds_the_machine():
    without = {
        f"lockgate {words}"
        for word in {command.split()[1] for command in _named("lockgate")}
        for words, parser in leaves(word)
        if "--as" not in parser._option_string_actions
    }
    assert without == {way for line in TABLE if _is_on_the_machine(line) for way in line.ways()} | _public_commands()


def test_what_is_no_page_stays_none(client):
    assert client.get("/api/v1/").status_code == 404


def _public_commands() -> set[str]:
    return {
        f"lockgate {command}"
        for line in TABLE
        if isinstance(line.what, Openly) and line.what.to is Audience.PUBLIC
        for command in line.commands
    }


def _is_on_the_machine(line) -> bool:
    if isinstance(line.what, Openly):
        return line.what.to is Audience.MACHINE
    return line.commands == ("journal redact",) and Role.OPERATOR in line.what.roles
