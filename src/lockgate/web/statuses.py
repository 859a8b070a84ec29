"""Which HTTP status tells each kind of error; pages and the REST interface ask here."""

from http import HTTPStatus

from lockgate.core import errors

_STATUSES: dict[type[errors.LockgateError], HTTPStatus] = {
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.NotPossibleNow: HTTPStatus.CONFLICT,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def status_of(error: errors.LockgateError) -> HTTPStatus:
    """Return the status of an error of ours; 400 for a kind that has none of its own."""
    return next((held for kind, held in _STATUSES.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
