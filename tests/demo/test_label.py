"""Whatever a demo shows or gives says that it is synthetic, and nothing else does."""

import subprocess
import sys

import pytest

from lockgate.demo.people import SIGN_IN_AS
from tests.factories.demo import tell_of_demo
from tests.front.reading import Reading

PATHS = ("/", "/check/?q=magnet", "/demo/", "/sign-in/", "/nothing-is-here/", "/end-use/nothing/", "/journal/head/")


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_that_it_is_synthetic_and_what_time_it_is(visitor, demo, path):
    page = Reading(visitor.get(path).content.decode())
    assert "Synthetic: the magnet episode of 2025, replayed. It is 1 October 2025, 09:03 in Beijing." in page.text(
        "aside"
    )
    assert not page.faults


def test_who_one_is_stands_out_in_the_strip(visitor, demo):
    visitor.get("/demo/as/adviser/")
    page = visitor.get("/").content.decode()
    assert '<a href="/demo/as/adviser/" aria-current="true">adviser</a>' in page
    assert page.count('aria-current="true"') == 1


def test_an_answer_of_the_rest_interface_is_labelled_and_a_refusal_too(visitor, demo):
    for path in ("/api/v1/regimes", "/api/v1/cases", "/api/v1/nothing"):
        assert visitor.get(path)["Lockgate-Synthetic"] == "yes"


def test_a_file_is_labelled_by_its_name(visitor, demo):
    _, licence = demo
    visitor.get("/demo/as/customs/")
    kept_as = visitor.get(f"/licences/{licence.number}/ledger.csv")["Content-Disposition"]
    assert kept_as == f'attachment; filename="synthetic-ledger-{licence.number}.csv"'


@pytest.mark.parametrize("path", PATHS)
def test_without_an_episode_nothing_is_labelled(client, db, path):
    answer = client.get(path)
    assert "Lockgate-Synthetic" not in answer
    assert "demo-strip" not in answer.content.decode()


def test_a_command_says_so_beside_its_output(tmp_path, own_database, monkeypatch):
    monkeypatch.setenv("LOCKGATE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LOCKGATE_DATABASE_URL", own_database)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "lockgate.settings.demo")

    def said(*words: str) -> tuple[str, str]:
        done = subprocess.run([sys.executable, "-m", "lockgate", *words], capture_output=True, text=True, check=True)
        return done.stdout, done.stderr

    address = next(iter(SIGN_IN_AS.values()))
    assert said("migrate") == ("", "")
    said("user", "add", address, "--role", "exporter", "--organisation", "Exporter 001 (synthetic)")
    tell_of_demo(tmp_path)
    output, beside = said("user", "list")
    assert address in output and "ynthetic:" not in output
    assert beside.startswith("Synthetic: the magnet episode of 2025, replayed. It is ")
