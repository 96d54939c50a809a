"""Who receives pass signs for them, and says which ones did not come."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.distribution import policies, states
from quitus.domain.distribution.errors import (
    CeilingExceeded,
    ContestedPassNotOfTheSlip,
    ContestNeedsANote,
    ReceivedBeforeHanded,
    SlipAlreadyAcknowledged,
    SlipNotYours,
)
from quitus.domain.distribution.models import Slip
from quitus.domain.distribution.operations.custody import Passage, Signature, locked_holder, move, pieces_of, told
from quitus.domain.distribution.operations.powers import answered_by_others, hold_power_over
from quitus.domain.distribution.operations.regie_checks import lock_ceilings, refuse_beyond_ceilings
from quitus.domain.distribution.regie_errors import MandateCeilingExceeded, PointCeilingExceeded
from quitus.domain.distribution.slip_errors import ContestedBeyondCeiling, DeliveryNotContested, SignedByTheGiver
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import now, refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, merged, missing
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_


@operation
def acknowledge_slip(
    *,
    by: Actor,
    slip_id: int,
    received_on: date,
    absent: Sequence[NumberRange] = (),
    note: str = "",
    paper: OnPaper | None = None,
) -> Slip:
    """Who receives pass signs for them: who keeps the safe, somebody appointed at the point, the accountant.

    `absent` are those that he did not count: they go back to the giver on the same slip, who answers for them (and
    finds them, or has their loss recorded); `note` says what happened. With `paper` the receiver signed by hand, and
    the side that gave, or the authorising side, enters it. Who gave signs for the receiver only where nobody else is
    appointed there.
    Refuses with `NotYourRole`, `DateInTheFuture`, `SlipAlreadyAcknowledged`, `ReceivedBeforeHanded`, `SlipNotYours`,
    `SignedByTheGiver`, `ContestedPassNotOfTheSlip`, `ContestNeedsANote`, `NotInThatCustody`, `RegieClosed`,
    `ContestedBeyondCeiling`, `DeliveryNotContested`.
    """
    refuse_unless(policies.may_receive(by.role))
    refuse_future(received_on)
    (slip,) = lock(Slip.objects.select_related("from_holder__place", "to_holder__place").filter(pk=slip_id))
    if slip.received_on is not None:
        raise SlipAlreadyAcknowledged(number=slip.number, received_on=slip.received_on)
    if received_on < slip.occurred_on:
        raise ReceivedBeforeHanded(number=slip.number, occurred_on=slip.occurred_on)
    _refuse_unless_receiver(by, slip, received_on, paper)
    signed = Signature(by, paper)
    _refuse_giver(slip, signed, received_on)
    slip.received_on = received_on
    slip.received_at = now()
    slip.received_by = signed.name[:200]
    slip.received_by_user_id = signed.user_id
    slip.received_on_paper = paper is not None
    slip.contested_count, slip.contested_note = _contest(by, slip, absent, received_on, note)
    slip.save(
        update_fields=[
            "received_on", "received_at", "received_by", "received_by_user_id", "received_on_paper", "contested_count",
            "contested_note",
        ]
    )  # fmt: skip
    signed.keep(slip, "acknowledge_slip", received_on)
    summary = N_("Réception du bordereau %(slip)s confirmée")
    if absent:
        summary = N_("Réception du bordereau %(slip)s confirmée, sauf %(count)s pass non reçus")
    told(by, "acknowledge_slip", slip, summary, {"count": slip.contested_count, "note": slip.contested_note})
    return slip


def _refuse_unless_receiver(by: Actor, slip: Slip, on: date, paper: OnPaper | None) -> None:
    """The receiver himself; on paper, whoever has power over what the giver has, or the authorising side."""
    if paper is not None and policies.may_enter_for_others(by.role):
        return
    if hold_power_over(by, slip.to_holder, on) or (paper is not None and hold_power_over(by, slip.from_holder, on)):
        return
    raise SlipNotYours(holder=slip.to_holder.label, number=slip.number)


def _refuse_giver(slip: Slip, signed: Signature, on: date) -> None:
    accounts = (slip.handed_by_user_id, signed.user_id)
    alike = accounts[0] == accounts[1] if None not in accounts else sort_key(signed.name) == sort_key(slip.handed_by)
    if alike and answered_by_others(slip.to_holder, slip.handed_by_user_id or signed.user_id, on):
        raise SignedByTheGiver(giver=slip.handed_by, number=slip.number, holder=slip.to_holder.label)


def _contest(by: Actor, slip: Slip, absent: Sequence[NumberRange], on: date, note: str) -> tuple[int, str]:
    """Send back to the giver what the receiver did not count: how many pass, and what he says of it."""
    if not absent:
        return 0, ""
    if not note.strip():
        raise ContestNeedsANote()
    lines = list(slip.movements.filter(to_holder=slip.to_holder))
    brought = merged(line.range for line in lines)
    if slip.kind == "delivery":
        raise DeliveryNotContested(number=slip.number)
    verb = states.CONTESTS.get(lines[0].verb)
    if verb is None or any(missing(brought, numbers) for numbers in absent):
        raise ContestedPassNotOfTheSlip(number=slip.number)
    lock_ceilings(slip.from_holder)
    receiver = locked_holder(slip.to_holder_id)
    passage = Passage(verb, pieces_of(absent), receiver, slip.from_holder, on)
    try:
        refuse_beyond_ceilings(passage)
    except (CeilingExceeded, PointCeilingExceeded, MandateCeilingExceeded) as refusal:
        raise ContestedBeyondCeiling(**refusal.facts) from refusal
    move(by, passage, slip)
    return passage.count, note.strip()
