"""Reads an application from a TOML file, and tells every fault of its form by its place in the file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from lockgate.applications.draft import Draft
from lockgate.applications.draft_form import DraftForm
from lockgate.core.errors import Invalid
from lockgate.core.faults import Faults, place_of

SIZE_MAX = 1_000_000
_SENTENCES = {
    "missing": "This is missing.",
    "extra_forbidden": "There is no such field.",
    "string_type": "This is no text. Write it in quotes.",
    "bool_type": "This is neither true nor false.",
}


def read_draft(path: Path) -> Draft:
    """Read an application from a file of at most a megabyte; raise Invalid that tells every fault of its form."""
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_MAX + 1)
        if len(content) > SIZE_MAX:
            raise Invalid(f"{path} is larger than {SIZE_MAX} bytes.", mend="Apply in several files.")
        written = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.", mend="Name a file that you may read.") from None
    except UnicodeDecodeError:
        raise Invalid(f"{path} is no text in UTF-8.", mend="Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Invalid(f"{path} is no TOML: {error}.", mend="docs/guides/exporter.md shows a file.") from None
    return _drafted(written)


def _drafted(written: dict[str, object]) -> Draft:
    faults = Faults()
    try:
        return DraftForm.model_validate(written).draft()
    except ValidationError as error:
        for fault in error.errors():
            with faults.at(place_of(fault["loc"])):
                raise Invalid(_SENTENCES.get(fault["type"], f"{fault['msg']}.")) from None
        faults.raise_any()
        raise
