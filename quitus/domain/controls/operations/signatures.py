"""Signing minutes: in the software, or on paper entered with its scan."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.controls import catalogue, policies, queries, states
from quitus.domain.controls.errors import (
    AlreadySigned,
    NotReadyToSign,
    NotYoursToEnter,
    NotYoursToSign,
    SignedForTheOtherSide,
    SignedTooEarly,
)
from quitus.domain.controls.models import Signature
from quitus.domain.controls.operations.handovers import complete_handover
from quitus.domain.controls.paper_errors import NotWhoSignsThere, WitnessIsAParty
from quitus.domain.controls.queries import Signers
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as places
from quitus.domain.documents.errors import QualityMissing
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper, refuse_own_signature
from quitus.domain.organisations.roles import ACCOUNTANT, FINANCE, MANAGER
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_

ENTERED_BY = {
    catalogue.COUNTER: frozenset({catalogue.KEEPER}),
    catalogue.KEEPER: frozenset({catalogue.COUNTER, catalogue.DECLARER}),
    catalogue.DECLARER: frozenset({catalogue.KEEPER}),
    catalogue.CONTROLLED: frozenset({catalogue.CONTROLLER}),
    catalogue.WITNESS: frozenset(catalogue.PARTIES) - {catalogue.WITNESS},
}
"""Beside the authorising side, which party enters the paper that another signed: party that signed → parties.

Neither imprest holder enters the other's at a handover, by which he would take the safe or be rid of it on his own
word; who is controlled enters nothing of who controls.
"""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is signed: the day it tells of, whether it can be signed yet, whose account signs for which party, and
    whether the two sides must be two people.
    """

    told_on: date
    ready: bool
    users: dict[str, frozenset[int | None]]
    two_sided: bool = False


@operation
def sign_minutes(
    *,
    by: Actor,
    subject_kind: str,
    subject_id: int,
    party: str,
    signed_on: date,
    quality: str = "",
    paper: OnPaper | None = None,
) -> Signature:
    """Sign the minutes of an inventory, a loss, a handover or a control, as one of `catalogue.PARTIES_OF` it.

    Who has an account signs for himself; with `paper` the authorising side, or who is named by `ENTERED_BY`, enters
    what another signed by hand: one of `queries.signers`, or somebody else where they say so, with his quality.
    The two sides of a handover or of a control are two people; the second signature of a handover completes it.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NotYoursToSign`, `NotYoursToEnter`, `NotReadyToSign`,
    `SignedTooEarly`, `AlreadySigned`, `SignedForTheOtherSide`, `WitnessIsAParty`, `OwnSignatureOnPaper`,
    `NotWhoSignsThere`, `QualityMissing`, and for a handover as `complete_handover`.
    """
    refuse_unless(policies.may_count(by.role))
    refuse_future(signed_on)
    minutes = _MINUTES[subject_kind](by, subject_id)
    if party not in catalogue.PARTIES_OF[subject_kind]:
        raise NotYoursToSign()
    if not minutes.ready:
        raise NotReadyToSign()
    if paper is None:
        _refuse_signing(by, minutes, party)
    else:
        _refuse_entering(by, minutes, party)
    if signed_on < minutes.told_on:
        raise SignedTooEarly(told_on=minutes.told_on)
    name = paper.signed_by.strip() if paper else by.label
    asked = queries.signers(subject_kind, subject_id, signed_on)
    _refuse_again(subject_kind, subject_id, minutes, party, name)
    _refuse_party_as_witness(party, name, asked)
    if paper is not None:
        quality = _quality_on_paper(by, name, party, asked[party], quality)
    made = _signature(by, subject_kind, subject_id, party, signed_on, quality, paper)
    record(
        by=by,
        verb="sign_minutes",
        subject_kind=subject_kind,
        subject_id=subject_id,
        summary=N_("Procès-verbal signé : %(name)s"),
        data={"name": name, "party": catalogue.PARTIES[party], "signed_on": signed_on},
    )
    if subject_kind == catalogue.HANDOVER_OF_DUTY:
        _complete(by, subject_id)
    return made


def _refuse_signing(by: Actor, minutes: Minutes, party: str) -> None:
    if party != catalogue.WITNESS and by.user_id not in minutes.users[party]:
        raise NotYoursToSign()


def _refuse_entering(by: Actor, minutes: Minutes, party: str) -> None:
    across = {one for one, users in minutes.users.items() if by.user_id in users}
    if not policies.may_enter_minutes(by.role) and not across & ENTERED_BY.get(party, frozenset()):
        raise NotYoursToEnter()


def _refuse_again(subject_kind: str, subject_id: int, minutes: Minutes, party: str, name: str) -> None:
    """Each signs once, for one of the two sides where these are two people, and for none where he is the witness."""
    for former in queries.signatures(subject_kind, subject_id):
        same = sort_key(former.name) == sort_key(name)
        if former.party == party:
            if party != catalogue.WITNESS or same:
                raise AlreadySigned(name=former.name, signed_on=former.signed_on)
        elif same and catalogue.WITNESS in (party, former.party):
            side = former.party if party == catalogue.WITNESS else party
            raise WitnessIsAParty(name=former.name, party=catalogue.PARTIES[side])
        elif same and minutes.two_sided:
            raise SignedForTheOtherSide(name=former.name)


def _refuse_party_as_witness(signing: str, name: str, asked: dict[str, Signers]) -> None:
    """Who declares, or is the only one asked to sign for a party, is no witness of it, signed or not.

    Of several who may sign for a place, the others may witness it.
    """
    for party, who in asked.items() if signing == catalogue.WITNESS else ():
        alone = party == catalogue.DECLARER or len(who.names) == 1
        if alone and sort_key(name) in {sort_key(one) for one in who.names}:
            raise WitnessIsAParty(name=name, party=catalogue.PARTIES[party])


def _quality_on_paper(by: Actor, name: str, party: str, signers: Signers, quality: str) -> str:
    """The quality of who signed by hand: who is asked to, and not who enters it; whom we do not know has to say it."""
    refuse_own_signature(by, name)
    known = sort_key(name) in {sort_key(one) for one in signers.names}
    if not known and not signers.others:
        expected = ", ".join(signers.names)
        raise NotWhoSignsThere(name=name, party=catalogue.PARTIES[party], expected=expected)
    if not known and not quality.strip():
        raise QualityMissing(name=name)
    return quality.strip() or signers.quality


def _signature(
    by: Actor, subject_kind: str, subject_id: int, party: str, signed_on: date, quality: str, paper: OnPaper | None
) -> Signature:
    kept = None
    if paper is not None:
        kept = keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind=subject_kind,
            subject_id=subject_id,
            verb="sign_minutes",
            signed_on=signed_on,
        )
    signature = Signature(
        scheme_id=current_scheme_id(),
        subject_kind=subject_kind,
        subject_id=subject_id,
        party=party,
        name=paper.signed_by if paper else by.label,
        quality=quality.strip(),
        way=catalogue.PAPER if paper else catalogue.ELECTRONIC,
        signed_on=signed_on,
        user_id=None if paper else by.user_id,
        paper=kept,
        entered_by=by.label,
    )
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError as broken:
        if "party_signs_minutes_once" not in str(broken):
            raise
        raise AlreadySigned(name=catalogue.PARTIES[party], signed_on=signed_on) from broken
    return signature


def _complete(by: Actor, handover_id: int) -> None:
    signed = {one.party for one in queries.signatures(catalogue.HANDOVER_OF_DUTY, handover_id)}
    drafted = queries.handover(handover_id).state == states.DRAFTED
    if drafted and {catalogue.OUTGOING, catalogue.INCOMING} <= signed:
        complete_handover(by, handover_id)


# --- what is signed, and by whom


def _self_if(by: Actor, yes: bool) -> frozenset[int | None]:
    return frozenset({by.user_id}) if yes else frozenset()


def _keeps(by: Actor, holder_ids: set[int], *, accountant: bool) -> frozenset[int | None]:
    mine = queries.own_places(by.user_id, today()) & holder_ids
    return _self_if(by, bool(mine) or (accountant and by.role == ACCOUNTANT))


def _inventory(by: Actor, inventory_id: int) -> Minutes:
    inventory = queries.inventory(inventory_id)
    covered = queries.places_covered(inventory)
    counters = queries.counters({place.inventory_id for place in covered}) | {inventory.opened_by_id}
    with_accountant = any(place.holder.kind == places.ACCOUNTANT for place in covered)
    keepers = _keeps(by, {place.holder_id for place in covered}, accountant=with_accountant)
    users = {catalogue.COUNTER: frozenset(counters), catalogue.KEEPER: keepers}
    counted_on = inventory.counted_on or inventory.opened_on
    return Minutes(counted_on, inventory.state == states.CONCLUDED, users)


def _loss_file(by: Actor, file_id: int) -> Minutes:
    file = queries.loss_file(file_id)
    users: dict[str, frozenset[int | None]] = {
        catalogue.DECLARER: frozenset({file.declared_by_id}),
        catalogue.KEEPER: _keeps(by, {file.holder_id}, accountant=file.holder.kind == places.ACCOUNTANT),
    }
    return Minutes(file.discovered_on, True, users)


def _handover(by: Actor, handover_id: int) -> Minutes:
    handover = queries.handover(handover_id)
    users: dict[str, frozenset[int | None]] = {
        catalogue.OUTGOING: frozenset({handover.outgoing.user_id}),
        catalogue.INCOMING: frozenset({handover.incoming.user_id}),
    }
    # An imprest holder who is appointed anew hands over to himself.
    two_sided = handover.outgoing.user_id != handover.incoming.user_id
    return Minutes(handover.occurred_on, True, users, two_sided=two_sided)


def _control(by: Actor, control_id: int) -> Minutes:
    control = queries.control(control_id)
    side = (ACCOUNTANT,) if control.side == catalogue.ACCOUNTANT else (MANAGER, FINANCE)
    kept = {one.imprest_id for one in distribution.mandate_of(by.user_id, today()) if one.power.may_keep_the_safe()}
    users = {
        catalogue.CONTROLLER: _self_if(by, by.role in side and by.label == control.controller_name),
        catalogue.CONTROLLED: _self_if(by, control.imprest_id in kept),
    }
    return Minutes(control.controlled_on, True, users, two_sided=True)


_MINUTES = {
    catalogue.INVENTORY: _inventory,
    catalogue.LOSS_FILE: _loss_file,
    catalogue.HANDOVER_OF_DUTY: _handover,
    catalogue.CONTROL_MINUTES: _control,
}
