"""What the law says of the few items that are asked for here, and since when: read in the announcements by a person."""

from datetime import date

KNOWN_TO = date(2026, 11, 10)
MAGNETS, CIPHERS, HOLMIUM, TECHNOLOGY = "1C904.a.4", "5A002", "1C909", "1E902.a"
ITEMS = (MAGNETS, CIPHERS, HOLMIUM, TECHNOLOGY)
NO_62 = (date(2025, 10, 9), date(2025, 11, 6))
"""No. 62 of 2025, until No. 70 suspended it: a licence for technology, a question for what is not listed otherwise."""
LIST_OF_FEBRUARY = date(2026, 2, 24)
"""No. 11 of 2026: nothing under control goes to those on its list."""
ANSWERED = {"M-2025-62-2": False}
ON_THE_LIST = "listed:control_list:CN-2026-11"


def legal_day(today: date) -> date:
    """Return the day whose law is asked: today, or the last day that is known."""
    return min(today, KNOWN_TO)


def outcome(item: str, on: date, *, listed: bool) -> str:
    """Say how an item for Korea and civil use is determined."""
    plain = {MAGNETS: "licence_required", CIPHERS: "needs_reading", HOLMIUM: "not_required"}
    if item == TECHNOLOGY:
        found = "licence_required" if NO_62[0] <= on <= NO_62[1] else "not_required"
    else:
        found = plain[item]
    return "prohibited" if listed and item == MAGNETS and on >= LIST_OF_FEBRUARY else found


def leaves_a_question(item: str, on: date, *, listed: bool, answered: bool) -> bool:
    """Say whether the law of a day still asks something about end use or end user."""
    if item in (CIPHERS, HOLMIUM):
        return not answered and NO_62[0] <= on <= NO_62[1]
    return listed and outcome(item, on, listed=listed) == "licence_required"
