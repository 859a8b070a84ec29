"""The pages of insight show what a snapshot holds, say what they rest on, and only to whom it concerns."""

import csv
import io
import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from lockgate.core.permissions import OPERATOR, Role
from lockgate.insight.pages.open_cases import hanging_rows
from lockgate.insight.services import is_asked_for, refresh_insight
from tests.factories.people import person

PAGES = ("insight", "insight_pace", "insight_dependence", "insight_run_out", "insight_open_cases")
FIGURES = ("pace", "pace_by_destination", "civil", "calibration", "queue_by_age", "dependence", "run_out", "hanging")
READERS = (Role.ANALYST, Role.SENIOR_OFFICER)


@pytest.fixture
def analyst(snapshot, client):
    client.force_login(account(Role.ANALYST))
    return client


def account(role):
    from lockgate.accounts.queries import user_at  # noqa: PLC0415

    return user_at(person(role).actor.label)


def said(answer) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_how_it_is_computed_its_day_its_coverage_and_where_its_figures_are(analyst, page):
    shown = said(analyst.get(reverse(page)))
    for words in ("How it is computed", "Data of 1 October 2025", "Figures as csv", "Permanent link", "docs/methods/"):
        assert words in shown
    assert "nan" not in shown.split() and "None" not in shown.split()


def test_the_pace_counts_those_that_wait(analyst):
    shown = said(analyst.get(reverse("insight_pace")))
    assert "pending ones counted" in shown
    assert re.search(r"Still pending \d+ of \d+ lines", shown)


def test_an_item_shows_its_suppliers_and_consignees(analyst):
    shown = said(analyst.get(reverse("insight_item", args=["1C905.a.4"])))
    assert "Weishan Magnet Works" in shown
    assert "Talheim plant, Talheim Motor Parts (DE)" in shown


def test_an_item_that_nobody_declared_is_not_found(analyst):
    assert analyst.get(reverse("insight_item", args=["9Z999"])).status_code == 404


def test_what_hangs_on_open_cases_leads_to_them_and_is_put_together_in_four_ways(analyst):
    page = reverse("insight_open_cases")
    assert re.search(r'href="/cases/CA-2025-\d{6}-\d/"', analyst.get(page).content.decode())
    for by, words in (("supplier", "Weishan Magnet Works"), ("item", "1C905.a.4"), ("destination", "Germany")):
        assert words in said(analyst.get(page, {"by": by}))
    assert analyst.get(page, {"by": "weather"}).status_code == 422


def hanging_row(**said):
    figures = {"refused_low": 0.0, "refused_high": 0.0, "late_low": 0.0, "late_high": 0.0}
    counts = {"cases": 1, "lines": 3, "undeclared": 0, "sites": 0, "unknown_sites": 0, "more_days": 5}
    return {"name": "CA-1", "products": "motors", "note": "", **figures, **counts, **said}


def shown_of(*rows) -> str:
    found = {"rows": hanging_rows(list(rows), "case"), "by": "case", "head": "Case"}
    return said_of(render_to_string("insight/_hanging.html", found).encode())


def test_a_figure_that_leaves_lines_out_says_so_beside_it():
    assert "0 without 2 of 3 lines, of which nothing is declared" in shown_of(hanging_row(undeclared=2))
    assert "without" not in shown_of(hanging_row())
    silent = dict.fromkeys(("refused_low", "refused_high", "late_low", "late_high", "sites"))
    assert "nothing is declared" in shown_of(hanging_row(undeclared=3, **silent))


def test_a_product_that_was_declared_is_named_also_where_no_day_is_lost():
    assert "motors" in shown_of(hanging_row())
    assert "not declared" in shown_of(hanging_row(products=""))


def test_a_snapshot_that_was_made_before_lines_were_counted_is_still_shown():
    row = hanging_row()
    del row["undeclared"], row["unknown_sites"]
    assert "motors" in shown_of(row)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_a_csv_with_a_header(analyst, name):
    answer = analyst.get(reverse("insight_figure", args=[name]))
    assert answer["Content-Type"].startswith("text/csv")
    header, *rows = csv.reader(io.StringIO(answer.content.decode()))
    assert len(header) > 1 and all(len(row) == len(header) for row in rows)


@pytest.mark.parametrize("name", ["weather", "..", "%2e%2e%2fsnapshot", "pace.parquet"])
def test_a_figure_that_is_not_there_is_not_found(analyst, name):
    assert analyst.get(f"/insight/figures/{name}.csv").status_code == 404


def test_a_permanent_link_goes_on_to_show_the_snapshot_that_it_was_made_of(analyst, snapshot, episode):
    link = re.search(r'href="(/insight/pace/\?data=[^"]+)">Permanent', analyst.get("/insight/pace/").content.decode())
    assert link
    address = link[1].replace("&amp;", "&")
    before = analyst.get(address).content
    from lockgate.core.clock import FrozenClock, use_clock  # noqa: PLC0415
    from tests.insight.conftest import ON  # noqa: PLC0415

    with use_clock(FrozenClock(ON.replace(day=20))):
        assert refresh_insight(by=OPERATOR).id != snapshot.id
    assert "20 October 2025" in said(analyst.get("/insight/pace/"))
    assert said(analyst.get(address)).replace("Permanent", "") == said_of(before).replace("Permanent", "")


def said_of(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


@pytest.mark.parametrize("data", ["20240101T000000Z", "../../etc", "x", "latest"])
def test_a_snapshot_that_is_not_there_is_not_found(analyst, data):
    assert analyst.get("/insight/pace/", {"data": data}).status_code == 404


def test_another_regime_than_those_of_the_snapshot_is_not_found(analyst):
    assert analyst.get("/insight/pace/", {"regime": "us-ear"}).status_code == 404


def test_the_button_asks_for_figures_of_now(analyst):
    assert not is_asked_for()
    answer = analyst.post(reverse("insight"), follow=True)
    assert "It is being reckoned." in said(answer)
    assert is_asked_for()


def test_without_a_snapshot_the_page_says_so_and_offers_to_reckon(client, episode):
    client.force_login(account(Role.ANALYST))
    shown = said(client.get(reverse("insight")))
    assert "Nothing has been reckoned yet." in shown
    assert "Reckon it now" in shown
    assert client.get(reverse("insight_pace")).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role not in READERS and role is not Role.OPERATOR])
def test_nobody_else_reads_what_the_gate_sees(client, snapshot, role):
    client.force_login(account(role))
    for page in PAGES:
        assert client.get(reverse(page)).status_code == 403
    assert client.get(reverse("insight_figure", args=["hanging"])).status_code == 403


def test_anybody_reads_what_an_outsider_can_know_with_every_number_cited(client, db):
    shown = client.get(reverse("insight_observer")).content.decode()
    cited, told = set(re.findall(r'href="#(claim-[^"]+)"', shown)), set(re.findall(r'id="(claim-[^"]+)"', shown))
    assert cited and cited <= told
    assert "13.5%" in shown and "particle.news" in shown
    assert "What could not be encoded" in shown
    file = client.get(reverse("insight_observer"), {"as": "csv"})
    rows = file.content.decode().splitlines()
    assert rows[0] == "date,population,counts,measure,low,high,binding,note"
    assert any(row.startswith("2025-09-18,EU Chamber members,applications,share_approved,0.1347517") for row in rows)
    assert 'class="chart-band-1 chart-bounds"' in shown, "a share known exactly has no height, and still an edge"
