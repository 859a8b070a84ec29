"""How a refusal is shown in a form: the rule that refused, what it said, and the field that it is about."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from lockgate.accounts.idempotency import IdempotencyConflict
from lockgate.core.errors import Conflict, Invalid, LockgateError, NotPossibleNow
from lockgate.licences.ledger.refusals import BalanceExceeded
from lockgate.web.form_errors import FormErrors, form_errors
from lockgate.web.statuses import status_of

REFUSALS = (Invalid, NotPossibleNow, Conflict)
"""What a form shows again; every other error is a page of its own."""
_SENT_BEFORE = Invalid(
    "This form was sent before with other figures. What you changed since was not written.",
    mend="Look in the ledger at what was done, and send the form again if it is still right.",
)


def shown_refusal(error: LockgateError, labels: Mapping[str, str]) -> tuple[FormErrors, HTTPStatus]:
    """Lay out a refusal for a form with these labels, and tell its status; nothing was written."""
    if isinstance(error, IdempotencyConflict):
        return form_errors(_SENT_BEFORE, labels), HTTPStatus.CONFLICT
    about = {"quantity": error.sentence} if isinstance(error, BalanceExceeded) else {}
    invalid = error if isinstance(error, Invalid) else Invalid(error.sentence, mend=error.mend, fields=about)
    errors = form_errors(invalid, labels)
    if error.code.startswith("licence."):
        rule = error.code.partition(".")[2].replace("_", " ")
        errors = replace(errors, intro=f"Refused by the rule “{rule}”. Nothing was written.")
    return errors, status_of(error)
