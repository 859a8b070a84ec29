"""A draft is started and written part by part; what is wrong is told at its field and nothing of it is kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lockgate.applications.queries import application_shown, visible_applications
from tests.factories.applications import drafted_application, submitted_application

START = {"regime": "cn-dual-use", "destination": "JP", "text": "Traction motors."}
ITEM = {"entry": "1C904.a.4", "quantity": "5", "unit": "KGM", "value": "10", "currency": "USD"}
UNPROCESSABLE = 422


@pytest.fixture
def draft(exporter):
    return drafted_application(exporter)


def part(application, name: str) -> str:
    return f"/applications/{application.reference}/{name}/"


def test_an_exporter_without_applications_is_told_where_to_begin(read):
    page = read("/applications/")
    assert "You have not applied for a licence yet." in page.text("main")
    assert {"/check/", "/applications/start/"} <= set(page.links)


def test_a_start_needs_no_more_than_regime_and_destination(read, exporter):
    page = read("/applications/start/", START)
    made = visible_applications(exporter).get()
    assert page.text("h1") == made.reference
    assert (made.state, made.destination, made.end_use_text) == ("draft", "JP", "Traction motors.")


def test_a_start_from_the_self_check_keeps_item_end_use_and_answers(read, exporter):
    asked = "regime=cn-dual-use&entry=1C904.a.4&destination=JP&end_use=civil&no=M-2026-01-2"
    page = read(f"/applications/start/?{asked}")
    assert "NdFeB permanent-magnet material containing terbium" in page.text("main")
    carried = {name: page.values(name) for name in ("regime", "entry", "end_use", "no")}
    read("/applications/start/", {**START, **carried, **ITEM})
    draft = application_shown(exporter, visible_applications(exporter).get().reference).draft
    assert draft.lines[1].item.entry == "1C904.a.4"
    assert draft.end_use.words == ("civil",) and draft.end_use.answers == {"M-2026-01-2": False}


def test_a_faulty_start_keeps_nothing_and_names_every_field(read, exporter):
    sent = {"regime": "cn-dual-use", "destination": "JP", **ITEM, "quantity": "0", "value": "much"}
    page = read("/applications/start/", sent, status=UNPROCESSABLE)
    assert page.text("title").startswith("Error:")
    assert "#value" in page.links and page.values("value") == ["much"]
    assert "#regime" in read("/applications/start/", {}, status=UNPROCESSABLE).links
    assert not visible_applications(exporter).exists()


def test_a_line_is_added_and_removed(read, draft, exporter):
    assert "Line 2 was added" in read(part(draft, "lines"), ITEM).text("main")
    read(f"/applications/{draft.reference}/lines/1/removal/", {})
    assert list(application_shown(exporter, draft.reference).draft.lines) == [2]


def test_a_line_without_an_item_is_told_once_and_at_both_fields(read, draft):
    page = read(part(draft, "lines"), {**ITEM, "entry": "", "quantity": ""}, status=UNPROCESSABLE)
    assert [link for link in page.links if link.startswith("#") and link != "#main"] == ["#entry", "#quantity"]
    assert page.text("main").count("Neither an entry nor a goods code was given.") == 3
    assert "The amount is missing." in page.text("main")


def test_a_party_stands_in_another_role_without_being_typed_again(read, draft, exporter):
    form = read(f"{part(draft, 'parties')}?like=1")
    assert form.values("name")[-1] == "Nagoya Motors"
    sent = {"role": "intermediate_consignee", "name": "Nagoya Motors", "country": "JP", "facts": ["unlisted"]}
    read(part(draft, "parties"), sent)
    read(part(draft, "parties") + "removal/", {"role": "consignee", "name": "Nagoya Motors"})
    roles = [party.role for party in application_shown(exporter, draft.reference).draft.parties]
    assert roles == ["end_user", "intermediate_consignee"]


def test_a_party_without_role_and_country_is_told_at_its_fields(read, draft):
    page = read(part(draft, "parties"), {"name": "Elbe Motors"}, status=UNPROCESSABLE)
    assert {"#role", "#country"} <= set(page.links)
    assert page.values("name")[-1] == "Elbe Motors"


def test_what_is_known_of_a_party_is_changed_and_its_name_is_not(read, draft, exporter):
    address = f"{part(draft, 'parties')}2/"
    form = read(address)
    assert "It is the end user, in 1-1 Nakamura, Nagoya, Japan." in form.text("p") and not form.values("address")
    sent = {"seen": draft.version, "facts": ["military"], "name": "Somebody Else", "address": "Elsewhere"}
    assert "What is known of Nagoya Motors was kept." in read(address, sent).text("main")
    held = application_shown(exporter, draft.reference).draft.parties[1]
    assert (held.name, held.address, held.facts) == ("Nagoya Motors", "1-1 Nakamura, Nagoya", ("military",))
    assert "has changed since you read it" in read(address, sent, status=409).text("main")
    assert "has no party 9" in read(f"{part(draft, 'parties')}9/", status=404).text("main")


def test_a_party_is_given_the_address_that_was_left_out(read, draft, exporter):
    read(part(draft, "parties"), {"role": "intermediate_consignee", "name": "Busan Port", "country": "KR"})
    address = f"{part(draft, 'parties')}3/"
    assert read(address).values("address") == [""]
    page = read(address, {"address": "x" * 501, "facts": ["friendly"]}, status=UNPROCESSABLE)
    assert {"#address", "#facts"} <= set(page.links)
    read(address, {"address": "7 Jungang-daero"})
    assert application_shown(exporter, draft.reference).draft.parties[2].address == "7 Jungang-daero"


def test_a_declaration_is_removed_and_the_line_is_not_declared_again(read, draft):
    sent = {"party": "Nagoya Motors", "site": "Nagoya plant 2"}
    page = read(f"/applications/{draft.reference}/lines/1/dependence/removal/", sent)
    assert "What Nagoya plant 2 declared of line 1 was removed." in page.text("main")
    assert "Not declared." in page.text("p")


def test_the_end_use_keeps_the_answers_that_were_given(read, draft, exporter):
    read(part(draft, "end-use"), {"words": ["civil"], "text": "Wind turbines.", "seen": draft.version})
    stated = application_shown(exporter, draft.reference).draft.end_use
    assert (stated.text, stated.answers) == ("Wind turbines.", {"M-2026-01-2": False})


def test_what_changed_meanwhile_is_not_overwritten(read, draft, exporter):
    sent = {"words": ["civil"], "text": "First.", "seen": draft.version}
    read(part(draft, "end-use"), sent)
    page = read(part(draft, "end-use"), {**sent, "text": "Second."}, status=409)
    assert "has changed since you read it" in page.text("main")
    assert application_shown(exporter, draft.reference).draft.end_use.text == "First."


def test_a_declaration_is_changed_in_its_own_unit_and_what_is_left_out_stays_to_do(read, draft, exporter):
    form = read(f"/applications/{draft.reference}/lines/1/dependence/?site=1")
    assert form.values("unit") == ["KGM"] and form.values("share") == ["62.5"]
    assert "Osaka Magnetics; 240" in form.text("textarea")
    sent = {"party": "Nagoya Motors", "site": "Nagoya plant 2", "unit": "GRM", "stock": "5", "unknown": ["share"]}
    page = read(f"/applications/{draft.reference}/lines/1/dependence/", {**sent, "no_others": "none"})
    assert "5 g" in page.text("dd") and "there are none" in page.text("dd") and "not said yet" in page.text("dd")
    (declared,) = application_shown(exporter, draft.reference).draft.lines[1].dependence
    assert (declared.unknown, declared.alternatives) == (("share",), ())


def test_named_alternatives_beside_there_are_none_are_refused_at_their_field(read, draft):
    sent = {"party": "Nagoya Motors", "site": "Plant 3", "alternatives": "Osaka Magnetics", "no_others": "none"}
    page = read(f"/applications/{draft.reference}/lines/1/dependence/", sent, status=UNPROCESSABLE)
    assert "#alternatives" in page.links


def test_no_page_of_a_part_opens_once_the_application_is_submitted(read, exporter):
    held = submitted_application(exporter)
    for name in ("lines", "parties", "end-use", "questions", "dependence", "lines/1/dependence", "parties/1", "check"):
        assert read(part(held, name)).text("h1") == held.reference
    assert "What was submitted stays as it is" in read(part(held, "lines"), ITEM, status=409).text("main")


def test_a_page_asks_the_database_as_often_for_many_rows_as_for_one(read, draft):
    pages = ("", "lines/", "parties/", "questions/", "dependence/", "statements/", "check/")
    addresses = ["/applications/", *(f"/applications/{draft.reference}/{page}" for page in pages)]
    before = [queries_of(read, address) for address in addresses]
    for number in range(8):
        read(part(draft, "lines"), ITEM)
        read(part(draft, "parties"), {"role": "intermediate_consignee", "name": f"Port {number}", "country": "KR"})
        read("/applications/start/", START)
    assert [queries_of(read, address) for address in addresses] == before


def queries_of(read, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        read(address)
    return len(asked)
