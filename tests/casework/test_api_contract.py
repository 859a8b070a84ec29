"""Whatever the machines of those who work on a case send to the routes of this room, no answer is a fault of ours."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer

from lockgate.accounts.services import add_key
from lockgate.api import api
from lockgate.core.permissions import OPERATOR
from tests.factories.cases import assigned_case, people

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))


@pytest.fixture
def keys(transactional_db: None) -> list[str]:
    """The bearer keys of everybody who works on a case; there is one, in review."""
    held = people()
    assigned_case(held)
    return [add_key(by=OPERATOR, email=somebody.actor.label).key for somebody in held]


@schema.include(path_regex="/cases").parametrize()
@settings(suppress_health_check=list(HealthCheck))
def test_no_request_with_a_key_breaks_the_interface(
    case: schemathesis.Case[Any], live_server: LiveServer, keys: list[str]
) -> None:
    if "reference" in (case.path_parameters or {}):
        case.path_parameters["reference"] = "CA-2026-000001-8"
    for key in keys:
        response = case.call(base_url=live_server.url, headers={"Authorization": f"Bearer {key}"}, timeout=60)
        assert response.status_code < 500
        if response.status_code >= 400:
            assert response.headers["content-type"][0] == "application/problem+json"
            assert response.json()["detail"]
