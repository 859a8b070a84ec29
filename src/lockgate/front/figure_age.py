"""How old is what is noted on a case: when it was last reckoned, and since when it has come out the same."""

from datetime import date

from lockgate.web.days_in_words import written_day


def age_words(noted_on: date, reckoned_on: date | None) -> str:
    """Say when a figure was last reckoned; where that is not known, as of which day it was noted.

    >>> age_words(date(2026, 1, 3), date(2026, 3, 2))
    'reckoned on 2 March 2026, the same since 3 January 2026'
    >>> age_words(date(2026, 3, 2), date(2026, 3, 2))
    'reckoned on 2 March 2026'
    """
    if reckoned_on is None:
        return f"as of {written_day(noted_on)}"
    said = f"reckoned on {written_day(reckoned_on)}"
    return f"{said}, the same since {written_day(noted_on)}" if noted_on < reckoned_on else said
