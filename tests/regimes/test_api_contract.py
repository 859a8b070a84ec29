"""The interface keeps what its description promises, for whatever is sent to it."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from lockgate.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.django_db  # each request ends the connections that earlier tests have left
@schema.parametrize()
@settings(suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_interface(case: schemathesis.Case[Any]) -> None:
    response = case.call()
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.headers["content-type"][0] == "application/problem+json"
        assert response.json()["detail"]
