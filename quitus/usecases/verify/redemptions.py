"""Invariant 2: a pass is used once, at a qualified venue, while it is valid."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_STANDING = """
    SELECT taken.* FROM redemption_redemption taken
    WHERE NOT EXISTS (
        SELECT FROM redemption_redemptionreversal undone
        WHERE undone.number = taken.number AND undone.turn = taken.turn)
"""

_ONCE = f"""
SELECT scheme.slug, 'pass ' || used.number
FROM ({_STANDING}) AS used JOIN organisations_scheme scheme ON scheme.id = used.scheme_id
GROUP BY scheme.slug, used.number HAVING count(*) > 1
"""

# The mark and the turn on the pass say what the lines say.
_MARKED = f"""
SELECT scheme.slug, 'pass ' || voucher.number
FROM vouchers_voucher voucher
JOIN organisations_scheme scheme ON scheme.id = voucher.scheme_id
LEFT JOIN (
    SELECT number, max(turn) AS turn, count(*) AS times FROM redemption_redemption GROUP BY number
) AS taken ON taken.number = voucher.number
LEFT JOIN ({_STANDING}) AS used ON used.number = voucher.number
WHERE (voucher.mark = 'redeemed') <> (used.number IS NOT NULL)
   OR voucher.turn <> coalesce(taken.turn, 0) OR voucher.turn <> coalesce(taken.times, 0)
"""

_KNOWN = """
SELECT scheme.slug, 'pass ' || taken.number
FROM redemption_redemption taken
JOIN organisations_scheme scheme ON scheme.id = taken.scheme_id
LEFT JOIN vouchers_voucher voucher ON voucher.number = taken.number
LEFT JOIN venues_venue venue ON venue.id = taken.venue_id
WHERE voucher.order_id IS DISTINCT FROM taken.order_id OR voucher.scheme_id IS DISTINCT FROM taken.scheme_id
   OR venue.organisation_id IS DISTINCT FROM taken.organisation_id OR venue.scheme_id IS DISTINCT FROM taken.scheme_id
"""

# A step holds until the next one takes effect; of two on one day the later written counts.
_QUALIFIED = f"""
WITH periods AS (
    SELECT qualification.scheme_id, qualification.organisation_id, step.state, step.effective_on AS since,
           lead(step.effective_on) OVER (
               PARTITION BY step.qualification_id ORDER BY step.effective_on, step.id) AS before
    FROM venues_qualificationstep step
    JOIN venues_qualification qualification ON qualification.id = step.qualification_id
)
SELECT scheme.slug, 'pass ' || used.number || ', ' || venue.name || ', ' || used.service_on
FROM ({_STANDING}) AS used
JOIN organisations_scheme scheme ON scheme.id = used.scheme_id
JOIN venues_venue venue ON venue.id = used.venue_id
WHERE NOT EXISTS (
    SELECT FROM periods
    WHERE periods.scheme_id = used.scheme_id AND periods.organisation_id = used.organisation_id
      AND periods.state = 'qualified' AND periods.since <= used.service_on
      AND (periods.before IS NULL OR used.service_on < periods.before))
"""

_VALID = f"""
SELECT scheme.slug, 'pass ' || used.number || ', ' || used.service_on
FROM ({_STANDING}) AS used
JOIN organisations_scheme scheme ON scheme.id = used.scheme_id
JOIN vouchers_order o ON o.id = used.order_id
WHERE o.activated_on IS NULL OR used.service_on < o.activated_on OR used.service_on > o.usable_until
"""

# Figures are set out to an operator at the instant that the trail tells; a day alone may be told later.
_BEFORE_FIGURES = """
SELECT scheme.slug, 'pass ' || line.number || ', commande ' || o.number
FROM audit_entry drawn
JOIN vouchers_order o ON o.id::text = drawn.subject_id AND o.scheme_id = drawn.scheme_id
JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
JOIN LATERAL (
    SELECT taken.number, taken.recorded_at FROM redemption_redemption taken WHERE taken.order_id = o.id
    UNION ALL
    SELECT undone.number, undone.recorded_at FROM redemption_redemptionreversal undone
    JOIN redemption_redemption taken ON taken.number = undone.number AND taken.turn = undone.turn
    WHERE taken.order_id = o.id
) line ON line.recorded_at > drawn.at
WHERE drawn.verb = 'draw_statement' AND drawn.subject_kind = 'order'
"""

CHECKS = (
    Check("2", "a_pass_is_used_once", N_("Un pass est utilisé une fois au plus."), "redemption_redemption", _ONCE),
    Check(
        "2",
        "the_pass_says_what_its_lines_say",
        N_("Un pass porte la marque « utilisé » si et seulement si une utilisation le dit."),
        "vouchers_voucher",
        _MARKED,
    ),
    Check(
        "2",
        "a_redemption_is_of_a_known_pass_and_venue",
        N_("Une utilisation porte sur un pass de sa commande, dans un lieu de sa structure."),
        "redemption_redemption",
        _KNOWN,
    ),
    Check(
        "2",
        "the_venue_was_qualified_that_day",
        N_("Le lieu était qualifié le jour du service."),
        "redemption_redemption",
        _QUALIFIED,
    ),
    Check(
        "2",
        "the_pass_was_valid_that_day",
        N_("Le pass était actif, et sa tolérance n'était pas dépassée, le jour du service."),
        "redemption_redemption",
        _VALID,
    ),
    Check(
        "2",
        "no_use_moves_once_figures_are_set_out",
        N_("Aucune utilisation n'est écrite ni annulée une fois l'état contradictoire de sa commande dressé."),
        "redemption_redemption",
        _BEFORE_FIGURES,
    ),
)
