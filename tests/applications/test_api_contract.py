"""Whatever an exporter's machine sends to the routes of this room, no answer is a fault of ours."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer

from lockgate.accounts.services import add_key
from lockgate.api import api
from lockgate.core.permissions import OPERATOR, Role
from tests.factories.applications import drafted_application
from tests.factories.people import person

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))


@pytest.fixture
def key(transactional_db: None) -> str:
    """The bearer key of an exporter that has a draft."""
    drafted_application(person(Role.EXPORTER))
    return add_key(by=OPERATOR, email="exporter@example.org").key


@schema.include(path_regex="/applications").parametrize()
@settings(suppress_health_check=list(HealthCheck))
def test_no_request_with_a_key_breaks_the_interface(
    case: schemathesis.Case[Any], live_server: LiveServer, key: str
) -> None:
    response = case.call(base_url=live_server.url, headers={"Authorization": f"Bearer {key}"}, timeout=60)
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.headers["content-type"][0] == "application/problem+json"
        assert response.json()["detail"]
