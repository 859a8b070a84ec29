"""Reads a form that somebody wrote as a TOML file, and tells every fault of it by its place in the file."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from lockgate.core.errors import Invalid
from lockgate.core.faults import Faults, place_of
from lockgate.core.form_fault import sentence_of

SIZE_MAX = 1_000_000
"""Bytes of a file; a form holds far less."""
F = TypeVar("F", bound=BaseModel)


def read_form(path: Path, form: type[F], guide: str) -> F:
    """Read a file of at most a megabyte; raise Invalid that tells every fault of its form. `guide` shows an example."""
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_MAX + 1)
        if len(content) > SIZE_MAX:
            raise Invalid(f"{path} is larger than {SIZE_MAX} bytes.", mend=f"{guide} shows a file.")
        written = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.", mend="Name a file that you may read.") from None
    except UnicodeDecodeError:
        raise Invalid(f"{path} is no text in UTF-8.", mend="Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Invalid(f"{path} is no TOML: {error}.", mend=f"{guide} shows a file.") from None
    return _checked(written, form)


def _checked(written: dict[str, object], form: type[F]) -> F:
    faults = Faults()
    try:
        return form.model_validate(written)
    except ValidationError as error:
        for fault in error.errors():
            with faults.at(place_of(fault["loc"])):
                raise Invalid(sentence_of(fault)) from None
        faults.raise_any()
        raise
