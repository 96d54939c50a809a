"""The register of one holder over a period: what was there, each line with its running balance, what remains."""

from datetime import date

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder, Movement
from quitus.domain.distribution.queries import screens
from quitus.domain.documents import kinds
from quitus.domain.vouchers.models import Order
from quitus.kernel.words import N_
from quitus.usecases.registers.errors import RegisterTooLong
from quitus.usecases.registers.framing import (
    FIRST_NUMBER,
    LAST_NUMBER,
    accountant,
    authority,
    keeper_of,
    number_of,
    on_the_way,
    orders_in,
    period_items,
    refuse_wrong_period,
)
from quitus.usecases.registers.shape import Cell, Column, Item, Part, Signer, Statement
from quitus.usecases.registers.use import together, uses

COLUMNS = (
    Column(N_("Date"), "day"),
    Column(N_("Bordereau"), "code"),
    Column(N_("Commande"), "code"),
    FIRST_NUMBER,
    LAST_NUMBER,
    Column(N_("Reçus de, donnés à")),
    Column(N_("Entrées"), "number", summed=True),
    Column(N_("Sorties"), "number", summed=True),
    Column(N_("Solde"), "number"),
    Column(N_("Valeur du solde"), "money"),
)


def register_statement(holder_id: int, since: date, until: date, *, most: int) -> Statement:
    """The register of a holder from a day to a day, both included, lines by day of fact.

    Refuses with `PeriodBackwards`, `PeriodNotOver`, and with `RegisterTooLong` beyond `most` lines. Raises
    `Holder.DoesNotExist`.
    """
    refuse_wrong_period(since, until)
    holder = queries.holder(holder_id)
    count = screens.line_count([holder.pk], since, until)
    if count > most:
        raise RegisterTooLong(count=count, most=most)
    lines = list(screens.lines_between([holder.pk], since, until))
    flows = screens.flows([holder.pk], since, until)
    orders = orders_in({flow.order for flow in flows})
    by_order = uses(flows, {}, (), lambda flow: flow.order)
    total = together(by_order.values())
    before = sum(use.opening * orders[key].face_value_cents for key, use in by_order.items())
    after = sum(use.closing * orders[key].face_value_cents for key, use in by_order.items())
    rows = _rows(lines, orders, total.opening, before)
    came = sum(line.range.count for line in lines if line.to_holder_id == holder.pk)
    left = sum(line.range.count for line in lines if line.from_holder_id == holder.pk)
    return Statement(
        kind=kinds.STOCK_REGISTER,
        subject_id=holder.pk,
        authority=authority(),
        title=kinds.LABELS[kinds.STOCK_REGISTER],
        about=holder.label,
        since=since,
        until=until,
        items=(
            Item(N_("Détenteur"), holder.label),
            *period_items(since, until),
            Item(N_("Pass au début"), total.opening, "number"),
            Item(N_("Pass à la fin"), total.closing, "number"),
            *on_the_way([holder.pk], until),
            Item(N_("Valeur à la fin"), after, "money"),
        ),
        parts=(
            Part(
                caption=N_("Mouvements"),
                columns=COLUMNS,
                rows=rows,
                opening=(None, None, None, None, None, N_("Report"), None, None, total.opening, before),
                totals=(N_("Total"), None, None, None, None, None, came, left, total.closing, after),
                nothing=N_("Aucun mouvement dans la période."),
            ),
        ),
        signers=(*_signers(holder, until), accountant()),
    )


def _rows(lines: list[Movement], orders: dict[int, Order], balance: int, value: int) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        change: int = line.change  # type: ignore[attr-defined]
        order = orders[line.order_id]
        balance += change
        value += change * order.face_value_cents
        other = line.from_holder if change > 0 else line.to_holder
        rows.append(
            (
                line.occurred_on,
                line.slip.number if line.slip else None,
                order.number,
                number_of(line.first),
                number_of(line.last),
                other.label if other else N_("Production"),
                change if change > 0 else None,
                -change if change < 0 else None,
                balance,
                value,
            )
        )
    return rows


def _signers(holder: Holder, until: date) -> tuple[Signer, ...]:
    imprest = holder.imprest or (holder.point.imprest if holder.point else None)
    if imprest is not None:
        return (keeper_of(imprest, until),)
    return () if holder.kind == states.ACCOUNTANT else (Signer(holder.label),)
