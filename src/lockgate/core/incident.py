"""How an internal error is told: a short reference on the page, and the trace under it in the log.

The page for errors asks `incident_reference(request)`, the log asks it for the same request, so both show
the same eight letters. No trace leaves the log.
"""

import logging
import secrets
import time

NO_INCIDENT = "-"


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
    """Write log times in UTC."""

    converter = staticmethod(time.gmtime)
