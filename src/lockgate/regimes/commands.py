"""`lockgate determine`, `determine-many` and `regime`: thin; every answer comes from `determination`."""

from __future__ import annotations

import json
import signal
import sys
import textwrap
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from lockgate.core import clock
from lockgate.core.errors import Invalid
from lockgate.regimes.determination import Determination, Party, ask, day_of, determine, explain
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.outcome import OpenQuestion
from lockgate.regimes.shelf import law_at

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add the room's verbs to the command line."""
    from lockgate.regimes.regime_commands import register_regime

    _register_determine(subparsers.add_parser("determine", help="Say whether an item needs a licence, and why."))
    _register_many(subparsers.add_parser("determine-many", help="Answer a whole file of questions."))
    register_regime(subparsers)


def _register_determine(parser: ArgumentParser) -> None:
    parser.add_argument("--regime", required=True, help="code of a regime, or the folder of a pack")
    parser.add_argument("--entry", default="", help="code on the control list, such as 3A001.a.2")
    parser.add_argument("--goods-code", default="", help="HS code or a national extension of it")
    parser.add_argument("--destination", required=True, help="ISO 3166 alpha-2, or XK")
    parser.add_argument("--end-use", action="append", default=[], metavar="WORD", help="may be given more than once")
    parser.add_argument(
        "--end-user", action="append", default=[], metavar="WORD", help="civil, military, listed:LIST …"
    )
    parser.add_argument(
        "--party", action="append", default=[], metavar="ROLE=FACT", help="another party, with what it is"
    )
    parser.add_argument("--quantity", default="")
    parser.add_argument("--unit", default="")
    parser.add_argument("--value", default="")
    parser.add_argument("--currency", default="")
    parser.add_argument(
        "--answer", action=_Answer, default={}, metavar="MEASURE=yes|no", help="answer an open question"
    )
    parser.add_argument("--on", default=None, metavar="DATE", help="the legal day; today, or the last day known")
    parser.add_argument("--trace", action="store_true", help="also show the rules that did not apply, and why not")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_determine)


class _Answer(Action):
    """Collects MEASURE=yes and MEASURE=no."""

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002 - argparse passes it
    ) -> None:
        """Add one answer, or end with a sentence on how answers look."""
        measure, _, said = str(values).partition("=")
        if said not in ("yes", "no"):
            parser.error(f"--answer {values}: write MEASURE=yes or MEASURE=no")
        setattr(namespace, self.dest, {**getattr(namespace, self.dest), measure: said == "yes"})


def run_determine(arguments: Namespace) -> int:
    """Answer one question and print it; exit status 0 for any outcome."""
    law = law_at(arguments.regime)
    on = day_of(law, arguments.on, clock.today(law.regime.time_zone))
    question = ask(
        law,
        destination=arguments.destination,
        entry=arguments.entry,
        goods_code=arguments.goods_code,
        end_use=arguments.end_use,
        end_user=arguments.end_user,
        parties=[_party(text) for text in arguments.party],
        quantity=arguments.quantity,
        unit=arguments.unit,
        value=arguments.value,
        currency=arguments.currency,
        answers=arguments.answer,
    )
    determination = determine(question, on, law)
    if arguments.json:
        print(json.dumps(explain.as_data(determination, law, trace=arguments.trace), ensure_ascii=False, indent=2))
    else:
        print(answer_text(determination, law, trace=arguments.trace))
    return 0


def _party(text: str) -> Party:
    role, equals, facts = text.partition("=")
    if not equals or not role:
        raise Invalid(f"'{text}' is no party.", mend="Write ROLE=FACT, such as consignee=listed:EntityList.")
    return Party(role, tuple(facts.split(";")))


def answer_text(determination: Determination, law: Law, *, trace: bool = False) -> str:
    """Return a determination as text for a terminal, 96 columns wide."""
    question, regime = determination.question, law.regime
    item = question.entry or f"goods code {question.goods_code}"
    if question.entry and question.goods_code:
        item += f" with goods code {question.goods_code}"
    policy = determination.review_policy
    lines = [
        f"{item} to {question.destination} on {determination.on} ({regime.names.get('en', regime.code)})",
        f"{determination.outcome.word.replace('_', ' ').upper()}{f' · review: {policy}' if policy else ''}",
        "",
        *_bullets([explain.headline(determination), *explain.reasons(determination)]),
        *_section(
            "Open questions that could raise the answer", [_asked(held) for held in determination.open_questions]
        ),
        *_section("Would tighten the review", [_asked(held) for held in determination.tighter_reviews]),
        *_section("Ways to satisfy a requirement", [explain.term_sentence(held) for held in determination.ways]),
        *_section("Duties", [explain.term_sentence(held) for held in determination.duties]),
        *_section(
            "Entries that the goods code points to",
            [f"{held.entry} {held.heading} ({held.relation}, {held.goods_code})" for held in determination.candidates],
        ),
    ]
    if trace:
        rows = [
            f"{held.measure.id}: {', '.join(held.cells)} [{held.measure.citation}]"
            for held in determination.not_applied
        ]
        lines += _section("Looked at, and did not apply", rows)
    lines += ["", f"{explain.assessed(determination)} Law known to {regime.law_known_to}."]
    if regime.synthetic:
        lines += ["This regime is invented (synthetic data): nobody's law."]
    return "\n".join(lines)


def _asked(held: OpenQuestion) -> str:
    number = f" ({held.measure.id})" if held.measure else ""
    words = f" --{held.field.replace('_', '-')} {' or '.join(held.words)}" if held.words else ""
    raised = f"{held.raises_to.word}{', ' + held.review_policy if held.review_policy else ''}"
    return f"{held.asks} → {raised}{number}{words}"


def _section(title: str, rows: list[str]) -> list[str]:
    return ["", f"{title}:", *_bullets(rows)] if rows else []


def _bullets(sentences: list[str]) -> list[str]:
    return [
        textwrap.fill(sentence, width=96, initial_indent="  - ", subsequent_indent="    ", break_long_words=False)
        for sentence in sentences
    ]


def _register_many(parser: ArgumentParser) -> None:
    parser.add_argument("--regime", required=True, help="code of a regime, or the folder of a pack")
    parser.add_argument("--on", default=None, metavar="DATE", help="the day of rows without one of their own")
    parser.add_argument(
        "source", metavar="IN", type=Path, help="csv or Parquet with destination and entry or goods_code"
    )
    parser.add_argument("target", metavar="OUT", type=Path, help="written whole or not at all")
    parser.set_defaults(run=run_determine_many)


def run_determine_many(arguments: Namespace) -> int:
    """Answer a file; exit status 0 when OUT was written, however many rows are invalid."""
    from lockgate.regimes.determination.files import determine_file
    from lockgate.regimes.progress import bar

    law = law_at(arguments.regime)
    today = clock.today(law.regime.time_zone)
    on = day_of(law, arguments.on, today) if arguments.on else None
    with _ended_by_signals(), bar(arguments.source) as progress:
        tally = determine_file(law, arguments.source, arguments.target, on=on, today=today, progress=progress)
    said = f"{tally.rows} rows answered into {arguments.target}, {tally.invalid} of them invalid."
    print(said, file=sys.stderr)
    return 0


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM, and SIGHUP when the terminal goes, end the block as an exception does, so that nothing is left.

    The exit status is 128 and the signal's number; a signal that is ignored, as by nohup, stays ignored.
    """

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, held in before.items():
        if held is not signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, held in before.items():
            signal.signal(number, held)
