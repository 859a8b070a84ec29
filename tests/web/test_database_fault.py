"""Which errors of a database ask for patience, and which are our own."""

import sqlite3
from contextlib import closing

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection

from lockgate.web.database_fault import database_fault

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_database_that_is_out_of_reach_asks_for_patience_and_tells_nothing_of_where_it_is(kind):
    fault = database_fault(kind("could not connect to 10.0.0.7 as lockgate"))
    assert fault and "10.0.0.7" not in str(fault)


def test_a_lock_that_is_not_had_in_time_asks_for_patience(tmp_path):
    file = tmp_path / "held.sqlite3"
    one, another = sqlite3.connect(file, isolation_level=None), sqlite3.connect(file, timeout=0)
    with closing(one) as holder, closing(another) as late:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            late.execute("CREATE TABLE wanted (number)")
    error = OperationalError("database is locked")
    error.__cause__ = locked.value
    assert database_fault(error)


def test_a_statement_that_is_wrong_is_an_error_of_our_own():
    with pytest.raises(Exception, match="no_such_table") as wrong, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM no_such_table")
    assert database_fault(wrong.value) is None


@pytest.mark.parametrize("error", [IntegrityError("twice"), RuntimeError("a bug"), None])
def test_what_is_no_fault_of_the_database_is_not_said_to_be_one(error):
    assert database_fault(error) is None
