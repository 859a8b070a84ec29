"""A reader of pages: fetches an address, follows the redirect to its tidy form, and reads what stands there."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.test import Client

from lockgate.core.clock import FrozenClock, use_clock
from tests.front.reading import Reading


@pytest.fixture(autouse=True)
def _a_day_in_2026():
    with use_clock(FrozenClock(datetime(2026, 8, 1, 12, tzinfo=UTC))):
        yield


@pytest.fixture
def read(client: Client) -> Callable[..., Reading]:
    """Read the page at a path; words become its query string. No page needs a database, and none may be faulty."""

    def reading(path: str, **query: object) -> Reading:
        address = f"{path}?{urlencode(query, doseq=True)}" if query else path
        response = client.get(address, follow=True)
        assert response.status_code == HTTPStatus.OK, f"{response.status_code} at {address}"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        read = Reading(response.content.decode())
        assert not read.faults, f"{address}: {read.faults}"
        return read

    return reading
