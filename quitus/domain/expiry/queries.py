"""What may be read of the ends of validity: where each order stands, its four totals, its statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet

from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody
from quitus.domain.distribution.models import Holder
from quitus.domain.distribution.queries import holders
from quitus.domain.expiry import rules, states
from quitus.domain.expiry.models import CreditNote, Notice, NumberDifference, Statement, Step, Told
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER, MANAGER
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.entrusted import last_handed_over
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.kernel.ranges import NumberRange

WRITTEN = ("announce_end", "decide_blocking", "tell_stop")
"""The steps that letters tell."""

STOPS = ("decide_blocking", "tell_stop")
"""The steps by which keepers of pass are told that hand-outs stop."""

LIVE = (voucher_states.ACTIVE, voucher_states.CLOSING, voucher_states.CLOSED)
"""The states of an order in which its end of validity is followed."""

BOOKLETS = """
WITH lying AS (
    SELECT booklet, bool_or(holder.kind = %(beneficiaries)s) AS handed_out,
           bool_and(holder.kind = ANY(%(gone)s)) AS gone
    FROM distribution_holding held
    JOIN distribution_holder holder ON holder.id = held.holder_id
    CROSS JOIN LATERAL generate_series(
        (lower(held.numbers) - %(first)s) / %(size)s, (upper(held.numbers) - 1 - %(first)s) / %(size)s
    ) AS booklet
    WHERE held.order_id = %(order_id)s AND holder.kind <> %(not_delivered)s
    GROUP BY booklet
)
SELECT
    (SELECT count(*) FROM lying WHERE handed_out),
    (SELECT count(*) FROM lying WHERE gone),
    (SELECT count(DISTINCT (number - %(first)s) / %(size)s) FROM vouchers_voucher
        WHERE number BETWEEN %(first)s AND %(last)s AND mark = %(redeemed)s)
"""

GONE = frozenset({custody.LOST, custody.STOLEN, custody.DESTROYED, custody.RETURNED})
"""Who has pass that nobody hands out any more."""

# What was used before the order was handed to another operator is the affair of the one before.
USED = """
SELECT pass.number FROM vouchers_voucher pass
WHERE pass.number BETWEEN %(first)s AND %(last)s AND pass.mark = %(mark)s AND NOT EXISTS (
    SELECT FROM redemption_redemption taken
    JOIN vouchers_entrustment handed ON handed.order_id = taken.order_id
    WHERE taken.number = pass.number AND taken.turn = pass.turn AND handed.live_count IS NOT NULL
      AND taken.recorded_at < handed.recorded_at)
ORDER BY pass.number
"""


# Used when the order was handed over, and undone since: living again, its pass was paid to the one before.
REVIVED = """
SELECT count(*) FROM redemption_redemptionreversal undone
JOIN redemption_redemption taken ON taken.number = undone.number AND taken.turn = undone.turn
WHERE taken.order_id = %(order_id)s AND taken.recorded_at < %(at)s AND undone.recorded_at >= %(at)s
"""


@dataclass(frozen=True)
class End:
    """Where the end of an order stands: its days, its state, the steps taken for its present last day."""

    order: Order
    calendar: rules.Calendar
    state: str
    steps: list[Step]

    @property
    def stop(self) -> Step | None:
        """The latest step by which the keepers of pass were told to stop."""
        return next((step for step in reversed(self.steps) if step.verb in STOPS), None)

    @property
    def acknowledged_by(self) -> date:
        """Until when keepers of pass sign: counted from the day they were told, else as the calendar plans it."""
        if self.stop is None:
            return self.calendar.acknowledged_by
        return rules.acknowledged_by(self.stop.occurred_on, self.order.valid_until, delays_of(self.order))

    def step(self, verb: str) -> Step | None:
        """The step of that verb taken for the present last day."""
        return next((step for step in self.steps if step.verb == verb), None)


def delays_of(order: Order) -> rules.Delays:
    """The delays of the order's contract; the practice of the field for pass that the authority issues itself."""
    contract = order.operator_contract
    if contract is None:
        return rules.Delays()
    return rules.Delays(contract.alert_days, contract.blocking_days, contract.acknowledgement_days)


def calendar_of(order: Order) -> rules.Calendar:
    """The days of the end of an order, from its last day as it is today."""
    return rules.calendar(order.valid_until, order.usable_until, delays_of(order))


def ends(orders: Iterable[Order] | None = None) -> list[End]:
    """The ends of the orders given, or of every order that is or was active; the nearest last day first."""
    found = list(vouchers.orders(states_in=LIVE)) if orders is None else list(orders)
    taken: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(order__in=[order.pk for order in found]).order_by("pk"):
        taken[step.order_id].append(step)
    return sorted((_end(order, taken[order.pk]) for order in found), key=lambda end: end.order.valid_until)


def _end(order: Order, steps: list[Step]) -> End:
    counting = [step for step in steps if step.valid_until == order.valid_until]
    return End(order, calendar_of(order), states.folded([step.verb for step in counting]), counting)


def end(order_id: int) -> End:
    """The end of one order; raises `Order.DoesNotExist`."""
    return ends([vouchers.order(order_id)])[0]


def former_steps(order: Order) -> QuerySet[Step]:
    """Steps taken for a last day that a prolongation has moved: they stay in the thread, and are owed again."""
    return Step.objects.filter(order=order).exclude(valid_until=order.valid_until).order_by("pk")


def booklets(order: Order) -> rules.Booklets:
    """The four totals of an alert, in booklets: a booklet is handed out as soon as one of its pass is."""
    whole = vouchers.order_range(order)
    assert whole is not None, "an active order has its numbers"
    with connection.cursor() as cursor:
        cursor.execute(
            BOOKLETS,
            {
                "beneficiaries": custody.BENEFICIARIES,
                "gone": sorted(GONE),
                "not_delivered": custody.NOT_DELIVERED,
                "redeemed": voucher_states.REDEEMED,
                "order_id": order.pk,
                "size": order.booklet_size,
                "first": whole.first,
                "last": whole.last,
            },
        )
        handed_out, gone, started = cursor.fetchone()
    issued = -(-(order.delivered_count or 0) // order.booklet_size)
    return rules.Booklets(issued, handed_out, max(issued - handed_out - gone, 0), started, gone)


def figures(order: Order) -> rules.Figures:
    """What became of the pass of an order, by the marks on them now."""
    marks = vouchers.counts_by_mark(order.pk)
    whole = vouchers.order_range(order)
    assert whole is not None, "an active order has its numbers"
    used = marks.get(voucher_states.REDEEMED, 0)
    blocked = marks.get(voucher_states.BLOCKED, 0)
    delivered = order.delivered_count or 0
    # What was missing at the delivery is cancelled, and is no part of what was delivered.
    cancelled = max(marks.get(voucher_states.CANCELLED, 0) - (whole.count - delivered), 0)
    return rules.Figures(delivered, used, cancelled, blocked, delivered - used - cancelled - blocked)


def paid_and_used(order: Order) -> tuple[int, int]:
    """For how many pass the operator of an order was paid, and how many were used while it answered for them.

    An operator that took the order over was paid for the pass that were left.
    """
    handed = last_handed_over(order.pk)
    if handed is None or handed.live_count is None:
        return order.delivered_count or 0, figures(order).used
    whole = vouchers.order_range(order)
    assert whole is not None, "an active order has its numbers"
    return handed.live_count, len(used_numbers(whole))


def revived_count(order: Order) -> int:
    """How many pass used when the order was handed to the operator of today live again, or did: it was not paid for
    them, and pays the venues that take them.
    """
    handed = last_handed_over(order.pk)
    if handed is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(REVIVED, {"order_id": order.pk, "at": handed.recorded_at})
        return int(cursor.fetchone()[0])


def told(order: Order) -> QuerySet[Told]:
    """The holders to whom the stop was told for the present last day, those who have not answered first.

    A place closed before it answered owes none.
    """
    return (
        Told.objects.filter(order=order, valid_until=order.valid_until)
        .exclude(_closed("holder__"), acknowledged_on__isnull=True)
        .select_related("holder", "paper", "order__operator_contract")
        .order_by("acknowledged_on", "holder__label", "pk")
    )


def to_acknowledge(holder_ids: Iterable[int]) -> QuerySet[Told]:
    """What these holders still have to sign, of ends that have not been moved since."""
    return unsigned().filter(holder_id__in=list(holder_ids))


def unsigned() -> QuerySet[Told]:
    """What any holder still has to sign, of ends that have not been moved since; the nearest last day first."""
    waiting = Told.objects.filter(acknowledged_on__isnull=True, valid_until=F("order__valid_until"))
    waiting = waiting.exclude(_closed("holder__")).select_related("order__operator_contract", "holder")
    return waiting.order_by("valid_until", "pk")


def people_concerned(scheme_id: int, on: date) -> set[int]:
    """Whom an end concerns on a day: who leads the scheme, and whoever keeps pass or hands them out."""
    roles = (MANAGER, IMPREST_HOLDER, HANDOUT_AGENT)
    return set(organisations.members(scheme_id, on=on).filter(role__in=roles).values_list("user_id", flat=True))


def to_mail() -> QuerySet[Notice]:
    """The letters that wait, the oldest first, with what they are about."""
    waiting = Notice.objects.filter(mailed_at__isnull=True, given_up=False)
    return waiting.select_related("step__order", "user").order_by("pk")


def to_remind(order: Order, on: date) -> QuerySet[Told]:
    """The keepers who have not signed and were neither told nor reminded on this day."""
    asked_today = Q(told_on__gte=on) | Q(reminded_on__isnull=False, reminded_on__gte=on)
    return told(order).filter(acknowledged_on__isnull=True).exclude(asked_today)


def due_on(told: Told) -> date:
    """Until when a keeper of pass signs that he was told."""
    return rules.acknowledged_by(told.told_on, told.valid_until, delays_of(told.order))


def places_of(user_id: int | None, on: date) -> set[int]:
    """The holders for which a person signs on a day: safes, points, what a body keeps for its mandate."""
    safes = {one.safe.pk for one in distribution.imprests_kept_by(user_id, on)}
    stocks = {one.mandate.stock.pk for one in distribution.mandates_of(user_id, on) if one.point_id is None}
    return safes | stocks | {point.holder.pk for point in distribution.points_of(user_id, on)}


def untold(order: Order) -> list[Holder]:
    """Who may have pass of an order to hand out and was not told of its stop for the present last day."""
    told = Told.objects.filter(order=order, valid_until=order.valid_until).values_list("holder_id", flat=True)
    return list(keepers().exclude(pk__in=told))


def stops_to_tell(on: date) -> list[End]:
    """The ends whose stop, decided by some act, was not told to every keeper of pass: points opened since included."""
    live = vouchers.orders(states_in=(voucher_states.ACTIVE, voucher_states.CLOSING))
    stopped = live.filter(blocked_from__isnull=False, usable_until__gte=on)
    return [end for end in ends(stopped) if tells_less(end) or untold(end.order)]


def tells_less(end: End) -> bool:
    """Whether hand-outs stop on a day that nobody was told."""
    on = end.order.blocked_from
    told = {step.figures.get("blocked_from") for step in end.steps if step.verb in STOPS}
    return on is not None and end.step("tell_stop") is None and on.isoformat() not in told


def keepers() -> QuerySet[Holder]:
    """Who may have pass to hand out, and is told: safes, points, and mandated bodies."""
    return holders().filter(kind__in=[custody.SAFE, custody.POINT, custody.MANDATED]).exclude(_closed())


def _closed(via: str = "") -> Q:
    """Holders of a point, a régie or a mandate that is closed: nobody answers there any more."""
    point = Q(**{f"{via}point__closed_on__lt": clock.today()})
    return point | Q(**{f"{via}imprest__closed_on__isnull": False}) | Q(**{f"{via}mandate__closed_on__isnull": False})


def statement(order_id: int) -> Statement | None:
    """The état contradictoire of an order; None before it is drawn."""
    return Statement.objects.select_related("order", "paper").filter(order_id=order_id).first()


def statements(*, operator_id: int | None = None) -> QuerySet[Statement]:
    """Every état contradictoire, latest first; only those with one operator when it is given."""
    found = Statement.objects.select_related("order__operator_contract__operator", "order__payer")
    if operator_id is not None:
        found = found.filter(order__operator_contract__operator_id=operator_id)
    return found


def statements_of(order_ids: Iterable[int]) -> dict[int, Statement]:
    """The statements of some orders, by order, each with its avoir when it is recorded."""
    found = Statement.objects.select_related("credit_note").filter(order_id__in=list(order_ids))
    return {one.order_id: one for one in found}


def number_differences(statement_id: int) -> QuerySet[NumberDifference]:
    """The differences of a statement, by number; those still to settle first."""
    return NumberDifference.objects.filter(statement_id=statement_id).order_by("settled_on", "number", "pk")


def credit_note(statement_id: int) -> CreditNote | None:
    """The avoir that follows from a statement."""
    return CreditNote.objects.select_related("paper").filter(statement_id=statement_id).first()


def credited() -> QuerySet[CreditNote]:
    """Every avoir recorded, latest first."""
    return CreditNote.objects.select_related("statement__order__payer")


def used_numbers(numbers: NumberRange) -> list[int]:
    """The numbers of a range that bear a use now, recorded while the operator of today answered for them, in order."""
    with connection.cursor() as cursor:
        cursor.execute(USED, {"first": numbers.first, "last": numbers.last, "mark": voucher_states.REDEEMED})
        return [number for (number,) in cursor.fetchall()]


def automatic_on(on: date) -> list[tuple[End, str]]:
    """The ends of which a step comes by itself on a day, with that step: announced late rather than never."""
    found: list[tuple[End, str]] = []
    for end in ends(vouchers.orders(states_in=(voucher_states.ACTIVE, voucher_states.CLOSING))):
        if end.state == states.EXPIRED:
            continue
        if on >= end.calendar.refused_from:
            found.append((end, "expire_order"))
        elif (
            on >= end.calendar.alert_on
            and end.order.state == voucher_states.ACTIVE
            and end.step("announce_end") is None
        ):
            found.append((end, "announce_end"))
    over = {end.order.pk for end, verb in found if verb == "expire_order"}
    return found + [(end, "tell_stop") for end in stops_to_tell(on) if end.order.pk not in over]


def owed(end: End) -> str | None:
    """What the end of an order owes today: a step of its calendar, or « draw_statement » once nothing comes late."""
    on = clock.today()
    if end.state != states.EXPIRED:
        return rules.due(end.calendar, end.state, on)
    has_operator = end.order.operator_contract_id is not None
    return "draw_statement" if has_operator and on >= vouchers.closable_on(end.order) else None


def told_one(told_id: int) -> Told:
    """One holder told, with its order; raises `Told.DoesNotExist`."""
    return Told.objects.select_related("order", "holder").get(pk=told_id)
