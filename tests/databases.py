"""Databases for processes that a test starts, of the kind that this run is on: files, or databases of one server."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from lockgate.settings import environment


@contextmanager
def database_of_its_own(folder: Path, *, copy_of: str | None = None) -> Iterator[str]:
    """Make a database, empty or a copy of another to which nobody is connected; give its URL, and remove it again.

    The folder is where SQLite keeps it.
    """
    server = environment.text("LOCKGATE_DATABASE_URL") or "sqlite:"
    if server.startswith("sqlite:"):
        file = folder / f"{uuid4().hex}.sqlite3"
        if copy_of:
            shutil.copyfile(_name(copy_of), file)
        yield f"sqlite:///{quote(str(file))}"
        return
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as session:
        template = _name(copy_of) if copy_of else "template1"
        session.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            session.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _name(url: str) -> str:
    return unquote(urlsplit(url).path).removeprefix("/")
