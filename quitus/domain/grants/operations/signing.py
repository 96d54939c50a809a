"""Signing: the two dated signatures of a text, those of today, and those given before the software came."""

from datetime import date

from quitus.domain.grants import errors, policies, readiness, rules, states
from quitus.domain.grants.models import Amendment, Convention, PowerToSign
from quitus.domain.grants.operations.opening import record_on, refuse_signed
from quitus.domain.grants.queries.missing import folder_of, lacks_of_party, unfit
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def sign_convention(
    *, by: Actor, convention_id: int, party: str, on: date, signatory_id: int | None = None
) -> Convention:
    """Records the signature of a party ("authority" or "funder"); the convention is in force on the last one.

    `signatory_id` is the power by which it signs; without one, the only power that the party has that day. Refuses with
    `NotYourRole`, `DateInTheFuture`, `AlreadySignedByThisParty`, then once for everything that is missing
    (`NotReadyToSign`, or the one thing alone: `ArticleMissing`, `AnnexMissing`, `ParameterMissing`, `SignatoryMissing`,
    `SignatoryToChoose`, `SignatoryWithoutPower`, and for the authority `DeliberationMissing`,
    `DeliberationNotExecutory`, CGCT L.3131-1), and with `DatesDisagree`.
    """
    refuse_unless(policies.may_record_signature(by.role, party))
    refuse_future(on)
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    _refuse_unready(convention, party, on, signatory_id)
    _sign(convention, party, on, signatory_id)
    is_last = _is_in_force(convention)
    convention.save()
    if is_last:
        convention.parameters.filter(amendment=None).update(effective_on=convention.in_force_on)
    record_on(convention, by, "sign_convention", signature_sentence(party), on=on)
    return convention


@operation
def sign_amendment(
    *, by: Actor, amendment_id: int, party: str, on: date, override_reason: str = "", signatory_id: int | None = None
) -> Amendment:
    """Records the signature of a party ("authority" or "funder"). On the last one, the amendment takes effect (or on
    the later day that it states): its parameters apply from there. What is owed follows in the use case
    `sign_amendment`: call that one.

    A past day is accepted. `override_reason` lets an amendment that prolongs an end be signed after it; `signatory_id`
    as in `sign_convention`. Refuses as it does, and with `AmendmentChangesNothing`, `AmendmentBeforeConvention`,
    `AmendmentBeforeAnother`, `AmendmentAfterTheEnd`.
    """
    refuse_unless(policies.may_record_signature(by.role, party))
    refuse_future(on)
    [amendment] = lock(Amendment.objects.select_related("convention").filter(pk=amendment_id))
    amendment.override_reason = override_reason.strip() or amendment.override_reason
    _refuse_unready(amendment, party, on, signatory_id)
    _sign(amendment, party, on, signatory_id)
    is_last = _is_in_force(amendment)
    amendment.save()
    record_on(amendment, by, "sign_amendment", signature_sentence(party), on=on)
    if is_last:
        _take_effect(amendment, by)
    return amendment


@operation
def enter_signed_convention(
    *,
    by: Actor,
    convention_id: int,
    authority_signed_on: date,
    funder_signed_on: date,
    authority_signatory_id: int | None = None,
    funder_signatory_id: int | None = None,
) -> Convention:
    """Brings into force a drafted convention that was signed before the software came, on the dates that it bears.

    Nothing that is missing prevents it: `queries.lacks` tells it, and what is missing may be filled in later. Refuses
    with `NotYourRole`, `DateInTheFuture`, `TextNoLongerADraft`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    _enter(
        convention,
        {
            states.AUTHORITY: (authority_signed_on, authority_signatory_id),
            states.FUNDER: (funder_signed_on, funder_signatory_id),
        },
    )
    convention.parameters.filter(amendment=None).update(effective_on=convention.in_force_on)
    record_on(convention, by, "enter_signed_convention", _ENTERED, on=convention.in_force_on)
    return convention


@operation
def enter_signed_amendment(
    *,
    by: Actor,
    amendment_id: int,
    authority_signed_on: date,
    funder_signed_on: date,
    authority_signatory_id: int | None = None,
    funder_signatory_id: int | None = None,
) -> Amendment:
    """Brings into force a drafted amendment that was signed before the software came, on the dates that it bears.

    As `enter_signed_convention`. What is owed follows in the use case `enter_signed_amendment`: call that one.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [amendment] = lock(Amendment.objects.select_related("convention").filter(pk=amendment_id))
    _enter(
        amendment,
        {
            states.AUTHORITY: (authority_signed_on, authority_signatory_id),
            states.FUNDER: (funder_signed_on, funder_signatory_id),
        },
    )
    record_on(amendment, by, "enter_signed_amendment", _ENTERED, on=amendment.in_force_on)
    _take_effect(amendment, by)
    return amendment


_ENTERED = N_("Texte signé saisi avec ses dates")


def signature_sentence(party: str) -> str:
    """How a signature is told in the thread."""
    return N_("Signé par la collectivité") if party == states.AUTHORITY else N_("Signé par le financeur")


def _refuse_unready(text: Convention | Amendment, party: str, on: date, signatory_id: int | None) -> None:
    """Refuses whatever prevents this party from signing that day: first what is missing, all of it, then what does not
    hold together.
    """
    if (signed := text.signed_on(party)) is not None:
        raise errors.AlreadySignedByThisParty(on=signed)
    if text.state != states.DRAFTED:
        raise errors.TextNoLongerADraft()
    folder = folder_of(text, on)
    readiness.refuse(lacks_of_party(text, folder, party, on, signatory_id))
    for lack in unfit(text, folder, on):
        raise lack


def _sign(text: Convention | Amendment, party: str, on: date, signatory_id: int | None) -> None:
    """Writes the signature and the power it stands on (not saved)."""
    powers = PowerToSign.objects.filter(scheme_id=text.scheme_id)
    power = readiness.signatory(list(powers), party, on, signatory_id)
    setattr(text, f"{party}_signed_on", on)
    setattr(text, f"{party}_signatory_id", power.pk if power else None)


def _is_in_force(text: Convention | Amendment) -> bool:
    """Moves the text along its life (not saved), and says whether both have signed: then it is in force on the last
    signature, or on the later day that it states.
    """
    signed = [on for on in (text.authority_signed_on, text.funder_signed_on) if on is not None]
    is_last = len(signed) == len(states.PARTIES)
    lives = states.CONVENTION if isinstance(text, Convention) else states.AMENDMENT
    text.state = lives[text.state]["sign_last" if is_last else "sign_one"]
    if is_last:
        stated = text.stated_effect_on if isinstance(text, Amendment) else None
        text.in_force_on, text.in_force_known_at = rules.effective_on(signed, stated), clock.now()
    return is_last


def _enter(text: Convention | Amendment, signed: dict[str, tuple[date, int | None]]) -> None:
    """Both signatures at once; a power that did not hold that day is not kept as the one signed by."""
    refuse_signed(text)
    for party, (on, signatory_id) in signed.items():
        refuse_future(on)
        _sign(text, party, on, signatory_id)
    text.is_entered = True
    _is_in_force(text)
    text.save()


def _take_effect(amendment: Amendment, by: Actor) -> None:
    """Parameters apply from the date of effect."""
    effect_on = amendment.in_force_on
    assert effect_on is not None  # set by the last signature, just before
    amendment.parameters.update(effective_on=effect_on)
    record_on(amendment, by, "amendment_takes_effect", N_("Entrée en vigueur"), on=effect_on)
