"""A file says what a request says; every fault of its form is told by its place in the file."""

from pathlib import Path

import pytest

from lockgate.applications.draft_file import read_draft
from lockgate.core.errors import Invalid

EXAMPLE = Path(__file__).parents[2] / "docs/examples/application.toml"


@pytest.fixture
def write(tmp_path):
    """Write a file, and give back its path."""

    def make(content):
        path = tmp_path / "application.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def refusal_of(path):
    with pytest.raises(Invalid) as refused:
        read_draft(path)
    return refused.value


def test_the_example_of_the_documentation_is_read_as_it_says():
    draft = read_draft(EXAMPLE)
    assert (draft.regime, draft.destination, draft.exporter) == ("cn-dual-use", "JP", "")
    assert list(draft.lines) == [1, 2]
    (declared,) = draft.lines[1].dependence
    assert (declared.stock, declared.unknown) == ("300", ("product",))
    assert [tuple(one) for one in declared.alternatives or ()] == [("Osaka Magnetics", 240), ("Rhine Magnets", None)]
    assert draft.lines[2].dependence == ()
    assert draft.end_use.answers == {"M-2026-01-2": False}
    assert [party.facts for party in draft.parties] == [("unlisted",), ("civil", "unlisted")]


def test_what_is_left_out_is_not_said(write):
    draft = read_draft(write('regime = "cn-dual-use"\ndestination = "JP"\n'))
    assert (draft.parties, dict(draft.lines), draft.end_use.words) == ((), {}, ())


def test_alternatives_left_out_are_not_none_and_an_empty_list_says_that_there_are_none(write):
    form = 'regime = "r"\ndestination = "JP"\n[[lines]]\nquantity = "1"\nunit = "KGM"\nvalue = "1"\ncurrency = "USD"\n'
    said = form + '[[lines.dependence]]\nsite = "A"\n[[lines.dependence]]\nsite = "B"\nalternatives = []\n'
    left_out, empty = read_draft(write(said)).lines[1].dependence
    assert (left_out.alternatives, empty.alternatives) == (None, ())


def test_every_fault_of_the_form_is_told_by_its_place(write):
    faulty = """
regime = "cn-dual-use"
destinaton = "JP"
[[lines]]
quantity = "1"
unit = "KGM"
value = "1"
currency = "USD"
[[lines]]
quantity = 1.5
unit = "KGM"
value = "1"
currency = "USD"
[[lines.dependence]]
site = "A"
alternatives = [{ supplier = "B", qualify_days = -1 }]
[end_use.answers]
M-1 = "no"
"""
    refused = refusal_of(write(faulty))
    assert set(refused.fields) == {
        "destination",
        "destinaton",
        "lines.2.quantity",
        "lines.2.dependence.1.alternatives.1.qualify_days",
        "end_use.answers.M-1",
    }
    assert "lines.2.quantity: This is no text. Write it in quotes." in str(refused)
    assert "destination: This is missing." in str(refused)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "no text in UTF-8"),
        ("regime = ", "is no TOML"),
        ("x = '" + "x" * 1_000_000 + "'", "larger than"),
        ("lines = " + "[" * 5000, "is no TOML"),
    ],
)
def test_a_file_that_is_none_of_this_kind_is_refused(write, content, sentence):
    assert sentence in str(refusal_of(write(content)))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "cannot be read: No such file" in str(refusal_of(tmp_path / "none.toml"))
    assert "cannot be read: Is a directory" in str(refusal_of(tmp_path))


def test_more_lines_than_can_be_kept_are_refused(write):
    line = '[[lines]]\nquantity = "1"\nunit = "KGM"\nvalue = "1"\ncurrency = "USD"\n'
    refused = refusal_of(write('regime = "r"\ndestination = "JP"\n' + line * 101))
    assert set(refused.fields) == {"lines"}
