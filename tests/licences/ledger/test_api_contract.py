"""Whatever the machines of customs and holders send to the ledger's routes, no answer is a fault of ours."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer

from lockgate.accounts.services import add_key
from lockgate.api import api
from lockgate.core.permissions import OPERATOR, Role
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import reserve
from tests.factories.licences import licence
from tests.factories.people import person

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))


@pytest.fixture
def reserved(transactional_db: None) -> tuple[str, str]:
    """The bearer key of customs, and an entry that reserves on a licence."""
    licence()
    customs = person(Role.CUSTOMS)
    declared = Declared("1", "KGM")
    entry = reserve(by=customs, licence="HELD-1", line=1, declared=declared, key="r").body["entry"]
    return add_key(by=OPERATOR, email=customs.actor.label).key, entry


@schema.include(path_regex="/ledger-entries/|/licences/.+/lines/").parametrize()
@settings(suppress_health_check=list(HealthCheck))
def test_no_request_with_a_key_breaks_the_interface(
    case: schemathesis.Case[Any], live_server: LiveServer, reserved: tuple[str, str]
) -> None:
    key, entry = reserved
    case.path_parameters |= {"licence": "HELD-1", "line": 1, "entry": entry}
    response = case.call(base_url=live_server.url, headers={"Authorization": f"Bearer {key}"}, timeout=60)
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.headers["content-type"][0] == "application/problem+json"
        assert response.json()["detail"]
