"""One pass, or a range of them, on one page: where they are, every line that touches them. The same for everybody."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution.models import Movement
from quitus.domain.distribution.queries import screens
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import orders as written
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Next,
    Past,
    Row,
    Status,
    Table,
    Thread,
    Tone,
    Words,
    code,
    number,
)
from quitus.interfaces.web.layout.pages import show_detail
from quitus.interfaces.web.layout.print_pages import Door, print_alone
from quitus.interfaces.web.layout.words import day, paris_day
from quitus.interfaces.web.layout.words import written as spelled
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.usecases.find_pass import Found
from quitus.usecases.life_of_pass import Event, Life, life_of

TONES: dict[str, Tone] = {
    states.ACTIVE: "done",
    states.REDEEMED: "done",
    states.INACTIVE: "waiting",
    states.BLOCKED: "late",
    states.CANCELLED: "late",
    states.EXPIRED: "neutral",
}
BEYOND = 2**53
"""No pass has such a number."""
MOST_COUNTED = 100_000
PIECES = 100
LINES = 50


@dataclass(frozen=True)
class Sight:
    """What an audience sees of pass: `sees` a range or not, the page of a slip (empty: not the reader's), of an order.

    Its pages are `audience:pass` and `audience:pass_range`; `hands` says whether it may know who holds which part,
    `prints` whether it has pages to print pass.
    """

    audience: str
    sees: Callable[[NumberRange], bool]
    slip_url: Callable[[int, Sequence[int]], str]
    order_view: str = ""
    hands: bool = True
    prints: bool = False

    def url(self, request: SchemeRequest, numbers: NumberRange) -> str:
        """The page of one pass or of a range."""
        if numbers.count == 1:
            return here(request, f"{self.audience}:pass", numbers.first)
        return here(request, f"{self.audience}:pass_range", numbers.first, numbers.last)

    def order(self, request: SchemeRequest, order: Order) -> object:
        """The number of an order, with its page where the reader has one."""
        return Link(order.number, here(request, self.order_view, order.pk)) if self.order_view else order.number


def found_words(found: Found) -> tuple[str, str]:
    """What was found, in words: its name and what says it better (« carnet 12, commande 2021-01 »)."""
    if found.is_one:
        told = _("pass %(rank)s, commande %(order)s") % {
            "rank": found.numbers.first % 10_000_000,
            "order": found.order.number,
        }
        return _("Pass %(number)s") % {"number": written.number_words(found.numbers.first)}, told
    told = written.pass_and_order_words(found.order, found.numbers)
    first, last = (written.number_words(one) for one in (found.numbers.first, found.numbers.last))
    return _("Pass %(first)s à %(last)s") % {"first": first, "last": last}, told


# --- one pass


def show_life(request: SchemeRequest, sight: Sight, pass_number: int, *, back: Link) -> HttpResponse:
    """The life of one pass; 404 for a number that is none, or not the reader's to see."""
    life = life_of(pass_number, request.actor.role) if pass_number < BEYOND else None
    if life is None or not sight.sees(NumberRange(pass_number, pass_number)):
        raise Http404
    status = Status(TONES[life.validity], _(states.VALIDITY_LABELS[life.validity]))
    return show_detail(
        request,
        title=_("Pass %(number)s") % {"number": written.number_words(pass_number)},
        lead=_("Carnet %(booklet)s de la commande %(order)s.") % {"booklet": life.booklet, "order": life.order.number},
        back=back,
        status=status,
        facts=list(_facts(request, sight, life)),
        thread=Thread(past=[_past(request, sight, event) for event in life.events], stands=status, next=_coming(life)),
        actions=list(_actions(request, sight, life)),
    )


def _actions(request: SchemeRequest, sight: Sight, life: Life) -> Iterator[Link]:
    yield Link(_("Tout le carnet"), sight.url(request, _booklet(life)), icon="journal-text")
    if sight.prints and life.validity in (states.ACTIVE, states.INACTIVE):
        alone = print_alone(request, Door(sight.audience), life.order, life.number)
        if alone is not None:
            yield alone


def _booklet(life: Life) -> NumberRange:
    size = life.order.booklet_size
    first = life.number - (life.number % 10_000_000 - 1) % size
    return NumberRange(first, first + size - 1)


def _facts(request: SchemeRequest, sight: Sight, life: Life) -> list[Fact]:
    order = life.order
    since = _("depuis le %(day)s") % {"day": day(life.since_on)} if life.since_on else ""
    itself = NumberRange(life.number, life.number)
    return [
        Fact(_("Où il est"), _(life.where) if life.where else _("Pas encore produit"), since),
        Fact(_("Commande"), sight.order(request, order)),
        Fact(_("Numéro sur le pass"), code(written.pass_words(itself, order))),
        Fact(_("Dernier jour de validité"), order.valid_until),
        Fact(_("Accepté par les lieux jusqu'au"), order.usable_until),
    ]


def _coming(life: Life) -> list[Next]:
    if life.validity != states.ACTIVE or life.order.valid_until < today():
        return []
    return [Next(_("Dernier jour de validité"), due=life.order.valid_until)]


def _past(request: SchemeRequest, sight: Sight, event: Event) -> Past:
    url = sight.slip_url(event.slip_id, event.holders) if event.slip_id else ""
    paper = event.paper
    if event.number is not None:
        itself = NumberRange(event.number, event.number)
        url = sight.url(request, itself) if sight.sees(itself) else ""
        paper = written.number_words(event.number)
    return Past(
        at=event.on,
        sentence=_(event.sentence) % spelled(event.facts),
        who=event.who,
        paper=" · ".join(part for part in (paper, _recorded(event)) if part),
        url=url,
    )


def _recorded(event: Event) -> str:
    """When the line was written, where that was not on the day of the fact."""
    if event.at is None or paris_day(event.at) == event.on:
        return ""
    return _("enregistré le %(day)s") % {"day": day(event.at)}


# --- a range


def show_range(request: SchemeRequest, sight: Sight, first: int, last: int, *, back: Link) -> HttpResponse:
    """Where the pass of a range are, what became of them, the last lines that touch them; 404 for no such range."""
    if not first <= last < BEYOND:
        raise Http404
    numbers = NumberRange(first, last)
    order = vouchers.orders_by_series({first // 10_000_000}).get(first // 10_000_000)
    whole = vouchers.order_range(order) if order else None
    if order is None or whole is None or not whole.covers(numbers) or not sight.sees(numbers):
        raise Http404
    return show_detail(
        request,
        title=_("Pass %(first)s à %(last)s")
        % {"first": written.number_words(first), "last": written.number_words(last)},
        lead=_("%(pass)s de la commande %(order)s.")
        % {"pass": written.full_pass_words(numbers, order).capitalize(), "order": order.number},
        back=back,
        figures=[Figure(number(numbers.count), _("pass")), *_marks(numbers)],
        facts=[
            Fact(_("Commande"), sight.order(request, order)),
            Fact(_("Dernier jour de validité"), order.valid_until),
        ],
        tables=[
            _pieces_table(request, sight, order, screens.pieces(numbers, PIECES + 1)),
            _lines_table(sight, order, list(screens.lines_over(numbers)[:LINES]), numbers),
        ]
        if sight.hands
        else [],
        actions=[
            Link(_("Le premier pass"), sight.url(request, NumberRange(first, first)), "link"),
        ],
    )


def _marks(numbers: NumberRange) -> list[Figure]:
    if numbers.count > MOST_COUNTED:
        return []
    counts = vouchers.marks(numbers)
    return [
        Figure(number(counts[mark]), _(label))
        for mark, label in states.MARK_LABELS.items()
        if counts.get(mark) and mark != states.PLAIN
    ]


def _pieces_table(request: SchemeRequest, sight: Sight, order: Order, held: Sequence[screens.Piece]) -> Table:
    caption: Words = _("Où ils sont")
    if len(held) > PIECES:
        caption = _("Où ils sont : les %(count)s premières parties") % {"count": PIECES}
    return Table(
        caption=caption,
        columns=[
            Column(_("Pass")),
            Column(_("Nombre"), "number"),
            Column(_("Qui les détient")),
            Column(_("Depuis"), "day"),
        ],
        rows=[
            Row(
                [
                    written.full_pass_words(one.numbers, order),
                    one.numbers.count,
                    custody.holder_words(one.holder),
                    one.since_on,
                ],
                url=sight.url(request, one.numbers),
            )
            for one in held[:PIECES]
        ],
        empty=Empty(_("Ces pass ne sont pas encore produits.")),
    )


def _lines_table(sight: Sight, order: Order, lines: Sequence[Movement], numbers: NumberRange) -> Table:
    def row(line: Movement) -> Row:
        hands = [one for one in (line.from_holder_id, line.to_holder_id) if one]
        common = NumberRange(max(line.first, numbers.first), min(line.last, numbers.last))
        told: list[object] = [
            line.slip.number if line.slip else _("production"),
            line.occurred_on,
            written.pass_words(common, order),
            custody.holder_words(line.from_holder),
            custody.holder_words(line.to_holder),
            line.actor_label,
        ]
        return Row(told, url=sight.slip_url(line.slip_id, hands) if line.slip_id else "")

    return Table(
        caption=_("Derniers mouvements"),
        columns=[
            Column(_("Bordereau"), "code"),
            Column(_("Date"), "day"),
            Column(_("Pass")),
            Column(_("De")),
            Column(_("À")),
            Column(_("Par")),
        ],
        rows=[row(line) for line in lines],
        empty=Empty(_("Aucun mouvement pour l'instant.")),
    )
