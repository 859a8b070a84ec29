"""The rules that stand, as requirements with their review policy; a rule that only sets the policy is none itself.

For an item of several atoms a requirement is told for those it reaches, and the policy of the whole is the one
that is certain: the least strict among the atoms.
"""

from __future__ import annotations

from lockgate.regimes.determination.evaluation import Found
from lockgate.regimes.determination.item import Atom, Item
from lockgate.regimes.determination.law import Rule
from lockgate.regimes.determination.outcome import (
    CASE_BY_CASE,
    Outcome,
    Requirement,
    strictest_policy,
    strictness,
)
from lockgate.regimes.pack import Kind, Measure, worst_doubt


def requirements_of(item: Item, found: list[Found]) -> tuple[Requirement, ...]:
    """Return what stands in the way: prohibitions first, then rules that name the item, then those for all items."""
    reached: dict[tuple[Rule, str, tuple[Measure, ...]], list[Atom]] = {}
    for atom, one in zip(item.atoms, found, strict=True):
        reviews = _reviews(one)
        for rule in one.standing:
            if rule.effect >= Outcome.LICENCE_REQUIRED:
                reached.setdefault((rule, _policy(rule, reviews), reviews), []).append(atom)
    order = sorted(reached, key=lambda key: (-key[0].effect, key[0].general, key[0].order))
    return tuple(_requirement(*key, atoms=reached[key], of=len(found)) for key in order)


def policy_in_common(found: list[Found]) -> str:
    """Return the review policy that is certain: the strictest of an atom, and of several atoms the least strict."""
    policies = []
    for one in found:
        reviews = _reviews(one)
        barring = [rule for rule in one.standing if rule.effect is Outcome.LICENCE_REQUIRED]
        if barring:
            policies.append(strictest_policy(tuple(_policy(rule, reviews) for rule in barring)))
    return min(policies, key=strictness, default="")


def _reviews(one: Found) -> tuple[Measure, ...]:
    return tuple(rule.measure for rule in one.standing if rule.measure.kind is Kind.REVIEW)


def _policy(rule: Rule, reviews: tuple[Measure, ...]) -> str:
    if rule.effect is not Outcome.LICENCE_REQUIRED:
        return ""
    stated = rule.measure.review_policy
    set_by_rules = tuple(review.review_policy for review in reviews)
    return strictest_policy((stated, *set_by_rules) if stated else set_by_rules) or CASE_BY_CASE


def _requirement(rule: Rule, policy: str, reviews: tuple[Measure, ...], *, atoms: list[Atom], of: int) -> Requirement:
    only_for = () if len(atoms) == of else tuple(atom.label for atom in atoms)
    doubt = worst_doubt(rule.measure.doubt, *(atom.doubt for atom in atoms))
    return Requirement(rule.measure, policy, reviews if policy else (), doubt, only_for)
