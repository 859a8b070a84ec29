"""Reads cases.yaml of a pack: questions with the answers that the law gives, as docs/write-a-pack.md describes them.

Called by `cases`. Every scalar is kept as the text that stands in the file, so that `no` is Norway and not false,
and 010101 a goods code and not a number. A fault has its line; a case with a fault is left out, the rest is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml

from lockgate.core.encoding import first_line_not_utf8
from lockgate.regimes.determination import Outcome, Party
from lockgate.regimes.fault import Fault

FILE = "cases.yaml"
LARGEST_CASE_FILE = 4 * 1024 * 1024
"""Bytes; some 20,000 cases."""

_YES, _NO = ("yes", "true"), ("no", "false")
_CASE = ("name", "on", "question", "answer", "law")
_QUESTION = ("entry", "goods_code", "destination", "end_use", "end_user", "parties", "answers")
_ANSWER = ("outcome", "review_policy", "requirements", "open", "candidates", "shown", "invalid")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects; None where it says nothing. The tuples must be contained in the answer."""

    outcome: str | None = None
    review_policy: str | None = None
    requirements: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    invalid: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question on one day with its answer, and the law that gives it. `on` is "" where the case names no day."""

    name: str
    line: int
    on: str
    destination: str
    expected: Expected
    entry: str = ""
    goods_code: str = ""
    end_use: tuple[str, ...] = ()
    end_user: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)
    law: str = ""


class _Wrong(Exception):
    """A place of the file that cannot be read."""

    def __init__(self, node: yaml.Node, what: str, mend: str) -> None:
        super().__init__(what)
        self.fault = Fault(FILE, node.start_mark.line + 1, what, mend)


class _Loader(yaml.BaseLoader):
    """YAML without anchors: a few lines of them can stand for more text than any memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="references with * are not allowed", problem_mark=mark)
        return super().compose_node(parent, index)


def read_cases(folder: Path) -> tuple[list[Case], list[Fault]]:
    """Read the cases of the pack in `folder`, with every fault of their form."""
    top, fault = _composed(folder / FILE)
    if fault:
        return [], [fault]
    if not isinstance(top, yaml.SequenceNode):
        return [], [Fault(FILE, 1, "The file is no list of cases.", "Begin each case with '- name: …'.")]
    cases: list[Case] = []
    faults: list[Fault] = []
    for node in top.value:
        try:
            cases.append(_case(node))
        except _Wrong as wrong:
            faults.append(wrong.fault)
    return cases, faults


class _Composed(NamedTuple):
    node: yaml.Node | None
    fault: Fault | None


def _composed(path: Path) -> _Composed:
    def fault(what: str, mend: str, line: int = 0) -> _Composed:
        return _Composed(None, Fault(FILE, line, what, mend))

    if not path.exists():
        return fault("The file is missing.", "Write questions with the answers that the law gives.")
    try:
        if path.stat().st_size > LARGEST_CASE_FILE:
            return fault(f"The file is larger than {LARGEST_CASE_FILE} bytes.", "Keep the cases that decide something.")
        return _Composed(yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_Loader), None)
    except UnicodeDecodeError:
        return fault("The file is not UTF-8.", "Save it as UTF-8.", first_line_not_utf8(path))
    except OSError as error:
        return fault(f"The file cannot be read ({error.strerror}).", "Make it a readable file.")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        said = ", ".join(part for part in (error.context, error.problem) if part)
        return fault(f"The file is no readable YAML ({said}).", "Check indents, quotes and colons.", line)
    except (yaml.YAMLError, RecursionError) as error:
        said = " ".join(str(error).split())[:200]
        return fault(f"The file is no readable YAML ({said}).", "Correct that place.")


def _case(node: yaml.Node) -> Case:
    case = _keys(node, _CASE, needed=("name", "question", "answer"))
    question = _keys(case["question"], _QUESTION, needed=("destination",))
    return Case(
        name=_text(case["name"]),
        line=node.start_mark.line + 1,
        on=_text(case["on"]) if "on" in case else "",
        destination=_text(question["destination"]),
        expected=_expected(case["answer"]),
        entry=_text(question["entry"]) if "entry" in question else "",
        goods_code=_text(question["goods_code"]) if "goods_code" in question else "",
        end_use=_texts(question.get("end_use")),
        end_user=_texts(question.get("end_user")),
        parties=_parties(question.get("parties")),
        answers=_answers(question.get("answers")),
        law=_text(case["law"]) if "law" in case else "",
    )


def _expected(node: yaml.Node) -> Expected:
    held = _keys(node, _ANSWER, needed=())
    if not held:
        raise _Wrong(node, "The answer expects nothing.", f"Give one of: {', '.join(_ANSWER)}.")
    if "invalid" in held and len(held) > 1:
        raise _Wrong(node, "The answer is invalid and something else too.", "Let 'invalid' stand alone.")
    outcome = _text(held["outcome"]) if "outcome" in held else None
    words = [known.word for known in Outcome]
    if outcome is not None and outcome not in words:
        raise _Wrong(held["outcome"], f"'{outcome[:60]}' is no outcome.", f"Known outcomes: {', '.join(words)}.")
    return Expected(
        outcome=outcome,
        review_policy=_text(held["review_policy"]) if "review_policy" in held else None,
        requirements=_texts(held.get("requirements")),
        open=_texts(held.get("open")),
        candidates=_texts(held.get("candidates")),
        shown=_texts(held.get("shown")),
        invalid=_text(held["invalid"]) if "invalid" in held else None,
    )


def _parties(node: yaml.Node | None) -> tuple[Party, ...]:
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise _Wrong(node, "'parties' is no list.", "Write it like [{role: consignee, facts: [military]}].")
    held = [_keys(party, ("role", "facts"), needed=("role",)) for party in node.value]
    return tuple(Party(_text(party["role"]), _texts(party.get("facts"))) for party in held)


def _answers(node: yaml.Node | None) -> dict[str, bool]:
    if node is None:
        return {}
    answers = {}
    for measure, said in _keys(node, None, needed=()).items():
        word = _text(said).lower()
        if word not in _YES + _NO:
            raise _Wrong(said, f"'{word[:60]}' answers nothing.", "Write yes or no.")
        answers[measure] = word in _YES
    return answers


def _keys(node: yaml.Node, known: tuple[str, ...] | None, needed: tuple[str, ...]) -> dict[str, yaml.Node]:
    """Return the values of a mapping by key; `known` None admits any key."""
    if not isinstance(node, yaml.MappingNode):
        raise _Wrong(node, "Keys with values are expected here.", f"Write it like {{{(known or ('key',))[0]}: …}}.")
    held: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = _text(key_node)
        if known is not None and key not in known:
            raise _Wrong(key_node, f"'{key[:60]}' is no key here.", f"Known keys: {', '.join(known)}.")
        if key in held:
            raise _Wrong(key_node, f"The key '{key[:60]}' stands twice.", "Keep one of them.")
        held[key] = value
    for key in needed:
        if key not in held:
            raise _Wrong(node, f"The key '{key}' is missing.", "Add it.")
    return held


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _Wrong(node, "A single word or text is expected here.", "Write one value, in quotes where it holds ': '.")
    return str(node.value).strip()


def _texts(node: yaml.Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    if isinstance(node, yaml.SequenceNode):
        return tuple(_text(held) for held in node.value)
    return (_text(node),)
