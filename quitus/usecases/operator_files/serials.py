"""Rows of serials and of deliveries: which numbers the operator gave to the pass of an order, and which came."""

from collections.abc import Sequence
from itertools import groupby

from django.db import transaction

from quitus.domain.operators import operations, queries
from quitus.domain.operators.errors import MoreSerialsThanPass, SerialAlreadyGiven, SerialOfAnotherOrder, SerialUnknown
from quitus.domain.operators.models import ImportedFile
from quitus.domain.operators.operations import Line
from quitus.domain.operators.rules import Serial, Values
from quitus.domain.vouchers.rules import series_of
from quitus.kernel.actors import Actor
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.usecases.operator_files.parsed import Parsed, Verdicts
from quitus.usecases.operator_files.reasons import Reason
from quitus.usecases.operator_files.taken_serials import TakenSerials
from quitus.usecases.orders import receive_delivery


class SerialJudge:
    """Serials given to the pass of one order, in the order of the file."""

    def __init__(self, file: ImportedFile) -> None:
        assert file.order is not None
        self.file, self.order = file, file.order
        self.taken = TakenSerials(file.contract.operator_id)
        self.left = file.order.quantity - queries.serials_given(file.order.pk)

    def look(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        return [self._verdict(row.values["first"], row.values.get("last")) for row in rows]

    def take(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        verdicts = self.look(by, rows)
        right = [row for row, verdict in zip(rows, verdicts, strict=True) if verdict is None]
        operations.import_serials(
            by=by,
            file=self.file,
            order_id=self.order.pk,
            serials=[(Line(row.line, row.facts), row.values["first"], row.values.get("last")) for row in right],
        )
        return verdicts

    def _verdict(self, first: Serial, last: Serial | None) -> Reason | None:
        end = (last or first).value
        known = self.taken.order_of(first, end)
        if known is not None:
            return Reason.of(SerialAlreadyGiven(serial=first, order=known))
        count = end - first.value + 1
        if count > self.left:
            return Reason.of(MoreSerialsThanPass(order=self.order.number, quantity=self.order.quantity))
        self.left -= count
        self.taken.add(first, end, self.order.number)
        return None


class DeliveryJudge:
    """What was delivered of one order: rows of one day and one slip are one delivery."""

    def __init__(self, file: ImportedFile) -> None:
        assert file.order is not None
        self.file, self.order = file, file.order
        self.book = queries.book_of(file.contract.operator_id)

    def look(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`: the deliveries are recorded, and undone at once."""
        with transaction.atomic():
            verdicts = self._deliver(by, rows)
            transaction.set_rollback(True)
        return verdicts

    def take(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        verdicts = self._deliver(by, rows)
        right = [row for row, verdict in zip(rows, verdicts, strict=True) if verdict is None]
        lines = []
        for row in right:
            numbers = self._range(row.values)
            lines.append(Line(row.line, row.facts, numbers.first, numbers.last))
        operations.keep_delivery_rows(by=by, file=self.file, lines=lines)
        return verdicts

    def _deliver(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        verdicts: Verdicts = [None] * len(rows)
        ranges: dict[int, NumberRange] = {}
        for place, row in enumerate(rows):
            try:
                ranges[place] = self._range(row.values)
            except Refusal as refusal:
                verdicts[place] = Reason.of(refusal)

        def slip(place: int) -> tuple[object, ...]:
            return rows[place].values["delivered_on"], rows[place].values.get("slip", "")

        for (on, reference), group in groupby(sorted(ranges, key=slip), key=slip):
            places = list(group)
            try:
                receive_delivery(
                    by=by,
                    order_id=self.order.pk,
                    delivered_on=on,  # type: ignore[arg-type]
                    received=[ranges[place] for place in places],
                    slip_reference=str(reference),
                )
            except Refusal as refusal:
                for place in places:
                    verdicts[place] = Reason.of(refusal)
        return verdicts

    def _range(self, values: Values) -> NumberRange:
        first: Serial = values["first"]
        last: Serial = values.get("last") or first
        numbers = self.book.range_of(first, last)
        if numbers is None:
            raise SerialUnknown(serial=f"{first}–{last}" if last != first else first)
        if series_of(numbers.first) != self.order.series:
            other = queries.orders_of(self.file.contract_id).filter(series=series_of(numbers.first)).first()
            raise SerialOfAnotherOrder(serial=first, order=other.number if other else "?")
        return numbers
