"""A name that no table can hold is not found, or refused: on PostgreSQL a NUL in a query is an error of its own."""

import pytest

from lockgate.core.permissions import Role
from tests.factories.cases import assigned_case, people
from tests.factories.machines import Machine
from tests.factories.people import person

pytestmark = pytest.mark.django_db
DRAW = {"quantity": "1", "unit": "KGM", "declaration": "D", "office": "O"}


@pytest.fixture
def machines():
    """Ask as an officer, as customs and as an exporter."""
    return {role: Machine(person(role)) for role in (Role.OFFICER, Role.CUSTOMS, Role.EXPORTER)}


@pytest.mark.parametrize("name", ["%00", "A%00B", "%01", "%F0%9F%9A%A2"])
@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.OFFICER, "/cases/{}"),
        (Role.OFFICER, "/applications/{}"),
        (Role.CUSTOMS, "/licences/{}"),
        (Role.CUSTOMS, "/licences?number={}"),
        (Role.CUSTOMS, "/licences?cursor={}"),
        (Role.OFFICER, "/cases?cursor={}"),
        (Role.OFFICER, "/cases?state={}"),
    ],
)
def test_a_name_that_no_table_holds_is_not_found(role, path, name, machines):
    assert machines[role].get(path.format(name)).status_code in ((200, 422) if "?" in path else (404,))


@pytest.mark.parametrize(
    ("role", "path", "body"),
    [
        (Role.CUSTOMS, "/licences/A%00B/lines/1/draw-downs", DRAW),
        (Role.CUSTOMS, "/ledger-entries/A%00B/void", {}),
        (Role.OFFICER, "/licences/A%00B/suspension", {"reason": "Why."}),
        (Role.OFFICER, "/cases/A%00B/assignment", {}),
        (Role.EXPORTER, "/applications/A%00B/submission", None),
    ],
)
def test_an_act_on_a_name_that_no_table_holds_is_not_found(role, path, body, machines):
    assert machines[role].post(path, body, key="key").status_code == 404


@pytest.mark.parametrize("name", ["a\x00b", "a\ud800b"])
def test_whoever_is_named_so_is_nobody(name):
    held = people()
    case = assigned_case(held).reference
    officer, exporter = Machine(held.officer), Machine(held.exporter)
    application = {"regime": name, "destination": "KR", "exporter": name, "replaces": name}
    asked = (
        (officer, f"/cases/{case}/assignment", {"to": name}),
        (officer, f"/cases/{case}/reviews", {"body": name, "due_on": "2099-01-01"}),
        (exporter, "/applications", application),
        (exporter, "/applications", {**application, "regime": "cn-dual-use"}),
    )
    for number, (machine, path, body) in enumerate(asked):
        assert machine.post(path, body, key=f"key {number}").status_code in (404, 422), path
