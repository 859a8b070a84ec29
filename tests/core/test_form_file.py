"""A form in a TOML file: what is wrong with it is told by its place."""

import pytest
from pydantic import BaseModel, ConfigDict

from lockgate.core.errors import Invalid
from lockgate.core.form_file import read_form


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: int
    text: str


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lines: list[Line]


def read(tmp_path, content: bytes):
    path = tmp_path / "form.toml"
    path.write_bytes(content)
    return read_form(path, Form, "The guide")


def test_a_form_is_read(tmp_path):
    assert read(tmp_path, b'[[lines]]\nnumber = 1\ntext = "a"\n').lines == [Line(number=1, text="a")]


def test_every_fault_is_told_by_its_place_counted_from_one(tmp_path):
    with pytest.raises(Invalid) as refused:
        read(tmp_path, b'extra = 1\n[[lines]]\nnumber = 1\ntext = "a"\n[[lines]]\ntext = 2\n')
    assert set(refused.value.fields) == {"extra", "lines.2.number", "lines.2.text"}


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a = ", "is no TOML"), (b"\xff\xfe", "is no text"), (b"#" * 1_000_001, "is larger than")],
)
def test_a_file_that_holds_no_form_is_told_so(tmp_path, content, said):
    with pytest.raises(Invalid, match=said):
        read(tmp_path, content)


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(Invalid, match="cannot be read"):
        read_form(tmp_path / "nothing.toml", Form, "The guide")
