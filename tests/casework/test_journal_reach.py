"""Every row that casework writes is vouched for by the journal: its digest stands in the newest act that wrote it."""

import json

import pytest
from django.apps import apps

from lockgate.journal.models import Row
from lockgate.journal.reach import row_digest_of, row_name, tables
from tests.casework.queries.test_sheet import full_life
from tests.factories.cases import decided_case

pytestmark = pytest.mark.django_db


def test_each_row_is_as_the_newest_act_that_wrote_it_says(held, on):
    decided_case(held)
    full_life(held, on)
    newest: dict[str, str] = {}
    for content in Row.objects.order_by("pk").values_list("content", flat=True):
        newest |= json.loads(content or "{}").get("rows", {})
    looked_at = 0
    for model in apps.get_app_config("casework").get_models():
        table = model._meta.db_table
        for row in model._default_manager.values(*tables()[table].columns):
            assert newest[row_name(table, row["id"])] == row_digest_of(table, row), row
            looked_at += 1
    assert looked_at == 20  # of two cases, each table but that of notices
