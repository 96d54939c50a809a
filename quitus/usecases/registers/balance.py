"""The balance of cash and of values of a régie on a day, in two columns that agree (CGCT R.1617-16 and -17)."""

from collections.abc import Callable
from datetime import date

from quitus.domain.distribution import catalogue, queries
from quitus.domain.distribution.regie import CASH_SIGNS
from quitus.domain.documents import kinds
from quitus.kernel.words import N_
from quitus.usecases.registers.accountable import regie
from quitus.usecases.registers.framing import accountant, authorising_officer, on_the_way
from quitus.usecases.registers.shape import Cell, Column, Item, Part, Statement
from quitus.usecases.registers.statements import Books
from quitus.usecases.registers.use import Use, together

COLUMNS = (
    Column(N_("Compte")),
    Column(N_("Pass pris en charge"), "number", summed=True),
    Column(N_("Pass justifiés"), "number", summed=True),
    Column(N_("Valeur prise en charge"), "money", summed=True),
    Column(N_("Valeur justifiée"), "money", summed=True),
)
CASH_COLUMNS = (
    Column(N_("Date"), "day"),
    Column(N_("Opération")),
    Column(N_("Pièce"), "code"),
    Column(N_("Recettes"), "money", summed=True),
    Column(N_("Dépenses"), "money", summed=True),
)
WAYS: tuple[tuple[str, Callable[[Use], int]], ...] = (
    (N_("Remis aux bénéficiaires"), lambda use: use.employed - use.taken_back),
    (N_("Reversés"), lambda use: use.paid_back),
    (N_("Perdus, volés ou détruits"), lambda use: use.lost - use.found),
)


def balance_statement(imprest_id: int, on: date) -> Statement:
    """What a régie took in charge since it was opened, and where it is at the end of a day: both sums agree.

    Refuses with `PeriodNotOver`. Raises `Imprest.DoesNotExist`.
    """
    one = regie(imprest_id)
    books, ever = Books(one, on, on), Books(one, date.min, on)
    total = together(ever.by(lambda flow: flow.order).values())
    taken, taken_worth = _both(ever, total, lambda use: use.received + use.other)
    rows: list[tuple[Cell, ...]] = [(N_("Reçus depuis l'ouverture"), taken, None, taken_worth, None)]
    justified, justified_worth = 0, 0
    for label, count, worth in [*_stocks(ever), *_ways(ever, total)]:
        rows.append((label, None, count, None, worth))
        justified, justified_worth = justified + count, justified_worth + worth
    stock, stock_worth = _both(ever, total, lambda use: use.closing)
    return books.statement(
        kinds.BALANCE,
        [
            Part(
                caption=N_("Valeurs"),
                columns=COLUMNS,
                rows=rows,
                totals=(N_("Total"), taken, justified, taken_worth, justified_worth),
                nothing=N_("Aucun pass n'est encore entré au coffre."),
            ),
            _cash(imprest_id, on),
        ],
        (one.keeper(on), accountant(), authorising_officer()),
        more=(
            Item(N_("Pass en stock"), stock, "number"),
            *on_the_way(books.ids, on),
            Item(N_("Valeur en stock"), stock_worth, "money"),
            Item(N_("Espèces en caisse"), queries.cash_on(imprest_id, on), "money"),
        ),
    )


def _cash(imprest_id: int, on: date) -> Part:
    """What came to the cash and left it."""
    rows: list[tuple[Cell, ...]] = []
    came = left = 0
    for line in queries.cash_lines(imprest_id, until=on):
        comes = CASH_SIGNS[line.kind] > 0
        came += line.amount_cents if comes else 0
        left += 0 if comes else line.amount_cents
        rows.append(
            (
                line.occurred_on,
                catalogue.CASH_KINDS[line.kind],
                line.reference,
                line.amount_cents if comes else None,
                None if comes else line.amount_cents,
            )
        )
    totals = (N_("Total"), None, None, came, left)
    return Part(N_("Caisse"), CASH_COLUMNS, rows, N_("La régie n'a tenu aucune espèce."), totals=totals)


def _both(books: Books, total: Use, measure: Callable[[Use], int]) -> tuple[int, int]:
    """A count of pass and its face value in cents."""
    return measure(total), books.worth(measure)


def _stocks(books: Books) -> list[tuple[str, int, int]]:
    """What each hand of the régie holds: name, count, value."""
    found = []
    for holder in books.holders:
        own = [flow for flow in books.flows if flow.holder == holder.pk]
        count = together(books.by(lambda flow: flow.order, own).values()).closing
        if count or holder.imprest_id is not None:
            found.append((holder.label, count, books.worth(lambda use: use.closing, own)))
    return found


def _ways(books: Books, total: Use) -> list[tuple[str, int, int]]:
    """What left the régie, by the way it left; the hand-outs always."""
    told = [(label, *_both(books, total, measure)) for label, measure in WAYS]
    return [one for one in told if one[1] or one[0] == WAYS[0][0]]
