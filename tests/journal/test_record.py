"""An act and its row stand or fall together, and so do the reactions to it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import Invalid
from lockgate.journal import reactions
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.reach import tables
from lockgate.journal.reactions import react_to, reactions_table
from lockgate.journal.record import record
from tests.factories.rows import rows_with


@pytest.fixture(autouse=True)
def no_reactions(monkeypatch):
    monkeypatch.setattr(reactions, "_registered", {})


def test_a_row_says_who_did_what_on_which_subject_and_when(db, officer):
    at = datetime(2026, 11, 10, 12, 0, 0, 123456, tzinfo=UTC)
    with use_clock(FrozenClock(at)):
        content = {"rows": 633, "名": "清单"}
        recorded = record(act=Act.PACK_ADOPTED, by=officer, subject="pack us-ear", content=content)
    row = Row.objects.get()
    assert (row.act, row.subject, row.at) == ("pack.adopted", "pack us-ear", at)
    assert (row.by_id, row.by_label) == ("user 1", "officer@example.org")
    assert row.content == '{"rows":633,"名":"清单"}'
    assert recorded == (row.pk, Act.PACK_ADOPTED, officer, "pack us-ear", at, content)


def test_an_act_may_have_no_content(db, officer):
    assert record(act=Act.PACK_ADOPTED, by=officer, subject="pack us-ear").content == {}
    assert Row.objects.get().content is None


def test_equal_acts_have_different_digests_so_that_nobody_can_guess_content(db, officer):
    for _ in range(2):
        record(act=Act.PACK_ADOPTED, by=officer, subject="pack us-ear", content={"a": 1})
    rows = list(Row.objects.all())
    assert rows[0].closed_digest != rows[1].closed_digest
    assert rows[0].salt != rows[1].salt


@pytest.mark.django_db(transaction=True)
def test_an_act_is_never_recorded_outside_a_transaction(officer):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record(act=Act.PACK_ADOPTED, by=officer, subject="pack us-ear")
    assert not Row.objects.exists()


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"lines": [{"quantity": 1.5}]}, "content.lines.0.quantity is the float"),
        ({"when": datetime(2026, 1, 1, tzinfo=UTC)}, "datetime is not JSON"),
        ({1: "one"}, "has the key 1"),
        ({"text": "\ud800"}, "cannot be recorded"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_content_that_could_not_be_read_again_exactly_is_refused(officer, content, where):
    with pytest.raises(Invalid, match=where), transaction.atomic():
        record(act=Act.PACK_ADOPTED, by=officer, subject="pack us-ear", content=content)
    assert not Row.objects.exists()


def test_a_row_that_is_not_in_the_database_is_not_recorded(db, officer):
    never_saved = tables()["parties_organisation"].model(pk=uuid4())
    with pytest.raises(RuntimeError, match="is not in the database"):
        record(act=Act.ORGANISATION_ADDED, by=officer, subject="organisation 1", rows=[never_saved])


def test_a_removed_row_is_handed_over_while_it_has_its_key(db, officer):
    (row,) = rows_with(tables()["parties_organisation"].model)
    row.delete()
    with pytest.raises(RuntimeError, match="record the act, then delete the row"):
        record(act=Act.MEMBER_REMOVED, by=officer, subject="organisation 1", removed=[row])


def test_content_may_not_call_something_else_rows_beside_the_rows_of_an_act(db, officer):
    with pytest.raises(RuntimeError, match="call that something else"):
        record(
            act=Act.ORGANISATION_ADDED,
            by=officer,
            subject="organisation 1",
            content={"rows": 633},
            rows=rows_with(tables()["parties_organisation"].model),
        )


def test_reactions_follow_in_the_order_of_the_rooms_whoever_registered_first(db, officer):
    called = []
    react_to(Act.PACK_ADOPTED, "licences", lambda row: called.append(("licences", row.subject)))
    react_to(Act.PACK_ADOPTED, "accounts", lambda row: called.append(("accounts", row.subject)))
    react_to(Act.PACK_ADOPTED, "casework", lambda row: called.append(("casework", row.subject)))
    react_to(Act.USER_ADDED, "accounts", lambda row: called.append(("of another act", row.subject)))
    record(act=Act.PACK_ADOPTED, by=officer, subject="pack us-ear")
    assert called == [("accounts", "pack us-ear"), ("casework", "pack us-ear"), ("licences", "pack us-ear")]


@pytest.mark.django_db(transaction=True)
def test_an_exception_in_a_reaction_undoes_the_act_even_if_the_service_swallows_it(officer):
    def fail(row):
        record(act=Act.USER_ADDED, by=officer, subject="user 2")
        raise ZeroDivisionError

    react_to(Act.PACK_ADOPTED, "regimes", fail)
    with transaction.atomic():
        record(act=Act.USER_ADDED, by=officer, subject="user 1")
        with pytest.raises(ZeroDivisionError):
            record(act=Act.PACK_ADOPTED, by=officer, subject="pack us-ear")
    assert not Row.objects.exists()


def test_a_room_that_may_not_react_is_refused_and_so_is_a_second_registration():
    with pytest.raises(ValueError, match="no room that may react"):
        react_to(Act.PACK_ADOPTED, "insight", print)
    react_to(Act.PACK_ADOPTED, "casework", print)
    with pytest.raises(ValueError, match="already registered print"):
        react_to(Act.PACK_ADOPTED, "casework", print)


def test_the_table_of_reactions_shows_every_act_and_what_follows_from_it():
    def open_case(row):
        """Open a case."""

    react_to(Act.USER_ADDED, "casework", open_case)
    table, _, alone = reactions_table().partition("\n\n")
    assert "| `user.added` | `casework` | `open_case`: Open a case |" in table
    assert "`pack.adopted`" in alone and "`user.added`" not in alone
    assert all(f"`{act}`" in table + alone for act in Act)
