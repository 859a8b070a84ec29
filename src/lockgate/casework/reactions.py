"""What this room does when an application was submitted or withdrawn; the journal calls it in the same transaction."""

from datetime import date
from uuid import UUID

from lockgate.casework import services
from lockgate.core.permissions import LOCKGATE
from lockgate.journal.recorded_act import RecordedAct


def open_case(act: RecordedAct) -> None:
    """Open a case for the submitted lines that need one, and issue a notice for those that need no licence."""
    services.open_case(
        by=LOCKGATE,
        application=UUID(act.content["application"]),
        law_on=date.fromisoformat(act.content["law_on"]),
        outcomes={int(number): outcome for number, outcome in act.content["lines"].items()},
    )


def close_case(act: RecordedAct) -> None:
    """Close the case of a withdrawn application, which cannot be where it is decided."""
    services.close_case(by=LOCKGATE, application=UUID(act.content["application"]))
