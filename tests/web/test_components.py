"""Every component on one page: well formed, its errors tied to its fields, nothing of it run."""

from pathlib import Path

import pytest

from tests.front.reading import FORM_FIELDS, Reading
from tests.web import gallery

pytestmark = pytest.mark.urls("tests.web.gallery")
COMPONENTS = Path("src/lockgate/web/templates/web/components")
SHOWN_ELSEWHERE = {
    "bar_chart.html",
    "icon.html",
    "line_chart.html",
    "range_bar.html",
    "synthetic_notice.html",
    "time_bars.html",
    "time_patterns.html",
}


@pytest.fixture
def page(client):
    response = client.get("/gallery/")
    assert response.status_code == 200
    return Reading(response.content.decode())


def test_the_page_is_well_formed(page):
    assert not page.faults


def test_the_page_shows_every_component():
    shown = gallery.PAGE.read_text(encoding="utf-8")
    files = {file.name for file in COMPONENTS.iterdir() if not file.name.startswith("_")}
    assert not [name for name in files - SHOWN_ELSEWHERE if f"web/components/{name}" not in shown]


def test_each_component_says_at_its_head_what_it_takes():
    silent = [file.name for file in COMPONENTS.iterdir() if not file.read_text().startswith("{#")]
    assert not silent


def test_what_describes_a_field_is_there(page):
    described = [field["aria-describedby"] for field in page.fields if field.get("aria-describedby")]
    assert len(described) > 5
    assert {word for ids in described for word in str(ids).split()} <= set(page.ids)


def test_the_summary_leads_to_a_faulty_field(page):
    assert {"#end_user", "#quantity"} <= set(page.links)
    faulty = {field["id"] for field in page.fields if field.get("aria-invalid") and field["tag"] in FORM_FIELDS}
    assert {"end_user", "quantity", "shipped_on", "remarks", "regime"} <= faulty


def test_what_was_typed_or_chosen_is_kept(page):
    assert page.values("quantity") == ["1,5"]
    checked = [field["value"] for field in page.fields if "checked" in field]
    assert checked == ["granted", "civil"]


def test_what_is_not_stated_says_so(page):
    assert "not stated" in page.text("dd")


def test_what_people_wrote_is_shown_and_never_run(client, monkeypatch):
    script = "<script>alert(1)</script>"
    context = gallery.context() | {
        "facts": [{"term": script, "value": script, "note": script}],
        "events": [{"day": "", "sentence": script, "by": script, "note": script}],
        "tasks": [{"title": script, "href": "", "status": script, "tone": "todo"}],
    }
    monkeypatch.setattr(gallery, "context", lambda: context)
    page = client.get("/gallery/").content.decode()
    assert "<script" not in page and page.count("&lt;script&gt;") == 8
