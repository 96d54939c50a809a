"""Who is told, what, and what came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from quitus.domain.webhooks import rules


class Subscription(models.Model):
    """An address of a structure's software to which news are sent. `nonce` and the key of the instance make the secret
    that signs them.

    Instants of this room are true ones, also in an example: it is a program elsewhere that reads them.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=300)
    events = ArrayField(models.CharField(max_length=30))
    nonce = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="webhook_announces_known_events",
                condition=Q(events__contained_by=list(rules.EVENTS)) & ~Q(events=[]),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "organisation"], name="webhooks_of_structure")]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One piece of news for one address: `key` says what happened, once. No code of a pass and no person is in `body`.

    It waits for `next_at`; when that is null it was received (`received_at`), or given up.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=30)
    key = models.CharField(max_length=80)
    body = models.TextField()
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    try_count = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="news_is_told_once_an_address", fields=["subscription", "key"]),
            models.CheckConstraint(
                name="news_received_waits_no_more", condition=Q(received_at__isnull=True) | Q(next_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "next_at"], name="news_waiting", condition=Q(next_at__isnull=False)),
            models.Index(fields=["subscription", "-made_at"], name="news_of_webhook"),
        ]

    def __str__(self) -> str:
        return self.key


class DeliveryTry(models.Model):
    """One time that news was sent: the status answered and the beginning of the answer, or why there was none."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField()
    answer = models.CharField(max_length=rules.ANSWER_KEPT, blank=True)

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.status}"


class WebhookCursor(models.Model):
    """How far the lines of a scheme were announced: up to and including these (`kernel.folding`)."""

    scheme = models.OneToOneField("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    taken_to = models.BigIntegerField(default=0)
    undone_to = models.BigIntegerField(default=0)
    told_to = models.BigIntegerField(default=0, help_text="lines of the audit, which say what became of claims")
    conflict_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.scheme_id)
