"""The interface keeps what its description promises, for whatever is sent to it."""

import json
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer

from lockgate.api import api

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))


@schema.parametrize()
@settings(suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_interface(case: schemathesis.Case[Any], live_server: LiveServer) -> None:
    response = case.call(base_url=live_server.url, timeout=60)
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.headers["content-type"][0] == "application/problem+json"
        assert response.json()["detail"]
