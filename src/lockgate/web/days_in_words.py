"""Days as a page writes them: 20 July 2026. Data keep 2026-07-20, and so do csv, REST and the command line.

Sentences of the law are kept with an answer, or given to machines too; a page writes their days out when it shows them.
"""

import re
from datetime import UTC, date, datetime

_DAY_IN_A_SENTENCE = re.compile(r"""(?<!like\ )(?<!such\ as\ )(?<!['"=/\w-])\d{4}-\d\d-\d\d(?![\w-])""", re.VERBOSE)
"""Not one that shows how a day is typed, and not what somebody typed, which stands in quotes."""


def written_day(day: date) -> str:
    """Write a day.

    >>> written_day(date(2026, 7, 20))
    '20 July 2026'
    """
    return f"{day.day} {day:%B %Y}"


def written_moment(at: datetime) -> str:
    """Write an aware moment in UTC, to the minute.

    >>> written_moment(datetime(2026, 7, 20, 2, 15, tzinfo=UTC))
    '20 July 2026, 02:15 UTC'
    """
    moment = at.astimezone(UTC)
    return f"{written_day(moment)}, {moment:%H:%M} UTC"


def with_days_written(sentence: str) -> str:
    """Write out the days that stand in a sentence as data write them.

    >>> with_days_written("It stands still since 2026-07-20. Write days like 2026-11-25.")
    'It stands still since 20 July 2026. Write days like 2026-11-25.'
    """
    return _DAY_IN_A_SENTENCE.sub(_written, sentence)


def _written(found: re.Match[str]) -> str:
    try:
        return written_day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
