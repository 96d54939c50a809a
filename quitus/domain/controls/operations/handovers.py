"""The duty of an imprest holder passes to the next."""

from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.controls import catalogue, policies, queries, states
from quitus.domain.controls.errors import (
    CashDifferenceUnexplained,
    CashMovedSinceCount,
    HandedOverAlready,
    HandedOverTooEarly,
    HandoverNotSigned,
    HandoverStandsElsewhere,
    NotAnInventoryOfThisSafe,
    NotTheNextHolder,
    StockMovedSinceCount,
)
from quitus.domain.controls.models import Handover, Inventory
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as places
from quitus.domain.distribution.models import Appointment, Imprest
from quitus.domain.distribution.operations import number_paper
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def prepare_handover(
    *,
    by: Actor,
    incoming_id: int,
    inventory_id: int,
    occurred_on: date,
    cash_found_cents: int = 0,
    reserves: str = "",
) -> Handover:
    """Write the handover of duty to a new imprest holder (the appointment `incoming_id`), on a concluded inventory.

    The inventory covers the safe, and nothing has gone in or out since. The cash found is compared with what the lines
    of cash say. Refuses with `NotYourRole`, `DateInTheFuture`, `NotTheNextHolder`,
    `NotAnInventoryOfThisSafe`, `StockMovedSinceCount`, `HandedOverTooEarly`, `CashDifferenceUnexplained`,
    `HandedOverAlready`.
    """
    refuse_unless(policies.may_prepare_handover(by.role))
    refuse_future(occurred_on)
    incoming = places.appointments().get(pk=incoming_id)
    outgoing = places.predecessor(incoming)
    if outgoing is None:
        raise NotTheNextHolder()
    inventory = queries.inventory(inventory_id)
    _refuse_wrong_inventory(inventory, incoming)
    earliest_on = max(incoming.starts_on, inventory.counted_on or incoming.starts_on)
    if occurred_on < earliest_on:
        raise HandedOverTooEarly(earliest_on=earliest_on)
    cash_expected_cents = places.cash_on(incoming.imprest_id, occurred_on)
    if cash_found_cents != cash_expected_cents and not reserves.strip():
        raise CashDifferenceUnexplained(found_cents=cash_found_cents, expected_cents=cash_expected_cents)
    handover = Handover(
        scheme_id=current_scheme_id(),
        number=number_paper("S", occurred_on),
        imprest_id=incoming.imprest_id,
        outgoing=outgoing,
        incoming=incoming,
        inventory=inventory,
        occurred_on=occurred_on,
        cash_expected_cents=cash_expected_cents,
        cash_found_cents=cash_found_cents,
        reserves=reserves.strip(),
    )
    _save(handover)
    facts = {"from": outgoing.user.full_name, "to": incoming.user.full_name}
    _told(by, "prepare_handover", handover, N_("Remise de service de %(from)s à %(to)s préparée"), facts)
    return handover


def _save(handover: Handover) -> None:
    try:
        with transaction.atomic():
            handover.save(force_insert=True)
    except IntegrityError as broken:
        existing = Handover.objects.filter(incoming_id=handover.incoming_id).first()
        if existing is None:
            raise
        raise HandedOverAlready(person=handover.incoming.user.full_name, number=existing.number) from broken


def _refuse_wrong_inventory(inventory: Inventory, incoming: Appointment) -> None:
    """The inventory is of this safe, concluded, and the safe has not changed since."""
    safe_id = incoming.imprest.safe.pk
    covering = {place.holder_id: place.inventory for place in queries.places_covered(inventory)}
    if inventory.state != states.CONCLUDED or safe_id not in covering:
        raise NotAnInventoryOfThisSafe(imprest=incoming.imprest.name)
    if queries.has_moved(safe_id, covering[safe_id].closed_after or 0):
        raise StockMovedSinceCount(number=inventory.number)


def complete_handover(by: Actor, handover_id: int) -> Handover:
    """Once both have signed, the new imprest holder answers for the safe.

    Refuses with `HandoverStandsElsewhere`, `HandoverNotSigned`, `StockMovedSinceCount`, `CashMovedSinceCount`, and as
    `distribution.record_handover`. Called by the signature that completes it, in its transaction.
    """
    (handover,) = lock(Handover.objects.select_related("incoming__imprest__safe", "inventory").filter(pk=handover_id))
    if after(states.HANDOVER, handover.state, "complete_handover") is None:
        raise HandoverStandsElsewhere(number=handover.number, state=states.HANDOVER_LABELS[handover.state])
    signed = {one.party: one.signed_on for one in queries.signatures(catalogue.HANDOVER_OF_DUTY, handover_id)}
    for party in (catalogue.OUTGOING, catalogue.INCOMING):
        if party not in signed:
            raise HandoverNotSigned(number=handover.number, party=catalogue.PARTIES[party])
    _refuse_wrong_inventory(handover.inventory, handover.incoming)
    _refuse_moved_cash(handover)
    handover.state = states.HANDOVER[handover.state]["complete_handover"]
    handover.done_on = max(signed[catalogue.OUTGOING], signed[catalogue.INCOMING])
    handover.save(update_fields=["state", "done_on"])
    distribution.record_handover(by=by, appointment_id=handover.incoming_id, handed_over_on=handover.occurred_on)
    facts = {"to": handover.incoming.user.full_name}
    _told(by, "complete_handover", handover, N_("Remise de service faite : %(to)s répond du coffre"), facts)
    return handover


def _refuse_moved_cash(handover: Handover) -> None:
    """What the minutes say of the cash is still so, whoever writes a line of it waiting until the end."""
    lock(Appointment.objects.filter(pk=handover.incoming_id))  # powers before their régie
    lock(Imprest.objects.filter(pk=handover.imprest_id))
    held_cents = places.cash_on(handover.imprest_id, handover.occurred_on)
    if held_cents != handover.cash_expected_cents:
        raise CashMovedSinceCount(
            number=handover.number, counted_cents=handover.cash_expected_cents, held_cents=held_cents
        )


def _told(by: Actor, verb: str, handover: Handover, summary: str, facts: dict[str, str]) -> None:
    record(by=by, verb=verb, subject_kind="handover", subject_id=handover.pk, summary=summary, data=facts)
