"""Pass given to a person."""

from datetime import date

from django.db import connection

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, queries, states
from quitus.domain.distribution.errors import (
    HandoutTooLarge,
    NoMandateOverTheDrawer,
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
from quitus.domain.distribution.models import (
    Beneficiary,
    DistributionPoint,
    Handout,
    Holder,
    Referral,
    Slip,
)
from quitus.domain.distribution.operations.custody import (
    Passage,
    Piece,
    Ranges,
    Signature,
    locked_holder,
    locked_point_holder,
    move,
    number_paper,
    only_holder,
    pieces_of,
    refuse_unless_held,
    write_slip,
)
from quitus.domain.distribution.operations.people import end_referral, lock_referral
from quitus.domain.distribution.operations.powers import refuse_without_power_over
from quitus.domain.distribution.operations.regie_checks import refuse_unless_allowed
from quitus.domain.grants import queries as grants
from quitus.domain.vouchers import operations as voucher_operations
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import series_of
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_


@operation
def hand_out(
    *,
    by: Actor,
    point_id: int,
    numbers: Ranges,
    occurred_on: date,
    referral_id: int | None = None,
    beneficiary_id: int | None = None,
    drawer_id: int | None = None,
    posted_home: bool = False,
) -> Handout:
    """Give the pass of a range, or of several, at a point, to the person of a referral (or to `beneficiary_id`).

    Whole booklets or single pass alike; out of the agent's own drawer with `drawer_id`; sent by post when
    `posted_home`, which the act of the régie must allow. Points never wait for one another: nothing that two of them
    share is locked but to be read. One slip, and on it a `Handout` for each range (`slip.handouts`), of which the first
    is returned.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `PowerEndedSince`, `OperationNotInTheAct`,
    `NotTargetPublic`, `NotFarFromDigital`, `ReferralNotOpen`, `ReferralOfAnotherPoint`, `ReferralLater`,
    `ConventionNotSigned`, `HandoutTooLarge`, `NumbersUnknown`, `NotInThatCustody`, `MovedBeforeItArrived`,
    `PassNotReceived`, `PublicNotCovered`, `PassInactive`, `PassBlocked`, `PassExpired`, `PassCancelled`,
    `PassAlreadyUsed`.
    """
    refuse_unless(policies.may_hand_out(by.role))
    refuse_future(occurred_on)
    assert by.user_id is not None  # only persons hold these roles
    point = queries.point(point_id)
    _refuse_without_mandate(by, point, occurred_on, posted_home)
    referral = lock_referral(referral_id) if referral_id is not None else None
    beneficiary = referral.beneficiary if referral else Beneficiary.objects.get(pk=beneficiary_id or 0)
    _refuse_wrong_person(beneficiary)
    if referral is not None:
        _refuse_wrong_referral(referral, point, occurred_on)
    giver = _giver(by, point, drawer_id)
    pieces = _shared(numbers)
    passage = Passage("hand_out", pieces, giver, only_holder(states.BENEFICIARIES), occurred_on)
    _refuse_too_many(point.scheme_id, passage.count, occurred_on)
    held = refuse_unless_held(passage)
    for piece in pieces:
        _refuse_public_not_covered(piece.order, beneficiary)
        _refuse_unusable(piece.order, piece.numbers, occurred_on)
    if referral is not None:
        end_referral(referral, "hand_out", occurred_on)
    slip = _slip(by, point, passage, beneficiary)
    given = [_written(by, point, slip, piece, beneficiary, referral, posted_home) for piece in pieces]
    move(by, passage, slip, held)
    _told(by, given[0], referral, passage.count)
    return given[0]


def _slip(by: Actor, point: DistributionPoint, passage: Passage, to: Beneficiary) -> Slip:
    # Each point numbers its own: a series of the whole scheme would make its points wait for one another.
    number = number_paper(f"R{point.pk}-", passage.occurred_on)
    received = Signature.of(to.reference)
    return write_slip(passage, kind="handout", handed=Signature(by), received=received, number=number)


def _written(
    by: Actor, point: DistributionPoint, slip: Slip, piece: Piece, to: Beneficiary, referral: Referral | None,
    posted_home: bool,
) -> Handout:  # fmt: skip
    return Handout.objects.create(
        scheme_id=point.scheme_id,
        beneficiary=to,
        referral=referral,
        point=point,
        agent_id=by.user_id or 0,
        slip=slip,
        order_id=piece.order.pk,
        first=piece.numbers.first,
        last=piece.numbers.last,
        turn=queries.turns_of(piece.numbers) + 1,
        posted_home=posted_home,
        occurred_on=slip.occurred_on,
    )


def _refuse_without_mandate(by: Actor, point: DistributionPoint, on: date, posted_home: bool) -> None:
    refuse_without_power_over(by, point.holder, on)
    refuse_unless_allowed(point.imprest, catalogue.HAND_OUT, on)
    if posted_home:
        refuse_unless_allowed(point.imprest, catalogue.POST_HOME, on)


def _giver(by: Actor, point: DistributionPoint, drawer_id: int | None) -> Holder:
    """The point, or the drawer that the agent keeps there, locked. Refuses with `NoMandateOverTheDrawer`."""
    if drawer_id is None:
        return locked_point_holder(point.pk)
    drawer = locked_holder(drawer_id)
    if drawer.keeper_id != by.user_id or drawer.place_id != point.pk:
        raise NoMandateOverTheDrawer(holder=drawer.label)
    return drawer


def _shared(numbers: Ranges) -> list[Piece]:
    """The pass to hand out with their orders, which nobody may change until the end: shared with all who hand out."""
    given = [numbers] if isinstance(numbers, NumberRange) else numbers
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM vouchers_order WHERE series = ANY(%s) ORDER BY id FOR SHARE",
            [[series_of(one.first) for one in given]],
        )
    return pieces_of(numbers)


def _refuse_wrong_person(beneficiary: Beneficiary) -> None:
    if not beneficiary.public_links.exists():
        raise NotTargetPublic()
    if not beneficiary.far_from_digital:
        raise NotFarFromDigital()


def _refuse_wrong_referral(referral: Referral, point: DistributionPoint, on: date) -> None:
    if after(states.REFERRAL, referral.state, "hand_out") is None:
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


def _told(by: Actor, handout: Handout, referral: Referral | None, count: int) -> None:
    """In the thread of the referral, or of the person who came without one."""
    record(
        by=by,
        verb="hand_out",
        subject_kind="referral" if referral else "beneficiary",
        subject_id=referral.pk if referral else handout.beneficiary_id,
        summary=N_("%(count)s pass envoyés à domicile, bon %(slip)s")
        if handout.posted_home
        else N_("%(count)s pass remis sur le bon %(slip)s"),
        data={"slip": handout.slip.number, "count": count},
    )
