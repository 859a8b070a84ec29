"""What a machine asks is taken as it was meant, or not at all."""

import pytest
from django.conf import settings

from lockgate.core.permissions import Role
from lockgate.licences.ledger.tables import LedgerEntry
from tests.factories.licences import licence
from tests.factories.machines import Machine
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LEAVES = "/licences/HELD-1/lines/1/draw-downs"
ONE = '"quantity": "1", "unit": "KGM"'


@pytest.fixture
def post():
    """Draw down on a licence, and fail where anything was written that should not have been."""
    licence("HELD-1", "10 KGM")
    machine = Machine(person(Role.CUSTOMS))

    def refused(query="", body="{" + ONE + "}"):
        before = LedgerEntry.objects.count()
        answer = machine.post_text(f"{LEAVES}{query}", body, key="k")
        assert LedgerEntry.objects.count() == before
        return answer.status_code, answer.json()

    return refused


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("?dryrun=true", "dryrun", "is no parameter of this route"),
        ("?dry_run=true&Dry_Run=true", "Dry_Run", "is no parameter of this route"),
        ("?dry_run=true&dry_run=false", "dry_run", "is given twice"),
        ("?licence=HELD-2", "licence", "is no parameter of this route"),
    ],
)
def test_a_parameter_that_is_not_taken_or_is_given_twice_is_refused_by_its_name(post, query, name, said):
    status, problem = post(query)
    assert (status, problem["type"], problem["fields"]) == (422, "/problems/invalid", {name: said})


def test_a_body_that_gives_a_key_twice_is_refused_by_its_name(post):
    status, problem = post(body='{"quantity": "2", ' + ONE + "}")
    assert (status, problem["type"], problem["fields"]) == (422, "/problems/invalid", {"quantity": "is given twice"})


def test_a_body_that_is_no_json_is_told_to_be_that(post):
    status, problem = post(body="{" + ONE)
    assert (status, "Send JSON" in problem["detail"]) == (400, True)


def test_a_body_that_is_too_large_is_refused_as_that(post):
    office = "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    status, problem = post(body="{" + ONE + f', "office": "{office}"' + "}")
    assert (status, problem["type"]) == (413, "/problems/too-large")


def test_a_parameter_that_is_called_otherwise_in_the_program_is_taken_by_its_name():
    answer = Machine(None).get("/regimes/cn-dual-use/changes", **{"from": "2025-04-01", "to": "2025-05-01"})
    assert answer.status_code == 200
