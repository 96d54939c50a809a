"""Who moved what is in a safe, at a point or with a mandated body; ceilings below that of the régie."""

from quitus.domain.distribution import states
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check
from quitus.usecases.verify.powers import OWING, held

_POWER = held(
    user="line.user_id",
    on="line.occurred_on",
    at="line.recorded_at",
    imprest="coalesce(hand.imprest_id, point.imprest_id)",
    mandate="coalesce(hand.mandate_id, point.mandate_id)",
    point="point.id",
)


def _moved_by_others(*kinds: str) -> str:
    """Lines that leave these hands, or come back to them by who keeps them, whose author had no power there that day,
    or of a drawer not his, and that nobody signed on paper.
    """
    among = ", ".join(f"'{kind}'" for kind in kinds)
    return f"""{OWING}
SELECT DISTINCT scheme.slug, 'bordereau ' || slip.number
FROM distribution_movement line
JOIN distribution_slip slip ON slip.id = line.slip_id
JOIN distribution_holder hand ON hand.kind IN ({among}) AND (hand.id = line.from_holder_id
    OR (hand.id = line.to_holder_id AND line.verb IN ({_TAKES_BACK})))
LEFT JOIN distribution_distributionpoint point ON point.id = coalesce(hand.point_id, hand.place_id)
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
WHERE NOT CASE WHEN line.verb LIKE 'contest%' THEN slip.received_on_paper ELSE slip.handed_on_paper END
  AND NOT (EXISTS ({_POWER})
    AND (hand.kind <> '{states.DRAWER}' OR line.user_id = hand.keeper_id OR line.verb IN ({_BY_THE_POINT})))
"""


_TAKES_BACK = "'find_again', 'find_again_at_body', 'take_back', 'reverse_handout', 'reverse_handout_of_drawer'"
# What whoever answers for its point may do to a drawer in the place of its keeper.
_BY_THE_POINT = "'return_from_drawer', 'reverse_handout_of_drawer'"
_BY_WHO_KEEPS_IT = _moved_by_others(states.SAFE)
_BY_WHO_ANSWERS_FOR_IT = _moved_by_others(states.POINT, states.DRAWER, states.MANDATED)

# As the ceiling of a régie: what each of them holds after each line that brings pass in, as they were entered.
_UNDER_THEIR_CEILINGS = """
WITH limits AS (
    SELECT 'sub' AS kind, sub.id, sub.ceiling_cents, point.name, holder.id AS holder_id,
           sub.adopted_on AS since, coalesce(sub.closed_on, 'infinity') AS until
    FROM distribution_subregie sub
    JOIN distribution_distributionpoint point ON point.id = sub.point_id
    JOIN distribution_holder holder ON sub.point_id IN (holder.point_id, holder.place_id)
    WHERE sub.adopted_on IS NOT NULL
    UNION ALL
    SELECT 'mandate', mandate.id, mandate.ceiling_cents, body.name, holder.id, '-infinity', 'infinity'
    FROM distribution_holder holder
    LEFT JOIN distribution_distributionpoint point ON point.id = coalesce(holder.point_id, holder.place_id)
    JOIN distribution_mandateconvention mandate ON mandate.id = coalesce(holder.mandate_id, point.mandate_id)
    JOIN organisations_organisation body ON body.id = mandate.body_id
), flows AS (
    SELECT limits.kind, limits.id, line.id AS line_id, line.slip_id, line.occurred_on, line.scheme_id,
           (line.last - line.first + 1) * o.face_value_cents
               * CASE WHEN line.to_holder_id = limits.holder_id THEN 1 ELSE -1 END AS cents
    FROM limits
    JOIN distribution_movement line ON limits.holder_id IN (line.to_holder_id, line.from_holder_id)
    JOIN vouchers_order o ON o.id = line.order_id
), entered AS (
    SELECT kind, id, line_id, slip_id, occurred_on, scheme_id, sum(cents) AS change FROM flows GROUP BY 1, 2, 3, 4, 5, 6
), held AS (
    SELECT *, sum(change) OVER (PARTITION BY kind, id ORDER BY line_id) AS cents FROM entered
)
SELECT DISTINCT scheme.slug, limits.name || ', bordereau ' || coalesce(slip.number, '?')
FROM held
JOIN limits USING (kind, id)
JOIN organisations_scheme scheme ON scheme.id = held.scheme_id
LEFT JOIN distribution_slip slip ON slip.id = held.slip_id
WHERE held.change > 0 AND held.cents > limits.ceiling_cents AND held.occurred_on BETWEEN limits.since AND limits.until
"""

CHECKS = (
    Check(
        "3",
        "a_safe_is_moved_by_who_keeps_it",
        N_("Qui mouvemente un coffre en est ce jour-là régisseur ou suppléant, après la remise de service."),
        "distribution_movement",
        _BY_WHO_KEEPS_IT,
    ),
    Check(
        "3",
        "a_stock_is_moved_by_who_answers_for_it",
        N_("Qui mouvemente les pass d'un point, d'un tiroir ou d'un organisme mandaté y est nommé ce jour-là."),
        "distribution_movement",
        _BY_WHO_ANSWERS_FOR_IT,
    ),
    Check(
        "3",
        "sub_regies_and_bodies_stay_under_their_ceilings",
        N_("Ce qu'une sous-régie ou un organisme mandaté reçoit tient sous son propre plafond."),
        "distribution_movement",
        _UNDER_THEIR_CEILINGS,
    ),
)
