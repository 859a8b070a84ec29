"""The words of `lockgate insight` that belong to no single figure."""

import pytest

from lockgate.cli import main


def test_a_figure_without_files_of_its_own_is_told(capsys):
    assert main(["insight", "template", "weather"]) == 2
    assert "'weather' reads no file" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["insight"], ["insight", "template"]])
def test_half_a_command_shows_how_it_is_used(words, capsys):
    assert main(words) == 2
    assert "--help` shows how it is used" in capsys.readouterr().err
