"""`lockgate case`: each verb as somebody, exit status 0 or 2, one sentence."""

import json
from pathlib import Path

import pytest

from lockgate.applications.draft_file import read_draft
from lockgate.applications.services import apply_at_once
from lockgate.casework.models import Case, Notice
from lockgate.cli import main
from lockgate.core.permissions import Role
from tests.factories.applications import UNITED_STATES, american_line, submitted_application
from tests.factories.cases import REVIEWERS, opened_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db

GRANT = ["--outcome", "granted", "--assessment", "civil", "--evidence", "Motors.", "--reasons", "A civil use."]
EXAMPLES = Path(__file__).parents[2] / "docs/examples"


@pytest.fixture
def ref(held) -> str:
    return opened_case(held.exporter).reference


def case(verb: str, *words: str, by: str) -> int:
    return main(["case", verb, *words, "--as", f"{by}@example.org"])


def test_a_case_is_listed_shown_proposed_and_confirmed(ref, capsys):
    assert case("list", by="officer") == 0
    assert ref in capsys.readouterr().out
    assert case("propose", ref, *GRANT, by="officer") == 0
    assert capsys.readouterr().out == f"Case {ref} is in review now, at version 2.\n"
    assert case("show", ref, by="senior_officer") == 0
    shown = capsys.readouterr().out
    assert "Proposal 1 waits to be confirmed: A civil use." in shown
    assert "end use assessed as civil, on: Motors." in shown
    assert case("confirm", ref, "--seen", "2", by="senior_officer") == 0
    assert case("show", ref, by="exporter") == 0
    shown = capsys.readouterr().out
    assert "decided, granted" in shown and "granted 1200 KGM" in shown


def test_the_example_of_a_proposal_in_a_file_fits_the_example_of_an_application(held, capsys):
    apply_at_once(by=held.exporter, draft=read_draft(EXAMPLES / "application.toml"))
    ref = Case.objects.get().reference
    assert case("propose", ref, "--file", str(EXAMPLES / "proposal.toml"), "--json", by="officer") == 0
    assert json.loads(capsys.readouterr().out) == {"reference": ref, "state": "in_review", "version": 2}
    proposal = Case.objects.get().proposals.get()
    first, second = proposal.lines.order_by("case_line__line__number")
    assert (proposal.valid_months, first.quantity, second.outcome) == (6, "400", "returned")
    assert first.conditions == ["Report each delivery within ten working days."]


def test_every_other_verb_does_its_act(ref, capsys):
    for verb, words, by in (
        ("assign", ["--to", "officer@example.org"], "senior_officer"),
        ("query", ["--question", "Which plant?"], "officer"),
        ("answer", ["--answer", "Nagoya."], "exporter"),
        ("review", ["--body", REVIEWERS, "--due-on", "2026-03-09"], "officer"),
        ("recommend", ["refuse", "--reasons", "Diversion."], "adviser"),
        ("announce-refusal", ["--reasons", "Diversion is likely."], "officer"),
        ("answer-refusal", ["--answer", "It is for cars."], "exporter"),
        ("propose", GRANT, "officer"),
        ("send-back", ["--reasons", "Refuse it."], "senior_officer"),
        ("propose", ["--outcome", "refused", "--refusal-reason", "Diversion.", "--reasons", "No."], "officer"),
        ("confirm", [], "senior_officer"),
        ("appeal", ["--reasons", "It is for cars."], "exporter"),
    ):
        assert case(verb, ref, *words, by=by) == 0, capsys.readouterr().err
    assert Case.objects.get().state == "appealed"


@pytest.mark.parametrize(
    ("verb", "words", "by", "said"),
    [
        ("confirm", [], "senior_officer", "cannot be decided"),
        ("confirm", [], "officer", "You may not confirm a decision"),
        ("propose", ["--reasons", "x"], "officer", "Give either --outcome or --file"),
        ("propose", ["--file", "nothing.toml"], "officer", "cannot be read"),
        ("propose", ["--outcome", "granted", "--reasons", " "], "officer", "reasons are missing"),
        ("propose", [*GRANT, "--seen", "7"], "officer", "you read 7"),
        ("show", [], "adviser", "There is no case"),
        ("show", [], "nobody", "There is no account"),
        ("review", ["--body", REVIEWERS, "--due-on", "soon"], "officer", "is no date"),
    ],
)
def test_what_is_refused_is_one_sentence_and_status_2(verb, words, by, said, ref, capsys):
    assert case(verb, ref, *words, by=by) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert said in told
    assert Case.objects.get().version == 1


def test_whoever_reads_no_cases_is_told_so(held, capsys):
    person(Role.CUSTOMS)
    assert case("list", by="customs") == 2
    assert "You may not read cases" in capsys.readouterr().err
    assert main(["case", "list"]) == 2


def test_an_empty_queue_says_so_and_is_json_too(held, capsys):
    assert case("list", by="officer") == 0
    assert capsys.readouterr().out == "No cases.\n"
    assert case("list", "--json", by="officer") == 0
    assert json.loads(capsys.readouterr().out) == {"cases": [], "next_cursor": None}


def test_a_notice_is_shown_as_text_and_as_json(held, on, capsys):
    on("2026-07-23")
    submitted_application(held.exporter, lines={1: american_line("3A991.a")}, **UNITED_STATES)
    reference = Notice.objects.get().reference
    assert case("notice", reference, by="exporter") == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{reference}  no licence needed for Ganzhou Magnet Works to JP") and "2026-07-23" in shown
    assert case("notice", reference, "--json", by="officer") == 0
    assert json.loads(capsys.readouterr().out)["reference"] == reference
    assert case("notice", reference, by="adviser") == 2
