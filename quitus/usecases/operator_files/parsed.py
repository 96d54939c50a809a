"""Rows that could be read, and how they are judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from quitus.domain.operators import queries
from quitus.domain.operators.errors import OrderUnknown
from quitus.domain.operators.models import ImportedFile
from quitus.domain.operators.rules import Values, facts_of
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.usecases.operator_files.reasons import Reason


@dataclass(slots=True)
class Parsed:
    """A row that could be read: its line in the file, its cells, what they say, its reference."""

    place: int
    cells: list[str]
    values: Values
    line: str

    @property
    def facts(self) -> int:
        """The hash of all that it says; most rows that are rejected never need it."""
        return facts_of(self.values)


Verdicts = list[Reason | None]


class Judge(Protocol):
    """Judges rows of one kind, in the order of the file: None for each that is right."""

    def look(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """What would come of these rows; nothing is written."""

    def take(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """The same, and what is right is written."""


def orders_by_number(file: ImportedFile) -> dict[str, Order]:
    """The orders that are or were under a contract by their number: the last papers of an operator come late."""
    return {order.number: order for order in queries.orders_ever_of(file.contract_id)}


def order_named(orders: dict[str, Order], number: str) -> Order:
    """The order of that number. Refuses with `OrderUnknown`."""
    found = orders.get(number)
    if found is None:
        raise OrderUnknown(order=number)
    return found
