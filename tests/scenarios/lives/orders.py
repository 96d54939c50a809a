"""Moves of orders: each step of a life, in and out of turn; deliveries in parts; counts of a place; the calendar."""

from datetime import date, timedelta
from functools import partial

from quitus.domain.controls import operations as controls
from quitus.domain.controls.models import Inventory
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as custody
from quitus.domain.distribution.models import Slip
from quitus.domain.distribution.slip_errors import DeliveryNotTakenInCharge
from quitus.domain.expiry import errors as expiry_errors
from quitus.domain.expiry import operations as expiry
from quitus.domain.redemption import operations as redemption
from quitus.domain.vouchers import errors, operations
from quitus.domain.vouchers.draft_errors import DraftSettled, DraftUnchanged, RefusalNotAnswered
from quitus.domain.vouchers.ended_errors import EndedBeforeActivation, EndedBeforeProduction
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import add_months
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import orders as usecases
from tests.scenarios.lives.moves import Life, Move, Reasons
from tests.scenarios.lives.stock import written
from tests.scenarios.lives.village import FACE_CENTS, LATE_ENTRY_DAYS, MARKET_CENTS, TOLERANCE_MONTHS

# Written anew, not read from the program: from which states each step may be done.
STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "visa_order": (("accountant",), ("drafted",)),
    "refuse_visa": (("accountant",), ("drafted",)),
    "correct_draft": (("anne",), ("drafted", "visa_refused")),
    "confirm_order": (("anne",), ("drafted", "visaed")),
    "approve_proof": (("anne",), ("confirmed",)),
    "produce_order": (("printer",), ("proofed",)),
    "receive_delivery": (("accountant", "anne"), ("produced",)),
    "activate_order": (("finance",), ("delivered",)),
    "stop_distribution": (("anne",), ("active",)),
    "prolong_order": (("anne",), ("produced", "delivered", "active")),
    "begin_closing": (("anne",), ("active",)),
    "close_order": (("anne",), ("closing",)),
    "cancel_order": (("anne",), ("drafted", "visa_refused", "visaed", "confirmed", "proofed")),
}
TOWARDS_PASS = ("visa_order", "confirm_order", "approve_proof", "produce_order")
COMMITTED = ("confirmed", "proofed", "produced", "delivered", "active", "closing", "closed")
FORWARD = {
    "drafted": "visa_order", "visa_refused": "correct_draft", "visaed": "confirm_order", "confirmed": "approve_proof",
    "proofed": "produce_order", "produced": "receive_delivery", "delivered": "activate_order",
}  # fmt: skip
ELSEWHERE: Reasons = {errors.OrderStandsElsewhere, errors.OrderNotDelivered, errors.OrderPartlyDelivered, DraftSettled}


def draft(life: Life) -> Move:
    """A new order, of many hundred pass."""
    quantity = life.chance.choice([100, 500, 1000, 1500])
    number = f"2022-{len(Order.objects.all()):02}"
    valid_until = life.today + timedelta(days=life.chance.randrange(20, 300))
    name, by, may = life.who("anne")
    do = partial(
        operations.draft_order, by=by, number=number, quantity=quantity, booklet_size=10, face_value_cents=FACE_CENTS,
        valid_until=valid_until, drafted_on=life.today, operator_contract_id=life.village.team.contract.pk,
    )  # fmt: skip
    return Move(f"{name} draft_order {number} of {quantity}", do, set() if may else {NotYourRole})


def step(life: Life) -> Move:
    """One step of one order, mostly the next one."""
    order = life.chance.choice(list(Order.objects.order_by("pk")))
    verb = FORWARD.get(order.state, "") if life.sometimes(75) else ""
    verb = verb or life.chance.choice(list(STEPS))
    able, before = STEPS[verb]
    name, by, may = life.who(*able)
    reasons: Reasons = set() if may else {NotYourRole}
    if order.state not in before:
        reasons |= ELSEWHERE
    if verb in TOWARDS_PASS and life.today > order.valid_until:
        reasons.add(EndedBeforeProduction)
    return {
        "receive_delivery": _receive, "produce_order": _produce, "activate_order": _activate, "confirm_order": _confirm,
        "stop_distribution": _stop, "prolong_order": _prolong, "begin_closing": _begin_closing,
        "close_order": _close, "correct_draft": _correct,
    }.get(verb, partial(_plain, verb))(life, order, name, by, reasons)  # fmt: skip


def _plain(verb: str, life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    facts: dict[str, dict[str, object]] = {
        "visa_order": {"revision": order.revision, "visa_on": life.today},
        "refuse_visa": {"revision": order.revision, "refused_on": life.today, "reason": "Trop de pass"},
        "approve_proof": {"approved_on": life.today, "approved_name": "Anne Lefebvre"},
        "cancel_order": {"cancelled_on": life.today, "reason": "Erreur"},
    }
    do = partial(getattr(operations, verb), by=by, order_id=order.pk, **facts[verb])
    return Move(f"{name} {verb} {order.number}", do, reasons)


def _correct(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    quantity = life.chance.choice([100, 500, 1000, order.quantity])
    if order.state in STEPS["correct_draft"][1] and quantity == order.quantity:
        reasons |= {DraftUnchanged, RefusalNotAnswered}
    do = partial(
        operations.correct_draft, by=by, order_id=order.pk, revision=order.revision, corrected_on=life.today,
        number=order.number, quantity=quantity,
        booklet_size=order.booklet_size, face_value_cents=FACE_CENTS, valid_until=order.valid_until,
        drafted_on=order.drafted_on, operator_contract_id=life.village.team.contract.pk,
    )  # fmt: skip
    return Move(f"{name} correct_draft {order.number} to {quantity}", do, reasons)


def _confirm(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    if order.visa_on is None:
        reasons.add(errors.VisaMissing)
    counted = [one.quantity for one in Order.objects.filter(state__in=COMMITTED)]
    if (sum(counted) + order.quantity) * FACE_CENTS * 104 // 100 > MARKET_CENTS:
        reasons.add(errors.MarketCeilingExceeded)
    do = partial(operations.confirm_order, by=by, order_id=order.pk, revision=order.revision, confirmed_on=life.today)
    return Move(f"{name} confirm_order {order.number}", do, reasons)


def _produce(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    series = life.village.series + order.pk

    def then(_: object) -> None:
        (printer,) = [pk for pk, kind in life.book.kinds.items() if kind == "printer"]
        life.now_with(printer, [life.book.sheets[order.pk].numbers(0, order.quantity - 1)])(_)

    do = partial(usecases.produce_order, by=by, order_id=order.pk, produced_on=life.today, series=series)
    return Move(f"{name} produce_order {order.number}", do, reasons, then)


def _awaited(life: Life, order: Order) -> list[NumberRange]:
    """What no delivery has brought: what the printer and the carriers still have."""
    sheet = life.book.sheets.get(order.pk)
    if sheet is None:
        return []
    on_the_way = [pk for pk, kind in life.book.kinds.items() if kind in ("printer", "carrier")]
    return sorted(sheet.numbers(*run) for holder in on_the_way for run in sheet.runs(holder))


def _receive(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    awaited = _awaited(life, order)
    came, missing = None, []
    if awaited and life.sometimes(50):
        part = life.chance.choice(awaited)
        cut = part.first + (part.count // 2)
        came = [NumberRange(part.first, cut)]
        if cut < part.last and life.sometimes(40):
            missing = [NumberRange(cut + 1, min(part.last, cut + life.size(30)))]
    accountant = life.village.holder("accountant").pk
    brought = came if came is not None else awaited

    def then(_: object) -> None:
        life.now_with(accountant, brought)(_)
        if missing:
            assert life.marks(missing) == {"cancelled"}
            (nowhere,) = [pk for pk, kind in life.book.kinds.items() if kind == "not_delivered"]
            life.now_with(nowhere, missing)(_)

    do = partial(
        usecases.receive_delivery, by=by, order_id=order.pk, delivered_on=life.today, received=came, missing=missing,
        note="Carton ouvert",
    )  # fmt: skip
    told = f"{name} receive_delivery {order.number}: {written(life, brought)} without {written(life, missing)}"
    return Move(told, do, reasons, then)


def dispatch(life: Life) -> Move | None:
    """The printer gives what it has of an order to a carrier."""
    waiting = list(Order.objects.filter(state="produced").order_by("pk"))
    if not waiting:
        return None
    order = life.chance.choice(waiting)
    sheet = life.book.sheets[order.pk]
    (printer,) = [pk for pk, kind in life.book.kinds.items() if kind == "printer"]
    runs = sheet.runs(printer)
    if not runs:
        return None
    numbers = sheet.numbers(*life.chance.choice(runs))
    numbers = NumberRange(numbers.first, min(numbers.last, numbers.first + life.size(800) - 1))
    name, by, may = life.who("printer")
    carrier = life.chance.choice(["Transports Nord (exemple)", "Transports Sud (exemple)"])
    do = partial(
        distribution.dispatch_delivery, by=by, order_id=order.pk, numbers=[numbers], carrier=carrier,
        occurred_on=life.today,
    )  # fmt: skip
    return Move(f"{name} dispatch_delivery {written(life, [numbers])}", do, set() if may else {NotYourRole})


def _activate(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    if life.today > order.valid_until:
        reasons.add(EndedBeforeActivation)
    if Slip.objects.filter(kind="delivery", received_on=None, movements__order_id=order.pk).exists():
        reasons.add(DeliveryNotTakenInCharge)

    def then(_: object) -> None:
        life.book.sheets[order.pk].activated_on = life.today

    do = partial(
        usecases.activate_order, by=by, order_id=order.pk, mandat_number=f"M-{order.pk}", activated_on=life.today
    )
    return Move(f"{name} activate_order {order.number}", do, reasons, then)


def _stop(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    since = life.today + timedelta(days=life.chance.choice([0, 1, 5, 30]))
    if since <= life.today:
        reasons.add(errors.StopStartsTomorrow)

    def then(_: object) -> None:
        life.book.sheets[order.pk].blocked_from = since

    do = partial(operations.stop_distribution, by=by, order_id=order.pk, blocked_from=since)
    return Move(f"{name} stop_distribution {order.number} from {since}", do, reasons, then)


def _prolong(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    until = order.valid_until + timedelta(days=life.chance.choice([-5, 30, 90]))
    if until <= order.valid_until:
        reasons.add(errors.ProlongationNotLater)

    def then(_: object) -> None:
        sheet = life.book.sheets[order.pk]
        sheet.valid_until, sheet.usable_until = until, add_months(until, TOLERANCE_MONTHS)
        sheet.blocked_from = None

    do = partial(
        operations.prolong_order, by=by, order_id=order.pk, valid_until=until, reason="Retard", act_reference="D-1"
    )
    return Move(f"{name} prolong_order {order.number} until {until}", do, reasons, then)


def _closing(life: Life, order: Order) -> None:
    sheet, tomorrow = life.book.sheets[order.pk], life.today + timedelta(days=1)
    if tomorrow <= sheet.valid_until:
        sheet.blocked_from = min(sheet.blocked_from or date.max, tomorrow)


def _begin_closing(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    do = partial(operations.begin_closing, by=by, order_id=order.pk, closing_on=life.today, reason="Défaillance")
    return Move(f"{name} begin_closing {order.number}", do, reasons, lambda _: _closing(life, order))


def _close(life: Life, order: Order, name: str, by: Actor, reasons: Reasons) -> Move:
    if life.today <= order.usable_until + timedelta(days=LATE_ENTRY_DAYS):
        reasons.add(errors.LateEntriesStillAllowed)

    def then(_: object) -> None:
        life.book.sheets[order.pk].is_closed = True

    do = partial(operations.close_order, by=by, order_id=order.pk, closed_on=life.today)
    return Move(f"{name} close_order {order.number}", do, reasons, then)


def expire(life: Life) -> Move:
    """The calendar ends an order whose tolerance is over; doing it again does nothing."""
    order = life.chance.choice(list(Order.objects.order_by("pk")))
    reasons: Reasons = set()
    if order.state not in ("active", "closing"):
        reasons.add(expiry_errors.OrderHasNoEnd)
    if life.today <= order.usable_until:
        reasons.add(expiry_errors.NotYetExpired)
    if order.state == "closed":
        reasons = None  # type: ignore[assignment]  # done before, or never: both are right

    do = partial(expiry.expire_order, by=Actor.system("Calendrier"), order_id=order.pk)
    return Move(f"expire_order {order.number}", do, reasons)


def count(life: Life) -> Move:
    """A place is counted while nobody else moves: all that the book puts there, or less; the gap is foretold."""
    place = life.chance.choice(["lens", "safe", "bethune", "mission"])
    holder = life.village.holder(place)
    there = life.book.held().get(holder.pk, [])
    unseen = [there[0]] if there and life.sometimes(40) else []
    seen = [one for one in there if one not in unseen]
    on_the_way = custody.slips(awaiting=True, to_holder_ids=[holder.pk])
    by = life.village.actor("anne")

    def play() -> Inventory:
        made = controls.open_inventory(by=by, holder_ids=[holder.pk], purpose="routine")
        if seen:
            controls.count_pass(by=by, place_id=made.places.get().pk, ranges=seen, way="range")
        return controls.close_count(by=by, inventory_id=made.pk)

    coming = [line.range for slip in on_the_way for line in slip.movements.all()]

    def then(made: object) -> None:
        assert isinstance(made, Inventory)
        told = made.places.get()
        assert told.expected_count == sum(one.count for one in there)
        lacking = {n for one in unseen for n in range(one.first, one.last + 1)}
        lacking -= {n for one in coming for n in range(one.first, one.last + 1)}
        assert told.expected_count - told.found_count == len(lacking)

    return Move(f"anne counts {place}, {len(unseen)} range unseen", play, set(), then)


def fold(life: Life) -> Move:
    """The job folds what nobody can still write; no figure changes by it."""

    def play() -> None:
        line = distribution.settled_line(patience=0.1)
        if line is not None:
            distribution.fold_register(to=line)
        redemption.fold_redemptions(
            taken_to=redemption.settled_takings(patience=0.1), undone_to=redemption.settled_reversals(patience=0.1)
        )

    return Move("the job folds", play, set())
