"""What every answer of the server carries, and how an error is told."""

import logging

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from lockgate.core.incident import NO_INCIDENT, IncidentFilter, incident_reference
from lockgate.urls import urlpatterns as ours


@login_not_required
def page(request):
    return HttpResponse("a page")


@login_not_required
def fail(request):
    raise ZeroDivisionError("a secret of the program")


def tell_of_error(request):
    return HttpResponse(f"Something went wrong: {incident_reference(request)}.", status=500)


urlpatterns = [path("page", page), path("broken", fail), *ours]
handler500 = tell_of_error


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_a_page_loads_only_what_comes_from_this_server_and_nothing_frames_it(client):
    answer = client.get("/page")
    policy = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


@pytest.mark.parametrize("address", ["/page", "/broken", "/not-there"])
def test_every_answer_carries_the_headers_that_protect_its_reader(client, address):
    answer = client.get(address)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_an_internal_error_shows_a_reference_and_the_log_holds_the_trace_under_it(client, caplog):
    caplog.handler.addFilter(IncidentFilter())
    answer = client.get("/broken")
    assert answer.status_code == 500
    (record,) = [record for record in caplog.records if record.exc_info]
    assert answer.content.decode() == f"Something went wrong: {record.incident}."
    assert record.exc_info[0] is ZeroDivisionError
    assert len(record.incident) == 8


def test_two_errors_have_two_references_and_what_is_no_error_has_none(client, caplog):
    caplog.handler.addFilter(IncidentFilter())
    assert client.get("/broken").content != client.get("/broken").content
    with caplog.at_level(logging.INFO):
        logging.getLogger("lockgate.test").info("all is well")
    assert caplog.records[-1].incident == NO_INCIDENT


def test_a_form_without_its_token_is_refused(settings):
    settings.ROOT_URLCONF = __name__
    assert Client(enforce_csrf_checks=True).post("/page").status_code == 403
