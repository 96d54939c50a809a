"""The régie: its act before its stock, its ceilings on their day, who had power over the safe, substitutes, cash."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

# The régie that each holder stands under, and its point when it is one or a drawer of one.
_UNDER = """
SELECT holder.id AS holder_id, coalesce(holder.imprest_id, point.imprest_id) AS imprest_id, point.id AS point_id
FROM distribution_holder holder
LEFT JOIN distribution_distributionpoint point ON point.id = coalesce(holder.point_id, holder.place_id)
"""

_ACT_BEFORE_STOCK = f"""
WITH under AS ({_UNDER})
SELECT scheme.slug, coalesce(slip.number, line.id::text)
FROM distribution_movement line
JOIN under ON under.holder_id = line.to_holder_id
JOIN distribution_imprest imprest ON imprest.id = under.imprest_id
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
LEFT JOIN distribution_slip slip ON slip.id = line.slip_id
WHERE imprest.constituted_on IS NULL OR line.occurred_on < imprest.constituted_on
   OR line.occurred_on > imprest.closed_on
"""

# What a régie holds after each line that brings pass in, as they were entered, against what its act said that day.
_UNDER_THE_CEILING = f"""
WITH under AS ({_UNDER}), flows AS (
    SELECT under.imprest_id, line.id, line.slip_id, line.occurred_on, line.order_id,
           line.last - line.first + 1 AS moved
    FROM distribution_movement line JOIN under ON under.holder_id = line.to_holder_id
    WHERE under.imprest_id IS NOT NULL
    UNION ALL
    SELECT under.imprest_id, line.id, line.slip_id, line.occurred_on, line.order_id, line.first - line.last - 1
    FROM distribution_movement line JOIN under ON under.holder_id = line.from_holder_id
    WHERE under.imprest_id IS NOT NULL
), entered AS (
    SELECT flows.imprest_id, flows.id, flows.slip_id, flows.occurred_on,
           sum(flows.moved * o.face_value_cents) AS change
    FROM flows JOIN vouchers_order o ON o.id = flows.order_id
    GROUP BY 1, 2, 3, 4
), held AS (
    SELECT imprest_id, slip_id, occurred_on, change,
           sum(change) OVER (PARTITION BY imprest_id ORDER BY id) AS cents
    FROM entered
)
SELECT scheme.slug, imprest.name || ', bordereau ' || coalesce(slip.number, '?')
FROM held
JOIN distribution_imprest imprest ON imprest.id = held.imprest_id
JOIN organisations_scheme scheme ON scheme.id = imprest.scheme_id
LEFT JOIN distribution_slip slip ON slip.id = held.slip_id
LEFT JOIN LATERAL (
    SELECT ceiling_cents FROM distribution_imprestamendment amendment
    WHERE amendment.imprest_id = imprest.id AND amendment.starts_on <= held.occurred_on
    ORDER BY amendment.starts_on DESC, amendment.rank DESC LIMIT 1
) amended ON true
WHERE held.change > 0 AND held.cents > coalesce(amended.ceiling_cents, imprest.ceiling_cents)
"""

# Substitutions that touch or overlap are one absence: islands of days.
_SHORT_ABSENCES = """
WITH served AS (
    SELECT imprest_id, starts_on, ends_on,
           max(ends_on) OVER (PARTITION BY imprest_id ORDER BY starts_on, ends_on
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far
    FROM distribution_appointment WHERE kind = 'substitute'
), islands AS (
    SELECT imprest_id, starts_on, ends_on,
           sum(CASE WHEN so_far IS NULL OR starts_on > so_far + 1 THEN 1 ELSE 0 END)
               OVER (PARTITION BY imprest_id ORDER BY starts_on, ends_on) AS absence
    FROM served
)
SELECT scheme.slug, imprest.name || ', ' || min(islands.starts_on)
FROM islands
JOIN distribution_imprest imprest ON imprest.id = islands.imprest_id
JOIN organisations_scheme scheme ON scheme.id = imprest.scheme_id
GROUP BY scheme.slug, imprest.name, islands.imprest_id, islands.absence
HAVING max(islands.ends_on) >= min(islands.starts_on) + interval '2 months'
"""

_ASSENT_FIRST = """
SELECT scheme.slug, acts.name FROM (
    SELECT scheme_id, name, assent_on, constituted_on AS signed_on FROM distribution_imprest
    UNION ALL
    SELECT amendment.scheme_id, imprest.name || ' n° ' || amendment.rank, amendment.assent_on, amendment.adopted_on
    FROM distribution_imprestamendment amendment JOIN distribution_imprest imprest ON imprest.id = amendment.imprest_id
    UNION ALL
    SELECT sub.scheme_id, point.name, sub.assent_on, sub.adopted_on
    FROM distribution_subregie sub JOIN distribution_distributionpoint point ON point.id = sub.point_id
    UNION ALL
    SELECT mandate.scheme_id, body.name, mandate.assent_on, mandate.signed_on
    FROM distribution_mandateconvention mandate JOIN organisations_organisation body ON body.id = mandate.body_id
) acts JOIN organisations_scheme scheme ON scheme.id = acts.scheme_id
WHERE acts.signed_on IS NOT NULL AND (acts.assent_on IS NULL OR acts.assent_on > acts.signed_on)
"""

_CASH = """
WITH lines AS (
    SELECT imprest_id, occurred_on, id,
           CASE WHEN kind IN ('advance', 'refund') THEN amount_cents ELSE -amount_cents END AS cents
    FROM distribution_cashline
), held AS (
    SELECT imprest_id, occurred_on, sum(sum(cents)) OVER (PARTITION BY imprest_id ORDER BY occurred_on) AS cents
    FROM lines GROUP BY 1, 2
)
SELECT scheme.slug, imprest.name || ', ' || held.occurred_on
FROM held JOIN distribution_imprest imprest ON imprest.id = held.imprest_id
JOIN organisations_scheme scheme ON scheme.id = imprest.scheme_id
WHERE held.cents < 0
"""

CHECKS = (
    Check(
        "3",
        "no_stock_before_the_act",
        N_("Aucun pass n'entre dans une régie avant son acte constitutif, ni après sa clôture."),
        "distribution_movement",
        _ACT_BEFORE_STOCK,
    ),
    Check(
        "3",
        "a_regie_stays_under_its_ceiling",
        N_("Ce qu'une régie reçoit un jour tient sous le plafond que son acte dit ce jour-là."),
        "distribution_movement",
        _UNDER_THE_CEILING,
    ),
    Check(
        "3",
        "substitutes_serve_two_months_at_most",
        N_("Une même absence du régisseur est suppléée deux mois au plus."),
        "distribution_appointment",
        _SHORT_ABSENCES,
    ),
    Check(
        "3",
        "the_accountant_agrees_first",
        N_("L'avis conforme du comptable précède l'acte, l'avenant, la sous-régie et le mandat."),
        "distribution_imprest",
        _ASSENT_FIRST,
    ),
    Check(
        "3",
        "cash_is_never_below_zero",
        N_("Une régie ne dépense pas d'espèces qu'elle ne détient pas."),
        "distribution_cashline",
        _CASH,
    ),
)
