"""Puts a rule into words: what it does, for which entries, to whom. The same words in `changes`, `timeline` and `show`.

`determination.explain` words what an answer rests on; here a rule is described by itself, before any question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import Kind, Measure

KIND_WORDS = {
    Kind.LICENCE: "licence",
    Kind.PROHIBITION: "prohibition",
    Kind.READING: "reading",
    Kind.REVIEW: "review policy",
    Kind.LICENCE_EXCEPTION: "licence exception",
    Kind.GENERAL_LICENCE: "general licence",
    Kind.EXEMPTION: "exemption",
    Kind.DECLARATION: "duty to declare",
    Kind.EXTRATERRITORIAL: "duty abroad",
    Kind.CONDUCT: "duty of conduct",
}
_VERBS = {
    Kind.LICENCE: "requires a licence for",
    Kind.PROHIBITION: "forbids",
    Kind.READING: "has to be read for",
    Kind.REVIEW: "sets the review of",
    Kind.LICENCE_EXCEPTION: "offers a licence exception for",
    Kind.GENERAL_LICENCE: "offers a general licence for",
    Kind.EXEMPTION: "exempts",
    Kind.DECLARATION: "sets a duty to declare for",
    Kind.EXTRATERRITORIAL: "sets a duty abroad for",
    Kind.CONDUCT: "sets a duty of conduct for",
}

_MOST_NAMED = 8
_WITH_ARTICLE = frozenset({"AE", "BS", "CF", "DO", "GB", "GM", "KM", "KY", "MH", "MV", "NL", "PH", "SB", "US"})


def instrument_label(law: Law, name: str) -> str:
    """Return how an instrument is called: its number, else its English title, else its id."""
    held = law.instruments.get(name)
    return (held.number or held.titles.get("en", "")) or name if held else name


def subject_label(law: Law, name: str) -> str:
    """Return how a measure (by its citation) or an instrument (by its label) is called."""
    measure = law.measures_by_id.get(name)
    return measure.citation if measure else instrument_label(law, name)


def shortened(names: Iterable[str], most: int = _MOST_NAMED, last: str = " and ") -> str:
    """Return names as a list in words, the first `most` of them and the count of the others."""
    held = list(dict.fromkeys(names))
    if len(held) > most:
        held = [*held[:most], f"{len(held) - most} more"]
    return last.join([", ".join(held[:-1]), held[-1]]) if len(held) > 1 else "".join(held)


def entries_in_words(law: Law, measures: Sequence[Measure]) -> str:
    """Return what the entries cells of measures reach."""
    named = dict.fromkeys(prefix for measure in measures for prefix in measure.entries)
    said = []
    if "any" in named:
        said.append("any item (listed or not)")
    elif "*" in named:
        said.append("every listed entry")
    scopes = law.regime.scopes_not_held
    codes = [prefix for prefix in named if prefix not in ("*", "any") and prefix not in scopes]
    if codes:
        said.append(shortened(codes))
    said += [scopes[prefix] for prefix in named if prefix in scopes]
    taken_out = _common(measure.except_entries for measure in measures)
    return "; ".join(said) + (f" except {shortened(taken_out)}" if taken_out else "")


def _common(cells: Iterable[tuple[str, ...]]) -> list[str]:
    """Return what all cells hold: what only some rules take out, the others may reach."""
    first, *others = cells
    return [value for value in first if all(value in cell for cell in others)]


def destinations_in_words(law: Law, measures: Sequence[Measure]) -> str:
    """Return to whom measures apply: countries by name, groups by label."""
    if any(not measure.destinations for measure in measures):
        said = "every destination"
    else:
        said = shortened(destination_name(law, name) for measure in measures for name in measure.destinations)
    taken_out = set.intersection(*(set(measure.except_destinations) for measure in measures)) if measures else set()
    return said + (
        f" except {shortened(destination_name(law, name) for name in sorted(taken_out))}" if taken_out else ""
    )


def destination_name(law: Law, name: str) -> str:
    """Return the English name of a country, or a group's label."""
    if name in law.groups:
        return law.regime.group_labels.get(name) or name
    if name not in COUNTRIES:
        return name
    return ("the " if name in _WITH_ARTICLE else "") + COUNTRIES[name].name_en


def facts_in_words(law: Law, measures: Sequence[Measure]) -> str:
    """Return the end users and end uses on which rules depend, or ""; rules that are alike are alternatives."""
    words = [word for one in measures for word in one.end_users]
    users = shortened((law.end_users[word].label for word in words if not word.startswith("listed:")), last=" or ")
    lists = shortened((law.end_users[word].label for word in words if word.startswith("listed:")), last=" or ")
    uses = shortened((law.end_uses[word].label for one in measures for word in one.end_uses), last=" or ")
    of_user = " or ".join(
        said
        for said in (f"the end user is {users}" * bool(users), f"a party is on this list: {lists}" * bool(lists))
        if said
    )
    of_use = f"the end use is {uses}" if uses else ""
    return (" or " if len(measures) > 1 else " and ").join(said for said in (of_user, of_use) if said)


def measures_in_words(law: Law, measures: Sequence[Measure], item: str = "") -> str:
    """Return what rules that are alike do: requires a licence for 3C001 to Japan, where the end use is military.

    `item` stands for the entries where the reader knows which are meant.
    """
    first = measures[0]
    said = f"{_VERBS[first.kind]} {item or entries_in_words(law, measures)}"
    if first.part:
        said += f" ({first.part})"
    said += f" to {destinations_in_words(law, measures)}"
    facts = facts_in_words(law, measures)
    if facts:
        said += f", where {facts}"
    if first.abroad:
        said += ", about goods that are already abroad"
    said += f"; review policy: {first.review_policy}" if first.review_policy else ""
    said += f"; depends on: {first.asks}" if first.asks else ""
    if first.condition:
        stop = "" if said.endswith("?") else "."
        said += f"{stop} {first.condition[0].upper()}{first.condition[1:].rstrip('.')}"
    return said


def alike(measures: Iterable[Measure]) -> list[list[Measure]]:
    """Gather the rules that differ in end use and end user only: one paragraph, written as two rows for its OR."""
    gathered: dict[tuple[object, ...], list[Measure]] = {}
    for held in measures:
        key = (
            *(
                held.kind,
                held.instrument,
                held.citation,
                held.entries,
                held.except_entries,
                held.part,
                held.destinations,
            ),
            *(held.except_destinations, held.asks, held.review_policy, held.condition, held.abroad, held.reason),
            *(held.valid_from, held.valid_to, held.id if bool(held.end_uses) is bool(held.end_users) else ""),
        )
        gathered.setdefault(key, []).append(held)
    return list(gathered.values())
