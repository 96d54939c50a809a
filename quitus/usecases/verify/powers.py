"""Who has power on a day over what a safe, a point, a drawer or a mandated body holds, as SQL that checks share."""


def held(*, user: str, on: str, imprest: str, mandate: str, point: str) -> str:
    """What `EXISTS` finds when an account has a power on a day: columns or values, as SQL writes them.

    An appointment under the régie, or what a mandated body named its person for; at the point, or at none for what
    lies in the safe or in the body's stock.
    """
    return f"""
    SELECT FROM distribution_appointment appointment
    WHERE appointment.user_id = {user} AND appointment.imprest_id = {imprest} AND appointment.assent_on IS NOT NULL
      AND {on} BETWEEN appointment.starts_on AND coalesce(appointment.ends_on, 'infinity')
      AND (appointment.handed_over_on IS NULL OR appointment.handed_over_on <= {on})
      AND (appointment.kind IN ('holder', 'substitute') OR appointment.point_id = {point})
  UNION ALL
    SELECT FROM distribution_mandatedperson person
    JOIN distribution_mandateconvention agreed ON agreed.id = person.mandate_id
    WHERE person.user_id = {user} AND agreed.id = {mandate} AND agreed.signed_on IS NOT NULL
      AND {on} >= greatest(person.starts_on, agreed.starts_on, agreed.signed_on)
      AND {on} <= least(person.ends_on, agreed.ends_on, agreed.closed_on)
      AND (person.point_id IS NULL OR person.point_id = {point})"""
