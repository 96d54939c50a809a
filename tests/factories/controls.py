"""Inventories, losses and minutes, made through the operations a user would call."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.controls import operations
from quitus.domain.controls.models import Inventory, LossFile
from quitus.domain.controls.operations import WhatHappened
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.models import Slip
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.ranges import NumberRange
from tests.factories.people import Person
from tests.factories.stock import HANDED_ON, TRANSFERRED_ON, Stock

ON_PAPER = OnPaper("Claude Masson", "proces-verbal.pdf", "a" * 64, "application/pdf", 1200)


def what(kind: str = "loss", on: date = HANDED_ON, **facts: object) -> WhatHappened:
    """What is told of a loss found out on the day it happened."""
    said: dict[str, object] = {"occurred_on": on, "discovered_on": on, "circumstances": "Tiroir forcé dans la nuit"}
    return WhatHappened(kind=kind, **(said | facts))  # type: ignore[arg-type]


def acknowledge(stock: Stock) -> None:
    """Every slip of the stock received: what is not there is missing, not on the way."""
    for slip in Slip.objects.filter(received_on=None):
        by = stock.team.dado if slip.to_holder_id == stock.point.holder.pk else stock.team.holder
        distribution.acknowledge_slip(by=by.actor, slip_id=slip.pk, received_on=TRANSFERRED_ON)


def inventory_of(
    stock: Stock, seen: Sequence[NumberRange], *, by: Person | None = None, safe: bool = False
) -> Inventory:
    """The point (or the safe) counted: these ranges were seen, and the count is closed."""
    who = (by or (stock.team.holder if safe else stock.team.dado)).actor
    holder = stock.imprest.safe if safe else stock.point.holder
    made = operations.open_inventory(by=who, holder_ids=[holder.pk], purpose="routine")
    if seen:
        operations.count_pass(by=who, place_id=made.places.get().pk, ranges=seen, way="range")
    return operations.close_count(by=who, inventory_id=made.pk)


def concluded_inventory(stock: Stock, *, by: Person | None = None) -> Inventory:
    """The safe counted, all there, the inventory concluded."""
    who = by or stock.team.holder
    made = inventory_of(stock, [stock.numbers(51, 80)], by=who, safe=True)
    return operations.conclude_inventory(by=who.actor, inventory_id=made.pk, concluded_on=made.counted_on or HANDED_ON)


def lose(stock: Stock, numbers: NumberRange, kind: str = "loss", **facts: object) -> LossFile:
    """A file of loss about pass of the point."""
    return operations.open_loss_file(
        by=stock.team.dado.actor, holder_id=stock.point.holder.pk, ranges=[numbers], what=what(kind, **facts)
    )
