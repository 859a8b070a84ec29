"""What was done on a case since somebody read it? Told to whoever acted on an older version."""

from lockgate.casework.lifecycle import TRANSITIONS
from lockgate.casework.models import Case
from lockgate.casework.queries.visibility import View
from lockgate.journal.acts import Act
from lockgate.journal.queries import acts_on

_COUNTED = frozenset({Act.CASE_OPENED, *(row.act for row in TRANSITIONS)})
_INNER = frozenset(
    {Act.CASE_ASSIGNED, Act.REVIEW_REQUESTED, Act.RECOMMENDATION_GIVEN, Act.DECISION_PROPOSED, Act.PROPOSAL_SENT_BACK}
)
"""The acts that the applicant is not told."""


def acts_since(case: Case, version: int, view: View) -> tuple[Act, ...]:
    """Return the acts on a case after a version, in their order, as far as this view tells them."""
    acts = [Act(kept.act) for kept in acts_on([f"case {case.reference}"]) if kept.act in _COUNTED]
    return tuple(act for act in acts[version:] if view is View.AUTHORITY or act not in _INNER)
