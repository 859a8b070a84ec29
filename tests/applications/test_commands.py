"""`lockgate application`: the file of the documentation is submitted; whoever may not is told in one sentence."""

import json
from pathlib import Path

import pytest

from lockgate.applications.models import Application
from lockgate.cli import main
from lockgate.core.permissions import Role
from lockgate.journal.models import Row
from tests.factories.applications import drafted_application, submitted_application
from tests.factories.people import person

pytestmark = pytest.mark.django_db

EXAMPLE = Path(__file__).parents[2] / "docs/examples/application.toml"
EXPORTER = "exporter@example.org"


@pytest.fixture
def exporter():
    return person(Role.EXPORTER)


@pytest.fixture
def run(capsys):
    """Run `lockgate application …` as somebody; give back exit status, output and errors."""

    def command(*words, email=EXPORTER):
        status = main(["application", *map(str, words), "--as", email])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_submit_takes_the_file_of_the_documentation(run, exporter):
    status, out, _ = run("submit", EXAMPLE, "--json")
    assert status == 0
    held = json.loads(out)
    assert (held["state"], held["missing"]) == ("submitted", None)
    assert [line["outcome"] for line in held["lines"]] == ["licence_required", "licence_required"]
    assert held["lines"][1]["dependence"] is None


def test_submit_and_show_say_what_was_not_declared(run, exporter):
    status, out, _ = run("submit", EXAMPLE)
    reference = out.partition(":")[0]
    assert status == 0
    assert "Line 2: 1C902.a.4, 20.5 KGM, 8200.00 USD: licence required, review: case by case" in out
    assert "dependence: not declared" in out and "product unknown" in out
    assert "Rhine Magnets in an unknown time" in out
    assert run("show", reference)[1] == out


def test_a_file_with_faults_is_refused_with_each_by_its_place_and_nothing_is_kept(run, exporter, tmp_path):
    rows = Row.objects.count()
    faulty = tmp_path / "faulty.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    faulty.write_text(text.replace('"1200"', '"1e308"').replace('"20.5"', '"0"').replace('"300"', '"-1"'))
    status, out, err = run("submit", faulty)
    assert (status, out) == (2, "")
    for said in (
        "lines.1.quantity: '1e308' is not an amount.",
        "lines.2.quantity: The quantity is zero.",
    ):
        assert said in err
    assert not Application.objects.exists() and Row.objects.count() == rows


def test_a_file_that_leaves_a_question_open_is_refused_with_its_words(run, exporter, tmp_path):
    incomplete = tmp_path / "incomplete.toml"
    incomplete.write_text(EXAMPLE.read_text(encoding="utf-8").replace("M-2026-01-2 = false", ""))
    status, _, err = run("submit", incomplete)
    assert status == 2
    assert "Does the end use add to Japan's military strength in any other way?" in err
    assert "answers.M-2026-01-2 = false" in err
    assert not Application.objects.exists()


def test_show_says_what_is_missing_from_a_draft(run, exporter):
    drafted = drafted_application(exporter, lines={})
    out = run("show", drafted.reference)[1]
    assert "Missing: No line says what is to be exported. Add a line." in out


def test_list_shows_the_newest_first_and_where_it_goes_on(run, exporter):
    first, second = submitted_application(exporter).reference, drafted_application(exporter).reference
    out = run("list", "--limit", 1)[1]
    assert second in out and first not in out
    cursor = out.split("--cursor ")[1].strip()
    assert first in run("list", "--cursor", cursor)[1]
    assert [
        one["reference"] for one in json.loads(run("list", "--state", "submitted", "--json")[1])["applications"]
    ] == [first]


@pytest.mark.parametrize("limit", ["0", "1001", "x", "-1", "²"])
def test_list_refuses_a_limit_that_is_none(run, exporter, limit):
    assert run("list", f"--limit={limit}")[0] == 2


def test_withdraw_ends_an_application_once(run, exporter):
    reference = submitted_application(exporter).reference
    assert run("withdraw", reference)[0] == 0
    status, _, err = run("withdraw", reference)
    assert status == 2 and "withdrawn already" in err


def test_whoever_may_not_is_refused_in_one_sentence(run, exporter):
    reference = drafted_application(exporter).reference
    person(Role.OFFICER)
    for words in (("show", reference), ("withdraw", reference)):
        status, out, err = run(*words, email="officer@example.org")
        assert (status, out) == (2, "")
        assert (
            err
            == f"lockgate: There is no application '{reference}', or you may not know of it. Look at the reference.\n"
        )
    assert run("submit", EXAMPLE, email="officer@example.org")[0] == 2
    assert run("list", email="officer@example.org")[1] == "There is none that you may see.\n"
    assert run("list", email="nobody@example.org")[0] == 2
