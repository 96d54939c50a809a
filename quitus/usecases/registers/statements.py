"""What a régie or a mandated body renders: bordereau d'emploi et de versement, monthly statement, compte d'emploi."""

from collections.abc import Callable, Iterable
from datetime import date

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Movement
from quitus.domain.distribution.queries import screens
from quitus.domain.distribution.queries.screens import Flow
from quitus.domain.documents import kinds
from quitus.domain.vouchers.models import Order
from quitus.kernel.words import N_
from quitus.usecases.registers.accountable import Accountable, body, regie
from quitus.usecases.registers.errors import RegisterTooLong
from quitus.usecases.registers.framing import (
    FIRST_NUMBER,
    LAST_NUMBER,
    accountant,
    authorising_officer,
    authority,
    number_of,
    orders_in,
    period_items,
    refuse_wrong_period,
)
from quitus.usecases.registers.shape import Cell, Column, Item, Part, Signer, Statement
from quitus.usecases.registers.use import Use, together, uses

NAMES = {
    "received": N_("Reçus"),
    "taken_back": N_("Repris"),
    "moved": N_("Transferts"),
    "employed": N_("Remis"),
    "paid_back": N_("Reversés"),
    "lost": N_("Pertes"),
    "found": N_("Retrouvés"),
    "other": N_("Autres"),
}
DETAIL = (
    Column(N_("Date"), "day"),
    Column(N_("Bordereau"), "code"),
    Column(N_("Commande"), "code"),
    FIRST_NUMBER,
    LAST_NUMBER,
    Column(N_("De")),
    Column(N_("À")),
    Column(N_("Pass"), "number", summed=True),
    Column(N_("Valeur"), "money", summed=True),
)


class Books:
    """The flows of one régie, or of one mandated body, over a period, with what they name."""

    def __init__(self, of: Accountable, since: date, until: date) -> None:
        refuse_wrong_period(since, until)
        self.of = of
        self.since, self.until = since, until
        self.holders = of.holders
        self.ids = [holder.pk for holder in self.holders]
        self.flows = screens.flows(self.ids, since, until)
        others = {flow.other for flow in self.flows if flow.other is not None}
        self.kinds = dict(queries.holders().filter(pk__in=others).values_list("pk", "kind"))
        self.orders = orders_in({flow.order for flow in self.flows})

    def by(self, key: Callable[[Flow], int], flows: Iterable[Flow] | None = None) -> dict[int, Use]:
        """Their use, by what `key` says."""
        return uses(self.flows if flows is None else flows, self.kinds, self.ids, key)

    def worth(self, measure: Callable[[Use], int], flows: Iterable[Flow] | None = None) -> int:
        """The face value, in cents, of what is counted by order."""
        by_order = self.by(lambda flow: flow.order, flows)
        return sum(measure(use) * self.orders[key].face_value_cents for key, use in by_order.items())

    def statement(
        self, kind: str, parts: Iterable[Part], signers: tuple[Signer, ...], *, more: tuple[Item, ...] = ()
    ) -> Statement:
        """The paper of a kind about them and this period."""
        return Statement(
            kind=kind,
            subject_id=self.of.pk,
            authority=authority(),
            title=kinds.LABELS[kind],
            about=self.of.name,
            since=self.since,
            until=self.until,
            items=(*self.of.items, *period_items(self.since, self.until), *more),
            parts=tuple(parts),
            signers=signers,
            notes=self.of.notes,
        )


def bordereau_statement(imprest_id: int, since: date, until: date, *, most: int) -> Statement:
    """The bordereau d'emploi et de versement of a régie over a period: what was received, employed, paid back, and each
    slip that proves it (by analogy with CGCT R.1611-11; justified at least monthly, R.1617-12 and following).

    Refuses with `PeriodBackwards`, `PeriodNotOver`, `RegisterTooLong`. Raises `Imprest.DoesNotExist`.
    """
    return _bordereau(kinds.BORDEREAU_EMPLOI, Books(regie(imprest_id), since, until), most)


def mandate_bordereau(mandate_id: int, since: date, until: date, *, most: int) -> Statement:
    """The bordereau d'emploi et de versement of a mandated body (CGCT L.1611-7, D.1611-16 and following).

    Refuses as `bordereau_statement`. Raises `MandateConvention.DoesNotExist`.
    """
    return _bordereau(kinds.MANDATE_BORDEREAU, Books(body(mandate_id), since, until), most)


def _bordereau(kind: str, books: Books, most: int) -> Statement:
    since, until = books.since, books.until
    count = screens.line_count(books.ids, since, until)
    if count > most:
        raise RegisterTooLong(count=count, most=most)
    lines = list(screens.lines_between(books.ids, since, until))

    def some(*wanted: Callable[[Movement], bool]) -> list[Movement]:
        return [line for line in lines if all(test(line) for test in wanted)]

    def comes(line: Movement) -> bool:
        return bool(line.change > 0)  # type: ignore[attr-defined]

    def employed(line: Movement) -> bool:
        return line.to_holder.kind == states.BENEFICIARIES

    return books.statement(
        kind,
        [
            _by_order(books, N_("Emploi par commande")),
            _detail(N_("Pass reçus"), some(comes), books.orders),
            _detail(N_("Pass remis aux bénéficiaires"), some(employed), books.orders),
            _detail(
                N_("Versements et autres sorties"),
                some(lambda line: not comes(line), lambda line: not employed(line)),
                books.orders,
            ),
        ],
        (books.of.keeper(until), accountant()),
        more=(Item(N_("Valeur remise"), books.worth(lambda use: use.employed), "money"),),
    )


def _detail(caption: str, lines: list[Movement], orders: dict[int, Order]) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (
            line.occurred_on,
            line.slip.number if line.slip else None,
            orders[line.order_id].number,
            number_of(line.first),
            number_of(line.last),
            line.from_holder.label if line.from_holder else None,
            line.to_holder.label,
            line.range.count,
            line.range.count * orders[line.order_id].face_value_cents,
        )
        for line in lines
    ]
    count = sum(line.range.count for line in lines)
    value = sum(line.range.count * orders[line.order_id].face_value_cents for line in lines)
    totals = (N_("Total"), None, None, None, None, None, None, count, value)
    return Part(caption, DETAIL, rows, N_("Aucun mouvement dans la période."), totals=totals)


def compte_statement(imprest_id: int, since: date, until: date, *, most: int) -> Statement:
    """The compte d'emploi of a régie, on 31 December of a year: by order, then by hand that holds or gives.

    Refuses with `PeriodBackwards`, `PeriodNotOver`. Raises `Imprest.DoesNotExist`.
    """
    return _compte(kinds.COMPTE_EMPLOI, Books(regie(imprest_id), since, until))


def mandate_compte(mandate_id: int, since: date, until: date, *, most: int) -> Statement:
    """The compte d'emploi of a mandated body, which it renders at least yearly (CGCT L.1611-7, D.1611-18, 8°).

    Refuses with `PeriodBackwards`, `PeriodNotOver`. Raises `MandateConvention.DoesNotExist`.
    """
    return _compte(kinds.MANDATE_COMPTE, Books(body(mandate_id), since, until))


def _compte(kind: str, books: Books) -> Statement:
    return books.statement(
        kind,
        [_by_order(books, N_("Emploi par commande")), _by_holder(books, N_("Emploi par détenteur"))],
        (books.of.keeper(books.until), accountant(), authorising_officer()),
        more=(
            Item(N_("Valeur remise"), books.worth(lambda use: use.employed), "money"),
            Item(N_("Valeur en stock à la fin"), books.worth(lambda use: use.closing), "money"),
        ),
    )


def monthly_statement(imprest_id: int, since: date, until: date, *, most: int) -> Statement:
    """The statement of a month: the safe, then each point, from what it had to what it has.

    Refuses with `PeriodBackwards`, `PeriodNotOver`. Raises `Imprest.DoesNotExist`.
    """
    books = Books(regie(imprest_id), since, until)
    return books.statement(
        kinds.MONTHLY_STATEMENT,
        [_by_holder(books, N_("Coffre et points")), _by_order(books, N_("Par commande"))],
        (books.of.keeper(until), authorising_officer()),
        more=(Item(N_("Valeur en stock à la fin"), books.worth(lambda use: use.closing), "money"),),
    )


def _by_order(books: Books, caption: str) -> Part:
    by_order = books.by(lambda flow: flow.order)
    order_of = books.orders
    named = [
        (order_of[key].number, use, order_of[key].face_value_cents)
        for key, use in sorted(by_order.items(), key=lambda one: order_of[one[0]].number)
        if not use.is_nothing
    ]
    shown = _shown(use for _name, use, _value in named)
    total = together(use for _name, use, _value in named)
    value = sum(use.closing * face for _name, use, face in named)
    columns = (
        Column(N_("Commande"), "code"),
        Column(N_("Valeur d'un pass"), "money"),
        *_use_columns(shown),
        Column(N_("Valeur à la fin"), "money", summed=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (name, face, *_use_cells(use, shown), use.closing * face) for name, use, face in named
    ]
    totals = (N_("Total"), None, *_use_cells(total, shown), value)
    return Part(caption, columns, rows, N_("Aucun pass dans la période."), totals=totals)


def _by_holder(books: Books, caption: str) -> Part:
    by_holder = books.by(lambda flow: flow.holder)
    named = [
        (holder, by_holder[holder.pk])
        for holder in books.holders
        if holder.pk in by_holder and not by_holder[holder.pk].is_nothing
    ]
    shown = _shown(use for _holder, use in named)
    rows: list[tuple[Cell, ...]] = []
    for holder, use in named:
        own = [flow for flow in books.flows if flow.holder == holder.pk]
        worth = books.worth(lambda found: found.closing, own)
        commune = holder.point.commune if holder.point else None
        rows.append((holder.label, commune, *_use_cells(use, shown), worth))
    total = together(use for _holder, use in named)
    columns = (
        Column(N_("Détenteur")),
        Column(N_("Commune")),
        *_use_columns(shown),
        Column(N_("Valeur à la fin"), "money", summed=True),
    )
    totals = (N_("Total"), None, *_use_cells(total, shown), books.worth(lambda use: use.closing))
    return Part(caption, columns, rows, N_("Aucun pass dans la période."), totals=totals)


def _shown(found: Iterable[Use]) -> list[str]:
    """The columns in which something stands; what is received and employed always does."""
    some = list(found)
    return [name for name in NAMES if name in ("received", "employed") or any(getattr(use, name) for use in some)]


def _use_columns(shown: list[str]) -> tuple[Column, ...]:
    middle = (Column(NAMES[name], "number", summed=True) for name in shown)
    return (
        Column(N_("Stock au début"), "number", summed=True),
        *middle,
        Column(N_("Stock à la fin"), "number", summed=True),
    )


def _use_cells(use: Use, shown: list[str]) -> tuple[int, ...]:
    return (use.opening, *(getattr(use, name) for name in shown), use.closing)
