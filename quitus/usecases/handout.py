"""A person comes: referred by a prescriber, or straight to a point."""

from datetime import date

from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.models import Handout, Referral
from quitus.domain.distribution.operations import Person, Ranges
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def refer_new_person(*, by: Actor, person: Person, point_id: int, issued_on: date, note: str = "") -> Referral:
    """Write down a person and issue the fiche d'orientation that sends him to a point.

    Refuses as `register_beneficiary` and `refer_beneficiary` of distribution.
    """
    beneficiary = distribution.register_beneficiary(by=by, person=person)
    return distribution.refer_beneficiary(
        by=by, beneficiary_id=beneficiary.pk, point_id=point_id, issued_on=issued_on, note=note
    )


@operation
def hand_out_on_the_spot(*, by: Actor, person: Person, point_id: int, numbers: Ranges, occurred_on: date) -> Handout:
    """Write down a person who comes without a referral, and hand out at once; a refusal leaves nothing behind.

    Refuses as `register_beneficiary` and `hand_out` of distribution.
    """
    beneficiary = distribution.register_beneficiary(by=by, person=person)
    return distribution.hand_out(
        by=by, beneficiary_id=beneficiary.pk, point_id=point_id, numbers=numbers, occurred_on=occurred_on
    )
