"""The notebooks of docs/ run as they stand, and say what they say."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))


def said(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what each cell printed, in however many pieces it came, and the pictures that it drew."""
    outputs = [[text_of(output) for output in cell.get("outputs", [])] for cell in notebook.cells]
    return ["".join(texts) for texts in outputs]


def text_of(output: nbformat.NotebookNode) -> str:
    return str(output.get("text") or output["data"].get("image/svg+xml", ""))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_a_notebook_runs_and_prints_what_is_kept_in_it(path):
    kept = nbformat.read(path, as_version=4)
    anew = nbformat.read(path, as_version=4)
    NotebookClient(anew, timeout=300, startup_timeout=300, kernel_name="python3").execute()
    assert said(anew) == said(kept)


def test_there_is_a_notebook():
    assert NOTEBOOKS
