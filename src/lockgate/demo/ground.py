"""Where an episode may be played: a SQLite file of its own, empty or a demo's. Nothing else is ever overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

from lockgate.accounts.queries import all_users
from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.demo.episode_file import remove_episode
from lockgate.demo.people import DOMAIN
from lockgate.insight.services import snapshots

MEND = "Name another folder for it: LOCKGATE_DATA_DIR=PATH ./run demo."


def clear_ground() -> None:
    """Remove what an earlier play left, also one that was broken off. Whoever calls has the folder alone.

    Raises Invalid where the database is no SQLite file, NotPossibleNow where it is not a demo's or another program has
    locked it.
    """
    if connection.vendor != "sqlite":
        raise Invalid("The demo plays into a SQLite file of its own.", mend="Leave LOCKGATE_DATABASE_URL unset.")
    database = Path(connection.settings_dict["NAME"])
    if database.exists() and not is_a_demos():
        raise NotPossibleNow(f"{database} has other accounts than a demo's; it is left alone.", mend=MEND)
    connection.close()
    remove_episode(settings.DATA_DIR)
    shutil.rmtree(snapshots(), ignore_errors=True)
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def is_a_demos() -> bool:
    """Tell whether the database holds nobody but a demo's people: nothing in it is then anybody's work."""
    try:
        return not all_users().exclude(email__endswith=f"@{DOMAIN}").exists()
    except OperationalError as error:
        if "locked" in str(error):
            raise NotPossibleNow("The database is locked by another program.", mend="End that first.") from error
        return _has_no_tables()
    except DatabaseError:
        return _has_no_tables()


def _has_no_tables() -> bool:
    try:
        return not connection.introspection.table_names()
    except DatabaseError:  # some other file
        return False
