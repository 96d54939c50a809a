"""Pass given to a person."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.distribution import policies, rules, states
from quitus.domain.distribution.errors import (
    HandoutTooLarge,
    NoMandateToHandOut,
    NotFarFromDigital,
    NotTargetPublic,
    PassAlreadyUsed,
    PassBlocked,
    PassCancelled,
    PassExpired,
    PassInactive,
    PublicNotCovered,
    ReferralLater,
    ReferralNotOpen,
    ReferralOfAnotherPoint,
)
from quitus.domain.distribution.models import Appointment, Beneficiary, DistributionPoint, Handout, Referral
from quitus.domain.distribution.operations.custody import (
    Passage,
    locked_point_holder,
    move,
    only_holder,
    refuse_unless_held,
    write_slip,
)
from quitus.domain.distribution.operations.people import end_referral, lock_referral
from quitus.domain.grants import queries as grants
from quitus.domain.vouchers import operations as voucher_operations
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_


@operation
def hand_out(
    *,
    by: Actor,
    point_id: int,
    numbers: NumberRange,
    occurred_on: date,
    referral_id: int | None = None,
    beneficiary_id: int | None = None,
) -> Handout:
    """Give the pass of a range, at a point, to the person of a referral (or to `beneficiary_id` without one).

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `NotTargetPublic`, `NotFarFromDigital`,
    `ReferralNotOpen`, `ReferralOfAnotherPoint`, `ReferralLater`, `ConventionNotSigned`, `HandoutTooLarge`,
    `NumbersUnknown`, `NotInThatCustody`, `MovedBeforeItArrived`, `PublicNotCovered`, `PassInactive`, `PassBlocked`,
    `PassExpired`, `PassCancelled`, `PassAlreadyUsed`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    refuse_future(occurred_on)
    assert by.user_id is not None  # only persons hold these roles
    point = DistributionPoint.objects.get(pk=point_id)
    _refuse_without_mandate(by.user_id, point, occurred_on)
    referral = lock_referral(referral_id) if referral_id is not None else None
    beneficiary = referral.beneficiary if referral else Beneficiary.objects.get(pk=beneficiary_id or 0)
    _refuse_wrong_person(beneficiary)
    if referral is not None:
        _refuse_wrong_referral(referral, point, occurred_on)
    _refuse_too_many(point.scheme_id, numbers.count, occurred_on)
    giver = locked_point_holder(point.pk)
    order = voucher_operations.lock_order_of_range(numbers)
    passage = Passage("hand_out", order.pk, numbers, giver, only_holder(states.BENEFICIARIES), occurred_on)
    held = refuse_unless_held(passage)
    _refuse_public_not_covered(order, beneficiary)
    _refuse_unusable(order, numbers, occurred_on)
    if referral is not None:
        end_referral(referral, "hand_out", occurred_on)
    slip = write_slip(passage, kind="handout", handed_by=by.label, received_by=beneficiary.reference)
    move(by, passage, slip, held)
    handout = Handout.objects.create(
        scheme_id=point.scheme_id,
        beneficiary=beneficiary,
        referral=referral,
        point=point,
        agent_id=by.user_id,
        slip=slip,
        order_id=order.pk,
        first=numbers.first,
        last=numbers.last,
        occurred_on=occurred_on,
    )
    _told(by, handout, referral)
    return handout


def _refuse_without_mandate(user_id: int, point: DistributionPoint, on: date) -> None:
    # Held until the end: a nomination ended at this moment sees this hand-out, or is seen by it.
    held = lock(Appointment.objects.filter(imprest_id=point.imprest_id, user_id=user_id))
    if not rules.may_hand_out([appointment.power for appointment in held], point.pk, on):
        raise NoMandateToHandOut(point=point.name, on=on)


def _refuse_wrong_person(beneficiary: Beneficiary) -> None:
    if not beneficiary.public_links.exists():
        raise NotTargetPublic()
    if not beneficiary.far_from_digital:
        raise NotFarFromDigital()


def _refuse_wrong_referral(referral: Referral, point: DistributionPoint, on: date) -> None:
    if states.after(states.REFERRAL, referral.state, "hand_out") is None:
        raise ReferralNotOpen(number=referral.number, state=states.REFERRAL_LABELS[referral.state])
    if referral.point_id != point.pk:
        raise ReferralOfAnotherPoint(number=referral.number, point=referral.point.name)
    if on < referral.issued_on:
        raise ReferralLater(number=referral.number, issued_on=referral.issued_on)


def _refuse_too_many(scheme_id: int, count: int, on: date) -> None:
    most = grants.terms_at(scheme_id, on).handout_size_max
    if most is not None and count > most:
        raise HandoutTooLarge(most=most, count=count)


def _refuse_public_not_covered(order: Order, beneficiary: Beneficiary) -> None:
    covered = vouchers.restrictions(order)
    publics = [link.public.code for link in beneficiary.public_links.select_related("public")]
    if not covered.covers_public(publics):
        raise PublicNotCovered(order=order.number)


def _refuse_unusable(order: Order, numbers: NumberRange, on: date) -> None:
    """Refuse at the first mark that keeps pass from being handed out, the most serious first."""
    facts = vouchers.facts_of(order)
    found = {voucher_rules.at_hand_out(facts, mark, on) for mark in voucher_operations.lock_marks(numbers)}
    if voucher_states.REDEEMED in found:
        raise PassAlreadyUsed()
    if voucher_states.CANCELLED in found:
        raise PassCancelled()
    if voucher_states.BLOCKED in found:
        raise PassBlocked()
    if voucher_states.INACTIVE in found:
        raise PassInactive(order=order.number, on=on)
    if voucher_states.EXPIRED in found:
        raise PassExpired(until=order.valid_until)


def _told(by: Actor, handout: Handout, referral: Referral | None) -> None:
    """In the thread of the referral, or of the person who came without one."""
    record(
        by=by,
        verb="hand_out",
        subject_kind="referral" if referral else "beneficiary",
        subject_id=referral.pk if referral else handout.beneficiary_id,
        summary=N_("%(count)s pass remis sur le bon %(slip)s"),
        data={"slip": handout.slip.number, "count": handout.range.count},
    )
