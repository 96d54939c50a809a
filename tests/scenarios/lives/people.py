"""Moves at the points and in the venue: hand-outs and their undoing, uses and theirs, losses and finds, marks."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from quitus.domain.controls import errors as control_errors
from quitus.domain.controls import operations as controls
from quitus.domain.controls.models import LossFile
from quitus.domain.controls.operations import WhatHappened
from quitus.domain.controls.queries import still_lost
from quitus.domain.distribution import errors, operations, slip_errors, states
from quitus.domain.distribution.models import Handout, Holder
from quitus.domain.redemption import errors as redemption_errors
from quitus.domain.redemption.operations import Answer, redeem
from quitus.domain.vouchers import errors as voucher_errors
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.marking_errors import TooManyForOneAgent
from quitus.kernel.calendar import PARIS
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole, Refusal
from quitus.usecases import redeem as undoing
from tests.factories.reception import QUALIFIED_ON, SERVICE
from tests.scenarios.lives.moves import NO_POWER, Life, Move, Reasons
from tests.scenarios.lives.stock import written
from tests.scenarios.lives.village import LATE_ENTRY_DAYS

BOOKLET = 10  # of every order of a life
AT_POINT = {"lens": ("dado", "holder"), "bethune": ("holder",), "mission": ("mona",)}
KINDS = {"loss": states.LOST, "theft": states.STOLEN, "destruction": states.DESTROYED}
KEEPERS = {
    "safe": ("holder",), "lens": ("dado", "holder"), "bethune": ("holder",), "body": (), "mission": ("mona",),
    "accountant": ("accountant",), "beneficiaries": ("anne", "dado", "holder", "mona"),
}  # fmt: skip


def hand_out(life: Life) -> Move:
    """A person is given some pass, from the point or from the drawer of who gives."""
    village, on = life.village, life.day()
    place = life.place(AT_POINT)
    name, by, may = life.who(*AT_POINT[place])
    point = getattr(village, place)
    drawer = Holder.objects.filter(kind=states.DRAWER).first() if name == "dado" and place == "lens" else None
    if not life.sometimes(30):
        drawer = None
    giver = drawer.pk if drawer else point.holder.pk
    numbers = life.some(giver, 12)
    reasons = life.held(giver, [numbers], on) | _unusable(life, numbers, on)
    if not may:
        reasons |= NO_POWER
    do = partial(
        operations.hand_out, by=by, point_id=point.pk, numbers=numbers, occurred_on=on,
        beneficiary_id=village.beneficiary.pk, drawer_id=drawer.pk if drawer else None,
    )  # fmt: skip
    people = village.holder(states.BENEFICIARIES).pk
    told = f"{name} hand_out at {place}{' from a drawer' if drawer else ''} {written(life, [numbers])} on {on}"
    return Move(told, do, reasons, life.now_with(people, [numbers]))


def _unusable(life: Life, numbers: NumberRange, on: object) -> Reasons:
    sheet, _ = life.book.find(numbers.first)
    found: Reasons = set()
    by_mark: dict[str, type[Refusal]] = {
        "redeemed": errors.PassAlreadyUsed, "cancelled": errors.PassCancelled, "blocked": errors.PassBlocked,
    }  # fmt: skip
    found |= {by_mark[mark] for mark in life.marks([numbers]) if mark in by_mark}
    if "plain" not in life.marks([numbers]):
        return found
    if sheet.activated_on is None or on < sheet.activated_on:  # type: ignore[operator]
        found.add(errors.PassInactive)
    elif sheet.is_closed or on > sheet.valid_until:  # type: ignore[operator]
        found |= {errors.PassExpired, errors.PassBlocked}
    elif sheet.blocked_from is not None and on >= sheet.blocked_from:  # type: ignore[operator]
        found.add(errors.PassBlocked)
    return found


def undo_handout(life: Life) -> Move | None:
    """A hand-out is corrected as a mistake, or the person brings some of it back."""
    handouts = list(Handout.objects.select_related("point__holder", "slip__from_holder").order_by("pk"))
    if not handouts:
        return None
    handout = life.chance.choice(handouts[-4:] if life.sometimes(70) else handouts)
    place = next(one for one in AT_POINT if getattr(life.village, one).pk == handout.point_id)
    name, by, may = life.who(*AT_POINT[place])
    people = life.village.holder(states.BENEFICIARIES).pk
    mistake = life.sometimes(50)
    numbers = handout.range
    on = handout.occurred_on if mistake else life.day()
    if not mistake and life.sometimes(60):
        numbers = NumberRange(numbers.first, min(numbers.last, numbers.first + life.size(5) - 1))
    reasons = life.held(people, [numbers], on)
    reasons |= set() if may else NO_POWER
    if any(back.range.overlaps(numbers) for back in handout.reversals.all()):
        reasons.add(errors.HandoutUndone)
    if "redeemed" in life.marks([numbers]):
        reasons.add(errors.PassUsedMeanwhile)
    if mistake:
        if handout.recorded_at.astimezone(PARIS).date() != life.today:
            reasons.add(errors.CorrectedAnotherDay)
        taker = handout.slip.from_holder_id
        do = partial(operations.reverse_handout, by=by, handout_id=handout.pk, reason="Mauvaise personne")
    else:
        taker = handout.point.holder.pk
        reasons |= life.limits(people, taker, [numbers])
        do = partial(
            operations.take_back, by=by, handout_id=handout.pk, numbers=numbers, occurred_on=on, reason="Déménage"
        )
    told = f"{name} {'reverse_handout' if mistake else 'take_back'} {handout.pk} {written(life, [numbers])} on {on}"
    return Move(told, do, reasons, life.now_with(taker, [numbers]))


# --- the venue


def use(life: Life) -> Move:
    """Lina takes some pass, one answer each, foretold one by one."""
    people = life.village.holder(states.BENEFICIARIES).pk
    numbers = life.some(people, 20)
    sheet, _ = life.book.find(numbers.first)
    places = list(range(sheet.quantity))[sheet.places(numbers)]
    on = life.day()
    asked = [sheet.numbers(place, place).first for place in places]
    before = {number: _refused_at_venue(life, number, on) for number in asked}
    name, by, may = life.who("lina")

    def then(answers: object) -> None:
        assert isinstance(answers, list)
        for answer in answers:
            assert isinstance(answer, Answer)
            assert answer.number is not None
            wanted = before[answer.number]
            assert answer.is_taken == (not wanted), f"{answer.number}: {answer.refusal!r}, foretold {wanted}"
            assert answer.refusal is None or type(answer.refusal) in wanted, f"{answer.refusal!r}"
            assert life.marks([NumberRange(answer.number, answer.number)]) == {"redeemed"} or not answer.is_taken

    do = partial(
        redeem, by=by, venue_id=life.village.venue.pk, service_code=SERVICE, service_on=on,
        request=UUID(int=life.chance.getrandbits(128)), numbers=asked,
    )  # fmt: skip
    if not asked:
        return Move("nobody uses anything", lambda: None, set())
    return Move(f"{name} redeem {written(life, [numbers])} on {on}", do, set() if may else {NotYourRole}, then)


def _refused_at_venue(life: Life, number: int, on: object) -> Reasons:
    sheet, place = life.book.find(number)
    found: Reasons = set()
    if on > life.today:  # type: ignore[operator]
        found.add(redemption_errors.ServiceDateInTheFuture)
    by_state: dict[str, type[Refusal]] = {
        "redeemed": redemption_errors.PassAlreadyUsed, "blocked": redemption_errors.PassBlocked,
        "cancelled": redemption_errors.PassCancelled, "inactive": redemption_errors.PassInactive,
        "expired": redemption_errors.PassExpired,
    }  # fmt: skip
    state = sheet.validity(place, on)  # type: ignore[arg-type]
    if state != "active":
        found.add(by_state[state])
    if on < QUALIFIED_ON:  # type: ignore[operator]
        found.add(redemption_errors.VenueNotQualified)
    if (life.today - on).days > LATE_ENTRY_DAYS:  # type: ignore[operator]
        found.add(redemption_errors.ServiceDateTooOld)
    return found


def undo_use(life: Life) -> Move | None:
    """Lina gives a pass its value back, once."""
    if not life.book.taken:
        return None
    number, turn = life.chance.choice(life.book.taken)
    name, by, may = life.who("lina")
    reasons: Reasons = set() if may else {NotYourRole}
    if (number, turn) in life.book.undone:
        reasons.add(redemption_errors.AlreadyUndone)
    do = partial(undoing.undo_redemption, by=by, number=number, turn=turn, reason_code="other", note="Erreur")
    return Move(f"{name} undo_redemption {number} turn {turn}", do, reasons)


# --- lost, found, marked


def lose(life: Life) -> Move:
    """Pass of a place are lost, stolen or destroyed: they leave the stock, blocked at once unless used."""
    place = life.place(KEEPERS)
    name, by, may = life.who(*(KEEPERS[place] or ("mona",)))
    holder, on = life.village.holder(place).pk, life.day()
    kind = life.chance.choice(list(KINDS))
    ranges = life.several(holder, 30)
    reasons = life.held(holder, ranges, on)
    if life.awaited_kinds(ranges) == {"delivery"}:  # lost before who receives a delivery has signed
        reasons.discard(slip_errors.PassNotReceived)
    reasons |= set() if may or (KEEPERS[place] == () and name == "mona") else NO_POWER
    if place == "beneficiaries":
        reasons |= _too_many(name, ranges)
    gone = life.village.holder(KINDS[kind]).pk
    what = WhatHappened(
        kind=kind, occurred_on=on, discovered_on=on, circumstances="Carton ouvert", witnesses="Deux agents",
        complaint_number="PV 1", complaint_on=on,
    )  # fmt: skip
    before = {numbers: life.marks([numbers]) for numbers in ranges}

    def then(_: object) -> None:
        life.now_with(gone, ranges)(_)
        for numbers in ranges:
            assert life.marks([numbers]) == {"blocked" if mark == "plain" else mark for mark in before[numbers]}

    do = partial(controls.open_loss_file, by=by, holder_id=holder, ranges=ranges, what=what)
    return Move(f"{name} {kind} at {place} {written(life, ranges)} on {on}", do, reasons, then)


def _too_many(name: str, ranges: Sequence[NumberRange]) -> Reasons:
    """Anybody but the manager stops a booklet at a time of what he is not appointed to keep."""
    return {TooManyForOneAgent} if name != "anne" and sum(numbers.count for numbers in ranges) > BOOKLET else set()


def end_loss(life: Life) -> Move | None:
    """What was lost is found, put back into use, or cancelled for ever."""
    files = list(LossFile.objects.order_by("pk"))
    if not files:
        return None
    file, on = life.chance.choice(files), life.day()
    verb = life.chance.choice(["find_again", "find_again", "release_found_pass", "cancel_lost_pass"])
    if verb != "find_again":
        name, by, _ = life.who("anne")
        do = partial(getattr(controls, verb), by=by, file_id=file.pk, occurred_on=on)
        return Move(f"{name} {verb} of file {file.number} on {on}", do)
    left = still_lost(file.pk)
    numbers = life.chance.choice(left) if left else life.some(0, 10)
    place = life.chance.choice(["safe", "accountant"])
    name, by, may = life.who("holder" if place == "safe" else "accountant")
    lost, taker = life.village.holder(KINDS[file.kind]).pk, life.village.holder(place).pk
    reasons = life.held(lost, [numbers], on) | life.limits(lost, taker, [numbers])
    reasons |= set() if may else NO_POWER
    if not left:
        reasons |= {control_errors.NotInThisFile, control_errors.LossStandsElsewhere, control_errors.DeadForEver}
    if file.kind == "destruction":
        reasons |= {control_errors.DestroyedForGood, control_errors.LossStandsElsewhere, control_errors.DeadForEver}
    do = partial(controls.find_again, by=by, file_id=file.pk, numbers=numbers, to_holder_id=taker, found_on=on)
    told = f"{name} find_again {written(life, [numbers])} of file {file.number} to {place} on {on}"
    return Move(told, do, reasons, life.now_with(taker, [numbers]))


MARKS = {
    "block_range": (("anne", "dado", "holder", "mona"), {"plain"}, {"blocked", "redeemed", "cancelled"}),
    "unblock_range": (("anne",), {"blocked"}, {"plain", "redeemed", "cancelled"}),
    "cancel_range": (("anne",), {"plain", "blocked"}, {"cancelled", "redeemed"}),
}


def mark(life: Life) -> Move:
    """Pass are blocked, released, or cancelled for ever."""
    verb = life.chance.choice(list(MARKS))
    able, before, after = MARKS[verb]
    name, by, may = life.who(*able)
    numbers, on = life.some(life.chance.choice(list(life.book.kinds)), 60), life.day()
    reasons: Reasons = set() if may else {NotYourRole}
    reasons |= {reason for reason in life.held(0, [numbers], on) if "distribution" not in reason.__module__}
    if not life.existing([numbers]):
        reasons.add(voucher_errors.NumbersUnknown)
    if not life.marks([numbers]) & before:
        reasons.add(voucher_errors.NothingToMark)
    if verb == "block_range":
        reasons |= _too_many(name, [numbers])
    if verb == "unblock_range" and life.book.kinds_of(numbers) & set(KINDS.values()):
        reasons.add(control_errors.StillLost)
    act = controls.unblock_pass if verb == "unblock_range" else getattr(vouchers, verb)
    do = partial(act, by=by, numbers=numbers, occurred_on=on, reason="Essai")
    return Move(f"{name} {verb} {written(life, [numbers])} on {on}", do, reasons, life.now_marked(numbers, after))
