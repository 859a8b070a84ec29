"""The statement says who sends what to whom and what for; what was signed has the digest of exactly that."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.statement import UNDERTAKING, signed_digest, signed_text, statement_text
from lockgate.regimes.shelf import law_of
from tests.factories.applications import CIVIL, END_USER, MAGNETS, magnets

LAW = law_of("cn-dual-use")
REFERENCE = "AP-2026-000001-6"


def text_of(draft):
    return statement_text(LAW, REFERENCE, draft, END_USER)


def test_the_statement_names_everything_that_is_signed_for():
    text = text_of(magnets(exporter="Ganzhou Magnet Works"))
    for said in (
        "Application: AP-2026-000001-6",
        "Exporter: Ganzhou Magnet Works",
        "End user: Nagoya Motors, 1-1 Nakamura, Nagoya, Japan (JP)",
        "Country of destination: Japan (JP)",
        "1. 1200 KGM of Sintered neodymium magnets with terbium, entry 1C904.a.4, goods code 8505111000",
        "End use: civil",
        "Traction motors of passenger cars.",
        UNDERTAKING,
    ):
        assert said in text


def test_the_text_changes_with_whatever_it_states():
    whole = magnets()
    others = [
        replace(whole, destination="KR"),
        replace(whole, exporter="Another"),
        replace(whole, lines={1: DraftLine(replace(MAGNETS, quantity="1201"))}),
        replace(whole, lines={2: DraftLine(MAGNETS)}),
        replace(whole, end_use=replace(CIVIL, text="Missiles.")),
        replace(whole, end_use=replace(CIVIL, words=())),
    ]
    assert len({text_of(draft) for draft in [whole, *others]}) == 7


def test_what_was_not_stated_is_said_to_be_missing():
    text = text_of(Draft("cn-dual-use", "JP"))
    assert "End use: not stated" in text and "The end use is not described." in text


def test_what_was_signed_holds_signer_position_and_moment_and_anybody_can_compute_its_digest():
    at = datetime(2026, 11, 25, 10, 11, 12, tzinfo=UTC)
    signed = signed_text("TEXT\n", signer_name="Aiko Sato", signer_position="Director", at=at)
    assert signed == "TEXT\n\nSigned by: Aiko Sato\n\nPosition: Director\n\nAt: 2026-11-25 10:11:12 UTC\n"
    assert signed_digest(signed) == sha256(signed.encode()).hexdigest()
    other = signed_text("TEXT\n", signer_name="Aiko Sato", signer_position="Clerk", at=at)
    assert signed_digest(other) != signed_digest(signed)
