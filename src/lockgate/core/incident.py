"""How an internal error is told: a short reference on the page, and the trace under it in the log.

The page for errors asks `incident_reference(request)`, the log asks it for the same request, so both show
the same eight letters. No trace leaves the log.
"""

import logging
import re
import secrets
import time

NO_INCIDENT = "-"
_SIGNED_TOKEN = re.compile(r"[\w-]{40,}(?::|%3A)[\w-]{40,}", re.IGNORECASE)


def incident_reference(request: object) -> str:
    """Tell the reference of what went wrong in answering this request; the first to ask makes it."""
    kept: str | None = getattr(request, "incident_reference", None)
    if kept is None:
        kept = secrets.token_hex(4)
        request.incident_reference = kept  # type: ignore[attr-defined]
    return kept


class IncidentFilter(logging.Filter):
    """Give every log record an `incident`: the reference where it tells an error of a request, else a dash."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Set `record.incident`; let every record pass."""
        request = getattr(record, "request", None)
        is_incident = request is not None and record.levelno >= logging.ERROR
        record.incident = incident_reference(request) if is_incident else NO_INCIDENT
        return True


class UtcFormatter(logging.Formatter):
    """Write log times in UTC, and no signed token: whoever reads the log could open what the token's link opens.

    >>> record = logging.makeLogRecord({"msg": f"Not Found: /end-use/{'x' * 60}:{'y' * 43}/"})
    >>> UtcFormatter("%(message)s").format(record)
    'Not Found: /end-use/[token]/'
    """

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as one text."""
        return _SIGNED_TOKEN.sub("[token]", super().format(record))
