"""What this room does when a case was decided; the journal calls it in the same transaction."""

from uuid import UUID

from lockgate.journal.recorded_act import RecordedAct
from lockgate.licences.services import GrantedLine, issue_licence
from lockgate.parties.queries import person_acting


def issue_on_grant(act: RecordedAct) -> None:
    """Issue the licence where any line was granted, on behalf of whoever confirmed the decision."""
    granted = [
        GrantedLine(line["number"], line["quantity"], line["unit"], line["granted_amount"], tuple(line["conditions"]))
        for line in act.content["lines"]
        if line["granted_amount"] is not None
    ]
    if granted:
        issue_licence(
            by=person_acting(act.by),
            case=UUID(act.content["case"]),
            valid_months=act.content["valid_months"],
            lines=granted,
        )
