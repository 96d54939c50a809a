"""Beneficiaries, the referrals that send them, the pass they are handed."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from quitus.domain.distribution import catalogue, states
from quitus.domain.distribution.models.custody import Slip
from quitus.domain.distribution.models.regie import SCHEME, DistributionPoint
from quitus.kernel.clock import QuitusNow
from quitus.kernel.ranges import NumberRange


class Beneficiary(models.Model):
    """A person as the scheme counts him: the two conditions, an age band, a commune. The name stands apart."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20)
    age_band = models.CharField(max_length=10)
    commune = models.CharField(max_length=100)
    far_from_digital = models.BooleanField()
    far_evidence = models.CharField(max_length=16, blank=True)
    publics = models.ManyToManyField("grants.TargetPublic", through="BeneficiaryPublic", related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "reference"], name="beneficiary_has_a_reference_of_its_own"),
            models.CheckConstraint(
                condition=Q(age_band__in=list(catalogue.AGE_BANDS)), name="beneficiary_age_band_is_known"
            ),
            models.CheckConstraint(
                condition=Q(far_from_digital=False, far_evidence="")
                | Q(far_from_digital=True, far_evidence__in=list(catalogue.FAR_EVIDENCE)),
                name="beneficiary_is_far_from_digital_on_evidence",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class BeneficiaryPublic(models.Model):
    """A target public to which a person belongs."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="public_links")
    public = models.ForeignKey("grants.TargetPublic", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["beneficiary", "public"], name="beneficiary_belongs_to_a_public_once")
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary_id} {self.public_id}"


class BeneficiaryIdentity(models.Model):
    """The name of a beneficiary, kept apart so that it can be erased without touching a register or a total."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.OneToOneField(Beneficiary, on_delete=models.PROTECT, related_name="identity")
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return "…"


class Referral(models.Model):
    """A fiche d'orientation: a prescriber sends a person to a point. It hands out nothing."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="referrals")
    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DistributionPoint, on_delete=models.PROTECT, related_name="referrals")
    issued_on = models.DateField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=8, default=states.OPEN)
    closed_on = models.DateField(null=True)
    closing_reason = models.CharField(max_length=16, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["issued_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="referral_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(state__in=list(states.REFERRAL)), name="referral_state_is_known"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) ^ ~Q(state=states.OPEN),
                name="referral_is_open_until_it_says_when_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=states.CLOSED, closing_reason__in=list(catalogue.CLOSING_REASONS))
                | (~Q(state=states.CLOSED) & Q(closing_reason="")),
                name="referral_is_closed_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["point", "state", "issued_on"], name="referrals_waiting_at_a_point")]

    def __str__(self) -> str:
        return self.number


class Handout(models.Model):
    """A range of pass given to a person: who, where, by whom, which, when. Added, never changed.

    One hand-out of several ranges is one slip with as many lines as ranges (`slip.handouts`).
    A hand-out undone (`HandoutReversal`) lets its pass be handed out again: their `turn` is then one more.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="handouts")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="handouts")
    point = models.ForeignKey(DistributionPoint, on_delete=models.PROTECT, related_name="handouts")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="handouts")
    order_id = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    turn = models.PositiveSmallIntegerField(default=1, db_default=1)
    posted_home = models.BooleanField(default=False, db_default=False, help_text="sent by post to the person's home")
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-occurred_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="handout_gives_a_range"),
            ExclusionConstraint(
                name="no_pass_is_handed_out_twice",
                expressions=[
                    (Func(F("first"), F("last"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    # A range of one number: equality without the btree_gist extension.
                    (Func(F("turn"), F("turn"), Value("[]"), function="int4range"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["point", "occurred_on"], name="handouts_of_a_point"),
            models.Index(fields=["occurred_on"], name="handouts_by_day"),
            models.Index(fields=["order_id", "first", "last"], name="handouts_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)


class HandoutReversal(models.Model):
    """Pass of a hand-out that came back to the point: the whole of one written by mistake, or what a person returns.

    Added, never changed. `first` and `last` are those that came back.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="reversals")
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="handout_reversals")
    kind = models.CharField(max_length=12)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    occurred_on = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="handout_reversal_is_of_a_range"),
            models.CheckConstraint(
                condition=Q(kind__in=list(catalogue.REVERSAL_KINDS)), name="handout_reversal_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="handout_reversal_says_why"),
            ExclusionConstraint(
                name="no_pass_comes_back_twice_from_a_handout",
                expressions=[
                    (
                        Func(F("handout_id"), F("handout_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(F("first"), F("last"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    @property
    def range(self) -> NumberRange:
        """Its numbers, both ends included."""
        return NumberRange(self.first, self.last)
