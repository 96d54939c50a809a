"""Redemptions as read by the rooms and doors above."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody_states
from quitus.domain.distribution.models import Holder
from quitus.domain.redemption import rules
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.kernel.money import Cents
from quitus.kernel.tenancy import current_scheme_id


@dataclass(frozen=True)
class UsedInStock:
    """Pass of one order that venues took though the register still has them with a holder: nobody wrote their hand-out.

    In order of numbers; `last_on` is the latest day of service among them.
    """

    holder: Holder
    order_id: int
    numbers: tuple[int, ...]
    last_on: date


@dataclass(frozen=True)
class Correction:
    """A taking undone after the ten free minutes, with what the venue said."""

    reversal: RedemptionReversal
    redemption: Redemption


def redemptions(
    scheme_id: int,
    *,
    organisation_id: int | None = None,
    venue_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> QuerySet[Redemption]:
    """Every redemption, undone ones included (`undone_on` tells), latest recorded first, with venue and service."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    found = _of(Redemption.objects.filter(scheme_id=scheme_id), organisation_id, venue_id, from_on, to_on)
    return (
        found.annotate(undone_on=Subquery(undone.values("occurred_on")))
        .select_related("venue", "service", "user")
        .order_by("-recorded_at", "-number")
    )


def standing(scheme_id: int, *, until: date | None = None) -> QuerySet[Redemption]:
    """The redemptions that stand (not undone) now, for services up to and including `until`."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    found = Redemption.objects.filter(scheme_id=scheme_id)
    if until is not None:
        found = found.filter(service_on__lte=until)
    return found.filter(~Exists(undone))


def redemption(number: int, turn: int) -> Redemption | None:
    """One redemption with venue and service, and `undone_on`."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    return (
        Redemption.objects.filter(number=number, turn=turn)
        .annotate(undone_on=Subquery(undone.values("occurred_on")))
        .select_related("venue", "service", "order")
        .first()
    )


def just_taken(user_id: int, *, since: datetime) -> list[Redemption]:
    """What a person took since an instant and did not undo, latest first, with service and order."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    return list(
        Redemption.objects.filter(~Exists(undone), user_id=user_id, recorded_at__gte=since)
        .select_related("service", "order")
        .order_by("-recorded_at", "-number")
    )


def count_and_worth(lines: QuerySet[Redemption]) -> tuple[int, Cents]:
    """How many of these redemptions stand, and their face value in cents."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    sums = lines.filter(~Exists(undone)).aggregate(count=Count("number"), worth=Sum("order__face_value_cents"))
    return sums["count"], Cents(sums["worth"] or 0)


def counts_by_month(scheme_id: int, organisation_id: int, *, since: date) -> dict[date, int]:
    """How many redemptions of a structure stand, by month of service (its first day)."""
    found = standing(scheme_id).filter(organisation_id=organisation_id, service_on__gte=since)
    rows = found.annotate(month=TruncMonth("service_on")).values("month").annotate(count=Count("number")).order_by()
    return {row["month"]: row["count"] for row in rows}


def lives(number: int) -> list[Redemption]:
    """Every time a pass was taken, with venue, service, who took it, `undone_on` and `undone_by`, in order of turns."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    return list(
        Redemption.objects.filter(number=number)
        .annotate(
            undone_on=Subquery(undone.values("occurred_on")), undone_by=Subquery(undone.values("user__full_name"))
        )
        .select_related("venue", "service", "user")
        .order_by("turn")
    )


def corrections(scheme_id: int) -> list[Correction]:
    """What venues undid after the ten free minutes, latest first, with the redemption: two queries."""
    late = list(
        RedemptionReversal.objects.filter(scheme_id=scheme_id)
        .exclude(reason_code=rules.AT_ONCE)
        .select_related("user")
        .order_by("-recorded_at")[:200]
    )
    lines = {
        (line.number, line.turn): line
        for line in Redemption.objects.filter(number__in={reversal.number for reversal in late})
        .select_related("venue", "service", "organisation")
        .order_by("number", "turn")
    }
    return [Correction(reversal, lines[reversal.number, reversal.turn]) for reversal in late]


def _of(
    found: QuerySet[Redemption],
    organisation_id: int | None,
    venue_id: int | None,
    from_on: date | None,
    to_on: date | None,
) -> QuerySet[Redemption]:
    wanted = Q()
    if organisation_id is not None:
        wanted &= Q(organisation_id=organisation_id)
    if venue_id is not None:
        wanted &= Q(venue_id=venue_id)
    if from_on is not None:
        wanted &= Q(service_on__gte=from_on)
    if to_on is not None:
        wanted &= Q(service_on__lte=to_on)
    return found.filter(wanted)


# From the few ranges in stock, by the key of the lines: as quick after a million uses.
USED_IN_STOCK = """
SELECT held.holder_id, held.order_id, array_agg(taken.number ORDER BY taken.number), max(taken.service_on)
FROM distribution_holding held
JOIN redemption_redemption taken ON taken.number BETWEEN held.first AND held.last
WHERE held.scheme_id = %(scheme)s AND held.holder_id = ANY(%(holders)s) AND NOT EXISTS (
    SELECT FROM redemption_redemptionreversal undone
    WHERE undone.number = taken.number AND undone.turn = taken.turn)
GROUP BY held.holder_id, held.order_id ORDER BY held.holder_id, held.order_id
"""


def used_in_stock(holder_ids: Collection[int] | None = None) -> list[UsedInStock]:
    """What venues took that these holders (all who have a stock) still have in the register: two queries.

    The gate takes a pass whoever had it; what is wrong is told here, to who answers for the stock.
    """
    stocks = distribution.holders().filter(kind__in=custody_states.IN_STOCK)
    known = (stocks if holder_ids is None else stocks.filter(pk__in=holder_ids)).in_bulk()
    if not known:
        return []
    return [
        UsedInStock(known[holder], order, tuple(numbers), last_on)
        for holder, order, numbers, last_on in _used_held(list(known))
    ]


def _used_held(holder_ids: list[int]) -> list[tuple[int, int, list[int], date]]:
    """Holder, order, numbers and last day of service of what these holders have and venues took."""
    with connection.cursor() as cursor:
        cursor.execute(USED_IN_STOCK, {"scheme": current_scheme_id(), "holders": holder_ids})
        rows: list[tuple[int, int, list[int], date]] = cursor.fetchall()
        return rows


# Counts already folded, and the lines that are not: one statement, hence one state of the database.
USED = """
WITH fold AS (
    SELECT coalesce(max(taken_to), 0) AS taken_to, coalesce(max(undone_to), 0) AS undone_to
    FROM redemption_redemptionfold WHERE scheme_id = %(scheme)s
)
SELECT order_id, sum(change)::bigint FROM (
    SELECT order_id, taken - undone AS change FROM redemption_redemptioncount WHERE scheme_id = %(scheme)s
    UNION ALL
    SELECT taken.order_id, count(*) FROM redemption_redemption taken, fold
    WHERE taken.scheme_id = %(scheme)s AND taken.line > fold.taken_to GROUP BY taken.order_id
    UNION ALL
    SELECT taken.order_id, -count(*) FROM fold, redemption_redemptionreversal undone
    JOIN redemption_redemption taken ON taken.number = undone.number AND taken.turn = undone.turn
    WHERE undone.scheme_id = %(scheme)s AND undone.line > fold.undone_to GROUP BY taken.order_id
) AS changes GROUP BY order_id
"""


def used_by_order() -> dict[int, int]:
    """How many pass of each order are taken by venues and not given back, now: exact, and as quick after a million."""
    with connection.cursor() as cursor:
        cursor.execute(USED, {"scheme": current_scheme_id()})
        return dict(cursor.fetchall())


def used_by_people() -> int:
    """How many of the pass that people hold are used, now: all that are but those that somebody else has still in the
    register, few of them. Three queries, whatever their number.
    """
    others = distribution.holders().exclude(kind=custody_states.BENEFICIARIES)
    elsewhere = _used_held(list(others.order_by().values_list("pk", flat=True)))
    return sum(used_by_order().values()) - sum(len(numbers) for _, _, numbers, _ in elsewhere)


def counts_by_validity(on: date) -> dict[int, dict[str, int]]:
    """How many pass of each order printed are in each state of validity for a venue on a day: order → state → count.

    Marks are those of now. What all pass of an order share is said of them all: three queries, whatever their number.
    """
    used = used_by_order()
    withheld = vouchers.withheld_by_order()
    found: dict[int, dict[str, int]] = {}
    for order in Order.objects.filter(state__in=sorted(voucher_states.MINTED)):
        marked = {voucher_states.REDEEMED: used.get(order.pk, 0), **withheld.get(order.pk, {})}
        plain = voucher_rules.validity(vouchers.facts_of(order), voucher_states.PLAIN, on)
        counts = {**marked, plain: order.quantity - sum(marked.values())}
        found[order.pk] = {state: count for state, count in counts.items() if count}
    return found
