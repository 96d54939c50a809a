"""Addresses told and their news, as read by the rooms and doors above."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from quitus.domain.audit.models import Entry
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.webhooks import rules
from quitus.domain.webhooks.models import Delivery, DeliveryTry, Subscription, WebhookCursor
from quitus.kernel import clock


def subscriptions(organisation_id: int) -> QuerySet[Subscription]:
    """The addresses of a structure in the current scheme, stopped ones too, newest first."""
    return Subscription.objects.filter(organisation_id=organisation_id).select_related("user").order_by("-pk")


def live() -> list[Subscription]:
    """The addresses of the current scheme to which news are sent."""
    return list(Subscription.objects.filter(ended_at__isnull=True).order_by("pk"))


def cursor() -> WebhookCursor | None:
    """How far the lines of the current scheme were announced; None before the first address."""
    return WebhookCursor.objects.first()


def greatest_taking() -> int:
    """The last line of a taking in the current scheme, 0 without one."""
    return Redemption.objects.order_by("-line").values_list("line", flat=True).first() or 0


def greatest_reversal() -> int:
    """The last line of a reversal in the current scheme, 0 without one."""
    return RedemptionReversal.objects.order_by("-line").values_list("line", flat=True).first() or 0


def greatest_entry() -> int:
    """The last line of the audit that can be seen in the current scheme, 0 without one."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def greatest_conflict() -> int:
    """The last conflict of the current scheme, 0 without one."""
    return Conflict.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def due(*, most: int) -> list[Delivery]:
    """The news of the current scheme to send now, those that wait for longest first, with their address."""
    waiting = Delivery.objects.filter(next_at__lte=clock.real_now(), subscription__ended_at__isnull=True)
    return list(waiting.select_related("subscription").order_by("next_at", "pk")[:most])


def log(subscription_id: int) -> QuerySet[Delivery]:
    """What was sent to an address in the last thirty days, newest first, with the `tries` of each."""
    tries = Prefetch("tries", DeliveryTry.objects.order_by("at", "pk"))
    since: datetime = clock.real_now() - rules.LOGGED
    found = Delivery.objects.filter(subscription_id=subscription_id, made_at__gte=since)
    return found.prefetch_related(tries).order_by("-made_at", "-pk")
