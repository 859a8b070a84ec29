"""The tables of how it is decided: cases, their lines, clock, queries, reviews, proposals, and notices.

`Case.state` is written by services alone, along the table in lifecycle.py. Accounts are kept by id, as the journal
keeps them. Days are the regime's local days, moments are UTC.
"""

from django.db import models

from lockgate.casework.decision import GRANTS, VALID_MONTHS_MAX, Assessment, LineOutcome
from lockgate.casework.lifecycle import State
from lockgate.casework.review import Recommendation
from lockgate.core.identifiers import new_id

STATES = tuple(state.value for state in State)
OUTCOMES = tuple(outcome.value for outcome in LineOutcome)
GRANTED = tuple(outcome.value for outcome in GRANTS)
ASSESSMENTS = tuple(assessment.value for assessment in Assessment)
RECOMMENDATIONS = tuple(recommendation.value for recommendation in Recommendation)


class Case(models.Model):
    """The work on one application. `version` counts the acts on it: who acts on an older one is told so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=24, unique=True)
    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="case")
    regime = models.CharField(max_length=60)
    state = models.CharField(max_length=20)
    assigned_to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    accepted_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A known state."""

        constraints = (models.CheckConstraint(condition=models.Q(state__in=STATES), name="casework_state_known"),)
        indexes = (models.Index(fields=["state", "accepted_on"], name="casework_case_queue"),)

    def __str__(self) -> str:
        return self.reference


class CaseLine(models.Model):
    """A line of the application in this case, and once the case is decided, what was decided of it.

    `granted_amount` is of the line's dimension, null unless granted. `assessment` is the end-use assessment.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    line = models.OneToOneField("applications.Line", on_delete=models.PROTECT, related_name="case_line")
    outcome = models.CharField(max_length=30, blank=True)
    granted_amount = models.BigIntegerField(null=True)
    assessment = models.CharField(max_length=20, blank=True)

    class Meta:
        """A granted line, and only that, has an amount; a decided line has an end-use assessment."""

        constraints = (
            models.CheckConstraint(condition=models.Q(outcome__in=["", *OUTCOMES]), name="casework_line_outcome_known"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=GRANTED, granted_amount__gt=0)
                | (~models.Q(outcome__in=GRANTED) & models.Q(granted_amount__isnull=True)),
                name="casework_line_granted_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", assessment="")
                | (~models.Q(outcome="") & models.Q(assessment__in=ASSESSMENTS)),
                name="casework_line_assessed",
            ),
        )

    def __str__(self) -> str:
        return f"case line {self.pk}"


class ClockMove(models.Model):
    """A start or a stop of the statutory clock, on a day, with its reason. The clock is computed from these."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_moves")
    kind = models.CharField(max_length=5)
    on = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        """In the order of their making."""

        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=["start", "stop"]), name="casework_clock_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class Query(models.Model):
    """A question to the applicant. While one is open the case is queried and the clock stands still."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="queries")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        """One open query a case."""

        ordering = ("asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(answered_at=None), name="casework_query_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"query {self.pk}"


class Review(models.Model):
    """A case sent to an advising organisation, and its recommendation once it has given one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    body = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    requested_by = models.UUIDField()
    due_on = models.DateField()
    recommendation = models.CharField(max_length=30, blank=True)
    reasons = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.UUIDField(null=True)

    class Meta:
        """A body is asked once a case, and answers once."""

        ordering = ("requested_at",)
        constraints = (
            models.UniqueConstraint(fields=["case", "body"], name="casework_review_once"),
            models.CheckConstraint(
                condition=models.Q(recommendation="", given_at__isnull=True)
                | models.Q(recommendation__in=RECOMMENDATIONS, given_at__isnull=False),
                name="casework_review_given_whole",
            ),
        )

    def __str__(self) -> str:
        return f"review {self.pk}"


class Proposal(models.Model):
    """What an officer proposes to decide. `state`: open, confirmed, sent_back. Who proposed never confirms."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10)
    reasons = models.TextField()
    valid_months = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_reason = models.TextField(blank=True)

    class Meta:
        """One open proposal a case; it is confirmed by somebody else, and that is the database's word too."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="casework_proposal_number_once"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(state="open"), name="casework_one_proposal"),
            models.CheckConstraint(
                condition=models.Q(valid_months__gte=1, valid_months__lte=VALID_MONTHS_MAX),
                name="casework_proposal_months",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | ~models.Q(settled_by=models.F("proposed_by")),
                name="casework_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(state__in=["confirmed", "sent_back"], settled_at__isnull=False, settled_by__isnull=False),
                name="casework_proposal_settled_whole",
            ),
        )

    def __str__(self) -> str:
        return f"proposal {self.number}"


class ProposalLine(models.Model):
    """What is proposed for one line: outcome, amount, conditions or refusal reasons, and the end-use assessment.

    `granted_amount` counts `quantity` in the smallest unit of the line's dimension.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="lines")
    case_line = models.ForeignKey(CaseLine, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30)
    quantity = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=3, blank=True)
    granted_amount = models.BigIntegerField(null=True)
    conditions = models.JSONField(default=list)
    refusal_reasons = models.JSONField(default=list)
    assessment = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)

    class Meta:
        """Each line once; outcome and assessment are known words; a refusal has reasons, a grant an amount."""

        constraints = (
            models.UniqueConstraint(fields=["proposal", "case_line"], name="casework_proposal_line_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=OUTCOMES, assessment__in=ASSESSMENTS),
                name="casework_proposal_line_words",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=GRANTED, granted_amount__gt=0)
                | (~models.Q(outcome__in=GRANTED) & models.Q(granted_amount__isnull=True)),
                name="casework_proposal_line_amount",
            ),
        )

    def __str__(self) -> str:
        return f"proposal line {self.pk}"


class RefusalAnnouncement(models.Model):
    """That the authority intends to refuse, why, and until which day the applicant may answer; and its answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="refusal_announcement")
    reasons = models.TextField()
    announced_at = models.DateTimeField()
    announced_by = models.UUIDField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"announcement {self.pk}"


class Appeal(models.Model):
    """That the applicant appealed against a refusal, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="appeal")
    reasons = models.TextField()
    appealed_at = models.DateTimeField()
    appealed_by = models.UUIDField()

    def __str__(self) -> str:
        return f"appeal {self.pk}"


class SupplyRisk(models.Model):
    """What hangs on an open case, as insight has noted it: thousandths of production-days lost if it is refused.

    At least `low` and at most `high`, and `late_low` and `late_high` if it is `late_days` late; null where no site has
    declared its dependence. Of the case's `lines` the figures leave out the `undeclared`, of which nothing is declared.
    `reason` says of what. `noted_on` is the data's date from which it stands so; SupplyReckoning tells until when. It
    stands beside the case, and noting is no act on it: who works on the case finds the version that he read.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="supply_risk")
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    late_low = models.BigIntegerField(null=True)
    late_high = models.BigIntegerField(null=True)
    late_days = models.PositiveIntegerField(null=True)
    lines = models.PositiveIntegerField(null=True)
    undeclared = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    noted_on = models.DateField()

    class Meta:
        """Bounds in their order, or none; no more lines left out than there are."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(low__isnull=True, high__isnull=True)
                | models.Q(low__gte=0, high__gte=models.F("low")),
                name="casework_supply_risk_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(late_low__isnull=True, late_high__isnull=True)
                | models.Q(late_low__gte=0, late_high__gte=models.F("late_low"), late_days__gte=1),
                name="casework_supply_risk_late",
            ),
            models.CheckConstraint(
                condition=models.Q(lines__isnull=True, undeclared__isnull=True)
                | models.Q(undeclared__gte=0, lines__gte=models.F("undeclared")),
                name="casework_supply_risk_lines",
            ),
        )

    def __str__(self) -> str:
        return f"supply risk of {self.case_id}"


class SupplyReckoning(models.Model):
    """A day by whose data it was reckoned what hangs on all open cases, once however often it was.

    What is noted on an open case is what the newest one found, also where it found what had been found before.
    """

    id = models.BigAutoField(primary_key=True)
    on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"reckoned on {self.on}"


class Notice(models.Model):
    """A no-licence-needed notice: that these lines of an application need no licence, by the law of that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=24, unique=True)
    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="notice")
    law_on = models.DateField()
    line_numbers = models.JSONField()
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reference
