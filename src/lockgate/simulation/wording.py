"""What people of the world write: uses, questions, answers, reasons. Invented, and short."""

from __future__ import annotations

from random import Random

from lockgate.simulation.relations import Case

QUESTIONS = (
    "Which share of the goods goes into products for other end users than the one named?",
    "Please give the model and the yearly output of the product that the magnets are built into.",
    "The contract and the end-use statement name different quantities. Which one holds?",
    "How long do the goods lie in stock before they are used, and who keeps the record?",
)
ANSWERS = (
    "All of it goes to the end user named; the order book of the site is attached to the contract.",
    "The drawings and the yearly output were sent to the office today.",
    "The quantity of the contract holds; the statement was rounded.",
)
MILITARY_REASONS = "The goods are for a product that serves armed forces."
MIXED_REASONS = "The product is also supplied to armed forces, and the goods cannot be told apart."
DATA_REASONS = "The data of the end user contradict its own papers."
REASONS_AGAINST = {"military": MILITARY_REASONS, "mixed": MIXED_REASONS, "data": DATA_REASONS}
ANSWER_TO_REFUSAL = "The part for this end user is civil; we undertake to keep it apart and to report each shipment."
RETURNED_REASONS = "The papers are incomplete and go back: the end user's certificate and the contract do not match."
GRANTED_REASONS = "The end use is plausible and the papers are complete."
UNDETERMINED_REASONS = "Nothing speaks against the end use, but it could not be confirmed."
EVIDENCE = "The end-use statement, the contract and the description of the product agree."
EVIDENCE_AGAINST = "The advising ministry's recommendation and the end user's own publications."
CONDITION = "Report each use of 1,000 kg or more within ten working days."
RECOMMENDATIONS = {
    "grant": "No military use is known of.",
    "grant_with_conditions": "The use should be reported.",
    "refuse": "The product serves armed forces, wholly or in part.",
    "no_view": "Outside our field.",
}
SUSPENSION_REASON = "The end user's address could not be found; the goods already shipped are being traced."
REINSTATEMENT_REASON = "The end user was visited, and the goods were found."


def use_text(case: Case) -> str:
    """Say what the goods of an application are for."""
    site = case.link.site
    return f"Made into {site.makes} at {site.firm.site}, for products of {case.link.end_user.name}."


def question(lots: Random) -> str:
    """Ask something."""
    return lots.choice(QUESTIONS)


def answer(lots: Random) -> str:
    """Answer it."""
    return lots.choice(ANSWERS)
