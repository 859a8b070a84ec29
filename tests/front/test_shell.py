"""The head of a page: who is signed in, as what, and how much it costs."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message

from lockgate.core.permissions import Role
from tests.factories.people import person
from tests.front.reading import Reading


@pytest.fixture
def officer(client, db):
    person(Role.OFFICER)
    person(Role.SENIOR_OFFICER, "officer")
    person(Role.ADVISER, "officer")
    client.force_login(get_user_model().objects.get(email="officer@example.org"))
    return client


def test_the_head_names_the_account_its_roles_and_their_organisations(officer):
    head = Reading(officer.get("/").content.decode()).text("header")
    assert "Signed in as officer@example.org" in head
    assert "officer, senior officer – Licensing Department" in head
    assert "adviser – Ministry of Industry" in head
    assert "Sign out" in head


def test_who_has_no_role_reads_so(client, db):
    client.force_login(get_user_model().objects.create(email="new@example.org"))
    assert "no role yet" in client.get("/").content.decode()


def test_a_stranger_is_offered_the_way_in_and_back(client):
    page = Reading(client.get("/check/?q=a%26b").content.decode())
    assert "/sign-in/?next=%2Fcheck%2F%3Fq%3Da%2526b" in page.links
    assert "/sign-in/" in Reading(client.get("/").content.decode()).links


def test_the_head_asks_the_database_four_times_however_many_roles_there_are(officer, django_assert_num_queries):
    with django_assert_num_queries(4):  # the session, the user, its roles, their organisations
        officer.get("/check/")


def test_the_navigation_marks_where_one_is(client):
    page = client.get("/check/").content.decode()
    assert '<a href="/check/" aria-current="page">Self-check</a>' in page
    assert page.count("aria-current") == 1


def test_what_was_just_done_is_told_on_the_next_page(officer, monkeypatch):
    told = [Message(SUCCESS, "Line 1 <was> added.")]
    monkeypatch.setattr("django.contrib.messages.context_processors.get_messages", lambda _: told)
    page = officer.get("/").content.decode()
    assert "Line 1 <was> added." in Reading(page).text("main") and "<was>" not in page
    assert 'class="notice notice-success" role="status"' in page
