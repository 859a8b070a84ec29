"""Papers are numbered: one running number a series and year; test_seal_processes.py numbers in several processes."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.journal.numbering import next_reference


def numbered(prefix="AP"):
    return next_reference(prefix).rpartition("-")[0]


def test_each_series_and_each_year_begins_at_one(db):
    with use_clock(FrozenClock(datetime(2026, 12, 31, 23, 59, tzinfo=UTC))):
        assert [numbered("AP"), numbered("AP"), numbered("LI")] == [
            "AP-2026-000001",
            "AP-2026-000002",
            "LI-2026-000001",
        ]
    with use_clock(FrozenClock(datetime(2027, 1, 1, tzinfo=UTC))):
        assert numbered("AP") == "AP-2027-000001"


@pytest.mark.django_db(transaction=True)
def test_the_number_of_a_paper_that_was_not_made_is_given_again():
    with transaction.atomic():
        first = next_reference("CA")
    with transaction.atomic():
        lost = next_reference("CA")
        transaction.set_rollback(True)
    with transaction.atomic():
        assert next_reference("CA") == lost != first


@pytest.mark.django_db(transaction=True)
def test_no_number_is_given_outside_a_transaction():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        next_reference("CA")
