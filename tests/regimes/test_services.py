"""Packs are adopted: which version of the law an installation answers by, since when, and that the journal says so."""

import json
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction

from lockgate.core.errors import NotFound
from lockgate.core.permissions import LOCKGATE
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.seal import seal_rows
from lockgate.journal.verify import verify_journal
from lockgate.operate import adopt_packs
from lockgate.regimes import shelf
from lockgate.regimes.fault import FaultyPack
from lockgate.regimes.models import AdoptedPack
from lockgate.regimes.services import adopt_pack, pack_digest
from tests.factories.packs import lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """The folder of a pack `tiny`, which comes with this Lockgate."""
    monkeypatch.setattr(shelf, "PACKS", tmp_path)
    return lay_out(tmp_path)


def digests_in_the_journal():
    rows = Row.objects.filter(act=Act.PACK_ADOPTED, subject="pack tiny").order_by("pk")
    return [json.loads(row.content)["digest"] for row in rows if row.content]


def in_use():
    adopted = AdoptedPack.objects.filter(regime="tiny").first()
    assert adopted
    return adopted.digest


def test_a_pack_is_adopted_with_its_span_of_law_and_the_journal_says_so(pack):
    adopted = adopt_pack(by=LOCKGATE, regime="tiny")
    assert (adopted.regime, adopted.digest, adopted.adopted_by) == ("tiny", pack_digest(pack), LOCKGATE.actor.id)
    assert (str(adopted.law_from), str(adopted.law_known_to)) == ("2024-01-01", "2025-12-31")
    assert digests_in_the_journal() == [pack_digest(pack)]


def test_adopting_the_version_in_use_again_changes_and_records_nothing(pack):
    first = adopt_pack(by=LOCKGATE, regime="tiny")
    assert adopt_pack(by=LOCKGATE, regime="tiny") == first
    assert AdoptedPack.objects.count() == len(digests_in_the_journal()) == 1


def test_another_version_and_back_again_are_three_acts_and_the_last_is_in_use(pack):
    groups = pack / "groups.csv"
    before = groups.read_bytes()
    first = adopt_pack(by=LOCKGATE, regime="tiny").digest
    groups.write_bytes(before + b"\n")
    second = adopt_pack(by=LOCKGATE, regime="tiny").digest
    assert in_use() == second != first
    groups.write_bytes(before)
    adopt_pack(by=LOCKGATE, regime="tiny")
    assert in_use() == first
    assert digests_in_the_journal() == [first, second, first]


@pytest.mark.only_on("postgresql", reason="on SQLite a transaction cannot begin beside another that writes")
@pytest.mark.django_db(transaction=True)
def test_two_services_that_start_at_once_adopt_a_version_once(pack):
    def adopt():
        try:
            return adopt_pack(by=LOCKGATE, regime="tiny")
        finally:
            connection.close()

    with ThreadPoolExecutor() as other_service:
        with transaction.atomic():
            first = adopt_pack(by=LOCKGATE, regime="tiny")
            second = other_service.submit(adopt)
            assert not wait([second], timeout=0.5).done
        assert second.result(timeout=20) == first
    assert AdoptedPack.objects.count() == len(digests_in_the_journal()) == 1


@pytest.mark.django_db(transaction=True)
def test_adoptions_are_sealed_and_the_journal_verifies(pack, settings, tmp_path):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    adopt_pack(by=LOCKGATE, regime="tiny")
    (pack / "groups.csv").write_bytes((pack / "groups.csv").read_bytes() + b"\n")
    adopt_pack(by=LOCKGATE, regime="tiny")
    seal_rows()
    found = verify_journal()
    assert found.is_whole
    assert not found.faults


@pytest.mark.django_db(transaction=True)
def test_what_serve_does_first_adopts_every_pack_once_and_leaves_nothing_unsealed(settings, tmp_path):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    adopt_packs()
    adopt_packs()
    assert [adopted.regime for adopted in AdoptedPack.objects.all()] == shelf.codes()
    found = verify_journal()
    assert (found.rows, found.unsealed, found.is_whole) == (len(shelf.codes()), 0, True)


def test_a_regime_that_is_not_there_or_cannot_be_read_is_not_adopted(pack):
    with pytest.raises(NotFound):
        adopt_pack(by=LOCKGATE, regime="nowhere")
    (pack / "measures.csv").write_text("nonsense\n")
    with pytest.raises(FaultyPack):
        adopt_pack(by=LOCKGATE, regime="tiny")
    assert not AdoptedPack.objects.exists()
    assert not digests_in_the_journal()
