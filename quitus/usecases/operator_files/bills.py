"""What an operator asks and gives back: invoices of fees beside what the contract gives, credit notes at face value."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from quitus.domain.operators import kinds, operations, queries, rules
from quitus.domain.operators.errors import FeeBelowZero, MoreCreditedThanLeft, NotAtFaceValue
from quitus.domain.operators.models import ImportedFile
from quitus.domain.operators.operations import Credit, Fee, Line
from quitus.domain.venues.queries import venues_taking_pass
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.money import Cents, PerMille
from quitus.kernel.refusals import Refusal
from quitus.usecases.operator_files.parsed import Parsed, Verdicts, order_named, orders_by_number
from quitus.usecases.operator_files.reasons import Reason


def _judged(rows: Sequence[Parsed], make: Callable[[Parsed], object]) -> tuple[list[tuple[Line, object]], Verdicts]:
    made: list[tuple[Line, object]] = []
    verdicts: Verdicts = []
    for row in rows:
        try:
            made.append((Line(row.line, row.facts), make(row)))
            verdicts.append(None)
        except Refusal as refusal:
            verdicts.append(Reason.of(refusal))
    return made, verdicts


class FeeJudge:
    """Fees, compared with our own lines: a difference is shown, never refused, since it is to be discussed."""

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        self.orders = orders_by_number(file)
        self.billed: Counter[tuple[str, int]] = Counter()
        self.known: Counter[tuple[str, int]] = Counter()
        self.used: dict[int, list[tuple[date, int]]] = {}
        self.paid_under: dict[int, int | None] = {}
        self.venues: dict[int, int] = {}

    def look(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        self._read()
        return _judged(rows, self._fee)[1]

    def take(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        self.billed.clear()  # what was taken before is in the database, and is read from there
        self._read()
        made, verdicts = _judged(rows, self._fee)
        operations.import_fees(by=by, file=self.file, fees=made)  # type: ignore[arg-type]
        return verdicts

    def _read(self) -> None:
        """What a batch is compared with, for every order of the contract: four queries."""
        ids = [order.pk for order in self.orders.values()]
        self.known = queries.billed_counts(self.file.contract_id, ids)
        for year, count in queries.billed_venues(self.file.contract_id).items():
            self.known[kinds.PER_VENUE, year] = count
        self.used = queries.uses_by_day(self.file.contract, ids)
        self.paid_under = queries.paid_under(self.orders.values())

    def _fee(self, row: Parsed) -> Fee:
        values = row.values
        if values["amount"] < 0:
            raise FeeBelowZero(amount_cents=values["amount"])
        order = order_named(self.orders, values["order"]) if values.get("order") else None
        counted = self._counted(values["kind"], order, values["invoiced_on"])
        if values["kind"] == kinds.PER_VENUE:
            self.billed[kinds.PER_VENUE, values["invoiced_on"].year] += values["count"]
        elif order is not None:
            self.billed[values["kind"], order.pk] += values["count"]
        return Fee(
            invoice=values["invoice"],
            invoiced_on=values["invoiced_on"],
            kind=values["kind"],
            order_id=order.pk if order else None,
            count=values["count"],
            amount_cents=values["amount"],
            expected_cents=self._expected(values["kind"], order, counted),
            counted=counted,
        )

    def _counted(self, kind: str, order: Order | None, invoiced_on: date) -> int | None:
        """What our own lines count of the same thing that no earlier line billed; None where they cannot tell."""
        if kind == kinds.PER_VENUE:
            year = invoiced_on.year
            return max(self._venues_of(year) - self.known[kind, year] - self.billed[kind, year], 0)
        if order is None or kind not in (kinds.ON_ORDER, kinds.ON_REDEMPTION):
            return None
        whole = order.quantity if self.paid_under[order.pk] == self.file.contract_id else 0
        if kind == kinds.ON_REDEMPTION:
            days = self.used.get(order.pk, ())
            whole = sum(count for service_on, count in days if service_on <= invoiced_on)
        before = self.known[kind, order.pk] + self.billed[kind, order.pk]
        return max(whole - before, 0)

    def _venues_of(self, year: int) -> int:
        """How many venues of the scheme were qualified on some day of a year, up to today."""
        if year not in self.venues:
            first, last = date(year, 1, 1), min(date(year, 12, 31), today())
            self.venues[year] = len(venues_taking_pass(self.file.scheme_id, last, first)) if first <= last else 0
        return self.venues[year]

    def _expected(self, kind: str, order: Order | None, counted: int | None) -> Cents | None:
        contract = self.file.contract
        if kind == kinds.PER_VENUE and counted is not None:
            return Cents(counted * contract.yearly_fee_per_venue_cents)
        if order is None:
            return None
        rates = (PerMille(contract.fee_on_order_per_mille), PerMille(contract.fee_on_redemption_per_mille))
        return rules.expected_fee(kind, counted, Cents(order.face_value_cents), rates)


class CreditJudge:
    """Credit notes: at face value, for pass that nobody used and that were not credited before."""

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        self.orders = orders_by_number(file)
        self.asked: Counter[int] = Counter()
        self.left: dict[int, int] = {}

    def look(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        self._read()
        return _judged(rows, self._credit)[1]

    def take(self, by: Actor, rows: Sequence[Parsed]) -> Verdicts:
        """See `Judge`."""
        self.asked.clear()  # what was taken before is in the database, and is read from there
        self._read()
        made, verdicts = _judged(rows, self._credit)
        operations.import_credit_notes(by=by, file=self.file, credits_given=made)  # type: ignore[arg-type]
        return verdicts

    def _read(self) -> None:
        """What is left of every order of the contract before a batch: delivered pass neither used nor credited;
        cancelled ones are credited too. Of an order that was handed over, what was left then, or used until then.
        Four queries.
        """
        contract, orders = self.file.contract, list(self.orders.values())
        given = queries.given_counts(contract.pk, orders)
        used, credited = queries.uses_by_day(contract, list(given)), queries.credited_counts(contract.pk, list(given))
        self.left = {
            order_id: count - sum(many for _day, many in used.get(order_id, ())) - credited.get(order_id, 0)
            for order_id, count in given.items()
        }

    def _credit(self, row: Parsed) -> Credit:
        values = row.values
        order = order_named(self.orders, values["order"])
        expected = values["count"] * order.face_value_cents
        if not values["count"] or values["amount"] != expected:
            raise NotAtFaceValue(count=values["count"], expected_cents=expected, amount_cents=values["amount"])
        left = self.left[order.pk] - self.asked[order.pk]
        if values["count"] > left:
            raise MoreCreditedThanLeft(left=max(left, 0), order=order.number)
        self.asked[order.pk] += values["count"]
        return Credit(values["note"], values["noted_on"], order.pk, values["count"], values["amount"])
