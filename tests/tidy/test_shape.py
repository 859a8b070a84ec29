"""The repository tests its own shape: sizes, words and places that neither ruff nor mypy looks at."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("src", "tests", "tools", "benchmarks")
TEXT = {".py", ".md", ".html", ".css", ".js", ".toml", ".yaml", ".csv", ".txt", ".sh", ""}

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 70
NAMES_WITHOUT_AN_IDEA = re.compile(r"(^|[_-])(utils?|helpers?|misc|common|managers?|handlers?)([_-]|$)")
AMERICAN_SPELLING = re.compile(r"\blicen[s]es?\b", re.IGNORECASE)
# The law and the legal codes of others keep their own spelling.
WORDS_OF_US_LAW = re.compile(r"(src/lockgate/regimes/packs/us-ear|tests/tools/us_ear)/")
SPELT_SO_BY_OTHERS = re.compile(r"LICEN[S]E\b|Apache Licen[s]e|Licen[s]e Exception")
MACHINE_PATH = re.compile(r"(?<![\w.:])/(work|root|home|Users|tmp)/")
BESIDE_US = re.compile(r"\.\./sha[r]ed|/sha[r]ed/")
REMINDER = re.compile(r"\b(TO[D]O|FIX[M]E)\b")
PROVES_SOMETHING = re.compile(r"raises|warns|assert|expect|check|must|refuses")


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in [ROOT / folder, *sorted((ROOT / folder).rglob("*"))]:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def lines_with(pattern: re.Pattern[str], *folders: str, unless: re.Pattern[str] | None = None) -> list[str]:
    found = []
    for path in files(*folders):
        if path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(unless.sub("", line) if unless else line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def functions(*folders: str) -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in files(*folders):
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield path, node


def test_a_file_holds_one_idea_and_so_stays_short():
    long = {
        str(path.relative_to(ROOT)): length
        for path in files(*CODE)
        if path.suffix == ".py" and (length := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE
    }
    assert not long, f"longer than {LINES_OF_A_FILE} lines, so probably two ideas: {long}"


def test_a_function_fits_on_one_screen():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in functions(*CODE)
        if (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION
    ]
    assert not long, f"longer than {LINES_OF_A_FUNCTION} lines: {long}"


def test_a_file_is_named_by_its_idea():
    nameless = [str(path.relative_to(ROOT)) for path in files(*CODE) if NAMES_WITHOUT_AN_IDEA.search(path.stem)]
    assert not nameless, f"what is the idea in {nameless}?"


def test_licence_is_spelt_as_a_noun():
    found = lines_with(AMERICAN_SPELLING, "src", "tests", "benchmarks", "docs", unless=SPELT_SO_BY_OTHERS)
    american = [line for line in found if not WORDS_OF_US_LAW.match(line)]
    assert not american, f"write licence: {american}"


def test_nothing_that_runs_reads_a_folder_beside_the_repository():
    outside = [line for line in lines_with(BESIDE_US, "src", "tests", "benchmarks", "run", ".ci") if ".md:" not in line]
    assert not outside, f"only tools/ reads what lies outside, once, into committed files: {outside}"


def test_no_path_of_one_machine_is_written_down():
    assert not lines_with(MACHINE_PATH, *CODE, "docs")


def test_reminders_are_issues_and_not_comments():
    assert not lines_with(REMINDER, *CODE, "docs")


def test_every_test_proves_something():
    proving = {(path, node.name) for path, node in functions("tests") if _asserts(node)}
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in functions("tests")
        if node.name.startswith("test_")
        and (path, node.name) not in proving
        and not any((path, called) in proving for called in _calls(node))
    ]
    assert not silent, f"these tests cannot fail: {silent}"


def _asserts(test: ast.AST) -> bool:
    has_assertion = any(isinstance(node, ast.Assert) for node in ast.walk(test))
    return has_assertion or any(PROVES_SOMETHING.search(called) for called in _calls(test))


def _calls(test: ast.AST) -> list[str]:
    return [ast.unparse(node.func) for node in ast.walk(test) if isinstance(node, ast.Call)]
