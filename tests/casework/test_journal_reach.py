"""Every row that casework writes is vouched for by the journal: its digest stands in the newest act that wrote it."""

from datetime import date

import pytest
from django.apps import apps

from lockgate.casework.services import note_supply_risk
from lockgate.core.permissions import Role
from lockgate.journal.verify import verify_journal
from tests.casework.queries.test_sheet import full_life
from tests.factories.cases import decided_case, opened_case
from tests.factories.people import person
from tests.factories.risks import found_risk

pytestmark = pytest.mark.django_db


def test_each_row_is_as_the_newest_act_that_wrote_it_says(held, on):
    decided_case(held)
    full_life(held, on)
    risk = found_risk(opened_case(held.exporter).reference)
    note_supply_risk(by=person(Role.ANALYST), noted_on=date(2026, 3, 2), risks=[risk])
    models = [model for model in apps.get_app_config("casework").get_models() if model.__name__ != "Notice"]
    assert all(model._default_manager.exists() for model in models)
    assert verify_journal().faults == []
