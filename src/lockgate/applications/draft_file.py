"""Reads an application from a TOML file, and tells every fault of its form by its place in the file."""

from pathlib import Path

from lockgate.applications.draft import Draft
from lockgate.applications.draft_form import DraftForm
from lockgate.core.form_file import read_form


def read_draft(path: Path) -> Draft:
    """Read an application from a file of at most a megabyte; raise Invalid that tells every fault of its form."""
    return read_form(path, DraftForm, "docs/guides/exporter.md").draft()
