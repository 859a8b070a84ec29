"""The page with the head of the journal, for anybody to keep."""

import pytest

from lockgate.core.permissions import OPERATOR
from lockgate.journal.seal import latest_head, seal_rows
from lockgate.parties.services import add_organisation


@pytest.mark.django_db(transaction=True)
def test_the_page_shows_the_six_lines_and_the_short_form(read, settings, tmp_path):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    add_organisation(by=OPERATOR, name="Licensing Department", country="CN")
    seal_rows()
    head = latest_head()
    assert head
    page = read("/journal/head/")
    assert " ".join(head.text().split()) in page.text("code")
    assert head.short() in page.text("p")


def test_before_the_first_seal_the_page_says_so(read, db):
    page = read("/journal/head/")
    assert "holds no seal yet" in page.text("p")
    assert "/journal/head/" in read("/").links
