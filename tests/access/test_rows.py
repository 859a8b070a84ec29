"""A list asks the database as often for many rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lockgate.core.clock import use_clock
from lockgate.core.permissions import Role
from tests.access.scene import TODAY
from tests.factories.cases import opened_case
from tests.factories.licences import licence
from tests.factories.machines import Machine
from tests.factories.people import person


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.EXPORTER, Role.OFFICER])
@pytest.mark.parametrize("rows", ["applications", "cases", "licences"])
def test_a_list_asks_as_often_for_three_rows_as_for_one(rows, role):
    with use_clock(TODAY):
        exporter = person(Role.EXPORTER)
        for number in range(3):
            opened_case(exporter)
            licence(f"HELD-{number}")
        machine = Machine(exporter if role is Role.EXPORTER else person(role))
        asked = {}
        for limit in (1, 3):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = machine.get(f"/{rows}", limit=limit).json()
            assert len(answer[rows]) == limit
            asked[limit] = len(queries)
    assert asked[1] == asked[3]
