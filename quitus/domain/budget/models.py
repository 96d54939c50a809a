"""Where the money is planned, spent and received. Amounts in cents."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.budget import states
from quitus.domain.grants.models.files import KeptFile
from quitus.kernel.clock import QuitusNow


class BudgetLine(models.Model):
    """A line of the financing plan: a kind of spending, or a resource."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    planned_cents = models.BigIntegerField()
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["convention", "code"], name="a_code_names_one_budget_line"),
            models.CheckConstraint(condition=Q(planned_cents__gte=0), name="a_budget_line_plans_an_amount"),
            models.CheckConstraint(
                condition=Q(kind__in=list(states.LINE_KINDS)), name="a_budget_line_has_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Supplier(models.Model):
    """Who is paid for a spending."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    siret = models.CharField(max_length=14, blank=True)
    sort_key = models.CharField(max_length=200)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="a_name_names_one_supplier_of_a_scheme")]

    def __str__(self) -> str:
        return self.name


class Procurement(KeptFile):
    """A procedure to buy pass, from its launch, with the file that proves it, to a market or to nothing."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, default=states.LAUNCHED)
    launched_on = models.DateField()
    awarded_on = models.DateField(null=True)
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    abandoned_on = models.DateField(null=True)
    abandoned_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-launched_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[states.LAUNCHED, states.ABANDONED], awarded_on__isnull=True, operator__isnull=True
                )
                | Q(
                    state__in=[states.AWARDED, states.NOTIFIED],
                    awarded_on__isnull=False,
                    awarded_on__gte=F("launched_on"),
                    operator__isnull=False,
                ),
                name="a_procurement_is_awarded_if_and_only_if_it_says_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(Q(state=states.ABANDONED, abandoned_on__isnull=False) & ~Q(abandoned_reason=""))
                | Q(~Q(state=states.ABANDONED), abandoned_on__isnull=True, abandoned_reason=""),
                name="a_procurement_is_abandoned_if_and_only_if_it_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Market(models.Model):
    """The public contract under which pass are bought; orders beyond its ceiling are refused.

    `procurement` is the procedure that led to it, when it was followed here.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    launched_on = models.DateField()
    awarded_on = models.DateField()
    notified_on = models.DateField()
    ends_on = models.DateField()
    ceiling_cents = models.BigIntegerField()
    procurement = models.OneToOneField(Procurement, on_delete=models.PROTECT, null=True, related_name="market")
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-notified_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="a_number_names_one_market"),
            models.CheckConstraint(
                condition=Q(
                    launched_on__lte=F("awarded_on"), awarded_on__lte=F("notified_on"), notified_on__lte=F("ends_on")
                ),
                name="a_market_is_launched_awarded_notified_then_ends",
            ),
            models.CheckConstraint(condition=Q(ceiling_cents__gt=0), name="a_market_has_a_ceiling"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Spending(models.Model):
    """One expense, from its commitment to its payment. Each step is written once, with its date of fact and its instant
    of record, so that what was known at any instant can be told again.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="spendings")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="spendings")
    market = models.ForeignKey(Market, on_delete=models.PROTECT, null=True, related_name="spendings")
    order_id = models.BigIntegerField(null=True, help_text="of pass, that it pays: a plain key, of a room above")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default=states.COMMITTED)
    commitment_reference = models.CharField(max_length=60)
    committed_on = models.DateField()
    committed_cents = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=QuitusNow())
    invoice_reference = models.CharField(max_length=60, blank=True)
    invoiced_on = models.DateField(null=True)
    net_cents = models.BigIntegerField(null=True)
    vat_cents = models.BigIntegerField(null=True)
    gross_cents = models.BigIntegerField(null=True)
    eligible_cents = models.BigIntegerField(null=True, help_text="by its nature, whatever its day")
    invoice_recorded_at = models.DateTimeField(null=True)
    mandat_number = models.CharField(max_length=40, blank=True)
    bordereau_number = models.CharField(max_length=40, blank=True)
    mandated_on = models.DateField(null=True)
    mandat_recorded_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    payment_recorded_at = models.DateTimeField(null=True)
    is_reversed = models.BooleanField(default=False, help_text="a copy of its reversal, for the uniqueness of invoices")

    class Meta:
        ordering = ["-committed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(committed_cents__gt=0), name="a_commitment_has_an_amount"),
            models.CheckConstraint(
                condition=Q(state=states.COMMITTED, invoiced_on__isnull=True, invoice_recorded_at__isnull=True)
                | Q(
                    ~Q(state=states.COMMITTED),
                    invoiced_on__isnull=False,
                    invoice_recorded_at__isnull=False,
                    gross_cents__isnull=False,
                ),
                name="spending_is_invoiced_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    gross_cents__isnull=True,
                    net_cents__isnull=True,
                    vat_cents__isnull=True,
                    eligible_cents__isnull=True,
                )
                | Q(
                    net_cents__gte=0,
                    vat_cents__gte=0,
                    gross_cents__gt=0,
                    gross_cents=F("net_cents") + F("vat_cents"),
                    eligible_cents__gte=0,
                    eligible_cents__lte=F("gross_cents"),
                ),
                name="an_invoice_adds_net_and_tax_and_is_eligible_at_most_in_full",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[states.COMMITTED, states.INVOICED], mandated_on__isnull=True, mandat_number="")
                | Q(
                    Q(
                        state__in=[states.MANDATED, states.PAID],
                        mandated_on__isnull=False,
                        mandat_recorded_at__isnull=False,
                    )
                    & ~Q(mandat_number="")
                ),
                name="spending_is_mandated_if_and_only_if_it_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(state=states.PAID, paid_on__isnull=False, payment_recorded_at__isnull=False)
                | Q(~Q(state=states.PAID), paid_on__isnull=True),
                name="spending_is_paid_if_and_only_if_it_says_when",
            ),
            models.UniqueConstraint(
                fields=["supplier", "invoice_reference"],
                condition=~Q(invoice_reference="") & Q(is_reversed=False),
                name="an_invoice_of_a_supplier_is_recorded_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def latest_on(self) -> date:
        """The date of the last step reached."""
        return self.paid_on or self.mandated_on or self.invoiced_on or self.committed_on


class SpendingReversal(models.Model):
    """A spending that is not to be counted any more, and why. It is added; the spending keeps its steps and amounts."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    spending = models.OneToOneField(Spending, on_delete=models.PROTECT, related_name="reversal")
    reason = models.TextField()
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_spending_is_reversed_for_a_reason")]

    def __str__(self) -> str:
        return self.reason


class TitreDeRecettes(models.Model):
    """A titre de recettes by which a sum came in: from the funder, or given back by an operator. Never changed.

    Titres are numbered from one again each year: a number is used once in its `exercice`, the year of the day on which
    the sum came in, however it is typed: by its `key`, `rules.reference_key`. `about` names what the sum is of, for
    whoever types the number again.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    key = models.TextField(help_text="the normal form of its number")
    exercice = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=20)
    about = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "exercice", "key"], name="titre_de_recettes_is_used_once_in_an_exercice"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="titre_de_recettes_has_a_letter_or_a_digit"),
            models.CheckConstraint(
                condition=Q(verb__in=list(states.TITRE_VERBS)),
                name="titre_de_recettes_is_of_a_sum_that_came_in",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Evidence(models.Model):
    """A file that proves a spending; its bytes are kept by the documents connector under their hash."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    spending = models.ForeignKey(Spending, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["spending", "sha256"], name="a_file_is_evidence_of_a_spending_once"),
            models.CheckConstraint(condition=Q(kind__in=list(states.EVIDENCE_KINDS)), name="evidence_has_a_known_kind"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Instalment(models.Model):
    """A part of the grant: what triggers it, what is expected, claimed and received.

    `is_placeholder` marks one that the convention known to us does not give and that somebody has to confirm.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    trigger = models.TextField()
    rate_per_mille = models.PositiveIntegerField(null=True)
    base = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    expected_cents = models.BigIntegerField()
    state = models.CharField(max_length=10, default=states.PLANNED)
    claimed_on = models.DateField(null=True)
    claimed_cents = models.BigIntegerField(null=True)
    received_on = models.DateField(null=True)
    received_cents = models.BigIntegerField(null=True)
    titre_number = models.CharField(max_length=40, blank=True)
    is_placeholder = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=states.PLANNED, claimed_on__isnull=True, claimed_cents__isnull=True)
                | Q(~Q(state=states.PLANNED), claimed_on__isnull=False, claimed_cents__isnull=False),
                name="instalment_is_claimed_if_and_only_if_it_says_when_and_how_much",
            ),
            models.CheckConstraint(
                condition=Q(state=states.RECEIVED, received_on__isnull=False, received_cents__isnull=False)
                | Q(~Q(state=states.RECEIVED), received_on__isnull=True, received_cents__isnull=True),
                name="instalment_is_received_if_and_only_if_it_says_when_and_how_much",
            ),
        ]

    def __str__(self) -> str:
        return self.label
