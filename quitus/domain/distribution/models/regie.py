"""The régie: what allows somebody to hold pass, where, and who is appointed."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from quitus.domain.distribution import catalogue, regie, rules
from quitus.domain.distribution.models.mandates import MandateConvention
from quitus.kernel.clock import QuitusNow

SCHEME = "organisations.Scheme"
TERMS = (
    Q(ceiling_cents__gte=1, cash_ceiling_cents__gte=0, periodicity__in=list(catalogue.PERIODICITIES))
    & Q(allowed__contained_by=list(catalogue.REGIE_OPERATIONS))
    & ~Q(purpose="")
    & ~Q(address="")
    & ~Q(accounting_office="")
    & (Q(cash_ceiling_cents=0) ^ Q(allowed__contains=[catalogue.KEEP_CASH]))
)
ADOPTED = Q(adopted_on__isnull=True, act_reference="") | (
    Q(adopted_on__isnull=False, assent_on__isnull=False, assent_on__lte=F("adopted_on")) & ~Q(act_reference="")
)


class ImprestTerms(models.Model):
    """What an acte constitutif says, or what an amendment to it makes of it: see `regie.Terms`."""

    purpose = models.TextField()
    allowed = ArrayField(models.CharField(max_length=16))
    ceiling_cents = models.BigIntegerField(help_text="most value of pass it may hold, safe and points together")
    cash_ceiling_cents = models.BigIntegerField(default=0, help_text="most cash it may hold; 0 when it keeps none")
    periodicity = models.CharField(max_length=12)
    address = models.CharField(max_length=200)
    accounting_office = models.CharField(max_length=200)

    class Meta:
        abstract = True

    @property
    def terms(self) -> regie.Terms:
        """The same as plain data, for the rules."""
        return regie.Terms(
            purpose=self.purpose,
            allowed=frozenset(self.allowed),
            ceiling_cents=self.ceiling_cents,
            cash_ceiling_cents=self.cash_ceiling_cents,
            periodicity=self.periodicity,
            address=self.address,
            accounting_office=self.accounting_office,
        )


class Imprest(ImprestTerms):
    """A régie d'avances: what allows somebody to hold and hand out values of the authority.

    Its columns say what the acte constitutif said; what holds on a day is `queries.terms_on`.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    assent_on = models.DateField(null=True)
    constituted_on = models.DateField(null=True)
    act_reference = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True)
    closing_reference = models.CharField(max_length=80, blank=True, default="")
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=TERMS, name="imprest_says_what_it_may_do_and_hold"),
            models.CheckConstraint(
                condition=Q(constituted_on__isnull=True, act_reference="")
                | (
                    Q(assent_on__lte=F("constituted_on"), assent_on__isnull=False, constituted_on__isnull=False)
                    & ~Q(act_reference="")
                ),
                name="imprest_has_the_assent_before_its_act",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closing_reference="")
                | (Q(constituted_on__isnull=False, closed_on__gte=F("constituted_on")) & ~Q(closing_reference="")),
                name="imprest_is_closed_after_it_was_constituted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Where it stands in `states.IMPREST`."""
        return rules.imprest_state(self.assent_on, self.constituted_on, self.closed_on)


class ImprestAmendment(ImprestTerms):
    """An avenant to the acte constitutif: the whole terms as they stand from `starts_on`, on the accountant's assent.

    Never a copy of the régie; one is under way at a time.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    imprest = models.ForeignKey(Imprest, on_delete=models.PROTECT, related_name="amendments")
    rank = models.PositiveSmallIntegerField()
    reason = models.TextField()
    assent_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    act_reference = models.CharField(max_length=80, blank=True, default="")
    starts_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["imprest", "rank"]
        constraints = [
            models.CheckConstraint(condition=TERMS, name="imprest_amendment_says_what_becomes_of_the_act"),
            models.UniqueConstraint(fields=["imprest", "rank"], name="amendments_of_an_imprest_are_numbered"),
            models.UniqueConstraint(
                fields=["imprest"],
                condition=Q(adopted_on__isnull=True, withdrawn_on__isnull=True),
                name="an_imprest_is_amended_by_one_at_a_time",
            ),
            models.CheckConstraint(condition=ADOPTED, name="imprest_amendment_has_the_assent_before_its_act"),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True, starts_on__isnull=True)
                | Q(adopted_on__isnull=False, starts_on__gte=F("adopted_on"), withdrawn_on__isnull=True),
                name="imprest_amendment_holds_from_a_day_once_adopted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.imprest_id}/{self.rank}"

    @property
    def state(self) -> str:
        """Where it stands in `states.IMPREST_AMENDMENT`."""
        return regie.amendment_state(self.assent_on, self.adopted_on, self.withdrawn_on)


class DistributionPoint(models.Model):
    """A place where appointed persons hand out pass: under a régie, or under the mandate of a body (never both)."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    imprest = models.ForeignKey(Imprest, on_delete=models.PROTECT, null=True, related_name="points")
    mandate = models.ForeignKey(MandateConvention, on_delete=models.PROTECT, null=True, related_name="points")
    name = models.CharField(max_length=120)
    organisation_name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    commune = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=120)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="point_has_a_name_of_its_own"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="point_closes_after_it_opened",
            ),
            models.CheckConstraint(
                condition=Q(imprest__isnull=True) ^ Q(mandate__isnull=True),
                name="point_stands_under_a_regie_or_under_a_mandate",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """Whether pass may come there on a day."""
        return self.opened_on <= on and (self.closed_on is None or on <= self.closed_on)


class SubRegie(models.Model):
    """A point made a sous-régie: its own ceilings and its own sous-régisseur, under the same régie, by an act."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DistributionPoint, on_delete=models.PROTECT, related_name="sub_regies")
    ceiling_cents = models.BigIntegerField(help_text="most value of pass it may hold")
    assent_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    act_reference = models.CharField(max_length=80, blank=True, default="")
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ceiling_cents__gte=1), name="sub_regie_has_a_ceiling"),
            models.UniqueConstraint(
                fields=["point"], condition=Q(closed_on__isnull=True), name="a_point_is_one_sub_regie_at_a_time"
            ),
            models.CheckConstraint(condition=ADOPTED, name="sub_regie_has_the_assent_before_its_act"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(adopted_on__isnull=True) | Q(closed_on__gte=F("adopted_on")),
                name="sub_regie_is_closed_after_it_was_constituted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.ceiling_cents}"

    @property
    def state(self) -> str:
        """Where it stands in `states.IMPREST`, as a régie does."""
        return rules.imprest_state(self.assent_on, self.adopted_on, self.closed_on)


class Appointment(models.Model):
    """A power given to a person from a day to a day; it counts once the accountant has agreed.

    An imprest holder who takes over from another moves nothing before `handed_over_on`, the day of the handover.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    imprest = models.ForeignKey(Imprest, on_delete=models.PROTECT, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    point = models.ForeignKey(DistributionPoint, on_delete=models.PROTECT, null=True, related_name="appointments")
    act_reference = models.CharField(max_length=80)
    assent_on = models.DateField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    handed_over_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(catalogue.APPOINTMENT_KINDS)), name="appointment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(catalogue.AT_A_POINT)) ^ Q(point__isnull=True),
                name="who_serves_at_a_point_and_nobody_else_names_it",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True)
                | Q(kind__in=[catalogue.HOLDER, catalogue.SUBSTITUTE], handed_over_on__gte=F("starts_on")),
                name="who_answers_for_the_safe_takes_it_over_once_he_serves",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(assent_on__isnull=True) | Q(assent_on__lte=F("starts_on")),
                name="appointment_has_the_assent_before_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind=catalogue.SUBSTITUTE)
                | Q(ends_on__isnull=False, ends_on__lt=F("starts_on") + Value(timedelta(days=62))),
                name="substitute_serves_two_months_at_most",
            ),
            ExclusionConstraint(
                name="imprest_has_one_holder_at_a_time",
                expressions=[
                    # A range of one number: equality without the btree_gist extension.
                    (
                        Func(F("imprest_id"), F("imprest_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=catalogue.HOLDER),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"

    @property
    def power(self) -> rules.Power:
        """What it lets its person do, for the rules."""
        return rules.Power(self.kind, self.starts_on, self.ends_on, self.assent_on, self.point_id, self.handed_over_on)


class CashLine(models.Model):
    """Cash that comes to a régie or leaves it, on a paper. Added, never changed: undone by the contrary line."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    imprest = models.ForeignKey(Imprest, on_delete=models.PROTECT, related_name="cash_lines")
    kind = models.CharField(max_length=8)
    amount_cents = models.BigIntegerField()
    reference = models.CharField(max_length=80)
    occurred_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["occurred_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(catalogue.CASH_KINDS)), name="cash_line_kind_is_known"),
            models.CheckConstraint(
                condition=Q(amount_cents__gte=1) & ~Q(reference=""), name="cash_line_is_an_amount_on_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
