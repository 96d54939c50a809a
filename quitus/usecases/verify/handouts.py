"""Invariant 3: pass are handed out active, not blocked, by somebody appointed."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check
from quitus.usecases.verify.powers import OWING, held

_HANDOUTS = """
SELECT scheme.slug, 'bon ' || slip.number
FROM distribution_handout given
JOIN organisations_scheme scheme ON scheme.id = given.scheme_id
JOIN distribution_slip slip ON slip.id = given.slip_id
"""

_ACTIVE = (
    _HANDOUTS
    + """
LEFT JOIN vouchers_order o ON o.id = given.order_id
WHERE o.activated_on IS NULL OR given.occurred_on < o.activated_on
"""
)

# Blocked for the whole order from a day on, or by range and not released in between, be it piece by piece.
_NOT_BLOCKED = (
    _HANDOUTS
    + """
JOIN vouchers_order o ON o.id = given.order_id
WHERE given.occurred_on >= o.blocked_from OR EXISTS (
    SELECT FROM vouchers_markchange blocked
    WHERE blocked.order_id = given.order_id AND blocked.verb IN ('block_range', 'cancel_range')
      AND blocked.first <= given.last AND blocked.last >= given.first
      AND blocked.occurred_on <= given.occurred_on AND blocked.recorded_at <= given.recorded_at
      AND NOT isempty(
        int8multirange(int8range(greatest(blocked.first, given.first), least(blocked.last, given.last), '[]'))
        - coalesce((
            SELECT range_agg(int8range(released.first, released.last, '[]')) FROM vouchers_markchange released
            WHERE blocked.verb = 'block_range' AND released.verb = 'unblock_range'
              AND released.order_id = given.order_id AND released.id > blocked.id
              AND released.recorded_at <= given.recorded_at), '{}')))
"""
)

_POWER = held(
    user="given.agent_id",
    on="given.occurred_on",
    at="given.recorded_at",
    imprest="point.imprest_id",
    mandate="point.mandate_id",
    point="point.id",
)
_BY_SOMEBODY_APPOINTED = f"""{OWING}{_HANDOUTS}
JOIN distribution_distributionpoint point ON point.id = given.point_id
WHERE NOT EXISTS ({_POWER})
"""

_IN_THE_REGISTER = (
    _HANDOUTS
    + """
JOIN distribution_distributionpoint point ON point.id = given.point_id
WHERE NOT EXISTS (
    SELECT FROM distribution_movement line
    JOIN distribution_holder giver ON giver.id = line.from_holder_id
    JOIN distribution_holder taker ON taker.id = line.to_holder_id
    WHERE line.slip_id = given.slip_id AND line.first = given.first AND line.last = given.last
      AND line.occurred_on = given.occurred_on AND taker.kind = 'beneficiaries'
      AND coalesce(giver.point_id, giver.place_id) = given.point_id)
"""
)

CHECKS = (
    Check(
        "3",
        "no_handout_before_activation",
        N_("Aucun pass n'est remis avant l'activation de sa commande."),
        "distribution_handout",
        _ACTIVE,
    ),
    Check(
        "3",
        "no_handout_after_blocking",
        N_("Aucun pass n'est remis une fois bloqué ou annulé."),
        "distribution_handout",
        _NOT_BLOCKED,
    ),
    Check(
        "3",
        "handed_out_by_somebody_appointed",
        N_("Qui remet des pass est nommé pour ce point ce jour-là, par la régie ou par l'organisme mandaté."),
        "distribution_handout",
        _BY_SOMEBODY_APPOINTED,
    ),
    Check(
        "3",
        "a_handout_is_a_line_of_the_register",
        N_("Une remise est une ligne du registre, du point aux bénéficiaires."),
        "distribution_handout",
        _IN_THE_REGISTER,
    ),
)
