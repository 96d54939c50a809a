"""Everything that writes about webhooks: addresses, news, and what came of them."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from quitus.domain.audit.operations import record
from quitus.domain.webhooks import policies, queries, rules
from quitus.domain.webhooks.errors import (
    AddressNotSecure,
    DeliveryUnknown,
    EventsMissing,
    SubscriptionEnded,
    SubscriptionUnknown,
    TooManySubscriptions,
)
from quitus.domain.webhooks.models import Delivery, DeliveryTry, Subscription, WebhookCursor
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a structure: `key` names it once, `body` tells it."""

    organisation_id: int
    event: str
    key: str
    body: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Up to which lines news were made."""

    taken_to: int
    undone_to: int
    told_to: int
    conflict_to: int


@operation
def subscribe(*, by: Actor, url: str, events: Iterable[str]) -> Subscription:
    """Has news of the structure sent to an address from now on.

    Refuses with `NotYourRole`, `AddressNotSecure`, `EventsMissing`, `TooManySubscriptions`.
    """
    refuse_unless(policies.may_keep_webhooks(by.role))
    assert by.user_id is not None
    assert by.organisation_id is not None
    wanted = [event for event in rules.EVENTS if event in set(events)]
    if not rules.is_address(url.strip(), local=settings.QUITUS_WEBHOOKS_LOCAL):
        raise AddressNotSecure()
    if not wanted:
        raise EventsMissing()
    if queries.subscriptions(by.organisation_id).filter(ended_at__isnull=True).count() >= rules.SUBSCRIPTIONS_MOST:
        raise TooManySubscriptions(most=rules.SUBSCRIPTIONS_MOST)
    if not queries.live():
        _begin()  # nobody was told for a while: what happened before is nobody's news
    made = Subscription.objects.create(
        scheme_id=current_scheme_id(),
        organisation_id=by.organisation_id,
        user_id=by.user_id,
        url=url.strip(),
        events=wanted,
        nonce=secrets.token_hex(16),
        made_at=clock.real_now(),
    )
    _tell(by, "subscribe", made, N_("Annonces envoyées à %(url)s"))
    return made


@operation
def unsubscribe(*, by: Actor, subscription_id: int) -> Subscription:
    """Sends nothing more to an address, not even what waits. Refuses with `NotYourRole`,
    `SubscriptionUnknown`, `SubscriptionEnded`.
    """
    found = _own(by, subscription_id)
    found.ended_at = clock.real_now()
    found.save(update_fields=["ended_at"])
    _tell(by, "unsubscribe", found, N_("Plus d'annonces envoyées à %(url)s"))
    return found


@operation
def send_test(*, by: Actor, subscription_id: int) -> Delivery:
    """Has a trial sent to an address at once. Refuses as `unsubscribe`."""
    found = _own(by, subscription_id)
    key = f"test:{secrets.token_hex(8)}"
    body = json.dumps({"id": key, "event": rules.TEST, "at": clock.real_now().isoformat(), "data": {}})
    made = _drafted(found, News(found.organisation_id, rules.TEST, key, body))
    made.save(force_insert=True)
    return made


@operation
def send_again(*, by: Actor, delivery_id: int) -> Delivery:
    """Has news sent once more at once, as it was. Refuses with `DeliveryUnknown` and as `unsubscribe`."""
    refuse_unless(policies.may_keep_webhooks(by.role))
    found = lock(Delivery.objects.filter(pk=delivery_id, subscription__organisation_id=by.organisation_id or 0))
    if not found:
        raise DeliveryUnknown()
    [delivery] = found
    _own(by, delivery.subscription_id)
    delivery.next_at, delivery.received_at = clock.real_now(), None
    delivery.save(update_fields=["next_at", "received_at"])
    return delivery


@operation
def write_news(*, by: Actor, news: Iterable[News], reach: Reach) -> int:
    """Writes what is to be sent to each address that wants it, and how far that goes; how many were written.

    News that was written before is not written again. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_deliver(by.role))
    [cursor] = lock(WebhookCursor.objects.filter(scheme_id=current_scheme_id()))
    live = queries.live()
    made = [
        _drafted(one, some)
        for some in news
        for one in live
        if one.organisation_id == some.organisation_id and some.event in one.events
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    for name in Reach.__slots__:
        setattr(cursor, name, max(getattr(cursor, name), getattr(reach, name)))
    cursor.save()
    return len(made)


@operation
def record_try(*, by: Actor, delivery_id: int, status: int | None, milliseconds: int, answer: str) -> Delivery:
    """Writes what came of one sending: received (a status of 200 to 299), to be tried again, or given up after three
    days. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_deliver(by.role))
    [delivery] = lock(Delivery.objects.filter(pk=delivery_id))
    now = clock.real_now()
    kept = answer.replace("\0", "")[: rules.ANSWER_KEPT]
    DeliveryTry.objects.create(
        scheme_id=delivery.scheme_id, delivery=delivery, at=now, status=status, milliseconds=milliseconds, answer=kept
    )
    delivery.try_count += 1
    received = status is not None and 200 <= status < 300
    delivery.received_at = now if received else None
    delivery.next_at = None if received else rules.next_try(delivery.made_at, delivery.try_count, now)
    delivery.save(update_fields=["try_count", "received_at", "next_at"])
    return delivery


@operation
def forget_old_news(*, by: Actor) -> int:
    """Removes the news that the log shows no more, a month after it was made; how many. Refuses with `NotYourRole`."""
    refuse_unless(policies.may_deliver(by.role))
    over = Delivery.objects.filter(made_at__lt=clock.real_now() - rules.LOGGED, next_at__isnull=True)
    count = over.count()
    over.delete()
    return count


def _begin() -> None:
    WebhookCursor.objects.update_or_create(
        scheme_id=current_scheme_id(),
        defaults={
            "taken_to": queries.greatest_taking(),
            "undone_to": queries.greatest_reversal(),
            "told_to": queries.greatest_entry(),
            "conflict_to": queries.greatest_conflict(),
        },
    )


def _own(by: Actor, subscription_id: int) -> Subscription:
    """An address of the own structure, locked; refuses with `SubscriptionUnknown`, `SubscriptionEnded`."""
    refuse_unless(policies.may_keep_webhooks(by.role))
    found = lock(Subscription.objects.filter(pk=subscription_id, organisation_id=by.organisation_id or 0))
    if not found:
        raise SubscriptionUnknown()
    if found[0].ended_at is not None:
        raise SubscriptionEnded(ended_on=found[0].ended_at.astimezone(PARIS).date())
    return found[0]


def _drafted(subscription: Subscription, news: News) -> Delivery:
    now = clock.real_now()
    return Delivery(
        scheme_id=subscription.scheme_id,
        subscription=subscription,
        event=news.event,
        key=news.key,
        body=news.body,
        made_at=now,
        next_at=now,
    )


def _tell(by: Actor, verb: str, subscription: Subscription, summary: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="structure",
        subject_id=subscription.organisation_id,
        summary=summary,
        data={"url": subscription.url, "events": list(subscription.events)},
    )
