"""Invariant 2, of the marks: a pass is blocked, cancelled or neither because lines say so."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

# Of each pass, what each line about it found: free (or given back) after its `turn`-th use, or used: then the line did
# nothing to it. Two people may act at the same moment: whether a line written within a minute of a use, or of its
# undoing, came before or after is not known.
_LINES = """
WITH lines AS MATERIALIZED (
    SELECT voucher.number, line.id, line.verb, coalesce(before.turn, 0) AS turn,
           coalesce(before.was_free, true) AS was_free, coalesce(near.is_near, false) AS is_near
    FROM vouchers_markchange line
    JOIN vouchers_voucher voucher ON voucher.number BETWEEN line.first AND line.last
    LEFT JOIN LATERAL (
        SELECT taken.turn, coalesce(undone.recorded_at < line.recorded_at, false) AS was_free
        FROM redemption_redemption taken
        LEFT JOIN redemption_redemptionreversal undone ON undone.number = taken.number AND undone.turn = taken.turn
        WHERE voucher.turn > 0 AND taken.number = voucher.number AND taken.recorded_at < line.recorded_at
        ORDER BY taken.turn DESC LIMIT 1
    ) AS before ON true
    LEFT JOIN LATERAL (
        SELECT bool_or(event.at BETWEEN line.recorded_at - interval '1 minute'
                                    AND line.recorded_at + interval '1 minute') AS is_near
        FROM (
            SELECT recorded_at AS at FROM redemption_redemption WHERE number = voucher.number
            UNION ALL SELECT recorded_at FROM redemption_redemptionreversal WHERE number = voucher.number
        ) AS event
        WHERE voucher.turn > 0
    ) AS near ON true
), told AS MATERIALIZED (
    SELECT number, turn,
           CASE WHEN bool_or(verb = 'cancel_range') THEN 'cancelled'
                WHEN (array_agg(verb ORDER BY id DESC))[1] = 'block_range' THEN 'blocked'
                ELSE 'plain' END AS mark
    FROM lines WHERE was_free GROUP BY number, turn
), unsure AS MATERIALIZED (
    SELECT number, bool_or(verb = 'cancel_range') AS cancelled, bool_or(verb = 'block_range') AS blocked
    FROM lines GROUP BY number HAVING bool_or(is_near)
)
"""

_MARKS_FOLLOW_LINES = (
    _LINES
    + """
SELECT scheme.slug, 'pass ' || voucher.number
FROM vouchers_voucher voucher
JOIN organisations_scheme scheme ON scheme.id = voucher.scheme_id
LEFT JOIN told ON told.number = voucher.number AND told.turn = voucher.turn
LEFT JOIN unsure ON unsure.number = voucher.number
WHERE voucher.mark <> 'redeemed' AND voucher.mark <> coalesce(told.mark, 'plain')
  AND (unsure.number IS NULL OR voucher.mark = 'cancelled' AND NOT unsure.cancelled
       OR voucher.mark = 'blocked' AND NOT unsure.blocked)
"""
)

_NOT_USED_WHEN_WITHHELD = (
    _LINES
    + """
SELECT scheme.slug, 'pass ' || told.number
FROM told
JOIN vouchers_voucher voucher ON voucher.number = told.number
JOIN organisations_scheme scheme ON scheme.id = voucher.scheme_id
LEFT JOIN unsure ON unsure.number = told.number
WHERE told.turn < voucher.turn AND told.mark <> 'plain' AND unsure.number IS NULL
"""
)

CHECKS = (
    Check(
        "2",
        "a_mark_follows_from_its_lines",
        N_("Un pass est bloqué, annulé ou ni l'un ni l'autre selon les lignes qui l'ont bloqué, débloqué ou annulé."),
        "vouchers_voucher",
        _MARKS_FOLLOW_LINES,
    ),
    Check(
        "2",
        "no_use_while_withheld",
        N_("Aucun pass n'est utilisé tant qu'il est bloqué ou annulé."),
        "redemption_redemption",
        _NOT_USED_WHEN_WITHHELD,
    ),
)
