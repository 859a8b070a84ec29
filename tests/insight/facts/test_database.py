"""The database is read as of one moment, and what keeps it from being read is told in a sentence."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from lockgate.core.errors import Invalid, Unavailable
from lockgate.insight.facts.database import one_moment
from lockgate.insight.facts.reading import read_facts
from lockgate.settings.database import database


def write(url: str, *statements: str) -> None:
    opened = sqlite3.connect(database(url)["NAME"]) if url.startswith("sqlite") else psycopg.connect(url)
    with closing(opened) as session:
        for statement in statements:
            session.execute(statement)
        session.commit()


def test_what_is_written_meanwhile_is_not_seen(own_database):
    if own_database.startswith("sqlite"):
        write(own_database, "PRAGMA journal_mode=WAL")
    write(own_database, "CREATE TABLE told (number integer)", "INSERT INTO told VALUES (1)")
    with one_moment(database(own_database)) as read:
        assert read("SELECT number FROM told")["number"].to_pylist() == [1]
        write(own_database, "INSERT INTO told VALUES (2)")
        assert read("SELECT number FROM told")["number"].to_pylist() == [1]
    with one_moment(database(own_database)) as read:
        assert read("SELECT number FROM told ORDER BY number")["number"].to_pylist() == [1, 2]


@pytest.mark.only_on("sqlite", reason="its columns have no type")
def test_the_type_of_a_column_is_that_of_all_its_rows(own_database):
    write(own_database, "CREATE TABLE told (said text)", *["INSERT INTO told VALUES (NULL)"] * 3000)
    write(own_database, "INSERT INTO told VALUES ('2025-10-01')")
    with one_moment(database(own_database)) as read:
        assert read("SELECT said FROM told")["said"].to_pylist()[-1] == "2025-10-01"


def test_a_database_without_the_tables_is_told_with_the_mend(own_database):
    write(own_database, "CREATE TABLE other (number integer)")
    with pytest.raises(Unavailable, match=r"The database cannot be read: .*`lockgate migrate`"):
        read_facts(database(own_database))


def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path):
    with pytest.raises(Unavailable, match="There is no database"):
        read_facts(database(f"sqlite:///{tmp_path}/nothing.sqlite3"))
    assert not list(tmp_path.iterdir())


def test_a_missing_driver_is_told_with_the_line_that_adds_it(monkeypatch):
    named = database("postgresql://gate@db.example/lockgate")
    monkeypatch.setattr("lockgate.insight.facts.database.find_spec", lambda name: None)
    with pytest.raises(Invalid, match=r"pip install 'lockgate\[postgres\]'"):
        read_facts(named)
