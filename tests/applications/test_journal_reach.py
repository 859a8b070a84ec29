"""The journal vouches for every row of this room: the newest act that wrote a row holds its digest as it stands."""

import json
from typing import Any

import pytest
from django.apps import apps

from lockgate.applications.party_role import PartyFacts
from lockgate.applications.services import (
    add_line,
    add_party,
    declare_dependence,
    remove_line,
    remove_party,
    request_statement,
    sign_statement,
    submit_application,
    withdraw_application,
)
from lockgate.core.permissions import STRANGER, Role
from lockgate.journal.models import Row
from lockgate.journal.reach import row_digest_of, row_name, tables
from tests.factories.applications import DEPENDENCE, MAGNETS, drafted_application
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def vouched():
    """The digest of each row by the newest act that wrote it, or "removed"."""
    newest: dict[str, str] = {}
    for content in Row.objects.order_by("pk").values_list("content", flat=True):
        newest |= json.loads(content or "{}").get("rows", {})
    return newest


def held():
    """The digest of each row as it stands in the tables of this room and of the parties."""
    found = {}
    for room in ("applications", "parties"):
        for model in apps.get_app_config(room).get_models():
            table = model._meta.db_table
            for row in model._default_manager.values(*tables()[table].columns):
                found[row_name(table, row["id"])] = row_digest_of(table, row)
    return found


def of_room(digests):
    kept = {name: digest for name, digest in digests.items() if digest != "removed"}
    return {name: digest for name, digest in kept.items() if name.split("_")[0] in ("applications", "parties")}


def test_every_row_is_held_by_the_newest_act_that_wrote_it():
    exporter = person(Role.EXPORTER)
    reference = drafted_application(exporter).reference
    on: dict[str, Any] = {"by": exporter, "application": reference}
    add_line(**on, line=MAGNETS)
    declare_dependence(**on, number=2, declared=DEPENDENCE)
    remove_line(**on, number=2)
    add_party(**on, party=PartyFacts("intermediate_consignee", "Busan Port", "KR", facts=("unlisted",)))
    remove_party(**on, role="intermediate_consignee", name="Busan Port")
    request_statement(**on, party="Nagoya Motors")
    token = request_statement(**on, party="Nagoya Motors").token
    sign_statement(by=STRANGER, token=token, signer_name="Aiko Sato", signer_position="Director")
    submit_application(**on)
    withdraw_application(**on)
    assert {name.split()[0] for name in held()} >= {
        "applications_application",
        "applications_line",
        "applications_applicationparty",
        "applications_dependence",
        "applications_endusestatement",
    }
    assert of_room(vouched()) == held()
