"""The list of licences, the desk of customs and the page of a licence: who sees what, in how many queries."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.identifiers import Reference
from lockgate.core.permissions import Role
from lockgate.journal.seal import published_head, seal_rows
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve
from lockgate.licences.services import reinstate_licence, revoke_licence, suspend_licence
from tests.factories.held_licences import imported, row
from tests.factories.licences import licence
from tests.factories.people import person
from tests.licences.pages.reading import words

pytestmark = pytest.mark.django_db
LIST_QUERIES = 10
PAGE_QUERIES = 18


@pytest.fixture(autouse=True)
def _a_day_in_may():
    with use_clock(FrozenClock(datetime(2026, 5, 10, 8, 30, tzinfo=UTC))):
        yield


@pytest.fixture
def reader(client):
    """Sign somebody of a role in, who is added unless there already."""

    def signed_in(role: Role):
        users = get_user_model().objects.filter(email=f"{role.value}@example.org")
        if not users.exists():
            person(role)
        client.force_login(users.get())
        return client

    return signed_in


@pytest.fixture
def at_the_border():
    return person(Role.CUSTOMS)


def moved(by, count, act=draw_down, quantity="1"):
    for number in range(count):
        declared = Declared(quantity, "KGM", f"D-{act.__name__}-{number}", "Pudong")
        act(by=by, licence="E-1", line=1, declared=declared, key=f"{act.__name__}{number}")


def queries_of(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_list_tells_state_item_destination_and_what_is_left(reader):
    imported(row(licence="E-1", line="1"), row(licence="E-1", line="2"), row(licence="E-2", quantity="3", unit="H87"))
    said = words(reader(Role.CUSTOMS).get("/licences/"))
    assert "1C904.a.4 and 1 more line" in said and "Japan" in said
    assert "100 kg on line 1" in said and "3 pieces" in said


def test_the_list_keeps_to_a_state_and_a_beginning(reader):
    imported(row(licence="E-1"), row(licence="E-2"), row(licence="X-1"))
    suspend_licence(by=person(Role.SENIOR_OFFICER), licence="E-2", reason="Asked about.")
    client = reader(Role.OFFICER)
    page = client.get("/licences/?number=E&state=suspended").content.decode()
    assert "/licences/E-2/" in page and "/licences/E-1/" not in page and "/licences/X-1/" not in page
    wrong = client.get("/licences/?state=open")
    assert wrong.status_code == 422 and 'href="#state"' in wrong.content.decode()
    assert "No licence that you may see" in words(client.get("/licences/?number=Z"))


def test_the_list_goes_on_page_after_page(reader):
    imported(*(row(licence=f"E-{number:03}") for number in range(51)))
    client = reader(Role.CUSTOMS)
    first = client.get("/licences/?number=E-").content.decode()
    assert "/licences/E-049/" in first and "/licences/E-050/" not in first
    assert "number=E-&amp;state=&amp;after=E-049" in first
    rest = client.get("/licences/?number=E-&after=E-049").content.decode()
    assert "/licences/E-050/" in rest and "First page" in rest


def test_the_queries_of_the_list_do_not_grow_with_its_rows(reader):
    imported(row(licence="E-1"))
    client = reader(Role.CUSTOMS)
    one = queries_of(client, "/licences/")
    for number in range(2, 20):
        licence(f"E-{number}", "10 KGM", "3 H87")
    assert queries_of(client, "/licences/") == one <= LIST_QUERIES


def test_the_queries_of_a_licence_do_not_grow_with_its_lines_entries_and_reservations(reader, at_the_border):
    imported(row(licence="E-1"), *(row(licence="E-2", line=str(line)) for line in range(1, 9)))
    client = reader(Role.CUSTOMS)
    moved(at_the_border, 1)
    moved(at_the_border, 1, reserve)
    one = queries_of(client, "/licences/E-1/")
    moved(at_the_border, 9)
    moved(at_the_border, 9, reserve)
    assert queries_of(client, "/licences/E-1/") == one <= PAGE_QUERIES
    assert queries_of(client, "/licences/E-2/") <= one


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-01-01", "2026-05-10"), "In force Valid to 10 May 2026, that day included."),
        (("2026-01-01", "2026-05-09"), "Expired Its last day was 9 May 2026: nothing may leave on it any more."),
        (("2026-05-11", "2026-12-31"), "Not yet valid Its first day is 11 May 2026: until then nothing may leave"),
    ],
)
def test_a_licence_says_first_what_holds_today(reader, days, said):
    imported(row(licence="E-1", valid_from=days[0], valid_to=days[1]))
    assert f"Licence E-1 on 10 May 2026 {said}" in words(reader(Role.CUSTOMS).get("/licences/E-1/"))


def test_an_exhausted_a_suspended_and_a_revoked_licence_say_so_with_since_when_and_why(reader, at_the_border):
    imported(row(licence="E-1", quantity="1"))
    client, senior = reader(Role.CUSTOMS), person(Role.SENIOR_OFFICER)
    moved(at_the_border, 1)
    assert "Exhausted All of every line has left." in words(client.get("/licences/E-1/"))
    suspend_licence(by=senior, licence="E-1", reason="Asked about.")
    said = words(client.get("/licences/E-1/"))
    assert "Suspended Suspended since 10 May 2026, 08:30 UTC" in said and "Why: Asked about." in said
    reinstate_licence(by=senior, licence="E-1", reason="Answered.")
    revoke_licence(by=senior, licence="E-1", reason="Forged.")
    said = words(client.get("/licences/E-1/"))
    assert "Revoked since" in said and "Why: Forged." in said
    history = said.index("Suspended, reinstated, revoked")
    assert said.index("Forged.", history) < said.index("Answered.", history) < said.index("Asked about.", history)


def test_a_licence_shows_holder_consignee_conditions_value_and_the_head_of_the_journal(reader, settings, tmp_path):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    imported(row(licence="E-1"), row(licence="E-1", line="2", value="", currency=""))
    client = reader(Role.ANALYST)
    assert "Nothing is sealed yet." in words(client.get("/licences/E-1/"))
    seal_rows()
    said = words(client.get("/licences/E-1/"))
    assert "Holder Ganzhou Magnet Works" in said and "To Nagoya Motors, Japan" in said
    assert "worth 8000.00 USD" in said and "value not known" in said
    assert "This authority did not grant it." in said
    assert published_head() in said and published_head()


def test_what_cannot_be_done_now_is_not_offered(reader, at_the_border):
    imported(row(licence="E-1"))
    moved(at_the_border, 1, reserve)
    client, senior = reader(Role.CUSTOMS), person(Role.SENIOR_OFFICER)
    offered = ("What may leave", "Draw down or reserve", "Confirm", "Void")
    said = words(client.get("/licences/E-1/"))
    assert all(act in said for act in offered)
    suspend_licence(by=senior, licence="E-1", reason="Asked about.")
    said = words(client.get("/licences/E-1/"))
    assert [act for act in offered if act in said] == ["Void"]


def test_the_ledger_is_shown_latest_first_part_by_part(reader, at_the_border):
    imported(row(licence="E-1"))
    moved(at_the_border, 25)
    client = reader(Role.CUSTOMS)
    first = client.get("/licences/E-1/").content.decode()
    shown = [number for number in range(25) if f"D-draw_down-{number}<" in first or f"D-draw_down-{number} " in first]
    assert shown == list(range(5, 25))
    older = first.split("?before=")[1].split("#")[0]
    rest = words(client.get(f"/licences/E-1/?before={older}"))
    assert [number for number in range(25) if f"D-draw_down-{number} " in rest] == list(range(5))
    assert "licensed" in rest and "Latest" in rest
    assert client.get("/licences/E-1/?before=x").status_code == 404


def test_the_whole_ledger_is_a_file_that_does_no_harm_in_a_spreadsheet(reader, at_the_border):
    imported(row(licence="许可-1"))
    declared = Declared("1", "KGM", "=HYPERLINK(1)", "@office")
    draw_down(by=at_the_border, licence="许可-1", line=1, declared=declared, key="k")
    answer = reader(Role.EXPORTER).get("/licences/许可-1/ledger.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''ledger-")
    assert text.splitlines()[0].startswith("line,entry,sequence,kind,quantity,unit")
    assert "'=HYPERLINK(1),'@office" in text and len(text.splitlines()) == 3


@pytest.mark.parametrize(
    "written", [str, str.lower, lambda number: f" {number} ", lambda number: number.replace("-", "–")]
)
def test_the_desk_of_customs_leads_from_a_number_as_it_is_written_to_its_licence(reader, written):
    number = str(Reference("LI", 2026, 1))
    licence(number, days=(date(2026, 1, 1), date(2026, 12, 31)))
    answer = reader(Role.CUSTOMS).get("/customs/", {"number": written(number)})
    assert (answer.status_code, answer["Location"]) == (302, f"/licences/{number}/")


def test_the_desk_of_customs_shows_numbers_that_begin_alike_and_keeps_what_was_typed(reader):
    imported(row(licence="E-2026-17"), row(licence="E-2026-18"), row(licence="X-1"))
    client = reader(Role.CUSTOMS)
    answer = client.get("/customs/?number=e-2026")
    page = answer.content.decode()
    assert answer.status_code == 404 and 'value="e-2026"' in page
    assert "/licences/E-2026-17/" in page and "/licences/X-1/" not in page
    assert client.get("/customs/", {"number": "9" * 5000}).status_code == 404
    assert client.get("/customs/", {"number": "a\0b"}).status_code == 404


def test_each_sees_the_licences_of_its_role(reader):
    imported(row(licence="E-1"), row(licence="E-2", exporter="Baotou Alloys"))
    own = words(reader(Role.EXPORTER).get("/licences/"))
    assert "E-1" in own and "E-2" not in own
    assert "E-2" in words(reader(Role.OFFICER).get("/licences/"))
    assert reader(Role.ADVISER).get("/licences/").status_code == 403


def test_a_granted_licence_names_its_case_and_a_reader_without_an_account_signs_in_first(reader, client):
    licence("LI-1", origin="granted", regime="cn-dual-use", days=(date(2026, 1, 1), date(2026, 12, 31)))
    assert client.get("/licences/LI-1/")["Location"] == "/sign-in/?next=/licences/LI-1/"
    assert "Granted here under" in words(reader(Role.OFFICER).get("/licences/LI-1/"))
