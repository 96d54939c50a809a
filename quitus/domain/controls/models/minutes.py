"""Handovers of duty, controls with their findings, and the signatures of all minutes."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.controls import catalogue, states
from quitus.domain.controls.models.inventory import Inventory
from quitus.domain.controls.models.shared import scheme
from quitus.kernel.clock import QuitusNow


class Handover(models.Model):
    """The duty of an imprest holder passes to the next, on a counted safe and a counted cash box."""

    scheme = scheme()
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default=states.DRAFTED)
    imprest = models.ForeignKey("distribution.Imprest", on_delete=models.PROTECT, related_name="+")
    outgoing = models.ForeignKey("distribution.Appointment", on_delete=models.PROTECT, related_name="+")
    incoming = models.OneToOneField("distribution.Appointment", on_delete=models.PROTECT, related_name="+")
    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="+")
    occurred_on = models.DateField()
    cash_expected_cents = models.BigIntegerField(help_text="by the lines of cash of the régie")
    cash_found_cents = models.BigIntegerField()
    reserves = models.TextField(blank=True, help_text="what the incoming holder does not take over without saying so")
    done_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="handover_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(state__in=list(states.HANDOVER)), name="handover_state_is_known"),
            models.CheckConstraint(condition=~Q(outgoing=F("incoming")), name="duty_goes_from_one_holder_to_another"),
            models.CheckConstraint(
                condition=Q(cash_expected_cents__gte=0, cash_found_cents__gte=0), name="handover_cash_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(cash_found_cents=F("cash_expected_cents")) | ~Q(reserves=""),
                name="handover_explains_a_difference_of_cash",
            ),
            models.CheckConstraint(
                condition=Q(state=states.DONE) ^ Q(done_on__isnull=True),
                name="handover_is_done_if_and_only_if_it_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Control(models.Model):
    """Minutes of a control of a régie by the authorising officer or the accountant."""

    scheme = scheme()
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default=states.WRITTEN)
    imprest = models.ForeignKey("distribution.Imprest", on_delete=models.PROTECT, related_name="+")
    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, null=True, related_name="+")
    side = models.CharField(max_length=12)
    controller_name = models.CharField(max_length=200)
    controller_quality = models.CharField(max_length=200)
    controlled_on = models.DateField()
    cash_expected_cents = models.BigIntegerField(help_text="by the lines of cash of the régie")
    cash_found_cents = models.BigIntegerField()
    register_count = models.BigIntegerField(help_text="pass held by the régie at the end of that day, by the register")
    observations = models.TextField(blank=True)
    written_by = models.CharField(max_length=200)
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="control_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(state__in=list(states.CONTROL)), name="control_state_is_known"),
            models.CheckConstraint(condition=Q(side__in=list(catalogue.CONTROLLERS)), name="control_is_of_one_side"),
            models.CheckConstraint(
                condition=~Q(controller_name="") & ~Q(controller_quality=""), name="control_names_who_controlled"
            ),
            models.CheckConstraint(
                condition=Q(cash_expected_cents__gte=0, cash_found_cents__gte=0), name="control_cash_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(state=states.CLOSED) ^ Q(closed_on__isnull=True),
                name="control_is_closed_if_and_only_if_it_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Finding(models.Model):
    """One finding of a control, what is asked for, and the imprest holder's answer."""

    scheme = scheme()
    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    request = models.TextField(blank=True, help_text="what is asked for")
    due_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by="")
                | (~Q(answer="") & Q(answered_on__isnull=False) & ~Q(answered_by="")),
                name="finding_is_answered_if_and_only_if_it_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Signature(models.Model):
    """Somebody signed minutes: in the software, or on paper, kept with its scan. Added, never changed."""

    scheme = scheme()
    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    party = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    quality = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=12)
    signed_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    paper = models.OneToOneField("documents.SignedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    entered_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_kind__in=list(catalogue.SIGNED)), name="signature_is_of_minutes"
            ),
            models.CheckConstraint(condition=Q(party__in=list(catalogue.PARTIES)), name="signature_party_is_known"),
            models.CheckConstraint(
                condition=Q(way=catalogue.ELECTRONIC, user_id__isnull=False, paper__isnull=True)
                | Q(way=catalogue.PAPER, user_id__isnull=True, paper__isnull=False),
                name="signature_is_given_by_an_account_or_on_a_scanned_paper",
            ),
            models.UniqueConstraint(
                fields=["scheme", "subject_kind", "subject_id", "party"],
                condition=~Q(party=catalogue.WITNESS),
                name="party_signs_minutes_once",
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "subject_kind", "subject_id"], name="signatures_of_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.signed_on}"
