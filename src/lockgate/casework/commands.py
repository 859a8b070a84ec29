"""`lockgate case …`: thin; each verb calls one query or one service as the person whom --as names."""

from __future__ import annotations

import argparse
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lockgate.core.errors import Invalid

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from lockgate.casework.decision import ProposedLine
    from lockgate.casework.models import Case
    from lockgate.core.permissions import Person


def register(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add the parser of `case` and of its verbs; each sets `run`."""
    case = subparsers.add_parser("case", help="work on cases")
    verbs = case.add_subparsers(required=True, metavar="VERB")
    _register_reading(verbs)
    _act(verbs, "assign", "take a case, or give it to another officer", "assign_case").add_argument(
        "--to", default="", metavar="EMAIL", help="the officer; yourself where it is left out"
    )
    _act(verbs, "query", "ask the applicant; the clock stops", "ask_query").add_argument("--question", required=True)
    _act(verbs, "answer", "answer the open query; the clock runs on", "answer_query").add_argument(
        "--answer", required=True
    )
    review = _act(verbs, "review", "ask another body for its view", "request_review")
    review.add_argument("--body", required=True, metavar="ORGANISATION")
    review.add_argument("--due-on", required=True, type=_day, metavar="DATE")
    recommend = _act(verbs, "recommend", "recommend, for your body", "give_recommendation")
    recommend.add_argument("recommendation", metavar="grant|grant_with_conditions|refuse|no_view")
    recommend.add_argument("--reasons", required=True)
    for word, sentence, service in (
        ("announce-refusal", "tell the applicant that the case is to be refused", "announce_refusal"),
        ("send-back", "send the open proposal back", "send_back_proposal"),
        ("appeal", "appeal against a refusal", "appeal_case"),
    ):
        _act(verbs, word, sentence, service).add_argument("--reasons", required=True)
    _act(verbs, "answer-refusal", "answer an announced refusal", "answer_refusal").add_argument(
        "--answer", required=True
    )
    _act(verbs, "confirm", "confirm what somebody else proposed: the case is decided", "confirm_decision")
    _register_propose(verbs)


def _register_reading(verbs: _SubParsersAction[ArgumentParser]) -> None:
    listing = verbs.add_parser("list", help="the cases that you see, in the order in which they wait")
    listing.add_argument("--state", default="open", help="a state, or open, or closed")
    listing.add_argument("--cursor", default="")
    show = verbs.add_parser("show", help="one case, as much of it as you may see")
    show.add_argument("case", metavar="REFERENCE")
    notice = verbs.add_parser("notice", help="one no-licence-needed notice")
    notice.add_argument("notice", metavar="REFERENCE")
    for parser, run in ((listing, _list), (show, _show), (notice, _notice)):
        _add_person(parser)
        parser.set_defaults(run=run)


def _add_person(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="who you are")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _act(verbs: _SubParsersAction[ArgumentParser], word: str, sentence: str, service: str) -> ArgumentParser:
    parser = verbs.add_parser(word, help=sentence)
    parser.add_argument("case", metavar="REFERENCE")
    _add_person(parser)
    parser.add_argument("--seen", type=int, metavar="VERSION", help="the version that you read; another one is refused")
    parser.set_defaults(run=_run_act(service))
    return parser


def _register_propose(verbs: _SubParsersAction[ArgumentParser]) -> None:
    propose = _act(verbs, "propose", "propose a decision, all lines alike or by a file", "propose_decision")
    propose.add_argument("--file", type=Path, metavar="PROPOSAL.toml", help="a proposal line by line")
    propose.add_argument("--outcome", default="", metavar="granted|granted_with_conditions|refused|returned")
    propose.add_argument("--assessment", default="undetermined", metavar="civil|military|mixed|undetermined")
    propose.add_argument("--evidence", default="")
    propose.add_argument("--condition", dest="conditions", action="append", default=[], metavar="TEXT")
    propose.add_argument("--refusal-reason", dest="refusal_reasons", action="append", default=[], metavar="TEXT")
    propose.add_argument("--valid-months", type=int, default=12)
    propose.add_argument("--reasons", default="")
    propose.set_defaults(run=_propose)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2026-03-31") from None


def _person(arguments: Namespace) -> Person:
    from lockgate.parties.queries import person_at

    return person_at(arguments.email)


def _list(arguments: Namespace) -> int:
    from lockgate.casework.case_data import queue_data
    from lockgate.casework.case_text import queue_text
    from lockgate.casework.queries import queue

    page = queue(_person(arguments), state=arguments.state, cursor=arguments.cursor)
    print(_json(queue_data(page)) if arguments.json else queue_text(page))
    return 0


def _show(arguments: Namespace) -> int:
    from lockgate.casework.case_data import sheet_data
    from lockgate.casework.case_text import sheet_text
    from lockgate.casework.queries import case_sheet

    sheet = case_sheet(_person(arguments), arguments.case)
    print(_json(sheet_data(sheet)) if arguments.json else sheet_text(sheet))
    return 0


def _notice(arguments: Namespace) -> int:
    from lockgate.casework.case_data import notice_data
    from lockgate.casework.case_text import notice_text
    from lockgate.casework.queries import notice_sheet

    sheet = notice_sheet(_person(arguments), arguments.notice)
    print(_json(notice_data(sheet)) if arguments.json else notice_text(sheet))
    return 0


def _run_act(service: str) -> Callable[[Namespace], int]:
    edge_only = {"run", "email", "json"}

    def run(arguments: Namespace) -> int:
        from lockgate.casework import services

        given = {name: value for name, value in vars(arguments).items() if name not in edge_only}
        return _tell(arguments, getattr(services, service)(by=_person(arguments), **given))

    return run


def _propose(arguments: Namespace) -> int:
    from lockgate.casework.services import propose_decision

    by = _person(arguments)
    reasons, valid_months, lines = _proposal(arguments, by)
    done = propose_decision(
        by=by, case=arguments.case, reasons=reasons, lines=lines, valid_months=valid_months, seen=arguments.seen
    )
    return _tell(arguments, done)


def _proposal(arguments: Namespace, by: Person) -> tuple[str, int, list[ProposedLine]]:
    from lockgate.casework.decision import ProposedLine
    from lockgate.casework.proposal_form import ProposalForm
    from lockgate.casework.queries import case_sheet
    from lockgate.core.form_file import read_form

    if (arguments.file is None) == (not arguments.outcome):
        raise Invalid("A proposal is one outcome for all lines or a file.", mend="Give either --outcome or --file.")
    if arguments.file is not None:
        form = read_form(arguments.file, ProposalForm, "docs/guides/officer.md")
        return form.reasons, form.valid_months, form.proposed()
    lines = [
        ProposedLine(
            line=sheet.line.line.number,
            outcome=arguments.outcome,
            assessment=arguments.assessment,
            conditions=arguments.conditions,
            refusal_reasons=arguments.refusal_reasons,
            evidence=arguments.evidence,
        )
        for sheet in case_sheet(by, arguments.case).lines
    ]
    return arguments.reasons, arguments.valid_months, lines


def _tell(arguments: Namespace, case: Case) -> int:
    from lockgate.casework.case_data import act_data
    from lockgate.casework.lifecycle import State

    said = f"Case {case.reference} is {State(case.state).words} now, at version {case.version}."
    print(_json(act_data(case)) if arguments.json else said)
    return 0


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
