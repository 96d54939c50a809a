"""News for the software of venues: written from the lines that others wrote, then sent; never in their transaction.

News is made once a line is settled (`kernel.folding`), so that none is missed, then sent and marked one by one. A
worker killed between the two sends it again: software knows it by its id. It names no person and holds no code.
"""

import json
from collections.abc import Callable
from datetime import date, datetime

import structlog
from django.conf import settings

from quitus.connectors import webhooks as connector
from quitus.connectors.webhooks import Reply
from quitus.domain.audit.models import Entry
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption import operations as redemption
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.reimbursement.models import Claim
from quitus.domain.webhooks import operations, queries, rules
from quitus.domain.webhooks.models import Delivery
from quitus.domain.webhooks.operations import News, Reach
from quitus.domain.webhooks.signing import secret_of
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.folding import settled

log = structlog.get_logger(__name__)
NEWS = Actor.system("Annonces")
LINES_AT_ONCE = 5_000
SENT_AT_ONCE = 200
PATIENCE = 5.0
CLAIM_VERBS = {"submit_claim": rules.CLAIM_SENT, "record_payment": rules.CLAIM_PAID}
Send = Callable[..., Reply]


def tell_software(*, send: Send = connector.post) -> int:
    """Tells the software of every scheme what is new; how much was sent. What goes wrong in one scheme is logged and
    does not stop the others.
    """
    sent = 0
    for scheme in list(organisations.schemes()):
        try:
            write(scheme)
            sent += send_due(scheme, send=send)
        except Exception:
            log.exception("news_of_a_scheme_failed", scheme=scheme.slug)
    return sent


def write(scheme: Scheme) -> int:
    """Write the news of a scheme since the last time; how many, one for each address that wants it."""
    with within_scheme(scheme):
        cursor = queries.cursor()
        told = {one.organisation_id for one in queries.live()}
        if cursor is None or not told:
            return 0
        taken = redemption.settled_takings(patience=PATIENCE)
        undone = redemption.settled_reversals(patience=PATIENCE)
        entries = settled("audit_entry", queries.greatest_entry, patience=PATIENCE)
        conflicts = settled("redemption_conflict", queries.greatest_conflict, patience=PATIENCE)
    with within_scheme(scheme):
        news: list[News] = []
        reach = Reach(
            taken_to=_takings(news, told, cursor.taken_to, taken),
            undone_to=_reversals(news, told, cursor.undone_to, undone),
            told_to=_claims(news, told, cursor.told_to, entries),
            conflict_to=_conflicts(news, told, cursor.conflict_to, conflicts),
        )
        return operations.write_news(by=NEWS, news=news, reach=reach)


def send_due(scheme: Scheme, *, send: Send = connector.post) -> int:
    """Send the news of a scheme that waits: how much was sent. An address that does not answer is left for the next
    time, so that it keeps no other one waiting.
    """
    with within_scheme(scheme):
        due = queries.due(most=SENT_AT_ONCE)
    silent: set[int] = set()
    sent = 0
    for delivery in due:
        if delivery.subscription_id in silent:
            continue
        reply = _sent(delivery, send)
        with within_scheme(scheme):
            operations.record_try(
                by=NEWS,
                delivery_id=delivery.pk,
                status=reply.status,
                milliseconds=reply.milliseconds,
                answer=reply.answer,
            )
        sent += 1
        if reply.status is None:
            silent.add(delivery.subscription_id)
    return sent


def forget_old_news() -> int:
    """Remove from every scheme the news that no log shows any more; how many."""
    forgotten = 0
    for scheme in list(organisations.schemes()):
        with within_scheme(scheme):
            forgotten += operations.forget_old_news(by=NEWS)
    return forgotten


def _sent(delivery: Delivery, send: Send) -> Reply:
    at = int(clock.real_now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Quitus",
        "Quitus-Event": delivery.event,
        "Quitus-Delivery": str(delivery.pk),
        "Quitus-Signature": rules.signature(secret_of(delivery.subscription), at, delivery.body),
    }
    return send(delivery.subscription.url, delivery.body.encode(), headers, local=settings.QUITUS_WEBHOOKS_LOCAL)


def _takings(news: list[News], told: set[int], after: int, to: int | None) -> int:
    found = Redemption.objects.filter(line__gt=after, line__lte=to or after, organisation_id__in=told)
    lines = list(found.select_related("service", "order").order_by("line")[:LINES_AT_ONCE])
    for line in lines:
        data = {**_use(line), "face_value_cents": line.order.face_value_cents, "request": str(line.request)}
        news.append(_news(line.organisation_id, rules.REDEMPTION_RECORDED, _key(line), line.recorded_at, data))
    return lines[-1].line if len(lines) == LINES_AT_ONCE else max(after, to or after)


def _reversals(news: list[News], told: set[int], after: int, to: int | None) -> int:
    lines = list(
        RedemptionReversal.objects.filter(line__gt=after, line__lte=to or after).order_by("line")[:LINES_AT_ONCE]
    )
    numbers = {line.number for line in lines}
    uses = Redemption.objects.filter(number__in=numbers, organisation_id__in=told).select_related("service", "order")
    by_key = {(use.number, use.turn): use for use in uses}
    for line in lines:
        use = by_key.get((line.number, line.turn))
        if use is not None:
            data = {**_use(use), "reason_code": line.reason_code, "undone_on": line.occurred_on}
            news.append(_news(use.organisation_id, rules.REDEMPTION_UNDONE, _key(line), line.recorded_at, data))
    return lines[-1].line if len(lines) == LINES_AT_ONCE else max(after, to or after)


def _claims(news: list[News], told: set[int], after: int, to: int | None) -> int:
    lines = list(
        Entry.objects.filter(pk__gt=after, pk__lte=to or after, subject_kind="claim", verb__in=CLAIM_VERBS).order_by(
            "pk"
        )[:LINES_AT_ONCE]
    )
    claims = Claim.objects.filter(organisation_id__in=told).in_bulk([int(line.subject_id) for line in lines])
    for line in lines:
        claim = claims.get(int(line.subject_id))
        if claim is not None:
            data = {
                "number": claim.number,
                "month": f"{claim.month:%Y-%m}",
                "total_cents": claim.total_cents,
                "pay_by": claim.pay_by,
            }
            news.append(_news(claim.organisation_id, CLAIM_VERBS[line.verb], str(line.pk), line.at, data))
    return lines[-1].pk if len(lines) == LINES_AT_ONCE else max(after, to or after)


def _conflicts(news: list[News], told: set[int], after: int, to: int | None) -> int:
    lines = list(Conflict.objects.filter(pk__gt=after, pk__lte=to or after).order_by("pk")[:LINES_AT_ONCE])
    for line in lines:
        data = {"number": str(line.number), "found": line.found, "face_value_cents": line.face_value_cents}
        for side in sorted({line.organisation_id, line.other_organisation_id or line.organisation_id} & told):
            # The other side's venue is none of theirs.
            mine = {"venue_id": str(line.venue_id)} if side == line.organisation_id else {}
            news.append(_news(side, rules.CONFLICT_OPENED, str(line.pk), line.recorded_at, {**data, **mine}))
    return lines[-1].pk if len(lines) == LINES_AT_ONCE else max(after, to or after)


def _use(line: Redemption) -> dict[str, object]:
    return {
        "number": str(line.number),
        "turn": line.turn,
        "venue_id": str(line.venue_id),
        "service_code": line.service.code,
        "service_on": line.service_on,
    }


def _key(line: Redemption | RedemptionReversal) -> str:
    return f"{line.number}/{line.turn}"


def _news(organisation_id: int, event: str, key: str, at: datetime, data: dict[str, object]) -> News:
    whole = f"{event}:{key}"
    body = {"id": whole, "event": event, "at": at, "data": data}
    return News(organisation_id, event, whole, json.dumps(body, default=_written, separators=(",", ":")))


def _written(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
