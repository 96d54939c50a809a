"""Moves between those who keep pass: supplies, transfers, returns, drawers, slips received or contested."""

from functools import partial

from quitus.domain.distribution import errors, operations, slip_errors, states
from quitus.domain.distribution.models import Holder, Slip
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.scenarios.lives.moves import NO_POWER, Life, Move, Reasons

# Who may, from which place, to which.
CARRIED = {
    "supply_safe": (("accountant",), "accountant", "safe"),
    "supply_body": (("accountant",), "accountant", "body"),
    "transfer_to_lens": (("holder",), "safe", "lens"),
    "transfer_to_bethune": (("holder",), "safe", "bethune"),
    "transfer_to_mission": (("mona",), "body", "mission"),
    "return_from_lens": (("dado", "holder"), "lens", "safe"),
    "return_from_bethune": (("holder",), "bethune", "safe"),
    "return_from_mission": (("mona",), "mission", "body"),
    "return_from_safe": (("holder",), "safe", "accountant"),
    "return_from_body": (("mona",), "body", "accountant"),
}
UNWITHHELD = ("supply", "transfer")
RECEIVERS = {
    "safe": ("holder",), "accountant": ("accountant",), "body": ("mona",), "mission": ("mona",),
    "lens": ("dado", "holder"), "bethune": ("holder",),
}  # fmt: skip


def carry(life: Life) -> Move:
    """Pass are supplied, transferred or brought back, on a slip that the other side still has to sign."""
    place = life.place(giver for _, giver, _ in CARRIED.values())
    verb = life.chance.choice([verb for verb, (_, giver, _) in CARRIED.items() if giver == place])
    able, giver_place, taker_place = CARRIED[verb]
    village, on = life.village, life.day()
    giver, taker = village.holder(giver_place).pk, village.holder(taker_place).pk
    name, by, may = life.who(*able)
    ranges = life.several(giver, 900)
    reasons = life.held(giver, ranges, on) | life.limits(giver, taker, ranges)
    if not may:
        reasons |= NO_POWER
    if verb.startswith(UNWITHHELD) and life.marks(ranges) & {"blocked", "cancelled"}:
        reasons.add(errors.PassBlocked)
    facts = {"by": by, "numbers": ranges, "occurred_on": on}
    match verb.partition("_"):
        case ("supply", _, "safe"):
            do = partial(operations.supply_safe, imprest_id=village.imprest.pk, **facts)
        case ("supply", _, _):
            do = partial(operations.supply_body, mandate_id=village.mandate.pk, **facts)
        case ("transfer", _, _):
            do = partial(operations.transfer_to_point, point_id=getattr(village, taker_place).pk, **facts)
        case (_, _, "from_safe" | "from_body"):
            do = partial(operations.return_to_accountant, holder_id=giver, **facts)
        case _:
            do = partial(operations.return_from_point, point_id=getattr(village, giver_place).pk, **facts)
    return Move(f"{name} {verb} {written(life, ranges)} on {on}", do, reasons, life.now_with(taker, ranges))


def give_back_to_operator(life: Life) -> Move:
    """The accountant gives back what is worth nothing any more."""
    giver, on = life.village.holder("accountant").pk, life.day()
    name, by, may = life.who("accountant")
    ranges = life.several(giver, 200)
    reasons = life.held(giver, ranges, on) | (set() if may else {NotYourRole})
    for numbers in ranges:
        sheet, _ = life.book.find(numbers.first)
        if on <= sheet.valid_until and not life.marks([numbers]) <= {"blocked", "cancelled"}:
            reasons.add(errors.PassStillGood)

    def then(_: object) -> None:
        (returned,) = [pk for pk, kind in life.book.kinds.items() if kind == states.RETURNED]
        life.now_with(returned, ranges)(_)

    do = partial(operations.return_to_operator, by=by, numbers=ranges, occurred_on=on, note="Fin de marché")
    return Move(f"{name} return_to_operator {written(life, ranges)} on {on}", do, reasons, then)


def use_drawer(life: Life) -> Move:
    """Dado takes pass of his point into his drawer, or brings them back."""
    village, on = life.village, life.day()
    lens = village.holder("lens").pk
    drawer = Holder.objects.filter(kind=states.DRAWER).first()
    name, by, may = life.who("dado")
    reasons: Reasons = set() if may else set(NO_POWER)
    if drawer is not None and life.sometimes(50):
        ranges = life.several(drawer.pk, 50)
        if name == "holder":
            reasons = set()
        reasons |= life.held(drawer.pk, ranges, on)
        do = partial(operations.return_from_drawer, by=by, drawer_id=drawer.pk, numbers=ranges, occurred_on=on)
        return Move(
            f"{name} return_from_drawer {written(life, ranges)} on {on}", do, reasons, life.now_with(lens, ranges)
        )
    ranges = life.several(lens, 50)
    reasons |= life.held(lens, ranges, on)
    if life.marks(ranges) & {"blocked", "cancelled"}:
        reasons.add(errors.PassBlocked)
    if name == "holder":
        return Move("nobody moves", lambda: None, set())
    do = partial(operations.leave_in_drawer, by=by, point_id=village.lens.pk, numbers=ranges, occurred_on=on)
    return Move(f"{name} leave_in_drawer {written(life, ranges)} on {on}", do, reasons)


def receive(life: Life) -> Move | None:
    """The other side signs, whole or less what did not come; a second time it is refused."""
    slips = list(Slip.objects.filter(kind__in=("supply", "transfer", "return", "delivery")).order_by("pk"))
    waiting = [slip for slip in slips if slip.received_on is None]
    if not slips:
        return None
    slip = life.chance.choice(waiting if waiting and life.sometimes(90) else slips)
    place = next((one for one in RECEIVERS if life.village.holder(one).pk == slip.to_holder_id), None)
    if place is None:
        return None
    name, by, may = life.who(*RECEIVERS[place])
    on = life.day()
    reasons: Reasons = set() if may else set(NO_POWER)
    if slip.received_on is not None:
        reasons.add(errors.SlipAlreadyAcknowledged)
    if on < slip.occurred_on:
        reasons.add(errors.ReceivedBeforeHanded)
    if place == "lens" and slip.handed_by_user_id == by.user_id:  # dado is appointed there
        reasons.add(slip_errors.SignedByTheGiver)
    line = life.chance.choice(list(slip.movements.order_by("pk")))
    absent = []
    if life.sometimes(35):
        absent = [NumberRange(line.first, min(line.last, line.first + life.size(50) - 1))]
    reasons |= life.held(slip.to_holder_id, absent, on) - {slip_errors.PassNotReceived}
    if slip.kind == "delivery" and absent:
        reasons.add(slip_errors.DeliveryNotContested)
    if on > life.today:
        reasons.add(DateInTheFuture)
    do = partial(
        operations.acknowledge_slip, by=by, slip_id=slip.pk, received_on=on, absent=absent, note="Il en manque"
    )
    told = f"{name} acknowledge_slip {slip.number} absent {written(life, absent)} on {on}"
    return Move(told, do, reasons, life.now_with(slip.from_holder_id, absent))


def written(life: Life, ranges: list[NumberRange]) -> str:
    return " + ".join(
        f"#{life.book.find(one.first)[0].order_id}[{one.first % 10_000_000}–{one.last % 10_000_000}]" for one in ranges
    )
