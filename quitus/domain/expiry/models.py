"""Steps of an end of validity, whom they were told, the statement with the operator and its credit note."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from quitus.domain.expiry import states
from quitus.kernel.clock import QuitusNow

SCHEME = "organisations.Scheme"
ORDER = "vouchers.Order"


class Step(models.Model):
    """One step of the end of an order, taken for one last day of validity. Added, never changed.

    `figures` are counts as they stood: booklets at the announcement, pass at the end.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ORDER, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    valid_until = models.DateField(help_text="the last day for which the step was taken")
    occurred_on = models.DateField()
    figures = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=sorted({verb for verbs in states.EXPIRY.values() for verb in verbs})),
                name="step_of_an_end_is_known",
            ),
            models.UniqueConstraint(
                fields=["order", "verb", "valid_until"], name="step_of_an_end_is_taken_once_for_a_last_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.valid_until}"


class Told(models.Model):
    """A holder of pass to whom the stop of hand-outs was told, and its signed acknowledgement.

    `left_count` is how many pass of the order it says it still has. `reminded_on`: the last day it was asked again.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ORDER, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("distribution.Holder", on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateField()
    told_on = models.DateField()
    reminded_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)
    left_count = models.PositiveIntegerField(null=True)
    paper = models.ForeignKey("documents.SignedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "holder", "valid_until"], name="holder_is_told_of_an_end_once_for_a_last_day"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on__isnull=True, acknowledged_by="", left_count__isnull=True)
                | (
                    Q(acknowledged_on__isnull=False, left_count__isnull=False, acknowledged_on__gte=F("told_on"))
                    & ~Q(acknowledged_by="")
                ),
                name="holder_acknowledges_an_end_by_name_with_what_is_left",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.valid_until}"


class Notice(models.Model):
    """A letter to one person about an end: written with its step, sent after, marked once the mail server took it.

    From its second `turn` on it is a reminder.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField(default=1)
    mailed_at = models.DateTimeField(null=True)
    given_up = models.BooleanField(default=False, help_text="refused for good, or no longer wanted")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "user", "turn"], name="person_is_written_to_once_a_turn_of_a_step"),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(given_up=False), name="notice_is_mailed_or_given_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.user_id}"


class Statement(models.Model):
    """The état contradictoire of an order with its operator: both figures, in pass, side by side.

    `paid_count` are the pass that the operator was paid for, `revived_count` those used under the operator before and
    undone since, for which it was not; `ours_used` those our lines say used, `theirs_used` what the operator answers;
    `agreed_used` what both hold for true at the end. From it follow, where the operator was paid beforehand,
    `credit_due_cents` that it gives back, or `kept_cents` by a contract without avoir, or `complement_cents` that the
    authority owes it.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField(ORDER, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=states.DRAWN)
    drawn_on = models.DateField()
    paid_count = models.PositiveIntegerField()
    revived_count = models.PositiveIntegerField(default=0)
    ours_used = models.PositiveIntegerField()
    face_value_cents = models.PositiveIntegerField()
    is_prepaid = models.BooleanField(help_text="the operator was paid the face value, to pay the venues")
    gives_credit = models.BooleanField(help_text="the operator gives back the face value of unused pass")
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    theirs_used = models.PositiveIntegerField(null=True)
    theirs_first = ArrayField(models.BigIntegerField(), default=list, help_text="of each range they call used")
    theirs_last = ArrayField(models.BigIntegerField(), default=list)
    paper = models.ForeignKey("documents.SignedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    concluded_on = models.DateField(null=True)
    agreed_used = models.PositiveIntegerField(null=True)
    credit_due_cents = models.BigIntegerField(null=True)
    kept_cents = models.BigIntegerField(default=0)
    complement_cents = models.BigIntegerField(default=0)
    complement_mandat = models.CharField(max_length=40, blank=True, default="")
    complement_paid_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.STATEMENT)), name="statement_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=states.DRAWN, answered_on__isnull=True, theirs_used__isnull=True, answered_by="")
                | (~Q(state=states.DRAWN) & Q(answered_on__gte=F("drawn_on"), theirs_used__isnull=False)),
                name="statement_is_answered_if_and_only_if_it_says_when_and_how_many",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[states.DRAWN, states.ANSWERED], concluded_on__isnull=True)
                | Q(
                    state__in=[states.CONCLUDED, states.CREDITED, states.SETTLED],
                    concluded_on__gte=F("answered_on"),
                    agreed_used__isnull=False,
                    credit_due_cents__isnull=False,
                ),
                name="statement_is_concluded_if_and_only_if_it_says_when_and_how_much",
            ),
            models.CheckConstraint(
                condition=Q(agreed_used__isnull=True, kept_cents=0, complement_cents=0)
                | Q(is_prepaid=False, credit_due_cents=0, kept_cents=0, complement_cents=0)
                | Q(
                    is_prepaid=True,
                    credit_due_cents=(F("paid_count") - F("agreed_used")) * F("face_value_cents")
                    - F("kept_cents")
                    + F("complement_cents"),
                ),
                name="credit_is_the_face_value_of_pass_paid_and_not_used",
            ),
            models.CheckConstraint(
                condition=Q(credit_due_cents__isnull=True)
                | Q(gives_credit=True, complement_cents=0, kept_cents=0, credit_due_cents__gte=0)
                | Q(gives_credit=False, complement_cents=0, kept_cents__gte=0, credit_due_cents=0)
                | Q(complement_cents__gt=0, kept_cents=0, credit_due_cents=0),
                name="unused_value_is_given_back_or_kept_or_a_complement_is_owed",
            ),
            models.CheckConstraint(
                condition=Q(gives_credit=False) | Q(is_prepaid=True), name="who_gives_credit_was_paid_beforehand"
            ),
            models.CheckConstraint(
                condition=Q(complement_paid_on__isnull=True, complement_mandat="")
                | (Q(complement_cents__gt=0, complement_paid_on__gte=F("concluded_on")) & ~Q(complement_mandat="")),
                name="complement_is_paid_by_a_mandat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}"


class NumberDifference(models.Model):
    """A pass that only one side counts as used, and which side it was settled for.

    A difference of totals, where the operator gave no numbers, has no number and a `count`.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="differences")
    number = models.BigIntegerField(null=True)
    side = models.CharField(max_length=8, help_text="who counts it as used")
    count = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)
    settled_on = models.DateField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"], nulls_distinct=False, name="a_pass_differs_once_in_a_statement"
            ),
            models.CheckConstraint(condition=Q(side__in=list(states.OUTCOMES)), name="difference_has_a_side"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_on__isnull=True, reason="", settled_by="")
                | (Q(outcome__in=list(states.OUTCOMES), settled_on__isnull=False) & ~Q(reason="") & ~Q(settled_by="")),
                name="difference_is_settled_by_name_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1) & (Q(number__isnull=True) | Q(count=1)), name="difference_counts_pass"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number or self.count)


class CreditNote(models.Model):
    """The avoir of an operator for the pass of an order never used: at face value, fees left out. In cents."""

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="credit_note")
    number = models.CharField(max_length=40)
    key = models.TextField(help_text="the normal form of its number, by which it is compared")
    issued_on = models.DateField()
    amount_cents = models.BigIntegerField()
    paper = models.ForeignKey("documents.SignedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(null=True)
    received_kind = models.CharField(max_length=12, blank=True)
    received_reference = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="credit_note_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="credit_note_gives_back"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received_kind="", received_reference="")
                | (
                    Q(received_on__gte=F("issued_on"), received_kind__in=list(states.CREDIT_KINDS))
                    & ~Q(received_reference="")
                ),
                name="credit_is_received_by_a_reference",
            ),
        ]

    def __str__(self) -> str:
        return self.number
