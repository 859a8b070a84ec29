"""The self-check: is a licence needed for this item, to this place, on this day? Public, without an account.

Every state is a link: the item is searched and chosen, the question asked, the open questions answered, all by GET.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.core.countries import COUNTRIES
from lockgate.core.permissions import Role
from lockgate.front import answer_page
from lockgate.front import asked as asking
from lockgate.front.asked import Asked
from lockgate.front.open_form import open_form
from lockgate.front.question_form import Fault, faults_of, question_form
from lockgate.parties.queries import person_asking
from lockgate.regimes import queries
from lockgate.regimes.control_list import Standing
from lockgate.regimes.determination import Determination, InvalidQuestion, Outcome, explain
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import DOUBTS
from lockgate.regimes.search import LONGEST_QUERY, Found, search
from lockgate.regimes.shelf import codes, law_of

MOST_RESULTS = 30
LONGEST_REDIRECT = 2000
"""Characters; Django refuses to redirect to a longer address, so a longer one is answered as it is."""


@login_not_required
@require_safe
def self_check(request: HttpRequest) -> HttpResponse:
    """Show the search, the form or the answer, whichever the address has come to."""
    asked = asking.read(request.GET)
    if not asking.is_tidy(request.GET) and len(asked.link()) < LONGEST_REDIRECT:
        return HttpResponseRedirect(asked.link())
    if asked.regime and asked.regime not in codes():
        fault = Fault("regime", f"There is no regime “{_short(asked.regime)}”. Choose one of those below.")
        return _search_page(request, asked, [fault])
    if not asked.has_item:
        return _search_page(request, asked, [])
    if not asked.regime:
        fault = Fault("regime", "Choose the regime: whose law is asked about?")
        return _search_page(request, asked, [fault])
    law = law_of(asked.regime)
    if asked.destination is None or asked.change:
        return _question_page(request, law, asked, [])
    determination, faults = _answer(law, asked, asked.destination)
    if determination is None:
        return _question_page(request, law, asked, faults)
    return _answer_page(request, law, asked, determination)


def _answer(law: Law, asked: Asked, destination: str) -> tuple[Determination | None, list[Fault]]:
    """Return the answer, or what has to be mended first: the day and the rest are looked at apart, to name both."""
    faults: list[Fault] = []
    on = asked.on
    try:
        queries.legal_day(law, on)
    except InvalidQuestion as error:
        faults, on = faults_of(error), ""
    try:
        determination = queries.answer(
            law,
            destination=destination,
            entry=asked.entry,
            goods_code=asked.goods_code,
            end_use=asked.end_use,
            end_user=asked.end_user,
            answers=dict.fromkeys(asked.no, False) | dict.fromkeys(asked.yes, True),
            on=on,
        )
    except InvalidQuestion as error:
        return None, [*faults_of(error), *faults]
    return (None, faults) if faults else (determination, [])


def _search_page(request: HttpRequest, asked: Asked, faults: list[Fault]) -> HttpResponse:
    text = unicodedata.normalize("NFKC", asked.q).strip()
    if len(text) > LONGEST_QUERY:
        faults = [*faults, Fault("q", f"Search for at most {LONGEST_QUERY} characters; these were {len(text)}.")]
        text = ""
    regimes = queries.regimes()
    searched = [law for law in regimes if asked.regime in ("", law.regime.code)]
    found = [results for law in searched if text and _has_any(results := _results(law, asked, text))]
    context = {
        "asked": asked,
        "faults": faults,
        "regimes": regimes,
        "found": found,
        "searched": bool(text) and not faults,
        "carried": asked.pairs(regime="", q="", entry="", goods_code="", change=""),
    }
    return render(request, "front/search.html", context)


def _results(law: Law, asked: Asked, text: str) -> dict[str, Any]:
    """Return what one regime's list has for a text: entries, and the ways to ask with the text as it stands."""
    try:
        on = queries.legal_day(law, asked.on)
    except InvalidQuestion:
        on = queries.legal_day(law)
    rows = [
        {
            "row": found,
            "standing": _standing(law, found, on),
            "href": asked.link(regime=law.regime.code, q="", entry=found.code, goods_code=""),
        }
        for found in search(law, text, on, MOST_RESULTS)
    ]
    digits = re.sub(r"[\s.]", "", text)
    spelt = law.control_list.spelling(text)
    return {
        "law": law,
        "on": on,
        "rows": rows,
        "is_cut": len(rows) == MOST_RESULTS,
        "goods_code": digits if re.fullmatch(r"[0-9]{4,14}", digits) else "",
        "goods_href": asked.link(regime=law.regime.code, q="", goods_code=digits, entry=""),
        "typed": spelt if law.is_well_formed(spelt) and spelt not in law.control_list.periods else "",
        "typed_href": asked.link(regime=law.regime.code, q="", entry=spelt, goods_code=""),
    }


def _standing(law: Law, found: Found, on: date) -> str:
    """Say how a search result stands on the list, in words; "" for one that is listed."""
    if found.listed:
        return ""
    standing = queries.standing(law, found.code, on)
    return "listed under another code" if standing is Standing.LISTED else standing.value


def _has_any(results: dict[str, Any]) -> bool:
    return any(results[key] for key in ("rows", "goods_code", "typed"))


def _item(law: Law, asked: Asked) -> dict[str, Any]:
    """Return the item that was chosen: its code, and its headings where the pack holds it."""
    spelt = law.control_list.spelling(asked.entry)
    code = spelt if law.is_well_formed(spelt) else _short(asked.entry)
    on = queries.legal_day(law)
    held = law.control_list.held_above(code)
    row = queries.entry_row(law, held, on) if held else None
    return {
        "code": code,
        "goods_code": _short(asked.goods_code),
        "row": row,
        "is_below": row is not None and row.code != code,
        "another": asked.link(entry="", goods_code="", change=""),
    }


def _question_page(request: HttpRequest, law: Law, asked: Asked, faults: list[Fault]) -> HttpResponse:
    context = {
        "law": law,
        "asked": asked,
        "item": _item(law, asked),
        "form": question_form(law, asked),
        "faults": faults,
        "faulty": {fault.field: fault.sentence for fault in faults},
        "synthetic": law.regime.synthetic,
    }
    return render(request, "front/question.html", context)


def _answer_page(request: HttpRequest, law: Law, asked: Asked, determination: Determination) -> HttpResponse:
    link = asked.link(on=determination.on.isoformat(), change="", q="")
    policy = determination.review_policy
    context = {
        "law": law,
        "asked": asked,
        "determination": determination,
        "item": _item(law, asked),
        "headline": explain.headline(determination),
        "assessed": explain.assessed(determination),
        "change": asked.link(change="yes"),
        "reasons": answer_page.reasons(determination),
        "doubt": DOUBTS[determination.doubt],
        "policy": policy,
        "policy_means": answer_page.POLICIES.get(policy, ""),
        "is_tough": answer_page.is_tough(determination),
        "cited": answer_page.law_cited(law, determination),
        "facts": answer_page.facts(law, asked, determination),
        "destination_name": COUNTRIES[determination.question.destination].name_en,
        "paragraphs": [
            {"code": code, "href": asked.link(entry=code, on=determination.on.isoformat())}
            for code in queries.paragraphs_of(law, determination.question.entry, determination.on)
        ],
        "not_applied": answer_page.not_applied(determination),
        "open": open_form(law, asked, determination),
        "candidates": [
            {
                "held": held,
                "relation": answer_page.RELATIONS[held.relation],
                "href": asked.link(entry=held.entry, goods_code="", on=determination.on.isoformat()),
            }
            for held in determination.candidates
        ],
        "ways": [(held, explain.term_sentence(held)) for held in determination.ways],
        "duties": [(held, explain.term_sentence(held)) for held in determination.duties],
        "could_rise": _could_rise(determination),
        "link": link,
        "address": request.build_absolute_uri(link),
        "command": answer_page.command_line(determination),
        "apply": _way_to_apply(request, asked, determination),
        "synthetic": law.regime.synthetic,
    }
    return render(request, "front/answer.html", context)


def _way_to_apply(request: HttpRequest, asked: Asked, determination: Determination) -> str:
    """Return the address that starts an application for what was asked; "" where none is needed, or for nobody here."""
    by = person_asking(request)
    if determination.outcome is not Outcome.LICENCE_REQUIRED or (by.account and Role.EXPORTER not in by.roles):
        return ""
    return f"{reverse('start_application')}?{urlencode(asked.pairs(on='', q='', change='', end_user=()))}"


def _could_rise(determination: Determination) -> str:
    """Return what reading the law could raise the answer to, in words; "" where nothing has to be read."""
    return max(held.raises_to for held in determination.readings).plain if determination.readings else ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
