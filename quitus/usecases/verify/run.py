"""All checks, one after the other."""

from collections.abc import Iterator
from itertools import chain

from django.db import connections, transaction

from quitus.usecases.verify import (
    claims,
    controls,
    counters,
    decisions,
    devices,
    endings,
    frozen,
    funding,
    handouts,
    kept,
    keys,
    ledger,
    marks,
    operators,
    order_lives,
    orders,
    papers,
    parameters,
    printing,
    redemptions,
    regie,
    safes,
    sides,
    workshops,
)
from quitus.usecases.verify.check import Check, Fault
from quitus.usecases.verify.notices import NOTICES

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        chain(
            orders.CHECKS,
            order_lives.CHECKS,
            redemptions.CHECKS,
            devices.CHECKS,
            marks.CHECKS,
            counters.CHECKS,
            handouts.CHECKS,
            operators.CHECKS,
            controls.CHECKS,
            regie.CHECKS,
            safes.CHECKS,
            sides.CHECKS,
            claims.CHECKS,
            kept.CHECKS,
            funding.CHECKS,
            parameters.CHECKS,
            printing.CHECKS,
            decisions.CHECKS,
            endings.CHECKS,
            ledger.CHECKS,
            workshops.CHECKS,
        ),
        key=lambda check: check.invariant,
    )
)
COUNT = len(CHECKS) + 8  # those of frozen figures, of produced documents, of acts online and of keys are computed


def run() -> Iterator[Fault]:
    """Every line at fault in all schemes, in the order of the invariants; nothing when all hold.

    Reads one state of the database, as the role `reader`.
    """
    with transaction.atomic(using="reader"), connections["reader"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for check in CHECKS:
            yield from check.faults(cursor)
    yield from frozen.faults()
    yield from papers.faults()
    yield from keys.faults()


def look() -> Iterator[Fault]:
    """What is at fault nowhere in the books and wants somebody's look all the same; read as `run` reads."""
    with transaction.atomic(using="reader"), connections["reader"].cursor() as cursor:
        for notice in NOTICES:
            yield from notice.faults(cursor)
