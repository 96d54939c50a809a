"""Pass given to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from quitus.domain.distribution.operations.powers import refuse_unless_signed_there, refuse_without_power_over
from quitus.domain.distribution.operations.regie_checks import refuse_unless_allowed
from quitus.domain.documents.signed import OnPaper
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

SUMMARIES = {
    (False, False): N_("%(count)s pass remis sur le bon %(slip)s"),
    (False, True): N_("%(count)s pass envoyés à domicile, bon %(slip)s"),
    (True, False): N_("%(count)s pass remis par %(agent)s, saisis d'après le bon signé : bon %(slip)s"),
    (True, True): N_("%(count)s pass envoyés à domicile par %(agent)s, saisis d'après le bon signé : bon %(slip)s"),
}
"""By whether it was signed by hand, and whether the pass were posted."""


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives pass to a person: whoever enters it, or who signed by hand the paper that he enters."""

    by: Actor
    agent_id: int
    paper: OnPaper | None

    @property
    def signature(self) -> Signature:
        """His, on the slip."""
        return Signature(self.by, self.paper, signer_id=self.agent_id)


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
    agent_id: int | None = None,
    paper: OnPaper | None = None,
) -> Handout:
    """Give the pass of a range, or of several, at a point, to the person of a referral (or to `beneficiary_id`).

    Whole booklets or single pass alike; out of the agent's own drawer with `drawer_id`; sent by post when
    `posted_home`, which the act of the régie must allow. Points never wait for one another: nothing that two of them
    share is locked but to be read. One slip, and on it a `Handout` for each range (`slip.handouts`), of which the first
    is returned.

    With `paper` the agent of account `agent_id`, appointed there on the day, and the person signed the slip by hand;
    another who may hand out there today, or the authorising side, enters it with its scan.

    Refuses with `NotYourRole`, `DateInTheFuture`, `NoMandateToHandOut`, `PowerEndedSince`, `OperationNotInTheAct`,
    `NotTargetPublic`, `NotFarFromDigital`, `ReferralNotOpen`, `ReferralOfAnotherPoint`, `ReferralLater`,
    `ConventionNotSigned`, `HandoutTooLarge`, `NumbersUnknown`, `NotInThatCustody`, `MovedBeforeItArrived`,
    `PassNotReceived`, `PublicNotCovered`, `PassInactive`, `PassBlocked`, `PassExpired`, `PassCancelled`,
    `PassAlreadyUsed`; on paper with `OwnSignatureOnPaper`, `NobodyAnsweredThere`, `NotAppointedThere`.
    """
    refuse_unless(policies.may_hand_out(by.role) if paper is None else policies.may_enter_handout(by.role))
    refuse_future(occurred_on)
    point = queries.point(point_id)
    giver = _refuse_without_mandate(by, point, occurred_on, agent_id, paper)
    _refuse_unless_allowed(point, occurred_on, posted_home)
    referral, beneficiary = _person(referral_id, beneficiary_id, point, occurred_on)
    hand = _hand(giver, point, drawer_id)
    pieces = _shared(numbers)
    passage = Passage("hand_out", pieces, hand, only_holder(states.BENEFICIARIES), occurred_on)
    _refuse_too_many(point.scheme_id, passage.count, occurred_on)
    held = refuse_unless_held(passage)
    _refuse_public_not_covered(pieces, beneficiary)
    for piece in pieces:
        _refuse_unusable(piece.order, piece.numbers, occurred_on)
    if referral is not None:
        end_referral(referral, "hand_out", occurred_on)
    slip = _slip(giver, point, passage, beneficiary)
    given = [_written(giver, point, slip, piece, beneficiary, referral, posted_home) for piece in pieces]
    move(by, passage, slip, held)
    _told(giver, given[0], referral, passage.count)
    return given[0]


def _slip(giver: Giver, point: DistributionPoint, passage: Passage, to: Beneficiary) -> Slip:
    # Each point numbers its own: a series of the whole scheme would make its points wait for one another.
    number = number_paper(f"R{point.pk}-", passage.occurred_on)
    # One scan bears both signatures: it is kept once, by the side that gave.
    paper = replace(giver.paper, signed_by=to.reference) if giver.paper is not None else None
    received = Signature(None, paper, to.reference)
    return write_slip(passage, kind="handout", handed=giver.signature, received=received, number=number)


def _written(
    giver: Giver, point: DistributionPoint, slip: Slip, piece: Piece, to: Beneficiary, referral: Referral | None,
    posted_home: bool,
) -> Handout:  # fmt: skip
    return Handout.objects.create(
        scheme_id=point.scheme_id,
        beneficiary=to,
        referral=referral,
        point=point,
        agent_id=giver.agent_id,
        slip=slip,
        order_id=piece.order.pk,
        first=piece.numbers.first,
        last=piece.numbers.last,
        turn=queries.turns_of(piece.numbers) + 1,
        posted_home=posted_home,
        occurred_on=slip.occurred_on,
    )


def _refuse_without_mandate(
    by: Actor, point: DistributionPoint, on: date, agent_id: int | None, paper: OnPaper | None
) -> Giver:
    """Who gives, appointed at the point on that day."""
    if paper is not None and agent_id is not None:
        refuse_unless_signed_there(by, point.holder, agent_id, paper, on)
        return Giver(by, agent_id, paper)
    if paper is not None or agent_id is not None or by.user_id is None:
        raise ValueError("a hand-out is entered by the person who gave, or names who signed its paper")
    refuse_without_power_over(by, point.holder, on)
    return Giver(by, by.user_id, None)


def _refuse_unless_allowed(point: DistributionPoint, on: date, posted_home: bool) -> None:
    refuse_unless_allowed(point.imprest, catalogue.HAND_OUT, on)
    if posted_home:
        refuse_unless_allowed(point.imprest, catalogue.POST_HOME, on)


def _hand(giver: Giver, point: DistributionPoint, drawer_id: int | None) -> Holder:
    """The point, or the drawer that the agent keeps there, locked. Refuses with `NoMandateOverTheDrawer`."""
    if drawer_id is None:
        return locked_point_holder(point.pk)
    drawer = locked_holder(drawer_id)
    if drawer.keeper_id != giver.agent_id or drawer.place_id != point.pk:
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


def _person(
    referral_id: int | None, beneficiary_id: int | None, point: DistributionPoint, on: date
) -> tuple[Referral | None, Beneficiary]:
    """Who receives the pass, and the referral that sent him, locked."""
    if referral_id is None:
        beneficiary = Beneficiary.objects.get(pk=beneficiary_id or 0)
        _refuse_wrong_person(beneficiary)
        return None, beneficiary
    referral = lock_referral(referral_id)
    _refuse_wrong_person(referral.beneficiary)
    _refuse_wrong_referral(referral, point, on)
    return referral, referral.beneficiary


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


def _refuse_public_not_covered(pieces: Sequence[Piece], beneficiary: Beneficiary) -> None:
    publics = [link.public.code for link in beneficiary.public_links.select_related("public")]
    for piece in pieces:
        if not vouchers.restrictions(piece.order).covers_public(publics):
            raise PublicNotCovered(order=piece.order.number)


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


def _told(giver: Giver, handout: Handout, referral: Referral | None, count: int) -> None:
    """In the thread of the referral, or of the person who came without one."""
    summary = SUMMARIES[giver.paper is not None, handout.posted_home]
    record(
        by=giver.by,
        verb="hand_out",
        subject_kind="referral" if referral else "beneficiary",
        subject_id=referral.pk if referral else handout.beneficiary_id,
        summary=summary,
        data={"slip": handout.slip.number, "count": count, "agent": giver.signature.name},
    )
