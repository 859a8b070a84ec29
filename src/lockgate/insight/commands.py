"""`lockgate insight …`: each idea registers its own verbs; this adds what is the same for all, the templates."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module
from typing import TYPE_CHECKING

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.template import dictionary_lines, template_csv

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Mapping, Sequence

    from lockgate.insight.own_file.column import Column

IDEAS: tuple[str, ...] = ("dependence", "facts", "hanging", "pace", "run_out", "snapshot")
"""The packages whose verbs stand below `insight`: each has command.py with `register(verbs)`."""
READERS: tuple[str, ...] = ("dependence", "observer", "pace", "run_out")
"""Those that read a firm's own files: columns.py has FILES, their data dictionaries by the name of the file."""


def register(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add `insight` to the command line, with the verbs of every idea."""
    insight = subparsers.add_parser("insight", description="Figures of what the gate sees, also on a firm's own files.")
    verbs = insight.add_subparsers(required=True, metavar="VERB")
    for idea in IDEAS:
        import_module(f"lockgate.insight.{idea}.command").register(verbs)
    template = verbs.add_parser("template", help="print the file that a figure reads, with an example row")
    template.add_argument("figure", help="pace, dependence, run-out, observe")
    template.add_argument("file", nargs="?", default="", help="which of its files, where it reads several")
    template.add_argument("--dictionary", action="store_true", help="print what each column means instead")
    template.set_defaults(run=run_template)


def run_template(arguments: Namespace) -> None:
    """Print the template of a figure's file, or its data dictionary."""
    columns = _columns(_files(arguments.figure), arguments.figure, arguments.file)
    print("\n".join(dictionary_lines(columns)) if arguments.dictionary else template_csv(columns), end="")
    if arguments.dictionary:
        print()


def _files(figure: str) -> Mapping[str, Sequence[Column]]:
    for idea in READERS:
        if _word(idea) == figure:
            files: Mapping[str, Sequence[Column]] = import_module(f"lockgate.insight.{idea}.columns").FILES
            return files
    raise Invalid(f"{figure!r} reads no file of a firm's own.", mend=f"There are: {', '.join(map(_word, READERS))}.")


def _word(idea: str) -> str:
    return {"dependence": "dependence", "observer": "observe"}.get(idea, idea.replace("_", "-"))


def _columns(files: Mapping[str, Sequence[Column]], figure: str, file: str) -> Sequence[Column]:
    name = file or next(iter(files))
    if name not in files:
        raise Invalid(f"{figure} reads no file {name!r}.", mend=f"Its files are: {', '.join(files)}.")
    return files[name]
