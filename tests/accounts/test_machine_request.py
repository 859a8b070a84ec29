"""An act over REST is done once for a key; the version that a client has read is taken from If-Match."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import RequestFactory

from lockgate.accounts.idempotency import IdempotencyConflict
from lockgate.accounts.machine_request import done_once, entity_tag, version_read
from lockgate.accounts.models import GivenAnswer
from lockgate.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import Permission, Role
from tests.factories.people import person

ACT = Permission("tests.count", "Count", {})


@pytest.fixture
def counted():
    """An act that counts how often it was done."""
    done = []

    def count(by, key="k", asked=None, refuse=None, act=ACT):
        def do():
            done.append(1)
            if refuse:
                raise refuse
            return {"count": len(done)}

        request = RequestFactory().post("/", headers={"Idempotency-Key": key} if key is not None else {})
        answer = done_once(request, by, act, asked or {"what": 1}, do)
        return answer.status_code, json.loads(answer.content)

    return count


@pytest.mark.django_db
def test_a_repeat_is_given_the_first_answer_as_200(counted):
    by = person(Role.EXPORTER)
    assert counted(by) == (201, {"count": 1})
    assert counted(by) == (200, {"count": 1})


@pytest.mark.django_db
def test_another_key_another_act_and_another_account_are_asked_anew(counted):
    by = person(Role.EXPORTER)
    counted(by)
    assert counted(by, key="other")[1] == {"count": 2}
    assert counted(by, act=Permission("tests.other", "Other", {}))[1] == {"count": 3}
    assert counted(person(Role.OFFICER))[1] == {"count": 4}


@pytest.mark.django_db
def test_without_a_key_an_act_is_done_each_time(counted):
    by = person(Role.EXPORTER)
    assert [counted(by, key=None)[1]["count"] for _ in range(2)] == [1, 2]
    assert not GivenAnswer.objects.exists()


@pytest.mark.django_db
def test_the_same_key_for_something_else_is_a_conflict(counted):
    by = person(Role.EXPORTER)
    counted(by)
    with pytest.raises(IdempotencyConflict):
        counted(by, asked={"what": 2})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refusal", "status"),
    [(Invalid("No.", fields={"x": "no"}), 422), (NotPossibleNow("No."), 409), (Conflict("No."), 409)],
)
def test_a_refusal_is_given_again_without_asking_again(counted, refusal, status):
    by = person(Role.EXPORTER)
    first = counted(by, refuse=refusal)
    assert first[0] == status
    assert counted(by) == first


@pytest.mark.django_db
@pytest.mark.parametrize("refusal", [NotAllowed("No."), NotFound("No.")])
def test_what_somebody_may_not_do_or_know_of_is_not_kept(counted, refusal):
    by = person(Role.EXPORTER)
    with pytest.raises(type(refusal)):
        counted(by, refuse=refusal)
    assert not GivenAnswer.objects.exists()
    assert counted(by)[0] == 201


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "said"),
    [("", "is missing"), ("x" * 201, "is longer than 200 characters"), ("a\tb", "holds what is not printable")],
)
def test_a_key_that_is_none_is_refused_before_anything_is_done(counted, key, said):
    with pytest.raises(Invalid, match=f"The idempotency key {said}") as refused:
        counted(person(Role.EXPORTER), key=key)
    assert refused.value.fields == {"Idempotency-Key": said}


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql", reason="SQLite lets nobody in while another writes")
def test_two_at_once_under_one_key_are_given_one_answer():
    by = person(Role.EXPORTER)
    both_inside = Barrier(2, timeout=10)

    def ask(number):
        def do():
            both_inside.wait()
            return {"number": number}

        try:
            answer = done_once(RequestFactory().post("/", headers={"Idempotency-Key": "k"}), by, ACT, {}, do)
        finally:
            connection.close()
        return answer.status_code, answer.content

    with ThreadPoolExecutor(2) as threads:
        (_, first), (_, second) = answers = sorted(threads.map(ask, range(2)))
    assert [status for status, _ in answers] == [200, 201]
    assert first == second and GivenAnswer.objects.count() == 1


@pytest.mark.parametrize(("tag", "version"), [('"7"', 7), ("", None), ("*", None), (' "12" ', 12)])
def test_if_match_tells_the_version_that_was_read(tag, version):
    assert version_read(RequestFactory().post("/", headers={"If-Match": tag})) == version


@pytest.mark.parametrize("tag", ["7", 'W/"7"', '"x"', '"7", "8"', '""', '"' + "9" * 30 + '"'])
def test_if_match_that_is_no_tag_of_ours_is_refused(tag):
    with pytest.raises(Invalid):
        version_read(RequestFactory().post("/", headers={"If-Match": tag}))


def test_a_version_reads_back_from_its_tag():
    assert version_read(RequestFactory().post("/", headers={"If-Match": entity_tag(31)})) == 31
