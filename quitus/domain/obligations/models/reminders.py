"""Reminders by e-mail and the calendar of each person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from quitus.domain.obligations import states
from quitus.kernel.clock import QuitusNow


class ReminderMail(models.Model):
    """The digest of one person on one day: written here before it is sent, so that none is lost; one a day, with a
    `message_id` of its own, so that one sent twice is known as the same. It waits until it is sent, or given up
    (`states.GIVEN_UP`).
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    message_id = models.CharField(max_length=120)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    stop_url = models.CharField(max_length=500)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    given_up_why = models.CharField(max_length=12, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "user", "on"], name="a_person_gets_one_digest_a_day"),
            models.UniqueConstraint(fields=["scheme", "message_id"], name="a_message_id_names_one_digest"),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True, given_up_why="")
                | Q(given_up_at__isnull=False, given_up_why__in=list(states.GIVEN_UP), sent_at__isnull=True),
                name="a_digest_is_sent_or_given_up_for_a_known_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class ReminderLine(models.Model):
    """That a person has been reminded of an obligation at a step (`rules.step_reached`); written with the digest."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    mail = models.ForeignKey(ReminderMail, on_delete=models.PROTECT, related_name="lines")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey("obligations.Obligation", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "obligation", "step"], name="a_person_is_reminded_once_of_each_step"
            )
        ]

    def __str__(self) -> str:
        return self.step


class ReminderChoice(models.Model):
    """What reminders a person wants in a scheme; all of them as long as he has not chosen."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, default=states.EVERY_REMINDER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "user"], name="a_person_chooses_reminders_once_a_scheme"),
            models.CheckConstraint(
                condition=Q(choice__in=list(states.REMINDERS)), name="a_choice_of_reminders_is_a_known_one"
            ),
        ]

    def __str__(self) -> str:
        return self.choice


class CalendarFeed(models.Model):
    """The secret address of a person's calendar: `nonce` and the key of the instance make its token, of which only the
    hash is kept to find it. Renewed, the former address answers no more.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=64)
    token_sha256 = models.CharField(max_length=64)
    renewed_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "user"], name="a_person_has_one_calendar_a_scheme"),
            models.UniqueConstraint(fields=["scheme", "token_sha256"], name="a_calendar_address_opens_one_calendar"),
        ]

    def __str__(self) -> str:
        return self.token_sha256
