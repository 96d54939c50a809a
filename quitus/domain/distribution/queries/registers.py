"""The register of one holder by pages, what a holder had on a day, and where all the pass of a scheme are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, When

from quitus.domain.distribution.models import Holder, Movement
from quitus.domain.distribution.queries.stock import CHAIN, Held, Stock, holdings_of, stock
from quitus.kernel.money import Cents
from quitus.kernel.ranges import NumberRange
from quitus.kernel.tenancy import current_scheme_id

MOVED = F("last") - F("first") + 1
PAGE = 50


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a line stands in a register: by day of fact, then in the order of entry. Written `2023-05-15.812`."""

    on: date
    pk: int

    def __str__(self) -> str:
        return f"{self.on.isoformat()}.{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """The place that `str` wrote; raises `ValueError` for anything else."""
        day, _, pk = text.partition(".")
        return cls(date.fromisoformat(day), int(pk))


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A line as one holder's register shows it: `change` pass came (or went, below zero), `balance` remain."""

    movement: Movement
    change: int
    balance: int

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.movement.occurred_on, self.movement.pk)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some lines of a register. `opening` pass were there before the first of them, `closing` after the last.

    `following` is the place to give as `after` for the next page, `preceding` as `before` for the former one; None at
    the ends.
    """

    opening: int
    lines: list[RegisterLine]
    closing: int
    following: Place | None
    preceding: Place | None


def register_page(
    holder_id: int,
    *,
    since: date | None = None,
    until: date | None = None,
    known_at: datetime | None = None,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> RegisterPage:
    """One page of a holder's register between two days of fact (both included), oldest line first.

    From the first line, or those that follow `after`, or those that come just before `before`. `known_at`: as the
    register stood at that instant.
    """
    if before is None:
        shown = _lines_after(holder_id, since, until, known_at, after, size + 1)
        more, shown = len(shown) > size, shown[:size]
        preceding = after is not None
    else:
        shown = _lines_before(holder_id, since, until, known_at, before, size + 1)
        preceding, shown = len(shown) > size, shown[-size:]
        more = True
    start = Place(shown[0].occurred_on, shown[0].pk) if shown else None
    opening = _before(holder_id, start, known_at) if start else balance(holder_id, until or date.max, known_at)
    lines, running = [], opening
    for movement in shown:
        change: int = movement.change  # type: ignore[attr-defined]  # an annotation
        running += change
        lines.append(RegisterLine(movement, change, running))
    return RegisterPage(
        opening,
        lines,
        running,
        lines[-1].place if lines and more else None,
        lines[0].place if lines and preceding else None,
    )


def register_lines(
    holder_id: int, *, since: date | None = None, until: date | None = None, known_at: datetime | None = None
) -> Iterator[RegisterLine]:
    """Every line of a holder's register between two days of fact, oldest first: for papers and spreadsheets."""
    running = None
    for movement in _lines_of(holder_id, since, until, known_at).order_by("occurred_on", "pk").iterator(2000):
        if running is None:
            running = _before(holder_id, Place(movement.occurred_on, movement.pk), known_at)
        change: int = movement.change  # type: ignore[attr-defined]  # an annotation
        running += change
        yield RegisterLine(movement, change, running)


def balance(holder_id: int, on: date, known_at: datetime | None = None) -> int:
    """How many pass a holder had at the end of a day, as known now or at an instant."""
    return sum(balances(holder_id, on, known_at).values())


# Days already folded, and the lines that are not: one statement, hence one state of the database.
BALANCES = """
SELECT order_id, sum(change)::bigint FROM (
    SELECT order_id, came - went AS change FROM distribution_custodyday
    WHERE holder_id = %(holder)s AND day <= %(on)s AND scheme_id = %(scheme)s
    UNION ALL
    SELECT order_id, CASE WHEN to_holder_id = %(holder)s THEN 1 ELSE -1 END * (last - first + 1)
    FROM distribution_movement
    WHERE scheme_id = %(scheme)s AND occurred_on <= %(on)s
      AND (to_holder_id = %(holder)s OR from_holder_id = %(holder)s)
      AND id > (SELECT coalesce(max(folded_to), 0) FROM distribution_custodyfold WHERE scheme_id = %(scheme)s)
) AS changes GROUP BY order_id
"""


def balances(holder_id: int, on: date, known_at: datetime | None = None) -> dict[int, int]:
    """How many pass of each order a holder had at the end of a day: order → count, those with none left out.

    Exact at any moment, and as quick after a million lines as after ten. As known at an instant it is summed from the
    lines alone.
    """
    if known_at is not None:
        rows = _lines_of(holder_id, None, on, known_at).order_by().values_list("order_id").annotate(count=Sum("change"))
        return {order_id: count for order_id, count in rows if count}
    with connection.cursor() as cursor:
        cursor.execute(BALANCES, {"scheme": current_scheme_id(), "holder": holder_id, "on": on})
        return {order_id: count for order_id, count in cursor.fetchall() if count}


@dataclass(frozen=True, slots=True)
class Custody:
    """Where a pass is: in the range `numbers` of an order, with a holder since a day."""

    holder: Holder
    order_id: int
    numbers: NumberRange
    since_on: date


def custody_of(number: int) -> Custody | None:
    """In whose hands a pass is now; None for a number of no pass, or not printed yet."""
    held = holdings_of(NumberRange(number, number)).select_related("holder__point", "holder__imprest").first()
    return Custody(held.holder, held.order_id, held.range, held.since_on) if held else None


@dataclass(frozen=True)
class Totals:
    """Where all the pass of a scheme are: by kind of holder, and how many of each order: order → kind → count."""

    by_kind: dict[str, Held]
    by_order: dict[int, dict[str, int]]


# What somebody holds is counted range by range, save what people hold, of which there are as many ranges as hand-outs:
# every pass printed is in one hand, so that they have what nobody else has.
TOTALS = """
WITH ranges AS (
    SELECT holder_id, order_id, sum(last - first + 1)::bigint AS count FROM distribution_holding
    WHERE scheme_id = %(scheme)s AND holder_id = ANY(ARRAY(
        SELECT id FROM distribution_holder WHERE scheme_id = %(scheme)s AND kind <> 'beneficiaries'))
    GROUP BY holder_id, order_id
), held AS (
    SELECT holder.kind, ranges.order_id, sum(ranges.count)::bigint AS count
    FROM ranges JOIN distribution_holder holder ON holder.id = ranges.holder_id
    GROUP BY holder.kind, ranges.order_id
), everywhere AS (
    SELECT kind, order_id, count FROM held
    UNION ALL
    SELECT 'beneficiaries', printed.id, printed.quantity - coalesce(elsewhere.count, 0)::bigint
    FROM vouchers_order printed
    LEFT JOIN (SELECT order_id, sum(count) AS count FROM held GROUP BY order_id) AS elsewhere
        ON elsewhere.order_id = printed.id
    WHERE printed.scheme_id = %(scheme)s AND printed.series IS NOT NULL
)
SELECT everywhere.kind, everywhere.order_id, everywhere.count, everywhere.count * printed.face_value_cents
FROM everywhere JOIN vouchers_order printed ON printed.id = everywhere.order_id
WHERE everywhere.count <> 0
"""


def totals() -> Totals:
    """Where all the pass of the scheme are now: one statement, as quick after a million hand-outs as after ten."""
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, {"scheme": current_scheme_id()})
        rows = sorted(cursor.fetchall(), key=lambda row: (CHAIN[row[0]], row[1]))
    by_kind: dict[str, Held] = {}
    by_order: dict[int, dict[str, int]] = {}
    for kind, order_id, count, value_cents in rows:
        so_far = by_kind.get(kind, Held(0, Cents(0)))
        by_kind[kind] = Held(so_far.count + count, Cents(so_far.value_cents + value_cents))
        by_order.setdefault(order_id, {})[kind] = count
    return Totals(by_kind, by_order)


def holdings_summary() -> list[Stock]:
    """What each holder has now of each order, along the chain from printer to beneficiaries."""
    return stock()


def _lines_after(
    holder_id: int, since: date | None, until: date | None, known_at: datetime | None, after: Place | None, most: int
) -> list[Movement]:
    """The first lines of a register, those that follow a place: what came and what went, each in its index's order."""
    sides = []
    for found in _sides(holder_id, since, until, known_at):
        side = found
        if after is not None:
            side = side.filter(Q(occurred_on__gt=after.on) | Q(pk__gt=after.pk), occurred_on__gte=after.on)
        sides.append(side.order_by("occurred_on", "pk")[:most])
    return sorted((line for side in sides for line in side), key=lambda line: (line.occurred_on, line.pk))[:most]


def _lines_before(
    holder_id: int, since: date | None, until: date | None, known_at: datetime | None, before: Place, most: int
) -> list[Movement]:
    """The last lines of a register that come before a place, oldest first."""
    sides = []
    for found in _sides(holder_id, since, until, known_at):
        side = found.filter(Q(occurred_on__lt=before.on) | Q(pk__lt=before.pk), occurred_on__lte=before.on)
        sides.append(side.order_by("-occurred_on", "-pk")[:most])
    return sorted((line for side in sides for line in side), key=lambda line: (line.occurred_on, line.pk))[-most:]


def _sides(
    holder_id: int, since: date | None, until: date | None, known_at: datetime | None
) -> tuple[QuerySet[Movement], QuerySet[Movement]]:
    """What came to a holder and what left him: two statements, since an « or » of both would sort all his lines."""
    whole = _lines_of(holder_id, since, until, known_at, among=Movement.objects.all())
    return whole.filter(to_holder_id=holder_id), whole.filter(from_holder_id=holder_id)


def _lines_of(
    holder_id: int,
    since: date | None,
    until: date | None,
    known_at: datetime | None,
    among: QuerySet[Movement] | None = None,
) -> QuerySet[Movement]:
    change = Case(When(to_holder_id=holder_id, then=MOVED), default=-MOVED, output_field=BigIntegerField())
    found = Movement.objects.filter(Q(from_holder_id=holder_id) | Q(to_holder_id=holder_id)) if among is None else among
    if since is not None:
        found = found.filter(occurred_on__gte=since)
    if until is not None:
        found = found.filter(occurred_on__lte=until)
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    return found.select_related("slip", "from_holder", "to_holder").annotate(change=change)


def _before(holder_id: int, place: Place, known_at: datetime | None) -> int:
    """How many pass a holder had before the line at a place: at the end of the day before, then that day's lines."""
    if known_at is None and place.on > date.min:
        so_far = balance(holder_id, place.on - timedelta(days=1))
        found = _lines_of(holder_id, place.on, place.on, None).filter(pk__lt=place.pk)
    else:
        so_far = 0
        found = _lines_of(holder_id, None, place.on, known_at)
        found = found.filter(Q(occurred_on__lt=place.on) | Q(pk__lt=place.pk))
    return so_far + int(found.aggregate(count=Sum("change", default=0))["count"])
