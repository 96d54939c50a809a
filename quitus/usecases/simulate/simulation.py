"""What a change of terms would do to a scheme, from every room: only reads."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody
from quitus.domain.grants import queries as grants
from quitus.domain.grants import states as grant_states
from quitus.domain.grants.contradictions import Finding, Frame, find
from quitus.domain.grants.contradictions.frame import AMENDMENT, Given, Level, Passage
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.rules import PARAMETERS, Terms, Value
from quitus.domain.obligations import queries as obligations
from quitus.domain.obligations import rules as obligation_rules
from quitus.domain.obligations.models import Obligation
from quitus.domain.reporting import queries as reporting
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as order_states
from quitus.domain.vouchers.models import Order
from quitus.usecases import findings
from quitus.usecases.simulate.change import Change, Line, derived
from quitus.usecases.simulate.errors import NothingToSimulate
from quitus.usecases.simulate.forecast import Forecast, window

NOT_HANDED_OUT = (custody.PRINTER, custody.ACCOUNTANT, custody.SAFE, custody.POINT)
LIVING = tuple(
    state
    for state in order_states.ORDER
    if state not in {order_states.CLOSING, order_states.CLOSED, order_states.CANCELLED}
)


@dataclass(frozen=True)
class Move:
    """What is owed: on which day today (None: not owed), on which day then (None: owed no more)."""

    label: str
    before: date | None
    after: date | None
    article_number: str = ""
    key: int | None = None


@dataclass(frozen=True)
class ExpiringOrder:
    """An order whose pass end before the action would, and how many of its pass nobody has been handed.

    `is_new` when they do not end before the action as it is.
    """

    order: Order
    not_handed_out_count: int
    is_new: bool

    @property
    def booklet_count(self) -> int:
        """How many whole booklets that makes."""
        return self.not_handed_out_count // self.order.booklet_size


@dataclass(frozen=True)
class Simulation:
    """Everything that a change of terms would do, as known on the day `on`.

    `stock_count` is how many pass nobody has been handed, in all orders; `under_way` the amendment already in
    preparation, which must be signed before another is drafted.
    """

    on: date
    convention: Convention
    change: Change
    parameters: dict[str, Value]
    before: Terms
    after: Terms
    lines: list[Line]
    moves: list[Move]
    orders: list[ExpiringOrder]
    stock_count: int
    forecast_before: Forecast
    forecast_after: Forecast
    created: list[Finding]
    solved: list[Finding]
    under_way: Amendment | None

    @property
    def is_late(self) -> bool:
        """Whether the end that would be moved is past: signing then needs a reason."""
        return "action_ends_on" in self.parameters and self.before.action_ends_on < self.on


def simulate(scheme_id: int, change: Change, on: date) -> Simulation:
    """What a change would do to the convention in force on the day `on`. Nothing is written.

    Refuses with `ConventionNotSigned`, `NothingToSimulate`, `DatesDisagree`, `ParameterValueWrong`, `DutyTooLong`.
    """
    convention = grants.signed_convention(scheme_id, on)
    before = grants.terms_at(scheme_id, on)
    parameters = change.parameters(before)
    if not parameters:
        raise NothingToSimulate()
    after = change.after(before)
    plan = obligations.preview(convention.pk, terms=after, since=on)
    stock = _not_handed_out()
    forecast = _forecast(scheme_id, before, on)
    created, solved = _findings(convention, parameters, on)
    return Simulation(
        on=on,
        convention=convention,
        change=change,
        parameters=parameters,
        before=before,
        after=after,
        lines=derived(before, after),
        moves=list(_moves(convention.pk, plan)),
        orders=_expiring(before, after, stock),
        stock_count=sum(stock.values()),
        forecast_before=forecast,
        forecast_after=replace(forecast, ends_on=after.action_ends_on, target_count=after.target_count),
        created=created,
        solved=solved,
        under_way=grants.amendments(convention.pk).filter(state=grant_states.DRAFTED).first(),
    )


def _moves(convention_id: int, plan: obligation_rules.Plan) -> Iterator[Move]:
    """What moves, appears and disappears, by date."""
    gone = {one.key for one in plan.dropped}
    labels = dict(Obligation.objects.filter(pk__in=gone).values_list("pk", "label")) if gone else {}
    found = [
        *(Move(due.label, kept.due_on, due.due_on, due.article_number, kept.key) for kept, due in plan.moved),
        *(Move(due.label, None, due.due_on, due.article_number) for due in plan.added),
        *(Move(labels.get(one.key, one.code), one.due_on, None, "", one.key) for one in plan.dropped),
    ]
    return iter(sorted(found, key=lambda move: (move.after or move.before or date.max, move.label)))


def _not_handed_out() -> Counter[int]:
    """How many pass of each order are with the printer, the accountant, a safe or a point."""
    held: Counter[int] = Counter()
    for line in distribution.stock():
        if line.holder.kind in NOT_HANDED_OUT:
            held[line.order.pk] += line.count
    return held


def _expiring(before: Terms, after: Terms, stock: Counter[int]) -> list[ExpiringOrder]:
    living = vouchers.orders(states_in=LIVING)
    ending = living.filter(valid_until__lt=after.action_ends_on).order_by("valid_until", "pk")
    return [
        ExpiringOrder(order, stock[order.pk], is_new=order.valid_until >= before.action_ends_on) for order in ending
    ]


def _forecast(scheme_id: int, terms: Terms, on: date) -> Forecast:
    since, days = window(terms.action_starts_on, on)
    _handed, used = reporting.handed_out_and_used(scheme_id, on)
    _handed, used_before = reporting.handed_out_and_used(scheme_id, since)
    return Forecast(on, terms.action_ends_on, used, used - used_before, days, terms.target_count)


def _findings(convention: Convention, changed: dict[str, Value], on: date) -> tuple[list[Finding], list[Finding]]:
    """The findings that an amendment with these values would make, and those that it would solve."""
    frame = findings.frame_of(convention)
    now, then = find(frame), find(with_level(frame, changed, on))
    said_now, said_then = {_said(one) for one in now}, {_said(one) for one in then}
    return (
        [one for one in then if _said(one) not in said_now],
        [one for one in now if _said(one) not in said_then],
    )


def with_level(frame: Frame, changed: dict[str, Value], on: date) -> Frame:
    """The same texts with one more amendment, which fixes these values on the day `on`."""
    last = frame.levels[-1]
    number = last.number + 1
    given = {
        name: Given(
            ", ".join(value) if isinstance(value, tuple) else value,
            Passage(AMENDMENT, str(number), register=PARAMETERS[name].label),
        )
        for name, value in changed.items()
    }
    return replace(frame, levels=(*frame.levels, Level(number, {**last.after, **given}, last.after, on)))


def _said(one: Finding) -> tuple[str, str, str, str]:
    """What a finding says, wherever it is read: a value restated by another text is the same finding."""
    return one.code, one.term, one.first.written, one.second.written
