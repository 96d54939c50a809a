"""Pass come into being."""

import secrets
from datetime import date

from django.db import IntegrityError, connection, transaction

from quitus.domain.keys import queries as keys
from quitus.domain.vouchers import policies, rules, states
from quitus.domain.vouchers.errors import SeriesTaken
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations.steps import advance, locked, refuse_ended, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

MINT = """
INSERT INTO vouchers_voucher (number, scheme_id, order_id)
SELECT number, %s, %s FROM generate_series(%s::bigint, %s::bigint) AS number
"""


@operation
def produce_order(
    *, by: Actor, order_id: int, produced_on: date, series: int | None = None, key_id: str | None = None
) -> Order:
    """The operator prints: the pass exist from now on, inactive, in one contiguous range, with the codes of one key.

    Of an operator outside, the programme manager says that it has printed: its own serials are told by a file.

    `series` begins their numbers; it is drawn at random when not given (give it only to take up
    numbers printed elsewhere, or for an example). `key_id` is the key of their codes: the one that signs new orders,
    unless they were printed elsewhere with a key taken up here; an operator outside prints codes of its own.
    Refuses with `NoActiveKey`, `KeyUnknown`, `NotYourRole` (another operator's order too), `OrderStandsElsewhere`,
    `DateInTheFuture`, `DateBeforePreviousStep`, `SeriesTaken`, `EndedBeforeProduction`.
    """
    order = locked(order_id)
    contract = order.operator_contract
    refuse_unless(
        policies.may_produce_order(
            by.role,
            own=contract is not None and contract.operator_id == by.organisation_id,
            self_issued=contract is None or not contract.operates_inside,
        )
    )
    advance(order, "produce_order", produced_on, order.proof_on)
    refuse_ended(order, produced_on)
    order.produced_on = produced_on
    if key_id is not None:
        order.key = keys.key(key_id)
    elif order.shape != states.OUTSIDE:
        order.key = keys.signing_key()
    _take_series(order, series)
    numbers = rules.order_range(order.series or 0, order.quantity)
    with connection.cursor() as cursor:
        cursor.execute(MINT, [order.scheme_id, order.pk, numbers.first, numbers.last])
    told(
        by,
        "produce_order",
        order,
        N_("Pass produits"),
        {"quantity": order.quantity, "series": order.series, "key": order.key_id},
    )
    return order


def _take_series(order: Order, given: int | None) -> None:
    """Save the order with a series that no order of the instance has."""
    span = rules.MOST_SERIES - rules.LEAST_SERIES + 1
    while True:
        order.series = given or rules.LEAST_SERIES + secrets.randbelow(span)
        try:
            with transaction.atomic():
                order.save(update_fields=["state", "produced_on", "series", "key"])
            return
        except IntegrityError as broken:
            # Another scheme's series cannot be seen, only met.
            if "series_belongs_to_one_order" not in str(broken):
                raise
            if given is not None:
                raise SeriesTaken(series=str(given)) from broken
