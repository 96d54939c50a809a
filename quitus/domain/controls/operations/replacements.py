"""New pass in the place of dead ones: one for one, and no money moves (docs/adr/0026)."""

from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.controls import policies, queries, rules
from quitus.domain.controls.errors import (
    AlreadyReplaced,
    NotCancelledYet,
    ReplacementBeforeTheLoss,
    ReplacementNotAlike,
    ReplacementNotAllowed,
    ReplacementNotUsable,
)
from quitus.domain.controls.models import LossFile, Replacement
from quitus.domain.controls.operations.losses import at_step
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as places
from quitus.domain.distribution.operations import Ranges, refuse_without_power_over
from quitus.domain.vouchers import operations as voucher_operations
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import series_of
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, merged, size
from quitus.kernel.words import N_


@operation
def replace_lost_pass(*, by: Actor, file_id: int, old: Ranges, new: Ranges, replaced_on: date) -> Replacement:
    """Say that the pass `new` take the place of as many cancelled ones, `old`: ranges of one file, or all of them.

    The new pass come from an ordinary order of the same payer, of the same face value: a reserve in stock, or an order
    made for it. For a beneficiary they may have been handed to the same person. The operator's contract says whether it
    replaces and for how much. Who is not the programme manager has power, that day, over where the new pass are.
    One `Replacement` for each pair of ranges, in their order (`rules.paired`); that of the lowest numbers is returned.
    Refuses with `NotYourRole`, `DateInTheFuture`, `LossStandsElsewhere`, `NotCancelledYet`,
    `ReplacementBeforeTheLoss`, `ReplacementNotAlike`, `ReplacementNotAllowed`, `ReplacementNotUsable`,
    `AlreadyReplaced`, `NumbersUnknown`, and as `distribution` without power over a safe, a point or a drawer.
    """
    refuse_unless(policies.may_replace(by.role))
    refuse_future(replaced_on)
    file = at_step(file_id, "replace_lost_pass")
    if file.closed_on is not None and replaced_on < file.closed_on:
        raise ReplacementBeforeTheLoss(cancelled_on=file.closed_on)
    dead, given = _in_order(old), _in_order(new)
    for one in dead:
        _refuse_living(file, one)
    for one in given:
        _refuse_without_power(by, one, replaced_on)
    pairs = rules.paired(dead, given)
    if not pairs:
        raise ReplacementNotAlike(count=size(dead))
    made = {pair: _replaced(by, file, *pair, replaced_on) for pair in _in_order_of_locks(pairs)}
    record(
        by=by,
        verb="replace_lost_pass",
        subject_kind="loss_file",
        subject_id=file.pk,
        summary=N_("%(count)s pass remplacés"),
        data={"count": size(dead), "old": _said(dead), "new": _said(given)},
    )
    return made[pairs[0]]


def _in_order(numbers: Ranges) -> list[NumberRange]:
    return [numbers] if isinstance(numbers, NumberRange) else merged(numbers)


def _said(ranges: list[NumberRange]) -> str:
    return ", ".join(str(one) for one in ranges)


def _in_order_of_locks(pairs: list[tuple[NumberRange, NumberRange]]) -> list[tuple[NumberRange, NumberRange]]:
    """Orders are shared in the order of their keys, as whoever locks them does."""
    keys = {series_of(new.first): vouchers.order_of_range(new).pk for _, new in pairs}
    return sorted(pairs, key=lambda pair: (keys[series_of(pair[1].first)], pair[1].first))


def _replaced(by: Actor, file: LossFile, old: NumberRange, new: NumberRange, on: date) -> Replacement:
    old_order, new_order = vouchers.order_of_range(old), voucher_operations.share_order_of_range(new)
    _refuse_unlike(old_order, new_order, old)
    _refuse_by_contract(old_order)
    _refuse_unusable(file, new_order, new, on)
    contract = old_order.operator_contract
    replacement = Replacement(
        scheme_id=file.scheme_id,
        file=file,
        old_first=old.first,
        old_last=old.last,
        old_order_id=old_order.pk,
        new_first=new.first,
        new_last=new.last,
        new_order_id=new_order.pk,
        replaced_on=on,
        fee_cents=old.count * contract.replacement_fee_cents if contract else 0,
        user_id=by.user_id,
        actor_label=by.label,
    )
    _save(replacement)
    return replacement


def _save(replacement: Replacement) -> None:
    try:
        with transaction.atomic():
            replacement.save(force_insert=True)
    except IntegrityError as broken:
        if "pass_is_replaced_once" in str(broken) or "pass_replaces_one_other_at_most" in str(broken):
            raise AlreadyReplaced() from broken
        raise


def _refuse_living(file: LossFile, old: NumberRange) -> None:
    """Only pass cancelled for ever, never used, are replaced: two never live for one."""
    dead = any(part.covers(old) for part in queries.cancelled_ranges(file.pk))
    if not dead or vouchers.marks(old) != {voucher_states.CANCELLED: old.count}:
        raise NotCancelledYet()


def _refuse_unlike(old_order: Order, new_order: Order, old: NumberRange) -> None:
    if old_order.payer_id != new_order.payer_id or old_order.face_value_cents != new_order.face_value_cents:
        raise ReplacementNotAlike(count=old.count)


def _refuse_by_contract(order: Order) -> None:
    contract = order.operator_contract
    # Without a contract the authority issues, and decides by itself.
    if contract is not None and not contract.replaces_lost:
        raise ReplacementNotAllowed(contract=contract.number)


def _refuse_unusable(file: LossFile, order: Order, new: NumberRange, on: date) -> None:
    """Good pass, not expired, that the authority has in hand, or that the same person received."""
    good = vouchers.marks(new) == {voucher_states.PLAIN: new.count} and on <= order.valid_until
    if not good or order.state == voucher_states.CLOSED:
        raise ReplacementNotUsable()
    hands = {distribution.holder(holder_id).kind for _, holder_id in queries.in_other_hands(new)}
    if hands <= rules.IN_HAND:
        return
    if hands != {places.BENEFICIARIES} or not _same_person(file, new):
        raise ReplacementNotUsable()


def _refuse_without_power(by: Actor, new: NumberRange, on: date) -> None:
    if policies.may_replace_anywhere(by.role):
        return
    for part, holder_id in queries.in_other_hands(new):
        holder = distribution.holder(holder_id)
        given = distribution.handout_of(part.first) if holder.kind == places.BENEFICIARIES else None
        if given is None or given.agent_id != by.user_id:
            refuse_without_power_over(by, given.point.holder if given else holder, on)


def _same_person(file: LossFile, new: NumberRange) -> bool:
    if file.handout_id is None:
        return False
    lost = distribution.handouts().get(pk=file.handout_id)
    given = distribution.handout_of(new.first)
    return given is not None and given.beneficiary_id == lost.beneficiary_id and given.range.covers(new)
