"""A person comes: referred by a prescriber, or straight to a point."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date

from quitus.domain.controls.errors import HandoutNotFound
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Handout, Referral
from quitus.domain.distribution.operations import Person, Ranges
from quitus.domain.distribution.slip_errors import ReferralUnknown
from quitus.domain.users import queries as accounts
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.codes import NotACode
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, missing
from quitus.usecases.controls import handout_named
from quitus.usecases.counting import read_pass
from quitus.usecases.signed_papers import on_paper


@operation
def refer_new_person(*, by: Actor, person: Person, point_id: int, issued_on: date, note: str = "") -> Referral:
    """Write down a person and issue the fiche d'orientation that sends him to a point.

    Refuses as `register_beneficiary` and `refer_beneficiary` of distribution.
    """
    beneficiary = distribution.register_beneficiary(by=by, person=person)
    return distribution.refer_beneficiary(
        by=by, beneficiary_id=beneficiary.pk, point_id=point_id, issued_on=issued_on, note=note
    )


def return_named(text: str, *, holder_ids: Collection[int]) -> Handout | int:
    """What a person returns pass of, by the slip or by what is read on one pass: a hand-out of these places; or the
    number of that pass, when it was given before its order was taken up from another instance.

    Refuses as `controls.handout_named`.
    """
    try:
        return handout_named(text, holder_ids=holder_ids)
    except HandoutNotFound:
        with suppress(NotACode, NumbersUnknown):
            number = read_pass(text).first
            if given_elsewhere(number) is not None:
                return number
        raise


def given_elsewhere(number: int) -> Order | None:
    """The order of a pass that people have and no hand-out here gave; None for any other number."""
    holder = queries.holder_of(number)
    if holder is None or holder.kind != states.BENEFICIARIES or queries.handout_of(number) is not None:
        return None
    return vouchers.order_of_range(NumberRange(number, number))


@operation
def hand_out_on_the_spot(
    *, by: Actor, person: Person, point_id: int, numbers: Ranges, occurred_on: date, drawer_id: int | None = None
) -> Handout:
    """Write down a person who comes without a referral, and hand out at once, from the stock of the point or from the
    agent's own drawer; a refusal leaves nothing behind.

    Refuses as `register_beneficiary` and `hand_out` of distribution.
    """
    beneficiary = distribution.register_beneficiary(by=by, person=person)
    return distribution.hand_out(
        by=by,
        beneficiary_id=beneficiary.pk,
        point_id=point_id,
        numbers=numbers,
        occurred_on=occurred_on,
        drawer_id=drawer_id,
    )


@operation
def hand_out_on_paper(
    *,
    by: Actor,
    point_id: int,
    agent_id: int,
    numbers: Ranges,
    occurred_on: date,
    file_name: str,
    content: bytes,
    referral_number: str = "",
    person: Person | None = None,
    posted_home: bool = False,
) -> Handout:
    """An agent handed out on a slip that he and the person signed by hand; another enters it with its scan.

    To the person of the fiche of this number, or to `person`, who came without one and is written down by who may
    refer: the authorising side enters no name. Out of the agent's drawer when it is there that the pass are.
    Refuses with `ReferralUnknown`, as `on_paper`, `register_beneficiary` and `hand_out`.
    """
    paper = on_paper(accounts.user(agent_id).full_name, file_name, content, by=by)
    referral = queries.referral_numbered(referral_number) if person is None else None
    if referral is None and person is None:
        raise ReferralUnknown(number=referral_number)
    beneficiary = distribution.register_beneficiary(by=by, person=person) if person is not None else None
    return distribution.hand_out(
        by=by,
        point_id=point_id,
        numbers=numbers,
        occurred_on=occurred_on,
        referral_id=referral.pk if referral else None,
        beneficiary_id=beneficiary.pk if beneficiary else None,
        drawer_id=_drawer_with(numbers, point_id, agent_id),
        posted_home=posted_home,
        agent_id=agent_id,
        paper=paper,
    )


def _drawer_with(numbers: Ranges, point_id: int, agent_id: int) -> int | None:
    """The drawer of an agent at a point, when it has all these pass."""
    given = [numbers] if isinstance(numbers, NumberRange) else numbers
    for drawer in queries.drawers([point_id]):
        if drawer.keeper_id == agent_id and not any(missing(queries.ranges(drawer.pk), one) for one in given):
            return drawer.pk
    return None
