"""Where, for what, for whom and until when the pass of an order are good: said first, changed while it is a draft."""

from collections.abc import Callable, Sequence
from datetime import date

from quitus.domain.grants import queries as grants
from quitus.domain.vouchers import policies, rules, states
from quitus.domain.vouchers.errors import (
    PublicUnknown,
    ServiceUnknown,
    TerritoryUnknown,
    ValidityAlreadyOver,
)
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations.steps import locked, told
from quitus.domain.vouchers.restriction_errors import RestrictionsSettled, RestrictionsUnchanged
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

CHANGED = ("valid_until", "usable_until", "territory", "service_codes", "public_codes")


@operation
def restrict_order(
    *,
    by: Actor,
    order_id: int,
    valid_until: date,
    territory: Sequence[str] = (),
    services: Sequence[str] = (),
    publics: Sequence[str] = (),
) -> Order:
    """Say anew where, for what, for whom and until when the pass of a draft are good; empty means no restriction.

    The accountant visas them and the pass may print them: after the draft they are settled.
    Refuses with `NotYourRole`, `RestrictionsSettled`, `ValidityAlreadyOver`, `TerritoryUnknown`, `ServiceUnknown`,
    `PublicUnknown`, `RestrictionsUnchanged`.
    """
    refuse_unless(policies.may_draft_order(by.role))
    order = locked(order_id)
    if after(states.ORDER, order.state, "restrict_order") is None:
        raise RestrictionsSettled(number=order.number, state=states.ORDER_LABELS[order.state])
    refuse_wrong_days(order.drafted_on, valid_until)
    before = {name: getattr(order, name) for name in CHANGED}
    contract = order.operator_contract
    now = {
        "valid_until": valid_until,
        "usable_until": rules.usable_until(valid_until, contract.tolerance_months if contract else 0),
        **restricted_to(territory, services, publics),
    }
    if now == before:
        raise RestrictionsUnchanged(number=order.number)
    for name, value in now.items():
        setattr(order, name, value)
    order.save(update_fields=CHANGED)
    changed = {name: {"before": before[name], "after": now[name]} for name in CHANGED if before[name] != now[name]}
    told(by, "restrict_order", order, N_("Restrictions ou dernier jour changés"), changed)
    return order


def refuse_wrong_days(drafted_on: date, valid_until: date) -> None:
    """Refuses with `DateInTheFuture`, `ValidityAlreadyOver`."""
    refuse_future(drafted_on)
    if valid_until < drafted_on:
        raise ValidityAlreadyOver(valid_until=valid_until)


def restricted_to(territory: Sequence[str], services: Sequence[str], publics: Sequence[str]) -> dict[str, list[str]]:
    """The facts of an order that restrict it. Refuses with `TerritoryUnknown`, `ServiceUnknown`, `PublicUnknown`."""
    return {
        "territory": _territory(territory),
        "service_codes": _known(services, {one.code for one in grants.services()}, _no_service),
        "public_codes": _known(publics, {one.code for one in grants.publics()}, _no_public),
    }


def _territory(parts: Sequence[str]) -> list[str]:
    """The beginnings of postcodes, each once, in order."""
    found: set[str] = set()
    for part in parts:
        beginnings = rules.postcodes_of(part)
        if beginnings is None:
            raise TerritoryUnknown(part=part.strip())
        found.update(beginnings)
    return sorted(found)


def _known(codes: Sequence[str], catalogue: set[str], unknown: Callable[[str], Refusal]) -> list[str]:
    for code in codes:
        if code not in catalogue:
            raise unknown(code)
    return sorted(set(codes))


def _no_service(code: str) -> Refusal:
    return ServiceUnknown(service=code)


def _no_public(code: str) -> Refusal:
    return PublicUnknown(public=code)
