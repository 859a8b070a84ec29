"""What watches an installation asks two questions, and is told yes or no and nothing else."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder


def asked(client, path):
    answer = client.get(path)
    return answer.status_code, answer.content.decode(), answer["Cache-Control"].partition(",")[0]


def test_a_process_that_answers_is_alive_without_a_database(client):
    assert asked(client, "/healthz") == (200, "ok\n", "max-age=0")


def test_a_process_is_ready_when_its_database_has_every_migration(client, db):
    assert asked(client, "/readyz")[:2] == (200, "ready\n")
    MigrationRecorder(connection).migration_qs.filter(app="journal").delete()
    assert asked(client, "/readyz")[:2] == (503, "not ready\n")


def test_a_process_whose_database_does_not_answer_is_not_ready_and_tells_no_more(client, db):
    def gone(*_):
        raise OperationalError("could not connect to 10.0.0.7 as lockgate")

    with connection.execute_wrapper(gone):
        assert asked(client, "/readyz")[:2] == (503, "not ready\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading_is_answered(client, path):
    assert client.post(path).status_code == 405
