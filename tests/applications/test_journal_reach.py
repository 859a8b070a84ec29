"""The journal vouches for every row of this room: the newest act that wrote a row holds its digest as it stands."""

from typing import Any

import pytest
from django.apps import apps

from lockgate.applications.party_role import PartyFacts
from lockgate.applications.services import (
    add_line,
    add_party,
    change_party,
    declare_dependence,
    remove_dependence,
    remove_line,
    remove_party,
    request_statement,
    sign_statement,
    submit_application,
    withdraw_application,
)
from lockgate.core.permissions import STRANGER, Role
from lockgate.journal.verify import verify_journal
from tests.factories.applications import DEPENDENCE, MAGNETS, drafted_application
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_every_row_is_held_by_the_newest_act_that_wrote_it():
    exporter = person(Role.EXPORTER)
    reference = drafted_application(exporter).reference
    on: dict[str, Any] = {"by": exporter, "application": reference}
    add_line(**on, line=MAGNETS)
    declare_dependence(**on, number=2, declared=DEPENDENCE)
    remove_line(**on, number=2)
    add_party(**on, party=PartyFacts("intermediate_consignee", "Busan Port", "KR", facts=("unlisted",)))
    change_party(**on, party=PartyFacts("intermediate_consignee", "Busan Port", "KR", "7 Jungang-daero", ("civil",)))
    remove_party(**on, role="intermediate_consignee", name="Busan Port")
    add_party(**on, party=PartyFacts("end_user", "Busan Motors", "KR", facts=("unlisted",)))
    request_statement(**on, party="Busan Motors")
    remove_party(**on, role="end_user", name="Busan Motors")
    add_line(**on, line=MAGNETS)
    declare_dependence(**on, number=2, declared=DEPENDENCE)
    remove_dependence(**on, number=2, party="Nagoya Motors", site="Nagoya plant 2")
    request_statement(**on, party="Nagoya Motors")
    token = request_statement(**on, party="Nagoya Motors").token
    sign_statement(by=STRANGER, token=token, signer_name="Aiko Sato", signer_position="Director")
    submit_application(**on)
    withdraw_application(**on)
    rows = {
        model._meta.label: model._base_manager.count() for model in apps.get_app_config("applications").get_models()
    }
    assert min(rows.values()) >= 1, f"an empty table proves nothing: {rows}"
    found = verify_journal()
    assert found.is_whole, found.faults
