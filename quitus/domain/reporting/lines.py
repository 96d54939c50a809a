"""Figures counted from the lines of the rooms below, as known at an instant: one statement of SQL each.

All count facts dated up to `until` and recorded up to `known`; `since` tells those of the period from the others.
Nothing here is stored, so that the same call gives the same figures for ever. An order has no line per step: the audit
entry of each step says when it was known.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from quitus.domain.grants.rules import EligiblePeriod
from quitus.domain.vouchers.rules import RANKS
from quitus.kernel.money import Cents


@dataclass(frozen=True, slots=True)
class Scope:
    """Which lines count: those of a scheme, from `since` to `until` for the period, known by `known_at`."""

    scheme_id: int
    since: date
    until: date
    known_at: datetime


Counted = dict[str, dict[str, int]]  # code of a figure -> {"period": …, "total": …}

# What every figure is counted from, under its own name; PostgreSQL computes only those a statement uses.
# used: taken by a venue and not undone. given: handed out. delivered: orders whose delivery is known,
# with the last day on which venues accepted their pass, as it stood then.
_LINES = """
WITH used AS (
    SELECT taken.number, taken.order_id, taken.venue_id, taken.service_id, taken.service_on
    FROM redemption_redemption taken
    WHERE taken.scheme_id = %(scheme)s AND taken.service_on <= %(until)s AND taken.recorded_at <= %(known)s
      AND NOT EXISTS (
        SELECT FROM redemption_redemptionreversal undone
        WHERE undone.number = taken.number AND undone.turn = taken.turn AND undone.recorded_at <= %(known)s)
), given AS (
    SELECT * FROM (
        SELECT beneficiary_id, point_id, occurred_on, last - first + 1 - coalesce((
            SELECT sum(back.last - back.first + 1) FROM distribution_handoutreversal back
            WHERE back.handout_id = distribution_handout.id
              AND back.occurred_on <= %(until)s AND back.recorded_at <= %(known)s), 0) AS pass
        FROM distribution_handout
        WHERE scheme_id = %(scheme)s AND occurred_on <= %(until)s AND recorded_at <= %(known)s
    ) AS handouts WHERE pass > 0
), known AS (
    SELECT verb, subject_id, min(at) AS at FROM audit_entry
    WHERE scheme_id = %(scheme)s AND subject_kind = 'order' AND at <= %(known)s GROUP BY verb, subject_id
), delivered AS (
    SELECT o.*, coalesce((
        SELECT moved.usable_until_before FROM vouchers_orderprolongation moved
        WHERE moved.order_id = o.id AND (moved.recorded_at > %(known)s OR moved.decided_on > %(until)s)
        ORDER BY moved.id LIMIT 1), o.usable_until) AS usable_then
    FROM vouchers_order o JOIN known ON known.verb = 'receive_delivery' AND known.subject_id = o.id::text
    WHERE o.scheme_id = %(scheme)s AND o.delivered_on <= %(until)s
)
"""

_STEPS = """
, steps (code, happened_on, pass, id, verb) AS (
    SELECT 'ordered', confirmed_on, quantity, id, 'confirm_order' FROM vouchers_order
    WHERE scheme_id = %(scheme)s AND NOT (coalesce(cancelled_on <= %(until)s, false) AND EXISTS (
        SELECT FROM known WHERE known.verb = 'cancel_order' AND known.subject_id = vouchers_order.id::text))
    UNION ALL
    SELECT 'delivered', delivered_on, delivered_count, id, 'receive_delivery' FROM delivered
    UNION ALL
    SELECT 'activated', activated_on, delivered_count, id, 'activate_order' FROM delivered
)
SELECT steps.code, coalesce(sum(pass) FILTER (WHERE happened_on >= %(since)s), 0), coalesce(sum(pass), 0)
FROM steps JOIN known ON known.verb = steps.verb AND known.subject_id = steps.id::text
WHERE happened_on <= %(until)s GROUP BY steps.code
"""

_ALLOCATED = """
SELECT 'allocated', coalesce(sum(pass) FILTER (WHERE occurred_on >= %(since)s), 0), coalesce(sum(pass), 0)
FROM (
    SELECT occurred_on, (last - first + 1) * (CASE WHEN target.kind = 'point' THEN 1 ELSE -1 END) AS pass
    FROM distribution_movement movement
    JOIN distribution_holder target ON target.id = movement.to_holder_id
    JOIN distribution_holder source ON source.id = movement.from_holder_id
    WHERE movement.scheme_id = %(scheme)s AND occurred_on <= %(until)s AND recorded_at <= %(known)s
      AND (target.kind = 'point' AND source.kind IN ('safe', 'mandated')
           OR target.kind IN ('safe', 'mandated') AND source.kind = 'point')
) AS moves
"""

_HANDED_OUT = """
SELECT 'handed_out', coalesce(sum(pass) FILTER (WHERE occurred_on >= %(since)s), 0), coalesce(sum(pass), 0) FROM given
UNION ALL
SELECT 'beneficiaries', count(DISTINCT beneficiary_id) FILTER (WHERE occurred_on >= %(since)s),
       count(DISTINCT beneficiary_id) FROM given
UNION ALL
SELECT 'points_active', count(DISTINCT point_id) FILTER (WHERE occurred_on >= %(since)s),
       count(DISTINCT point_id) FROM given
"""

_REDEEMED = """
, booklets AS (
    SELECT order_id, (used.number %% %(ranks)s - 1) / o.booklet_size AS booklet, o.booklet_size,
           count(*) AS pass, min(used.service_on) AS started_on, max(used.service_on) AS last_on
    FROM used JOIN vouchers_order o ON o.id = used.order_id GROUP BY 1, 2, 3
)
SELECT 'redeemed', count(*) FILTER (WHERE service_on >= %(since)s), count(*) FROM used
UNION ALL
SELECT 'venues_active', count(DISTINCT venue_id) FILTER (WHERE service_on >= %(since)s), count(DISTINCT venue_id)
FROM used
UNION ALL
SELECT 'booklets_started', count(*) FILTER (WHERE started_on >= %(since)s), count(*) FROM booklets
UNION ALL
SELECT 'booklets_finished', count(*) FILTER (WHERE last_on >= %(since)s), count(*) FROM booklets
WHERE pass = booklet_size
"""

# Cancelled: marked so, less those that the printer never delivered (cancelled when that was counted).
# Expired: produced, past the last day of tolerance, neither used nor cancelled nor lost nor missing.
_ENDED = """
, cancelled AS (
    SELECT order_id, first, last, occurred_on, count AS pass FROM vouchers_markchange
    WHERE scheme_id = %(scheme)s AND verb = 'cancel_range'
      AND occurred_on <= %(until)s AND recorded_at <= %(known)s
), lost AS (
    SELECT order_id, first, last, occurred_on, last - first + 1 AS pass
    FROM distribution_movement movement JOIN distribution_holder target ON target.id = movement.to_holder_id
    WHERE movement.scheme_id = %(scheme)s AND target.kind IN ('lost', 'stolen', 'destroyed')
      AND occurred_on <= %(until)s AND recorded_at <= %(known)s
), gone AS (
    SELECT order_id, range_agg(int8range(first, last, '[]')) AS numbers
    FROM (SELECT order_id, first, last FROM cancelled UNION ALL SELECT order_id, first, last FROM lost) AS ranges
    GROUP BY order_id
), expired AS (
    SELECT usable_then, quantity
           - (SELECT coalesce(sum(upper(part) - lower(part)), 0)
              FROM gone, unnest(gone.numbers) AS part WHERE gone.order_id = delivered.id)
           - (SELECT count(*) FROM used LEFT JOIN gone ON gone.order_id = used.order_id
              WHERE used.order_id = delivered.id AND NOT coalesce(used.number <@ gone.numbers, false)) AS pass
    FROM delivered WHERE usable_then < %(until)s
), ended (code, occurred_on, pass) AS (
    SELECT 'cancelled', occurred_on, pass FROM cancelled
    UNION ALL
    SELECT 'cancelled', delivered_on, delivered_count - quantity FROM delivered
    UNION ALL
    SELECT 'lost', occurred_on, pass FROM lost
    UNION ALL
    SELECT 'expired', usable_then, pass FROM expired
)
SELECT code, coalesce(sum(pass) FILTER (WHERE occurred_on >= %(since)s), 0), coalesce(sum(pass), 0)
FROM ended GROUP BY code
"""

# A structure is qualified when its last step in effect says so; its venues are with it.
_QUALIFIED = """
SELECT 'venues_qualified', count(*), count(*)
FROM (
    SELECT DISTINCT ON (qualification.id) qualification.organisation_id, step.state
    FROM venues_qualificationstep step JOIN venues_qualification qualification
      ON qualification.id = step.qualification_id
    WHERE step.scheme_id = %(scheme)s AND step.effective_on <= %(until)s AND step.recorded_at <= %(known)s
    ORDER BY qualification.id, step.effective_on DESC, step.id DESC
) AS standing
JOIN venues_venue venue ON venue.organisation_id = standing.organisation_id
WHERE standing.state = 'qualified' AND venue.scheme_id = %(scheme)s AND venue.recorded_at <= %(known)s
"""

_BREAKDOWNS = {
    "redeemed_by_year": "SELECT extract(year FROM service_on)::int::text, count(*) FROM used GROUP BY 1",
    "redeemed_by_service": """
SELECT service.code, count(*) FROM used JOIN grants_service service ON service.id = used.service_id GROUP BY 1""",
    "redeemed_by_commune": """
SELECT venue.commune, count(*) FROM used JOIN venues_venue venue ON venue.id = used.venue_id GROUP BY 1""",
    "beneficiaries_by_public": """
SELECT target.code, count(DISTINCT given.beneficiary_id)
FROM given JOIN distribution_beneficiarypublic belongs ON belongs.beneficiary_id = given.beneficiary_id
JOIN grants_targetpublic target ON target.id = belongs.public_id GROUP BY 1""",
    "beneficiaries_by_age": """
SELECT person.age_band, count(DISTINCT person.id)
FROM given JOIN distribution_beneficiary person ON person.id = given.beneficiary_id GROUP BY 1""",
    "handed_out_by_commune": """
SELECT point.commune, sum(given.pass)
FROM given JOIN distribution_distributionpoint point ON point.id = given.point_id GROUP BY 1""",
}

_PIC = """
SELECT coalesce(sum(pass), 0) FROM given WHERE EXISTS (
    SELECT FROM distribution_beneficiarypublic belongs
    JOIN grants_targetpublic target ON target.id = belongs.public_id
    WHERE belongs.beneficiary_id = given.beneficiary_id AND target.is_pic)
"""

# At the face value of each order: an amendment may change that of the orders to come.
_ELIGIBLE_USES = """
SELECT count(*), coalesce(sum(o.face_value_cents), 0)
FROM used JOIN vouchers_order o ON o.id = used.order_id
WHERE service_on BETWEEN %(first)s AND %(last)s
"""

_HOME = "SELECT (SELECT coalesce(sum(pass), 0) FROM given), (SELECT count(*) FROM used)"

_FIGURES = (_STEPS, _ALLOCATED, _HANDED_OUT, _REDEEMED, _ENDED, _QUALIFIED)


def counts(scope: Scope) -> Counted:
    """Every counted figure of a scope, by code, over the period and since the beginning."""
    found: Counted = {}
    for sql in _FIGURES:
        for code, period, total in _rows(sql, scope):
            found[code] = {"period": int(period), "total": int(total)}
    return found


def breakdowns(scope: Scope) -> dict[str, dict[str, int]]:
    """Figures since the beginning by year, service, commune, public, age band."""
    return {name: {key: int(count) for key, count in _rows(sql, scope)} for name, sql in _BREAKDOWNS.items()}


def pic_count(scope: Scope) -> int:
    """The pass handed out to people of a public that counts as far from employment (PIC)."""
    return int(_rows(_PIC, scope)[0][0])


def eligible_uses(scope: Scope, period: EligiblePeriod) -> tuple[int, Cents]:
    """The pass consumed within the days that enter the funder's base: how many, and their face value in cents."""
    count, cents = _rows(_ELIGIBLE_USES, scope, first=period.first, last=period.last)[0]
    return int(count), Cents(int(cents))


def handed_out_and_used(scope: Scope) -> tuple[int, int]:
    """The pass handed out and the pass used since the beginning."""
    handed, used = _rows(_HOME, scope)[0]
    return int(handed), int(used)


def _rows(sql: str, scope: Scope, **more: date) -> list[tuple[Any, ...]]:
    facts: dict[str, Any] = {
        "scheme": scope.scheme_id,
        "since": scope.since,
        "until": scope.until,
        "known": scope.known_at,
        "ranks": RANKS,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINES + sql, facts)
        return list(cursor.fetchall())
