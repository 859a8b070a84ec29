"""The tables of what is asked: the application, its lines, parties, declared dependence and end-use statements.

Amounts are whole numbers of the smallest unit (core.quantities, core.money); the text beside them is what the
applicant wrote. JSON holds text, whole numbers, lists and mappings only.
"""

from django.db import models

from lockgate.core.identifiers import new_id


class Application(models.Model):
    """What an exporter asks a regime's authority for. `state` is written by services alone, by lifecycle.py's table.

    `end_uses` are the regime's words; `answers` says yes or no to open questions, by the measure that asks; `law_on`
    is the legal day of the law by which the lines were determined at submission. `replaces` names the application
    of which this is the mended one. `version` counts the acts on it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=24, unique=True)
    regime = models.CharField(max_length=60)
    exporter = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="applications")
    destination = models.CharField(max_length=2)
    state = models.CharField(max_length=20)
    end_uses = models.JSONField(default=list)
    end_use_text = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    law_on = models.DateField(null=True)
    started_at = models.DateTimeField()
    started_by = models.UUIDField()
    submitted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A known state, and a time of submission exactly where it left the draft."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "withdrawn"]), name="applications_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="submitted", submitted_at__isnull=False, law_on__isnull=False)
                | ~models.Q(state="submitted"),
                name="applications_submitted_when",
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Line(models.Model):
    """One item of an application: what, how much, worth what; and once it is submitted, how it was determined.

    `determination` is the whole answer with its trace as canonical JSON (determination.explain.as_data).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    entry = models.CharField(max_length=60, blank=True)
    goods_code = models.CharField(max_length=14, blank=True)
    description = models.CharField(max_length=500, blank=True)
    quantity = models.CharField(max_length=40)
    unit = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    dimension = models.CharField(max_length=10)
    value = models.CharField(max_length=40)
    value_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    outcome = models.CharField(max_length=20, blank=True)
    review_policy = models.CharField(max_length=100, blank=True)
    determination = models.TextField(blank=True)

    class Meta:
        """Numbered once; an item is named; something is exported."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["application", "number"], name="applications_line_number_once"),
            models.CheckConstraint(
                condition=~models.Q(entry="") | ~models.Q(goods_code=""), name="applications_line_names_an_item"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, value_minor__gte=0), name="applications_line_amounts"
            ),
        )

    def __str__(self) -> str:
        return f"line {self.number}"


class ApplicationParty(models.Model):
    """An organisation in a role: consignee, intermediate_consignee, end_user. `facts` are the regime's words for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="parties")
    number = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    facts = models.JSONField(default=list)

    class Meta:
        """Numbered once; an organisation stands once in a role."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["application", "number"], name="applications_party_number_once"),
            models.UniqueConstraint(fields=["application", "role", "organisation"], name="applications_party_once"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"


class Dependence(models.Model):
    """What a consignee's site declares of its dependence on a line: each fact is given, or in `unknown`, never guessed.

    `stock` and `usage_a_day` are as written in `unit`, their amounts are of the line's dimension; `share_permille` is
    this supplier's share of the site's supply of the item; `alternatives` lists `{"supplier", "qualify_days"}`, days
    null where unknown; null is "not given", [] "none".
    `unknown` names the facts that the applicant says are not known: stock, usage_a_day, share, alternatives, product.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="dependences")
    number = models.PositiveSmallIntegerField()
    site = models.ForeignKey("parties.Site", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=3)
    stock = models.CharField(max_length=40, blank=True)
    stock_amount = models.BigIntegerField(null=True)
    usage_a_day = models.CharField(max_length=40, blank=True)
    usage_a_day_amount = models.BigIntegerField(null=True)
    share_permille = models.PositiveSmallIntegerField(null=True)
    alternatives = models.JSONField(null=True)
    product = models.CharField(max_length=300, blank=True)
    unknown = models.JSONField(default=list)

    class Meta:
        """Numbered once; one declaration a line and site; shares up to the whole."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["line", "number"], name="applications_dependence_number_once"),
            models.UniqueConstraint(fields=["line", "site"], name="applications_dependence_once"),
            models.CheckConstraint(
                condition=models.Q(share_permille__isnull=True) | models.Q(share_permille__lte=1000),
                name="applications_dependence_share",
            ),
        )

    def __str__(self) -> str:
        return f"dependence of {self.site_id}"


class EndUseStatement(models.Model):
    """The end-use statement that an exporter asked an end user to sign, by a link that works once.

    The link's token is kept as its SHA-256 only. `signed_text` is what was signed, whole: the statement, the signer and
    the moment, as statement.py writes them; `signed_digest` is its SHA-256.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="statements")
    party = models.ForeignKey(ApplicationParty, on_delete=models.PROTECT, related_name="statements")
    text = models.TextField()
    token_digest = models.CharField(max_length=64, unique=True)
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    signed_text = models.TextField(blank=True)
    signed_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """Signed wholly or not at all."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, signed_text="", signed_digest="", signer_name="")
                | (
                    models.Q(signed_at__isnull=False)
                    & ~models.Q(signed_text="")
                    & ~models.Q(signed_digest="")
                    & ~models.Q(signer_name="")
                ),
                name="applications_statement_signed_whole",
            ),
        )

    def __str__(self) -> str:
        return f"statement {self.pk}"
