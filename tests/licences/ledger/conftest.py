"""Who acts on the ledger in these tests."""

import pytest

from lockgate.core.permissions import Role
from tests.factories.people import person


@pytest.fixture
def customs():
    return person(Role.CUSTOMS)


@pytest.fixture
def exporter():
    return person(Role.EXPORTER)
