"""Who has power on a day over what a safe, a point, a drawer or a mandated body holds, as SQL that checks share."""

# Imprest holders who never took over what the régie held the day before they came, each with the instant since which
# the register tells it: lines entered before a late one did not know of it.
OWING = """
WITH under AS (
    SELECT holder.id AS holder_id, coalesce(holder.imprest_id, point.imprest_id) AS imprest_id
    FROM distribution_holder holder
    LEFT JOIN distribution_distributionpoint point ON point.id = coalesce(holder.point_id, holder.place_id)
), kept AS (
    SELECT 'pass' AS what, under.imprest_id, line.occurred_on, line.recorded_at, line.last - line.first + 1 AS amount
    FROM distribution_movement line JOIN under ON under.holder_id = line.to_holder_id
  UNION ALL
    SELECT 'pass', under.imprest_id, line.occurred_on, line.recorded_at, line.first - line.last - 1
    FROM distribution_movement line JOIN under ON under.holder_id = line.from_holder_id
  UNION ALL
    SELECT 'cash', imprest_id, occurred_on, recorded_at,
           CASE WHEN kind IN ('advance', 'refund') THEN amount_cents ELSE -amount_cents END
    FROM distribution_cashline
), owing AS MATERIALIZED (
    SELECT taker.id, max(kept.recorded_at) AS known_at
    FROM distribution_appointment taker
    JOIN kept ON kept.imprest_id = taker.imprest_id AND kept.occurred_on < taker.starts_on
    WHERE taker.kind = 'holder' AND taker.handed_over_on IS NULL AND EXISTS (
        SELECT FROM distribution_appointment former
        WHERE former.imprest_id = taker.imprest_id AND former.kind = 'holder' AND former.assent_on IS NOT NULL
          AND former.starts_on < taker.starts_on)
    GROUP BY taker.id, kept.what
    HAVING sum(kept.amount) > 0
)
"""


def held(*, user: str, on: str, at: str, imprest: str, mandate: str, point: str) -> str:
    """What `EXISTS` finds, after `OWING`, when an account has a power on a day: columns or values, as SQL writes them;
    `at` is the instant at which it wrote.

    An appointment under the régie, or what a mandated body named its person for; at the point, or at none for what
    lies in the safe or in the body's stock. Who owes the handover of what he found has no power yet.
    """
    return f"""
    SELECT FROM distribution_appointment appointment
    WHERE appointment.user_id = {user} AND appointment.imprest_id = {imprest} AND appointment.assent_on IS NOT NULL
      AND {on} BETWEEN appointment.starts_on AND coalesce(appointment.ends_on, 'infinity')
      AND (appointment.handed_over_on IS NULL OR appointment.handed_over_on <= {on})
      AND NOT EXISTS (SELECT FROM owing WHERE owing.id = appointment.id AND owing.known_at <= {at})
      AND (appointment.kind IN ('holder', 'substitute') OR appointment.point_id = {point})
  UNION ALL
    SELECT FROM distribution_mandatedperson person
    JOIN distribution_mandateconvention agreed ON agreed.id = person.mandate_id
    WHERE person.user_id = {user} AND agreed.id = {mandate} AND agreed.signed_on IS NOT NULL
      AND {on} >= greatest(person.starts_on, agreed.starts_on, agreed.signed_on)
      AND {on} <= least(person.ends_on, agreed.ends_on, agreed.closed_on)
      AND (person.point_id IS NULL OR person.point_id = {point})"""
