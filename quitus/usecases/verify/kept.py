"""Pass of paper and signals: what is destroyed was paid and kept long enough; a signal is about what was taken."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_KEPT_LONG_ENOUGH = """
SELECT scheme.slug, 'procès-verbal ' || minutes.number || ', demande ' || claim.number
FROM reimbursement_destroyedclaim gone
JOIN reimbursement_paperdestruction minutes ON minutes.id = gone.destruction_id
JOIN reimbursement_claim claim ON claim.id = gone.claim_id
JOIN organisations_scheme scheme ON scheme.id = gone.scheme_id
LEFT JOIN reimbursement_paymentclaim settled ON settled.claim_id = claim.id
LEFT JOIN reimbursement_payment payment ON payment.id = settled.payment_id
WHERE NOT gone.is_withdrawn
  AND (payment.paid_on IS NULL OR gone.due_on < payment.paid_on OR minutes.destroyed_on < gone.due_on)
"""

_ADDED_UP = """
SELECT scheme.slug, 'procès-verbal ' || minutes.number
FROM reimbursement_paperdestruction minutes
JOIN organisations_scheme scheme ON scheme.id = minutes.scheme_id
LEFT JOIN LATERAL (
    SELECT sum(gone.count) AS told, sum((
        SELECT count(*) FROM reimbursement_claimline line
        WHERE line.claim_id = gone.claim_id AND line.venue_id = gone.venue_id)) AS lines,
        bool_or(gone.venue_id <> minutes.venue_id) AS elsewhere
    FROM reimbursement_destroyedclaim gone WHERE gone.destruction_id = minutes.id
) AS summed ON true
WHERE minutes.expected IS DISTINCT FROM summed.told OR minutes.expected IS DISTINCT FROM summed.lines
   OR summed.elsewhere
"""

_ABOUT_WHAT_WAS_TAKEN = """
SELECT scheme.slug, 'signalement ' || about.signal_id || ', pass ' || about.number
FROM signals_signalline about
JOIN organisations_scheme scheme ON scheme.id = about.scheme_id
LEFT JOIN redemption_redemption taken ON taken.number = about.number AND taken.turn = about.turn
WHERE taken.scheme_id IS DISTINCT FROM about.scheme_id
"""

CHECKS = (
    Check(
        "4",
        "paper_is_destroyed_once_paid_and_kept",
        N_("Un pass papier n'est détruit qu'une fois payé et gardé le temps dit par la convention."),
        "reimbursement_destroyedclaim",
        _KEPT_LONG_ENOUGH,
    ),
    Check(
        "4",
        "minutes_of_destruction_add_up",
        N_("Un procès-verbal de destruction compte les pass de ses demandes dans son lieu, ni plus ni moins."),
        "reimbursement_paperdestruction",
        _ADDED_UP,
    ),
    Check(
        "2",
        "a_signal_is_about_what_was_taken",
        N_("Un signalement ne nomme que des encaissements qui ont eu lieu dans son dispositif."),
        "signals_signalline",
        _ABOUT_WHAT_WAS_TAKEN,
    ),
)
