"""What an operator does and for how much; and the opinion on law that an authority needs to issue pass itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from quitus.domain.grants.models.files import FILE_WHOLE_OR_ABSENT, KeptFile
from quitus.domain.vouchers import rules, states
from quitus.kernel.clock import QuitusNow


class OperatorContract(models.Model):
    """What an operator does and for how much: each change of terms is a contract of its own."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    market = models.ForeignKey("budget.Market", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    operates_inside = models.BooleanField(
        default=True, help_text="the operator works in this instance; outside, it sends and receives files"
    )
    fee_on_order_per_mille = models.PositiveIntegerField(help_text="of the face value ordered, before VAT")
    fee_on_redemption_per_mille = models.PositiveIntegerField(help_text="of the face value used, before VAT")
    yearly_fee_per_venue_cents = models.PositiveIntegerField(help_text="before VAT")
    tolerance_months = models.PositiveSmallIntegerField(help_text="venues still accept pass after the last day")
    late_entry_days = models.PositiveSmallIntegerField(help_text="venues still record a service after its day")
    payment_days = models.PositiveSmallIntegerField(help_text="it pays a structure after the claim, if it pays them")
    booklet_sizes = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, help_text="pass in a booklet; any when empty"
    )
    least_quantity = models.PositiveIntegerField(null=True, help_text="pass in an order, at least")
    most_quantity = models.PositiveIntegerField(null=True, help_text="pass in an order, at most")
    delivery_days = models.PositiveSmallIntegerField(null=True, help_text="to deliver, after the order is confirmed")
    replaces_lost = models.BooleanField(default=False, help_text="pass lost or stolen are replaced by new ones")
    replacement_fee_cents = models.PositiveIntegerField(default=0, help_text="for each pass replaced, before VAT")
    credit_note = models.CharField(
        max_length=12, default=states.FACE_VALUE, help_text="what is given back of pass never used: fees never are"
    )
    alert_days = models.PositiveSmallIntegerField(default=30, help_text="before the last day, the end is announced")
    blocking_days = models.PositiveSmallIntegerField(default=15, help_text="before the last day, hand-outs are stopped")
    acknowledgement_days = models.PositiveSmallIntegerField(
        default=7, help_text="before the last day, distributors have signed that they stopped"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "operator", "number"],
                name="operator_contract_has_a_number_of_its_own",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="operator_contract_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(fee_on_order_per_mille__lte=1000, fee_on_redemption_per_mille__lte=1000),
                name="operator_contract_fee_is_at_most_the_whole",
            ),
            models.CheckConstraint(
                condition=(Q(least_quantity__isnull=True) | Q(least_quantity__gte=1))
                & (Q(most_quantity__isnull=True) | Q(most_quantity__gte=1, most_quantity__lte=rules.MOST_PASS))
                & (
                    Q(least_quantity__isnull=True)
                    | Q(most_quantity__isnull=True)
                    | Q(most_quantity__gte=F("least_quantity"))
                ),
                name="operator_contract_bounds_an_order_from_least_to_most",
            ),
            models.CheckConstraint(
                condition=Q(credit_note__in=list(states.CREDIT_NOTE_LABELS)),
                name="operator_contract_credits_face_value_or_nothing",
            ),
            models.CheckConstraint(
                condition=Q(replaces_lost=True) | Q(replacement_fee_cents=0),
                name="operator_contract_charges_only_the_replacements_it_makes",
            ),
            models.CheckConstraint(
                condition=Q(alert_days__gte=F("blocking_days"), blocking_days__gte=F("acknowledgement_days")),
                name="operator_contract_announces_stops_then_acknowledges",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LegalOpinion(KeptFile):
    """What a lawyer said of pass issued by the authority itself, with its file; the accountant's assent comes after.

    Whether an authority may issue them is not settled in law: the software asks for both, and decides nothing.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100)
    author = models.CharField(max_length=200)
    given_on = models.DateField()
    is_favourable = models.BooleanField()
    note = models.TextField(blank=True)
    assent_on = models.DateField(null=True, help_text="the public accountant agrees to pass issued by the authority")
    assent_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "reference"], name="a_reference_names_one_legal_opinion"),
            models.CheckConstraint(
                condition=FILE_WHOLE_OR_ABSENT & ~Q(sha256=""), name="legal_opinion_is_kept_with_its_file"
            ),
            models.CheckConstraint(
                condition=Q(assent_on__isnull=True, assent_by="")
                | (Q(assent_on__isnull=False, is_favourable=True, assent_on__gte=F("given_on")) & ~Q(assent_by="")),
                name="accountant_assents_to_a_favourable_legal_opinion_after_it",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
