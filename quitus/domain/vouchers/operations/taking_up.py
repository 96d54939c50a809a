"""Pass printed under another instance, honoured here from now on: the same numbers, in their state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import connection

from quitus.domain.grants import queries as grants
from quitus.domain.organisations import queries as organisations
from quitus.domain.vouchers import policies, queries, rules, states
from quitus.domain.vouchers.entrusting_errors import NumberTakenHere, NumberUnfit
from quitus.domain.vouchers.errors import (
    ConventionMissing,
    FaceValueNotOfTheConvention,
    NotOfThisOrder,
    SeriesTaken,
)
from quitus.domain.vouchers.models import MarkChange, OperatorContract, Order
from quitus.domain.vouchers.operations.entrusting import refuse_outside_contract
from quitus.domain.vouchers.operations.production import MINT
from quitus.domain.vouchers.operations.steps import told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

MOST_NUMBER = Order._meta.get_field("number").max_length or 0

_MARK = """
WITH marked AS (
    SELECT * FROM unnest(%(firsts)s::bigint[], %(lasts)s::bigint[], %(marks)s::text[]) AS ranges(first, last, mark)
)
UPDATE vouchers_voucher pass SET mark = marked.mark, marked_on = %(on)s
FROM marked WHERE pass.number BETWEEN marked.first AND marked.last AND pass.order_id = %(order_id)s
"""


@dataclass(frozen=True)
class Withheld:
    """Pass that nobody may use here: blocked, or cancelled for ever; why."""

    numbers: NumberRange
    mark: str
    reason: str


@operation
def take_up_order(
    *,
    by: Actor,
    facts: Mapping[str, Any],
    withheld: Sequence[Withheld],
    taken_up_on: date,
    contract_id: int,
    key_id: str | None,
    renamed: str = "",
) -> Order:
    """Enter an order as it stood in another instance, with its series, its dates and its state, under a contract of
    this scheme: its pass exist at once, those `withheld` blocked or cancelled.

    The authority pays the venues: what was paid for these pass does not follow them. `facts` are fields of `Order` by
    name; `renamed` is its number here, if not the same. The steps were taken elsewhere, on the dates of the archive: no
    visa, proof nor delivery is asked again. What the pass are worth is judged here, as for an order of ours.
    Refuses with `NotYourRole`, `ConventionMissing`, `ConventionNotSigned`, `FaceValueNotOfTheConvention`,
    `ContractNotRunning`, `MarketNotRunning`, `MarketCeilingExceeded` (all on `taken_up_on`), `NumberUnfit`,
    `NumberTakenHere`, `SeriesTaken` (two orders never share a series: the numbers would clash), `NotOfThisOrder` for
    pass `withheld` that are not of it, or told twice.
    """
    refuse_unless(policies.may_take_up_order(by.role))
    scheme_id = current_scheme_id()
    convention = grants.convention_of(scheme_id)
    if convention is None:
        raise ConventionMissing()
    contract, before = OperatorContract.objects.get(pk=contract_id), str(facts["number"])
    order = Order(
        scheme_id=scheme_id,
        convention=convention,
        market_id=contract.market_id,
        operator_contract=contract,
        payer_id=organisations.scheme_by_id(scheme_id).authority_id,
        shape=states.INSIDE if contract.operates_inside else states.OUTSIDE,
        key_id=key_id,
        **{**facts, "number": _number(before, renamed)},
    )
    _refuse_worth(order, contract, taken_up_on)
    with (
        refused_by("order_has_a_number_of_its_own", NumberTakenHere(number=order.number, before=facts["number"])),
        refused_by("series_belongs_to_one_order", SeriesTaken(series=str(order.series))),
    ):
        order.save(force_insert=True)
    numbers = rules.order_range(order.series or 0, order.quantity)
    _refuse_outside(order, numbers, withheld)
    with connection.cursor() as cursor:
        cursor.execute(MINT, [scheme_id, order.pk, numbers.first, numbers.last])
    _withhold(by, order, withheld, taken_up_on)
    _tell(by, order, before, taken_up_on)
    return order


def _number(before: str, renamed: str) -> str:
    number = renamed.strip() or before
    if not 1 <= len(number) <= MOST_NUMBER or not number.isprintable():
        raise NumberUnfit(number=number, before=before)
    return number


def _tell(by: Actor, order: Order, before: str, on: date) -> None:
    facts = {"on": on, "quantity": order.quantity, "series": order.series, "key": order.key_id}
    summary = N_("Commande reprise d'une autre instance")
    if order.number != before:
        summary = N_("Commande reprise d'une autre instance, où son numéro était %(number_before)s")
        facts["number_before"] = before
    told(by, "take_up_order", order, summary, facts)


def _refuse_worth(order: Order, contract: OperatorContract, on: date) -> None:
    """What the archive says that pass are worth is believed as far as our own texts go."""
    terms = grants.terms_at(order.scheme_id, on)
    if terms.face_value_cents != order.face_value_cents:
        raise FaceValueNotOfTheConvention(convention_cents=terms.face_value_cents, order_cents=order.face_value_cents)
    refuse_outside_contract(contract, queries.cost_cents(order), on)


def _refuse_outside(order: Order, whole: NumberRange, withheld: Sequence[Withheld]) -> None:
    """Pass that are not of the order, or told twice, are those of nobody that we know."""
    ranges = sorted(one.numbers for one in withheld)
    apart = all(one.last < other.first for one, other in pairwise(ranges))
    if not apart or not all(whole.covers(numbers) for numbers in ranges):
        raise NotOfThisOrder(number=order.number)


def _withhold(by: Actor, order: Order, withheld: Sequence[Withheld], on: date) -> None:
    """One line per range, as for any pass blocked or cancelled: the marks follow from them."""
    marks: dict[str, Any] = {
        "firsts": [one.numbers.first for one in withheld],
        "lasts": [one.numbers.last for one in withheld],
        "marks": [one.mark for one in withheld],
        "on": on,
        "order_id": order.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MARK, marks)
    MarkChange.objects.bulk_create(
        (
            MarkChange(
                scheme_id=order.scheme_id,
                order=order,
                verb="block_range" if one.mark == states.BLOCKED else "cancel_range",
                first=one.numbers.first,
                last=one.numbers.last,
                count=one.numbers.count,
                occurred_on=on,
                reason=one.reason,
                user_id=by.user_id,
                actor_label=by.label,
            )
            for one in withheld
        ),
        batch_size=2_000,
    )
