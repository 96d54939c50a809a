"""The régie: what allows somebody to hold pass, where, and who is appointed."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from quitus.domain.distribution import catalogue, rules
from quitus.kernel.clock import QuitusNow

SCHEME = "organisations.Scheme"


class Imprest(models.Model):
    """A régie d'avances: what allows somebody to hold and hand out values of the authority."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    ceiling_cents = models.BigIntegerField(help_text="most value it may hold, safe and points together")
    posting_home = models.BooleanField(default=False, help_text="may send pass by post")
    assent_on = models.DateField(null=True)
    constituted_on = models.DateField(null=True)
    act_reference = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ceiling_cents__gte=1), name="imprest_has_a_ceiling"),
            models.CheckConstraint(
                condition=Q(constituted_on__isnull=True, act_reference="")
                | (
                    Q(assent_on__lte=F("constituted_on"), assent_on__isnull=False, constituted_on__isnull=False)
                    & ~Q(act_reference="")
                ),
                name="imprest_has_the_assent_before_its_act",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(constituted_on__isnull=False, closed_on__gte=F("constituted_on")),
                name="imprest_is_closed_after_it_was_constituted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Where it stands in `states.IMPREST`."""
        return rules.imprest_state(self.assent_on, self.constituted_on, self.closed_on)


class DistributionPoint(models.Model):
    """A place where appointed persons hand out pass, under one régie."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    imprest = models.ForeignKey(Imprest, on_delete=models.PROTECT, related_name="points")
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
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """Whether pass may come there on a day."""
        return self.opened_on <= on and (self.closed_on is None or on <= self.closed_on)


class Appointment(models.Model):
    """A power given to a person from a day to a day; it counts once the accountant has agreed."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    imprest = models.ForeignKey(Imprest, on_delete=models.PROTECT, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    point = models.ForeignKey(DistributionPoint, on_delete=models.PROTECT, null=True, related_name="appointments")
    act_reference = models.CharField(max_length=80)
    assent_on = models.DateField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(catalogue.APPOINTMENT_KINDS)), name="appointment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=catalogue.AGENT) ^ Q(point__isnull=True),
                name="an_agent_and_only_an_agent_is_appointed_at_a_point",
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
        return rules.Power(self.kind, self.starts_on, self.ends_on, self.assent_on, self.point_id)
