"""May this installation be served, and at this address? A demo lets anybody in, so nothing else may hold one.

Asked when it starts to serve, by `check`, and by whatever watches it. A demo is what the settings `demo` and `test`
make possible, the file beside the database says, and the accounts in the database act in: all three, or none.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Error as Fault
from django.db import Error

from lockgate.accounts.queries import has_accounts_of
from lockgate.core.errors import NotPossibleNow
from lockgate.core.loopback import is_loopback
from lockgate.demo.episode_file import NAME, read_episode
from lockgate.demo.people import DOMAIN

HERE = "127.0.0.1"


def must_be_servable(address: str) -> None:
    """Raise NotPossibleNow where this installation may not be served at an address."""
    for fault in faults_of_installation(address):
        raise fault


def faults_of_installation(address: str = HERE) -> Iterator[NotPossibleNow]:
    """Yield why this installation may not be served at an address; raise django.db.Error without its tables."""
    has_accounts = has_accounts_of(DOMAIN)
    if not apps.is_installed("lockgate.demo"):
        if has_accounts:
            yield NotPossibleNow(
                f"The database holds accounts of the demo ({DOMAIN}), and {settings.SETTINGS_MODULE} serves no demo.",
                mend="Name another database in LOCKGATE_DATABASE_URL, or another folder in LOCKGATE_DATA_DIR.",
            )
        return
    was_played = read_episode(settings.DATA_DIR) is not None
    if has_accounts and not was_played:
        yield NotPossibleNow(
            "The demo in this database was not played to its end.", mend="Play it again with `lockgate demo`."
        )
    if was_played and not has_accounts:
        yield NotPossibleNow(
            f"{settings.DATA_DIR / NAME} tells of a demo, and the database holds none.",
            mend="Remove the file, or name the database that it belongs to.",
        )
    if has_accounts and not is_loopback(address):
        yield NotPossibleNow(
            f"A demo lets anybody in without a password, so it is not served at {address}.",
            mend=f"Leave out --address, or give {HERE}.",
        )


def check_installation(**_: Any) -> list[CheckMessage]:
    """Name to Django's `check` why this installation may not be served; nothing where there are no tables yet."""
    try:
        return [Fault(fault.sentence, hint=fault.mend, id="lockgate.E001") for fault in faults_of_installation()]
    except Error:
        return []
