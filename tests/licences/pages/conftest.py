"""Browsers of people who are signed in, and a day in 2026 on which the licences of these tests are valid."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import Role
from tests.factories.people import person


@pytest.fixture(autouse=True)
def _a_day_in_may():
    with use_clock(FrozenClock(datetime(2026, 5, 10, 8, 30, tzinfo=UTC))):
        yield


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """Sign somebody of a role in, who is added unless there already."""

    def browser(role: Role, *names: str) -> Client:
        users, client = get_user_model().objects.filter(email=f"{[*names, role.value][0]}@example.org"), Client()
        if not users.exists():
            person(role, *names)
        client.force_login(users.get())
        return client

    return browser
