"""What an episode's report says, as plain values ready for JSON: read from the rooms, reckoned by insight.

Nothing is reckoned here. docs/reference/demo-report.md describes every key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from lockgate.casework.decision import GRANTS, case_outcome
from lockgate.demo.player import REGIME, Player
from lockgate.insight.facts.line_waits import OUTCOME_CODES
from lockgate.insight.facts.live import facts_here
from lockgate.insight.facts.rows import (
    LeftFact,
    LicensedFact,
    LineFact,
    declared_rows,
    left_rows,
    licensed_rows,
    line_rows,
)
from lockgate.insight.hanging.stopping import Hanging, hanging_on_licences, hanging_on_suppliers, largest
from lockgate.insight.pace.civil_share import CivilShare, civil_incidence, civil_share_of_decided
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.estimate import Estimate
from lockgate.insight.pace.medians import days_to_decision
from lockgate.insight.pace.outcome import Outcome
from lockgate.insight.run_out.walk import WhyNone
from lockgate.insight.sites import SiteStanding, site_standings, supplies_of
from lockgate.regimes.queries import legal_day
from lockgate.regimes.shelf import law_of
from lockgate.simulation.fit import CaseOutcome, fit_rows
from lockgate.simulation.happenings import Episode
from lockgate.simulation.items import is_magnet

BY_DAY = 45
SHOWN = 5
LEAST_LINES = 20
"""Destinations with fewer lines are told together: a share of a few says nothing."""
STATES = (
    *("draft", "submitted", "in_review", "queried", "intent_to_refuse", "appealed"),
    *("granted", "granted_with_conditions", "partly_granted", "returned", "refused", "not_granted", "withdrawn"),
)
"""In the order in which a reader expects them: what is open, then what became of the rest."""
OTHERS = "others"
ALL = "all"
MICROGRAMS = 10**9
"""In a kilogram."""
Cases = Mapping[str, Sequence[LineFact]]
"""The lines of each case, by the application."""


def report_of(episode: Episode, player: Player) -> dict[str, Any]:
    """Report an episode that was acted out, as of the moment that the clock shows."""
    as_of = legal_day(law_of(REGIME))
    facts = facts_here()
    lines, left = line_rows(facts.lines), left_rows(facts.draw_downs)
    cases = _by_case(lines)
    declared, licensed = declared_rows(facts.flows), licensed_rows(facts.licences)
    standings = site_standings(declared, licensed, left, as_of)
    magnets = _magnets(licensed, left)
    drawn = _drawn(magnets)
    supplies = supplies_of(declared, licensed, left, as_of)
    return {
        "synthetic": "Everything here is synthetic: an episode that was played, fitted to what was reported.",
        "seed": episode.seed,
        "size": episode.size,
        "as_of": as_of.isoformat(),
        "firms": len(episode.firms),
        "applications": len(player.references),
        "applications_by_state": _states(cases, len(player.references)),
        "median_days": _median(lines, as_of),
        "pace": _curve(lines, as_of),
        "share_approved": [row for where, held in _by_destination(lines) for row in _shares(where, held, as_of)],
        "suppliers": [_hanging(one) for one in largest(hanging_on_suppliers(supplies), SHOWN) if one.high],
        "licences": [_hanging(one) for one in largest(hanging_on_licences(supplies), SHOWN) if one.high],
        "run_out": [_run_out(one) for one in standings if one.on],
        "lasts_beyond_horizon": sum(one.why_none is WhyNone.NOT_WITHIN_HORIZON for one in standings),
        "run_out_unknown": _unknown(standings),
        "run_out_in_the_world": _in_the_world(episode, standings, as_of),
        "draw_downs": {"accepted": player.accepted, "refused_by_reason": _reasons(player.refused)},
        "fit": [row._asdict() for row in fit_rows(episode=episode, outcomes=_outcomes(cases, player), drawn_kg=drawn)],
        "days": _days(episode, cases, magnets, standings),
    }


def _by_case(lines: Iterable[LineFact]) -> Cases:
    cases: dict[str, list[LineFact]] = {}
    for line in lines:
        cases.setdefault(line.application, []).append(line)
    return cases


def _states(cases: Cases, applications: int) -> dict[str, int]:
    states = Counter(
        held[0].state if held[0].state != "decided" else case_outcome([line.outcome for line in held])
        for held in cases.values()
    )
    states["draft"] = applications - len(cases)
    return {state: states[state] for state in STATES if states[state]}


def _waits(lines: Sequence[LineFact], as_of: date) -> tuple[list[int], list[Outcome]]:
    days = [((line.decided_on or as_of) - line.submitted_on).days for line in lines]
    return days, [OUTCOME_CODES[line.outcome] for line in lines]


def _median(lines: Sequence[LineFact], as_of: date) -> dict[str, Any]:
    median = days_to_decision(*_waits(lines, as_of))
    return {**median._asdict(), "sentence": median.sentence}


def _curve(lines: Sequence[LineFact], as_of: date) -> list[dict[str, Any]]:
    """Tell the share of all lines granted, and of those decided at all, by each day waited."""
    pace = pace_of(*_waits(lines, as_of))
    days = range((pace.followed_to or 0) + 1) if lines else range(0)
    return [
        {
            "day": day,
            "granted": one.share,
            "low": one.low,
            "high": one.high,
            "decided": pace.incidence_of_any(day).share,
        }
        for day in days
        for one in [pace.incidence(Outcome.GRANTED, day)]
    ]


def _by_destination(lines: Sequence[LineFact]) -> list[tuple[str, list[LineFact]]]:
    counts = Counter(line.destination for line in lines)
    named = [where for where, count in counts.most_common() if count >= LEAST_LINES]
    found = [(ALL, list(lines)), *((where, [line for line in lines if line.destination == where]) for where in named)]
    rest = [line for line in lines if line.destination not in named]
    return [*found, (OTHERS, rest)] if rest and named else found


def _shares(where: str, lines: Sequence[LineFact], as_of: date) -> list[dict[str, Any]]:
    days, outcomes = _waits(lines, as_of)
    pace, assessed = pace_of(days, outcomes), [line.assessment or None for line in lines]
    granted, decided = pace.incidence(Outcome.GRANTED, BY_DAY), pace.share_of_decided(Outcome.GRANTED, BY_DAY)
    of_civil = civil_incidence(days, outcomes, assessed, BY_DAY)
    of_civil_decided = civil_share_of_decided(days, outcomes, assessed, BY_DAY)
    about = {"destination": where, "by_day": BY_DAY, "n": len(lines)}
    return [
        {**about, "civil": False, **_estimate("", granted), **_estimate("of_decided_", decided)},
        {**about, "civil": True, **_bounds("", of_civil), **_bounds("of_decided_", of_civil_decided)},
    ]


def _estimate(prefix: str, one: Estimate) -> dict[str, Any]:
    share = "incidence" if not prefix else f"{prefix}share"
    return {share: one.share, f"{prefix}low": one.low, f"{prefix}high": one.high, f"{prefix}note": one.note}


def _bounds(prefix: str, one: CivilShare) -> dict[str, Any]:
    """Tell the bounds, and between them the share where all that may be civil is."""
    share = "incidence" if not prefix else f"{prefix}share"
    return {
        share: one.taken_as_civil,
        f"{prefix}bound_low": one.low,
        f"{prefix}bound_high": one.high,
        f"{prefix}low": one.interval_low,
        f"{prefix}high": one.interval_high,
        f"{prefix}note": one.note,
        f"{prefix}open_lines": one.open_lines,
    }


def _hanging(one: Hanging) -> dict[str, Any]:
    return {**one._asdict(), "products": list(one.products)}


def _run_out(one: SiteStanding) -> dict[str, Any]:
    return {
        "site": one.at.place,
        "entry": one.at.entry,
        "date": one.on.isoformat() if one.on else None,
        "declared_on": one.declared_on.isoformat(),
        "standstills": [[each.first.isoformat(), each.last.isoformat()] for each in one.standstills],
    }


def past_and_to_come(report: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return what sites ran out of by the report's day, and what they are to within the horizon, the earliest first."""
    held = sorted(report["run_out"], key=lambda one: str(one["date"]))
    past = [one for one in held if one["date"] <= report["as_of"]]
    return past, held[len(past) :]


def _reasons(refused: Counter[str]) -> dict[str, int]:
    return {code.rpartition(".")[2].replace("_", "-"): count for code, count in sorted(refused.items())}


def _outcomes(cases: Cases, player: Player) -> list[CaseOutcome]:
    keys = {reference: key for key, reference in player.references.items()}
    return [
        CaseOutcome(keys[case], held[0].submitted_on, held[0].decided_on, any(one.outcome in GRANTS for one in held))
        for case, held in cases.items()
    ]


def _magnets(licensed: Iterable[LicensedFact], left: Iterable[LeftFact]) -> list[LeftFact]:
    """Return what of all that left was magnets, which alone the tariff line and the world's free stream hold."""
    magnets = {(one.licence, one.line) for one in licensed if is_magnet(one.entry)}
    return [one for one in left if (one.licence, one.line) in magnets]


def _drawn(magnets: Iterable[LeftFact]) -> dict[str, int]:
    drawn: Counter[str] = Counter()
    for one in magnets:
        drawn[f"{one.on:%Y-%m}"] += one.amount // MICROGRAMS
    return dict(drawn)


def _unknown(standings: Iterable[SiteStanding]) -> dict[str, int]:
    known = (None, WhyNone.NOT_WITHIN_HORIZON)
    return dict(Counter(str(one.why_none) for one in standings if one.why_none not in known))


def _in_the_world(episode: Episode, standings: Iterable[SiteStanding], as_of: date) -> dict[str, int]:
    """Hold the sites that ran out by what they declared against those that stood still in the world that was played."""
    firms = {firm.key: firm for firm in episode.firms}
    stood = {firms[one.firm] for one in episode.standstills}
    consignees = {(firm.name, firm.country) for firm in stood if firm.kind == "consignee"}
    told = {(one.at.consignee, one.at.country) for one in standings if one.on and one.on <= as_of}
    return {
        "told": len(told),
        "of_these_stood_still": len(told & consignees),
        "stood_still_and_not_told": len(consignees - told),
        "end_users_stood_still": sum(firm.kind == "end_user" for firm in stood),
    }


def _days(
    episode: Episode, cases: Cases, magnets: Iterable[LeftFact], standings: Sequence[SiteStanding]
) -> list[dict[str, Any]]:
    """Count each day of the episode: applications, decisions, kilograms of magnets, sites without an item."""
    asked = Counter(held[0].submitted_on for held in cases.values())
    granted, otherwise, licensed = Counter[date | None](), Counter[date | None](), Counter[date]()
    for held in cases.values():
        (granted if any(line.outcome in GRANTS for line in held) else otherwise)[held[0].decided_on] += 1
    for one in magnets:
        licensed[one.on] += one.amount // MICROGRAMS
    days = [episode.begins + timedelta(days=n) for n in range((episode.ends - episode.begins).days + 1)]
    return [
        {
            "day": day.isoformat(),
            "submitted": asked[day],
            "granted": granted[day],
            "otherwise": otherwise[day],
            "licensed_kg": licensed[day],
            "free_kg": episode.free_kg.get(day, 0),
            "standing_still": len({one.at[:3] for one in standings if _stands_still(one, day)}),
        }
        for day in days
    ]


def _stands_still(one: SiteStanding, day: date) -> bool:
    return any(span.first <= day <= span.last for span in one.standstills)
