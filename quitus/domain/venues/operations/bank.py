"""Where structures are paid."""

from datetime import date

from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError

from quitus.domain.organisations.queries import memberships_of
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues import letters, policies, queries, rules
from quitus.domain.venues.errors import (
    BankDetailsAlreadyVerified,
    BankDetailsChanged,
    ChangeNotConfirmed,
    DateBeforeTheChange,
    NoBankDetails,
    NotAnIban,
    SamePersonMayNotVerify,
)
from quitus.domain.venues.models import BankDetails
from quitus.domain.venues.operations.telling import structure_of, tell_members, told
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def record_bank_details(
    *, by: Actor, organisation_id: int, iban: str, holder_name: str, proof: rules.KeptFile
) -> BankDetails:
    """Says where a structure is paid, with the proof of it; until a second person has verified it, it is not.

    After an account that was verified it is a change: the old one is not paid either until somebody has confirmed the
    new one out of band. Refuses with `NotYourRole` (also a mediator for another structure), `NotAStructure`,
    `NotAnIban`.
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
        proof_name=proof.file_name[-200:],
        proof_sha256=proof.sha256,
        proof_media_type=proof.media_type,
        is_change=queries.was_verified(organisation_id),
        recorded_by_id=by.user_id,
    )
    summary = N_("Coordonnées bancaires saisies : %(account)s")
    if details.is_change:
        summary = N_("Changement de compte annoncé : %(account)s ; rien n'est payé avant sa confirmation")
        tell_members(structure, letters.BANK_CHANGED, {"account": rules.masked(number)})
    told(by, "record_bank_details", structure.pk, summary, {"account": rules.masked(number)})
    return details


@operation
def verify_bank_details(
    *,
    by: Actor,
    organisation_id: int,
    verified_on: date,
    details_id: int | None = None,
    confirmed_how: str = "",
    confirmed_with: str = "",
    confirmed_on: date | None = None,
) -> BankDetails:
    """A second person confirms the last bank details of a structure, against the paper it sent.

    `details_id` names those that were read: the structure may type another account at the same moment. A changed
    account is confirmed by another way than the one that announced it: how (`rules.CONFIRMED_HOW`), with whom, when.
    Refuses with `NotYourRole` (also whoever is a mediator of that structure too), `NoBankDetails`,
    `BankDetailsChanged`, `BankDetailsAlreadyVerified`, `SamePersonMayNotVerify`, `ChangeNotConfirmed`,
    `DateInTheFuture`, `DateBeforeTheChange`.
    """
    refuse_unless(policies.may_verify_bank_details(by.role))
    refuse_unless(not _is_of(by, organisation_id))
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
    # Typed while the one before was being verified, it did not know that it was a change.
    details.is_change = details.is_change or queries.was_verified(organisation_id)
    details.verified_by_id = by.user_id
    details.verified_on, details.verified_at = verified_on, clock.QuitusNow()
    facts: dict[str, object] = {"account": rules.masked(details.iban)}
    summary = N_("Coordonnées bancaires vérifiées : %(account)s")
    if details.is_change:
        _confirm(details, confirmed_how, confirmed_with.strip(), confirmed_on)
        summary = N_("Changement de compte confirmé : %(account)s (%(how)s, avec %(with)s)")
        facts |= {"how": rules.CONFIRMED_HOW[confirmed_how], "with": details.confirmed_with, "on": confirmed_on}
    details.save()
    details.refresh_from_db(fields=["verified_at"])
    told(by, "verify_bank_details", organisation_id, summary, facts)
    return details


def _is_of(by: Actor, organisation_id: int) -> bool:
    """Whether a person is also of the structure that is paid there: a colleague may have typed the account."""
    held = memberships_of(by.user_id) if by.user_id is not None else ()
    here = {(one.role, one.organisation_id) for one in held if one.scheme_id == current_scheme_id()}
    return (MEDIATOR, organisation_id) in here


def _confirm(details: BankDetails, how: str, whom: str, on: date | None) -> None:
    if how not in rules.CONFIRMED_HOW or not whom or on is None:
        raise ChangeNotConfirmed()
    clock.refuse_future(on)
    announced_on = details.recorded_at.astimezone(PARIS).date()
    if on < announced_on:
        raise DateBeforeTheChange(announced_on=announced_on)
    details.confirmed_how, details.confirmed_with, details.confirmed_on = how, whom[:200], on
