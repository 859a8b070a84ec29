"""The acts on a case that are one text: a query and its answer, an announced refusal and its answer, and others."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from lockgate.casework import services
from lockgate.casework.models import Case
from lockgate.casework.pages.act_page import ActForm, Asked, act_page
from lockgate.casework.pages.words import OFFERS
from lockgate.casework.queries import CaseSheet
from lockgate.journal.acts import Act

METHODS = ["GET", "HEAD", "POST"]


def _form(act: Act, *, field: str, label: str, lede: str, button: str, done: str, tone: str = "") -> ActForm:
    def read(typed: QueryDict, _sheet: CaseSheet) -> dict[str, str]:
        return {field: typed.get("text", "")}

    return ActForm(
        act=act,
        service=_SERVICES[act],
        template="casework/text_act.html",
        title=OFFERS[act].words,
        lede=lede,
        button=button,
        done=done,
        labels={"text": label},
        read=read,
        tone=tone,
        names={field: "text"},
        shown=_quoted,
    )


def _quoted(asked: Asked) -> dict[str, Any]:
    """Return what an answer is to: the open query, or the reasons of the announced refusal."""
    query = next((held for held in asked.sheet.queries if not held.answered_at), None)
    return {"query": query, "announcement": asked.sheet.refusal_announcement}


_SERVICES: Mapping[Act, Callable[..., Case]] = {
    Act.QUERY_ASKED: services.ask_query,
    Act.QUERY_ANSWERED: services.answer_query,
    Act.REFUSAL_ANNOUNCED: services.announce_refusal,
    Act.REFUSAL_ANSWERED: services.answer_refusal,
    Act.PROPOSAL_SENT_BACK: services.send_back_proposal,
    Act.CASE_APPEALED: services.appeal_case,
}
ASK_QUERY = _form(
    Act.QUERY_ASKED,
    field="question",
    label="Your question",
    lede="The applicant reads it as you write it. The clock of the case stands still until the answer.",
    button="Ask, and stop the clock",
    done="The query of {case} was sent. The clock stands still.",
)
ANSWER_QUERY = _form(
    Act.QUERY_ANSWERED,
    field="answer",
    label="Your answer",
    lede="The authority reads it as you write it, and the clock of the case runs on. It cannot be changed afterwards.",
    button="Send the answer",
    done="Your answer was sent. The clock of {case} runs on.",
)
ANNOUNCE_REFUSAL = _form(
    Act.REFUSAL_ANNOUNCED,
    field="reasons",
    label="Why it is to be refused",
    lede="The applicant reads the reasons and has ten working days to answer, or 21 days where working days cannot be "
    "counted. The clock of the case runs on meanwhile.",
    button="Announce the refusal",
    done="The refusal of {case} was announced.",
    tone="warning",
)
ANSWER_REFUSAL = _form(
    Act.REFUSAL_ANSWERED,
    field="answer",
    label="Your answer",
    lede="The authority reads it before it decides. It can be given once.",
    button="Send the answer",
    done="Your answer to the announced refusal of {case} was sent.",
)
SEND_BACK = _form(
    Act.PROPOSAL_SENT_BACK,
    field="reasons",
    label="Why it goes back",
    lede="The proposal is closed and stays in the case. A new one can be made then.",
    button="Send it back",
    done="The proposal for {case} was sent back.",
)
APPEAL = _form(
    Act.CASE_APPEALED,
    field="reasons",
    label="Why you appeal",
    lede="It is about the lines that were refused. The appeal is kept in the case; it can be given once.",
    button="Appeal",
    done="Your appeal in {case} was received.",
)


@require_http_methods(METHODS)
def ask_query(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the applicant."""
    return act_page(request, reference, ASK_QUERY)


@require_http_methods(METHODS)
def answer_query(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer the open query, which stands above the answer."""
    return act_page(request, reference, ANSWER_QUERY)


@require_http_methods(METHODS)
def announce_refusal(request: HttpRequest, reference: str) -> HttpResponse:
    """Announce that the case is to be refused."""
    return act_page(request, reference, ANNOUNCE_REFUSAL)


@require_http_methods(METHODS)
def answer_refusal(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer an announced refusal, whose reasons stand above the answer."""
    return act_page(request, reference, ANSWER_REFUSAL)


@require_http_methods(METHODS)
def send_back_proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a proposal back."""
    return act_page(request, reference, SEND_BACK)


@require_http_methods(METHODS)
def appeal_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Appeal against a refusal."""
    return act_page(request, reference, APPEAL)
