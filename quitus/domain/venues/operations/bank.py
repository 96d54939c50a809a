"""Where structures are paid."""

from datetime import date

from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError

from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues import policies, queries, rules
from quitus.domain.venues.errors import (
    BankDetailsAlreadyVerified,
    BankDetailsChanged,
    NoBankDetails,
    NotAnIban,
    SamePersonMayNotVerify,
)
from quitus.domain.venues.models import BankDetails
from quitus.domain.venues.operations.telling import structure_of, told
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def record_bank_details(*, by: Actor, organisation_id: int, iban: str, holder_name: str) -> BankDetails:
    """Says where a structure is paid; until a second person has verified it, it is not.

    Refuses with `NotYourRole` (also a mediator for another structure), `NotAStructure`, `NotAnIban`.
    """
    refuse_unless(policies.may_record_bank_details(by.role))
    assert by.user_id is not None  # these roles are held by persons
    refuse_unless(by.role != MEDIATOR or by.organisation_id == organisation_id)
    structure = structure_of(organisation_id)
    try:
        number = iban_numbers.validate(iban)
    except ValidationError as wrong:
        raise NotAnIban() from wrong
    details = BankDetails.objects.create(
        scheme_id=current_scheme_id(),
        organisation=structure,
        iban=number,
        holder_name=holder_name.strip(),
        recorded_by_id=by.user_id,
    )
    facts = {"account": rules.masked(number)}
    told(by, "record_bank_details", structure.pk, N_("Coordonnées bancaires saisies : %(account)s"), facts)
    return details


@operation
def verify_bank_details(
    *, by: Actor, organisation_id: int, verified_on: date, details_id: int | None = None
) -> BankDetails:
    """A second person confirms the last bank details of a structure, against the paper it sent.

    `details_id` names those that were read: the structure may type another account at the same moment.
    Refuses with `NotYourRole`, `NoBankDetails`, `BankDetailsChanged`, `BankDetailsAlreadyVerified`,
    `SamePersonMayNotVerify`, `DateInTheFuture`.
    """
    refuse_unless(policies.may_verify_bank_details(by.role))
    clock.refuse_future(verified_on)
    details = queries.bank_details(organisation_id)
    if details is None:
        raise NoBankDetails()
    if details_id not in (None, details.pk):
        raise BankDetailsChanged()
    (details,) = lock(BankDetails.objects.filter(pk=details.pk))
    if details.verified_on is not None:
        raise BankDetailsAlreadyVerified(verified_on=details.verified_on)
    if details.recorded_by_id == by.user_id:
        raise SamePersonMayNotVerify()
    details.verified_by_id = by.user_id
    details.verified_on = verified_on
    details.save(update_fields=["verified_by", "verified_on"])
    facts = {"account": rules.masked(details.iban)}
    told(by, "verify_bank_details", organisation_id, N_("Coordonnées bancaires vérifiées : %(account)s"), facts)
    return details
