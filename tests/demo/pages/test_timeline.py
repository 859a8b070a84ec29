"""The timeline sums the days of a report by weeks; a day leads to what of it the visitor may see, and no further."""

import pytest

from lockgate.applications.models import Application
from lockgate.demo.pages.timeline import weeks_of
from tests.front.reading import Reading


def a_day(day: str, **counted: int) -> dict[str, object]:
    nothing = dict.fromkeys(("submitted", "granted", "otherwise", "licensed_kg", "free_kg", "standing_still"), 0)
    return {"day": day, **nothing, **counted}


def test_a_week_is_the_sum_of_its_days_and_the_most_sites_of_any() -> None:
    days = [a_day(f"2025-04-{day:02}", submitted=1, licensed_kg=500, standing_still=day % 3) for day in range(1, 10)]
    first, rest = weeks_of(days)
    assert (first.submitted, first.licensed_t, first.standing_still) == (7, 3.5, 2)
    assert (rest.first.isoformat(), rest.last.isoformat(), rest.submitted) == ("2025-04-08", "2025-04-09", 2)
    assert first.words == "1 April to 7 April 2025"


def test_the_timeline_says_that_it_is_synthetic_and_leads_to_each_week(visitor, demo) -> None:
    page = Reading(visitor.get("/demo/timeline/").content.decode())
    assert {"/demo/timeline/2025-04-01/", "/demo/timeline/2025-04-08/", "/demo/timeline/2025-04-04/"} <= set(page.links)
    assert "Synthetic" in page.text("p")


def test_a_day_tells_a_stranger_counts_and_whom_to_become(visitor, demo) -> None:
    page = visitor.get("/demo/timeline/2025-04-04/").content.decode()
    assert "No. 18 of 2025" in page
    assert "/applications/" not in page.replace('href="/applications/"', "")
    assert "Choose above who you are" in page


def test_a_day_leads_an_officer_to_what_was_submitted_decided_and_issued_on_it(visitor, demo) -> None:
    _, licence = demo
    report_day = "2025-04-08"
    Application.objects.update(submitted_at=f"{report_day}T03:00:00Z")
    visitor.get("/demo/as/officer/")
    links = set(Reading(visitor.get(f"/demo/timeline/{report_day}/").content.decode()).links)
    references = Application.objects.exclude(state="draft").values_list("reference", flat=True)
    assert {f"/applications/{reference}/" for reference in references} <= links
    assert f"/licences/{licence.number}/" not in links, "it was issued on another day"


def test_an_exporter_finds_its_own_of_a_day_and_nobody_elses(visitor, demo, django_user_model) -> None:
    Application.objects.update(submitted_at="2025-04-08T03:00:00Z")
    visitor.get("/demo/as/customs/")
    page = visitor.get("/demo/timeline/2025-04-08/").content.decode()
    assert 'href="/applications/AP-' not in page


@pytest.mark.parametrize("day", ["2025-12-31", "yesterday", "2025-04-04x", "%00"])
def test_a_day_that_the_episode_has_not_is_not_found(visitor, demo, day: str) -> None:
    assert visitor.get(f"/demo/timeline/{day}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/demo/report/", "/demo/timeline/", "/demo/timeline/2025-04-04/", "/demo/report.json"]
)
def test_outside_a_demo_none_of_these_pages_is_there(visitor, db, path: str) -> None:
    assert visitor.get(f"/demo/{path}").status_code == 404


def test_the_report_is_given_as_it_was_kept(visitor, demo) -> None:
    kept = visitor.get("/demo/report.json").json()
    assert kept["applications"] == sum(kept["applications_by_state"].values())
    page = visitor.get("/demo/report/").content.decode()
    assert "fitted, never predicted" in page
    assert "leaves out whoever still waits" in page
