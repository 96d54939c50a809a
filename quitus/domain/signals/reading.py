"""What the kinds look at, read by set-based statements: as many for one line as for ten thousand."""

from typing import Any

from django.db import connection

from quitus.domain.redemption import rules as redemption
from quitus.domain.redemption.errors import PassUnknown
from quitus.domain.redemption.models import RedemptionAttempt
from quitus.domain.signals.rules import Line, Undone, Wrong
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers.rules import booklet_of, booklet_range, series_of
from quitus.kernel.folding import PATIENCE, settled
from quitus.kernel.tenancy import current_scheme_id

# The new lines, and beside them what stands with them: the other lines of their booklets, and those of the same days
# at the structures of the people who took them. Both are found by indexes; what was undone is left out.
LINES = """
WITH fresh AS MATERIALIZED (
    SELECT number, order_id, user_id, organisation_id, service_on FROM redemption_redemption
    WHERE scheme_id = %(scheme)s AND line > %(from)s AND line <= %(to)s
), days AS MATERIALIZED (
    SELECT organisation_id, service_on FROM fresh
    UNION
    SELECT venue.organisation_id, fresh.service_on FROM fresh
    JOIN venues_staff staff ON staff.user_id = fresh.user_id
    JOIN venues_venue venue ON venue.id = staff.venue_id AND venue.scheme_id = %(scheme)s
), booklets AS MATERIALIZED (
    SELECT DISTINCT fresh.number - (fresh.number %% 10000000 - 1) %% orders.booklet_size AS first,
        orders.booklet_size AS size
    FROM fresh JOIN vouchers_order orders ON orders.id = fresh.order_id
), wanted AS MATERIALIZED (
    SELECT taken.number, taken.turn FROM days
    JOIN redemption_redemption taken ON taken.scheme_id = %(scheme)s
        AND taken.organisation_id = days.organisation_id AND taken.service_on = days.service_on
    UNION
    SELECT taken.number, taken.turn FROM booklets
    JOIN redemption_redemption taken
        ON taken.number >= booklets.first AND taken.number < booklets.first + booklets.size
)
SELECT taken.number, taken.turn, taken.venue_id, taken.user_id, taken.service_on,
    coalesce(taken.taken_at, taken.recorded_at), orders.booklet_size, taken.people_count, taken.terminal_id,
    taken.door = %(slip)s
FROM wanted JOIN redemption_redemption taken ON taken.number = wanted.number AND taken.turn = wanted.turn
JOIN vouchers_order orders ON orders.id = taken.order_id
WHERE taken.scheme_id = %(scheme)s AND taken.line <= %(to)s AND NOT EXISTS (
    SELECT FROM redemption_redemptionreversal undone
    WHERE undone.number = taken.number AND undone.turn = taken.turn)
"""
UNDONE = """
WITH days AS MATERIALIZED (
    SELECT DISTINCT user_id, occurred_on FROM redemption_redemptionreversal
    WHERE scheme_id = %(scheme)s AND line > %(from)s AND line <= %(to)s
)
SELECT undone.number, undone.turn, taken.venue_id, undone.user_id, undone.recorded_at
FROM days JOIN redemption_redemptionreversal undone
    ON undone.scheme_id = %(scheme)s AND undone.user_id = days.user_id AND undone.occurred_on = days.occurred_on
JOIN redemption_redemption taken ON taken.number = undone.number AND taken.turn = undone.turn
WHERE undone.line <= %(to)s
"""
WRONG = """
WITH people AS MATERIALIZED (
    SELECT user_id, min(recorded_at) - interval '1 day' AS since FROM redemption_redemptionattempt
    WHERE scheme_id = %(scheme)s AND id > %(from)s AND id <= %(to)s AND outcome = %(wrong)s
    GROUP BY user_id
)
SELECT attempt.user_id, attempt.venue_id, attempt.recorded_at
FROM people JOIN redemption_redemptionattempt attempt
    ON attempt.user_id = people.user_id AND attempt.outcome = %(wrong)s AND attempt.recorded_at >= people.since
WHERE attempt.scheme_id = %(scheme)s AND attempt.id <= %(to)s
"""


def lines(after: int, to: int) -> list[Line]:
    """The takings that stand of the lines `after` < line ≤ `to`, and those of the same booklets, days and people."""
    rows = _rows(LINES, after, to, slip=redemption.SLIP)
    return [
        Line(number, turn, venue_id, user_id, on, at, _booklet(number, size), people, terminal_id, is_typed)
        for number, turn, venue_id, user_id, on, at, size, people, terminal_id, is_typed in rows
    ]


def _booklet(number: int, size: int) -> int:
    return booklet_range(series_of(number), booklet_of(number, size), size).first


def undone(after: int, to: int) -> list[Undone]:
    """The reversals of these lines, and the others of the same people on the same days."""
    return [Undone(*row) for row in _rows(UNDONE, after, to)]


def wrong(after: int, to: int) -> list[Wrong]:
    """The wrong codes of these attempts, and those of the same people since the day before."""
    return [Wrong(*row) for row in _rows(WRONG, after, to, wrong=PassUnknown.code)]


def coordinates() -> dict[int, tuple[float, float]]:
    """Where the venues of the current scheme are, in degrees; those on no map are left out, and those that travel."""
    placed = Venue.objects.filter(scheme_id=current_scheme_id(), latitude__isnull=False, is_mobile=False)
    rows = placed.order_by().values_list("pk", "latitude", "longitude")
    return {key: (float(lat), float(lon)) for key, lat, lon in rows if lat is not None and lon is not None}


def settled_attempts(*, patience: float = PATIENCE) -> int | None:
    """The attempt up to which none can appear any more; see `kernel.folding`."""
    latest = RedemptionAttempt.objects.order_by("-pk").values_list("pk", flat=True)
    return settled("redemption_redemptionattempt", lambda: latest.first() or 0, patience=patience)


def _rows(sql: str, after: int, to: int, **more: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"scheme": current_scheme_id(), "from": after, "to": to, **more})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
