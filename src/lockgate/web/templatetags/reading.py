"""How a page writes days, moments, sentences and names: `{{ case.accepted_on|day }}`, `{{ reason|told }}`."""

from datetime import date, datetime

from django import template
from django.utils.safestring import SafeString

from lockgate.web.days_in_words import with_days_written, written_day, written_moment
from lockgate.web.whole_pieces import in_whole_pieces

register = template.Library()


@register.filter
def day(value: date | None) -> SafeString:
    """Write a day, in one piece; nothing for none."""
    return in_whole_pieces(written_day(value) if value else "")


@register.filter
def moment(value: datetime | None) -> SafeString:
    """Write a moment in UTC, its day and its time each in one piece; nothing for none."""
    return in_whole_pieces(written_moment(value) if value else "")


@register.filter
def told(sentence: object) -> SafeString:
    """Write a sentence of ours: its days written out, and nothing broken in the middle."""
    return in_whole_pieces(with_days_written(str(sentence)))


@register.filter
def whole(text: object) -> SafeString:
    """Write what somebody typed, or a name, letter by letter as it is, with nothing broken in the middle."""
    return in_whole_pieces(text)
