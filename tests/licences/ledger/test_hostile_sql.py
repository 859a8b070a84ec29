"""Whoever writes SQL of their own meets the database: what is not lawful cannot be stored, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from lockgate.core.identifiers import new_id
from lockgate.licences.ledger.entry import Kind
from lockgate.licences.ledger.guards import make_guards, missing_guards
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve, reverse_draw_down
from lockgate.licences.ledger.tables import COLUMNS, LedgerEntry
from tests.factories.licences import licence

pytestmark = pytest.mark.django_db
TABLE = LedgerEntry._meta.db_table
KG = 10**9
QUOTED = ", ".join(f'"{column}"' for column in COLUMNS)


@pytest.fixture
def entries(customs):
    """A chain of 10 kg: 4 drawn down, of which 1 reversed, and 2 reserved; and a second chain beside it."""
    held = licence("HELD-1", "10 KGM", "10 KGM")
    first = draw(customs, 1, "4", "a")
    reserved = reserve(by=customs, licence="HELD-1", line=1, declared=Declared("2", "KGM"), key="b").body["entry"]
    reverse_draw_down(by=customs, entry=first, quantity="1", key="c")
    other = draw(customs, 2, "4", "d")
    chain = held.lines.get(number=1).chain
    return {"chain": chain.pk, "drawn": first, "reserved": reserved, "other": other}


@pytest.fixture(params=["as it is", "with foreign keys switched off", "with every setting switched off"])
def session(request):
    """A session of somebody who may write, and who switches off what a session can switch off."""
    switched = request.param.partition(" ")[0] == "with"
    if not switched:
        yield
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        return
    # Foreign keys cannot be switched off inside the test's transaction; put off to its end they are as good as off.
    pragmas = ["defer_foreign_keys = ON"] + (["ignore_check_constraints = ON"] if "every" in request.param else [])
    for pragma in pragmas:
        connection.cursor().execute(f"PRAGMA {pragma}")
    yield
    connection.cursor().execute("PRAGMA ignore_check_constraints = OFF")


def draw(by, line, quantity, key):
    declared = Declared(quantity, "KGM", "D-1", "Shanghai")
    return draw_down(by=by, licence="HELD-1", line=line, declared=declared, key=key).body["entry"]


def forged(entries, **cells):
    """Return the cells of an entry that would go on lawfully from the last: a draw-down of 1 kg. `cells` differ."""
    last = LedgerEntry.objects.filter(chain=entries["chain"]).latest("sequence")
    lawful = {
        "id": new_id().hex,
        "chain": last.chain_id.hex,
        "sequence": last.sequence + 1,
        "previous_sequence": last.sequence,
        "kind": "draw_down",
        "amount": KG,
        "drawn_before": last.drawn_after,
        "drawn_after": last.drawn_after + KG,
        "reserved_before": last.reserved_after,
        "reserved_after": last.reserved_after,
        "allowed_before": last.allowed_after,
        "allowed_after": last.allowed_after,
        "resolves": None,
        "quantity": "1",
        "unit": "KGM",
        "declaration": "",
        "office": "",
        "at": "2026-11-25 12:00:00",
        "by": None,
    }
    return {
        **lawful,
        **{name: cell.replace("-", "") if name == "resolves" and cell else cell for name, cell in cells.items()},
    }


def insert(cells, verb="INSERT INTO", **more):
    names = QUOTED + "".join(f", {name}" for name in more)
    values = [cells[column] for column in COLUMNS] + list(more.values())
    with connection.cursor() as cursor:
        cursor.execute(f"{verb} {TABLE} ({names}) VALUES ({', '.join(['%s'] * len(values))})", values)


def refuses(statement, *arguments, **more):
    before = list(LedgerEntry.objects.order_by("pk").values())
    with pytest.raises(DatabaseError), transaction.atomic():
        statement(*arguments, **more)
    assert list(LedgerEntry.objects.order_by("pk").values()) == before


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_lawful_entry_can_be_stored_so_the_others_are_refused_for_what_they_are(entries, session):
    insert(forged(entries))
    assert LedgerEntry.objects.filter(chain=entries["chain"]).count() == 5


BEGINNING = {
    "kind": "amount",
    "sequence": 1,
    "previous_sequence": None,
    "amount": 99 * KG,
    "drawn_before": 0,
    "drawn_after": 0,
    "reserved_before": 0,
    "reserved_after": 0,
    "allowed_before": 0,
    "allowed_after": 99 * KG,
}
UNLAWFUL = {
    "overdraw": {"amount": 6 * KG, "drawn_after": 9 * KG},
    "overdraw that leaves the reserved": {"amount": 8 * KG, "drawn_after": 11 * KG},
    "fork": {"sequence": 4, "previous_sequence": 3, "drawn_before": 4 * KG, "drawn_after": 5 * KG},
    "second beginning": BEGINNING,
    "beginning of a chain that is not there": {**BEGINNING, "chain": "0" * 32},
    "entry of a chain that is not there": {"chain": "0" * 32},
    "gap": {"sequence": 7, "previous_sequence": 6},
    "number that skips": {"sequence": 6},
    "wrong total after": {"drawn_after": 3 * KG},
    "wrong total before": {"drawn_before": 0, "drawn_after": KG},
    "wrong reserved before": {"reserved_before": 0, "reserved_after": 0},
    "restated allowance": {"allowed_after": 99 * KG},
    "restated allowance before": {"allowed_before": 99 * KG, "allowed_after": 99 * KG},
    "amount of zero": {"amount": 0, "drawn_after": 3 * KG},
    "amount below zero": {"amount": -KG, "drawn_after": 2 * KG},
    "unknown kind": {"kind": "gift"},
    "draw-down that resolves": {"resolves": "drawn"},
    "reversal of nothing": {"kind": "reverse", "drawn_after": 2 * KG},
    "reversal of a reservation": {"kind": "reverse", "drawn_after": 2 * KG, "resolves": "reserved"},
    "reversal of another line": {"kind": "reverse", "drawn_after": 2 * KG, "resolves": "other"},
    "reversal of more than was drawn": {
        "kind": "reverse",
        "amount": 3 * KG + 1,
        "drawn_after": -1,
        "resolves": "drawn",
    },
    "confirmation of a draw-down": {
        "kind": "confirm",
        "drawn_after": 4 * KG,
        "reserved_after": KG,
        "resolves": "drawn",
    },
    "confirmation that frees too little": {
        "kind": "confirm",
        "drawn_after": 4 * KG,
        "reserved_after": KG,
        "resolves": "reserved",
    },
    "confirmation of more than was reserved": {
        "kind": "confirm",
        "amount": 3 * KG,
        "drawn_after": 6 * KG,
        "reserved_after": 0,
        "resolves": "reserved",
    },
    "voiding of a part": {
        "kind": "void",
        "drawn_after": 3 * KG,
        "reserved_after": KG,
        "resolves": "reserved",
    },
    "expiry of nothing": {"kind": "expire", "drawn_after": 3 * KG, "reserved_after": KG},
}


@pytest.mark.parametrize("cells", UNLAWFUL.values(), ids=UNLAWFUL)
def test_an_unlawful_entry_is_refused_by_the_database(entries, session, cells):
    named = {"resolves": entries[cells["resolves"]]} if cells.get("resolves") in entries else {}
    refuses(insert, forged(entries, **{**cells, **named}))


def test_a_reservation_is_ended_once(entries, session):
    void = {
        "kind": "void",
        "amount": 2 * KG,
        "drawn_after": 3 * KG,
        "reserved_after": 0,
        "resolves": entries["reserved"],
    }
    insert(forged(entries, **void))
    reserved = {"kind": "reserve", "amount": 2 * KG, "drawn_after": 3 * KG, "reserved_after": 2 * KG}
    insert(forged(entries, **reserved))
    refuses(insert, forged(entries, **void))


def test_reversals_together_take_back_no_more_than_was_drawn(entries, session):
    insert(forged(entries))
    back = {"kind": "reverse", "amount": 2 * KG, "drawn_after": 2 * KG, "resolves": entries["drawn"]}
    insert(forged(entries, **back))
    refuses(insert, forged(entries, **{**back, "drawn_after": 0}))


@pytest.mark.parametrize("kind", ["draw_down", "confirm", "reserve"])
def test_a_fraction_of_the_smallest_unit_is_refused_or_no_fraction_any_more(entries, session, kind):
    if connection.vendor == "sqlite":
        refuses(insert, forged(entries, amount=0.5, drawn_after=3 * KG + 0.5))
        refuses(insert, forged(entries, amount="one", drawn_after="many"))
        refuses(insert, forged(entries, amount=b"1", drawn_after=4 * KG))
    else:
        refuses(insert, forged(entries, amount="one"))


@pytest.mark.only_on("sqlite", reason="PostgreSQL has a type for ids")
@pytest.mark.parametrize("column", ["id", "by"])
@pytest.mark.parametrize("cell", ["zz-not-an-id", "", "0" * 31, "A" * 32, b"0" * 32, 7])
def test_an_id_that_is_none_is_refused(entries, session, column, cell):
    refuses(insert, forged(entries, **{column: cell}))
    insert(forged(entries, **{column: "0" * 32}))


@pytest.mark.parametrize("column", [column for column in COLUMNS if column != "id"])
def test_no_column_of_an_entry_can_be_updated(entries, session, column):
    refuses(run, f'UPDATE {TABLE} SET "{column}" = "{column}"')


def test_entries_cannot_be_deleted(entries, session):
    refuses(run, f"DELETE FROM {TABLE}")
    refuses(run, f"DELETE FROM {TABLE} WHERE kind = 'reverse'")
    refuses(LedgerEntry.objects.filter(kind=Kind.REVERSE)._raw_delete, using="default")
    refuses(LedgerEntry.objects.update, amount=F("amount") + 1)


def test_a_table_with_entries_cannot_be_emptied_or_replaced_in_passing(entries, session):
    last = LedgerEntry.objects.get(chain=entries["chain"], sequence=4)
    same = forged(entries, sequence=4, previous_sequence=3, drawn_before=4 * KG, drawn_after=5 * KG)
    if connection.vendor == "postgresql":
        refuses(run, f"TRUNCATE {TABLE} CASCADE")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM {TABLE} ON CONFLICT (id) DO UPDATE SET amount = 1")
        return
    refuses(insert, same, "INSERT OR REPLACE INTO")
    refuses(insert, {**forged(entries), "id": last.pk.hex}, "INSERT OR REPLACE INTO")
    refuses(insert, forged(entries), "INSERT OR REPLACE INTO", rowid=1)
    refuses(insert, forged(entries), "INSERT OR REPLACE INTO", rowid=-1)
    refuses(run, f"UPDATE OR REPLACE {TABLE} SET sequence = 1")
    refuses(run, f"INSERT INTO {TABLE} SELECT * FROM {TABLE} WHERE true ON CONFLICT DO UPDATE SET amount = 1")


def test_the_guards_are_all_there():
    assert missing_guards() == []


def test_a_guard_that_is_taken_away_is_named_and_made_again():
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER ledger_insert{on}")
    assert missing_guards() == ["trigger ledger_insert"]
    make_guards()
    assert missing_guards() == []
