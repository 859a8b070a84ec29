"""`lockgate journal …`: exit 0 whole, 1 a fault, 2 bad use; sentences for people, JSON for machines."""

import argparse
import json

import pytest
from django.db import connection

from lockgate.core.errors import Invalid, NotFound, Unavailable
from lockgate.journal import commands
from lockgate.journal.acts import Act
from lockgate.journal.head import parse_head
from lockgate.journal.models import Row
from lockgate.journal.reach import tables
from lockgate.journal.record import record
from lockgate.journal.seal import latest_head
from lockgate.journal.services import redact_row
from tests.factories.rows import rows_with


@pytest.fixture
def lockgate(capsys):
    """Run a command line; give back exit status, output and errors."""

    def run(*words):
        parser = argparse.ArgumentParser()
        commands.register(parser.add_subparsers())
        arguments = parser.parse_args(["journal", *(str(word) for word in words)])
        status = arguments.run(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_verify_tells_that_the_journal_is_whole_and_what_it_cannot_vouch_for(lockgate, sealed, rows):
    rows(1)
    status, output, errors = lockgate("verify")
    assert (status, errors) == (0, "")
    assert output == (
        f"The journal is whole: 12 rows in 3 seals; {len(tables())} tables hold what its acts wrote. "
        "1 row not sealed yet, and so not vouched for.\n"
    )


def test_verify_names_each_fault_and_exits_with_one(lockgate, sealed):
    Row.objects.filter(pk=sealed[1][1].pk).update(subject="pack of another")
    status, output, _ = lockgate("verify")
    assert status == 1
    first, last = output.splitlines()
    assert first.startswith(f"changed_row: Row {sealed[1][1].pk} (pack.adopted on pack of another) has another act")
    assert last.startswith("The journal is NOT whole: 1 fault in 12 rows and 3 seals, and in ")


def test_verify_tells_redactions_and_that_the_journal_is_whole(lockgate, sealed, administrator):
    act = redact_row(by=administrator, row=sealed[0][0].pk, reason="The exporter asked for it.")
    status, output, _ = lockgate("verify")
    assert status == 0
    row = sealed[0][0]
    assert f"Row {row.pk} (pack.adopted on {row.subject}) was redacted by {administrator.actor.label}" in output
    assert f"row {act.row} of the journal." in output


def test_verify_prints_json(lockgate, sealed, administrator):
    redact_row(by=administrator, row=sealed[0][0].pk, reason="The exporter asked for it.")
    Row.objects.filter(pk=sealed[1][1].pk).update(subject="pack of another")
    status, output, _ = lockgate("verify", "--json")
    found = json.loads(output)
    assert (status, found["is_whole"], found["seals"], found["rows"], found["unsealed_rows"]) == (1, False, 3, 12, 1)
    assert found["faults"][0] | {"sentence": ""} == {
        "kind": "changed_row",
        "sentence": "",
        "seal": 2,
        "row": sealed[1][1].pk,
        "act": "pack.adopted",
        "subject": "pack of another",
        "table": None,
        "key": None,
    }
    assert found["redacted"][0]["row"] == sealed[0][0].pk
    assert found["head"]["sequence"] == 3


def test_verify_beyond_the_faults_that_are_named_says_how_many_more(lockgate, sealed, monkeypatch):
    monkeypatch.setattr("lockgate.journal.verify.FAULTS_MAX", 2)
    Row.objects.update(subject="pack of another")
    status, output, _ = lockgate("verify")
    assert status == 1
    assert "… and 10 faults more." in output and "12 faults in 12 rows" in output


def test_a_head_that_was_printed_serves_verify(lockgate, sealed, rows, tmp_path):
    status, printed, _ = lockgate("head")
    assert status == 0
    assert parse_head(printed) == latest_head()
    (tmp_path / "head.txt").write_text(printed)
    rows(1)
    assert lockgate("seal") == (0, "Seal 4 was made; rows in it: 1; rows sealed so far: 13.\n", "")
    assert lockgate("seal") == (0, "Every row of the journal is sealed already.\n", "")
    assert lockgate("verify", "--head", tmp_path / "head.txt")[0] == 0


def test_a_head_of_a_longer_journal_shows_truncation(head, lockgate, sealed, tmp_path):
    longer = head._replace(sequence=9)
    (tmp_path / "head.txt").write_text(longer.text())
    status, output, _ = lockgate("verify", "--head", tmp_path / "head.txt")
    assert status == 1
    assert "truncated: The journal was cut off: it ends at seal 3 with 12 rows" in output


def test_head_prints_json(head, lockgate, sealed):
    status, output, _ = lockgate("head", "--json")
    assert (status, json.loads(output)) == (0, head._asdict())


def test_head_of_a_journal_without_a_seal_says_how_to_make_one(lockgate, db):
    assert lockgate("head", "--json") == (1, "null\n", "")
    status, output, errors = lockgate("head")
    assert (status, output) == (1, "")
    assert "`lockgate journal seal`" in errors


def test_redact_removes_the_content_and_tells_by_which_row(lockgate, sealed):
    row = sealed[0][0].pk
    status, output, _ = lockgate("redact", row, "--reason", "The exporter asked for it.")
    act = Row.objects.get(act=Act.JOURNAL_REDACTED)
    assert (status, output) == (0, f"Row {row} of the journal is redacted; row {act.pk} says so.\n")
    assert (act.by_id, act.subject) == ("operator", f"journal row {row}")
    _, output, _ = lockgate("redact", sealed[0][1].pk, "--reason", "She asked too.", "--json")
    assert json.loads(output) == {"row": sealed[0][1].pk, "redacted_by_row": act.pk + 1}
    assert lockgate("verify")[0] == 0


def test_redact_a_row_that_is_not_there_is_refused(lockgate, db):
    with pytest.raises(NotFound, match="no row 12"):
        lockgate("redact", 12, "--reason", "The exporter asked for it.")


@pytest.mark.parametrize("every", ["0", "-1", "soon", "nan", "inf"])
def test_what_is_no_time_to_wait_is_refused(lockgate, every, capsys):
    with pytest.raises(SystemExit):
        lockgate("seal", f"--every={every}")
    assert f"{every} is no time to wait" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), (b"\xff\xfe", "no text in UTF-8"), (b"x", "no head")]
)
def test_a_head_file_that_cannot_be_used_is_refused(lockgate, db, tmp_path, content, reason):
    if content is not None:
        (tmp_path / "head.txt").write_bytes(content)
    with pytest.raises(Invalid, match=reason):
        lockgate("verify", "--head", tmp_path / "head.txt")


@pytest.mark.parametrize("verb", ["verify", "head", "seal"])
def test_a_database_without_a_journal_is_told_with_what_to_do(lockgate, db, verb):
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_seal RENAME TO elsewhere")
        cursor.execute("ALTER TABLE journal_row RENAME TO elsewhere_too")
    with pytest.raises(Unavailable, match="`lockgate migrate` first"):
        lockgate(verb)


@pytest.mark.parametrize(
    "words", [[], ["mend"], ["verify", "--head"], ["redact", "1"], ["redact", "one", "--reason", "x"]]
)
def test_bad_use_exits_with_two(lockgate, words, capsys):
    with pytest.raises(SystemExit) as caught:
        lockgate(*words)
    assert caught.value.code == 2


def test_verify_names_a_row_of_a_table_that_no_act_wrote(lockgate, sealed):
    row = rows_with(tables()["parties_organisation"].model)[-1]
    status, output, _ = lockgate("verify")
    assert status == 1
    expected = f"unrecorded_table_row: parties_organisation {row.pk} is there, and no act of the journal wrote it."
    assert output.splitlines()[0] == expected


def test_verify_tells_which_rows_are_not_vouched_for_and_why(lockgate, sealed, officer, administrator):
    rows = rows_with(tables()["parties_organisation"].model)
    act = record(act=Act.ORGANISATION_ADDED, by=officer, subject="organisation 7", rows=rows)
    redaction = redact_row(by=administrator, row=act.row, reason="It named Jane Doe.")
    status, output, _ = lockgate("verify")
    assert status == 0
    assert (
        f"parties_organisation {rows[-1].pk} is not vouched for: the act that wrote it, row {act.row} of the journal, "
        f"was redacted by {administrator.actor.label}"
    ) in output
    found = json.loads(lockgate("verify", "--json")[1])
    assert (found["not_vouched_for_count"], found["tables"]) == (1, len(tables()))
    assert found["not_vouched_for"][0]["redacted_by_row"] == redaction.row
