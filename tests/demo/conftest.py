"""A process that replays an episode: its clock, its file in a data folder of its own, its accounts."""

from collections.abc import Iterator

import pytest
from django.test import Client

from lockgate.core.clock import use_clock
from tests.factories.demo import OPENS, small_demo, tell_of_demo


@pytest.fixture
def replayed(tmp_path, settings) -> Iterator[None]:
    """Have this process be a demo's, at the moment at which its site opens."""
    settings.DATA_DIR = tmp_path
    tell_of_demo(tmp_path)
    with use_clock(OPENS):
        yield


@pytest.fixture
def demo(replayed, db):
    """The case that waits, and the licence, of a small demo."""
    return small_demo()


@pytest.fixture
def visitor() -> Client:
    """A browser on the demo's own machine."""
    return Client(SERVER_NAME="localhost")
