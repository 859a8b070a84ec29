"""An installation is set up by variables; a wrong one is refused by its name, with the remedy."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from lockgate.settings import environment
from lockgate.settings.environment import VARIABLES, SettingInvalid

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "lockgate" / "settings").glob("*.py"))


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch):
    for variable in VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)


def test_what_is_not_set_has_its_default(monkeypatch):
    assert environment.text("LOCKGATE_LOG_LEVEL") == "INFO"
    assert environment.words("LOCKGATE_ALLOWED_HOSTS") == ["127.0.0.1", "localhost", "[::1]"]
    assert environment.words("LOCKGATE_TRUSTED_SEAL_KEYS") == []
    assert environment.path("LOCKGATE_SEAL_KEY_FILE") is None
    monkeypatch.setenv("LOCKGATE_LOG_LEVEL", "  ")
    assert environment.text("LOCKGATE_LOG_LEVEL") == "INFO"


def test_a_list_is_read_with_blanks_and_empty_items(monkeypatch):
    monkeypatch.setenv("LOCKGATE_ALLOWED_HOSTS", " a.example , ,b.example,")
    assert environment.words("LOCKGATE_ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_a_path_is_made_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOCKGATE_DATA_DIR", "kept")
    assert environment.path("LOCKGATE_DATA_DIR") == tmp_path / "kept"


@pytest.mark.parametrize(("value", "is_on"), [("yes", True), ("no", False)])
def test_a_switch_is_yes_or_no(monkeypatch, value, is_on):
    monkeypatch.setenv("LOCKGATE_BEHIND_PROXY", value)
    assert environment.switch("LOCKGATE_BEHIND_PROXY") is is_on


def test_a_switch_that_is_neither_is_refused_by_name_and_remedy(monkeypatch):
    monkeypatch.setenv("LOCKGATE_BEHIND_PROXY", "true")
    with pytest.raises(SettingInvalid, match=r"LOCKGATE_BEHIND_PROXY is 'true'\. Set it to one of: yes, no\."):
        environment.switch("LOCKGATE_BEHIND_PROXY")


def test_a_short_secret_is_refused_and_not_repeated(monkeypatch):
    monkeypatch.setenv("LOCKGATE_SECRET_KEY", "hunter2")
    with pytest.raises(SettingInvalid, match="LOCKGATE_SECRET_KEY has 7 characters") as caught:
        environment.secret("LOCKGATE_SECRET_KEY")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("known", [settings.SECRET_KEY, "django-insecure-" + "k7" * 30, "ab" * 40])
def test_a_secret_that_everybody_knows_or_can_guess_is_refused(monkeypatch, known):
    monkeypatch.setenv("LOCKGATE_SECRET_KEY", known)
    with pytest.raises(SettingInvalid, match="LOCKGATE_SECRET_KEY is a default that everybody knows") as caught:
        environment.secret("LOCKGATE_SECRET_KEY")
    assert known not in str(caught.value)


def test_production_names_every_variable_that_is_missing(monkeypatch):
    monkeypatch.setenv("LOCKGATE_DATA_DIR", "kept")
    with pytest.raises(SettingInvalid) as caught:
        environment.require_for_production()
    named = set(re.findall(r"LOCKGATE_[A-Z_]+", caught.value.sentence))
    assert named == {"LOCKGATE_SECRET_KEY", "LOCKGATE_ALLOWED_HOSTS", "LOCKGATE_SEAL_KEY_FILE"}


def test_a_folder_that_cannot_be_made_is_refused_by_the_name_of_its_variable(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingInvalid, match=r"LOCKGATE_DATA_DIR is .*file/kept, which cannot be made"):
        environment.make_folder("LOCKGATE_DATA_DIR", tmp_path / "file" / "kept")


def test_every_variable_is_read_and_every_one_that_is_read_is_listed():
    read = {
        name
        for source in SOURCES
        for name in re.findall(
            r'environment\.(?:text|path|words|switch|secret|one_of)\(\s*"(\w+)"', source.read_text(encoding="utf-8")
        )
    }
    assert read == {variable.name for variable in VARIABLES}


def test_a_variable_that_is_not_listed_cannot_be_read():
    with pytest.raises(KeyError):
        environment.text("LOCKGATE_SOMETHING_ELSE")


def test_the_page_of_settings_is_fresh():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert page == environment.settings_page(), "write it again: ./run docs"
    assert all(f"`{variable.name}`" in page for variable in VARIABLES)
