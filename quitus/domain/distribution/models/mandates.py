"""Mandated bodies: who holds and hands out pass for the authority under a convention de mandat (CGCT L.1611-7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from quitus.domain.distribution import regie
from quitus.kernel.clock import QuitusNow

SCHEME = "organisations.Scheme"


class MandateConvention(models.Model):
    """A written convention that lets a body distribute pass, on the accountant's assent; it renders accounts.

    `accounts_every_months`: at most 12, since accounts are rendered at least yearly; each is due `accounts_within_days`
    after its period. `remuneration_cents` is for a year, 0 when the body serves free of charge.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField()
    ceiling_cents = models.BigIntegerField(help_text="most value of pass it may hold, its points together")
    remuneration_cents = models.BigIntegerField(default=0)
    accounts_every_months = models.PositiveSmallIntegerField()
    accounts_within_days = models.PositiveSmallIntegerField()
    assent_on = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    act_reference = models.CharField(max_length=80, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ceiling_cents__gte=1, remuneration_cents__gte=0) & ~Q(purpose=""),
                name="mandate_says_what_for_and_how_much",
            ),
            models.CheckConstraint(
                condition=Q(accounts_every_months__gte=1, accounts_every_months__lte=12),
                name="mandated_body_renders_accounts_at_least_yearly",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, act_reference="")
                | (
                    Q(signed_on__isnull=False, assent_on__isnull=False, assent_on__lte=F("signed_on"))
                    & ~Q(act_reference="")
                ),
                name="mandate_has_the_assent_before_it_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(signed_on__isnull=False, closed_on__gte=F("signed_on")),
                name="mandate_is_closed_after_it_was_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.starts_on}"

    @property
    def state(self) -> str:
        """Where it stands in `states.MANDATE`."""
        return regie.mandate_state(self.assent_on, self.signed_on, self.closed_on)


class MandatedPerson(models.Model):
    """A person whom a mandated body has named to hold and hand out its pass, from a day to a day.

    At one point, or (no `point`) everywhere under the mandate and over what the body keeps.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(MandateConvention, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("DistributionPoint", on_delete=models.PROTECT, null=True, related_name="mandated_people")
    reference = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="mandated_person_ends_after_starting",
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="mandated_person_is_named_by_a_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.user_id}"


class MandateAccount(models.Model):
    """An account that a mandated body has rendered for a period, both days included. Added, never changed."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(MandateConvention, on_delete=models.PROTECT, related_name="accounts")
    period_from = models.DateField()
    period_to = models.DateField()
    rendered_on = models.DateField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["period_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="mandate_account_covers_a_period"
            ),
            models.CheckConstraint(
                condition=Q(rendered_on__gt=F("period_to")), name="mandate_account_is_rendered_after_its_period"
            ),
            models.UniqueConstraint(fields=["mandate", "period_from"], name="a_period_is_accounted_for_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.period_from}"
