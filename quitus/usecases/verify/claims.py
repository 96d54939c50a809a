"""Invariant 4: what is paid is what was used, to the cent, and once."""

from quitus.domain.vouchers.entrusted import contract_sql, payer_sql
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_CLAIMS = """
SELECT scheme.slug, 'demande ' || claim.number
FROM reimbursement_claim claim JOIN organisations_scheme scheme ON scheme.id = claim.scheme_id
"""

_CLAIM_ADDS_UP = (
    _CLAIMS
    + """
LEFT JOIN (
    SELECT claim_id, count(*) AS pass, sum(amount_cents) AS cents FROM reimbursement_claimline GROUP BY claim_id
) AS lines ON lines.claim_id = claim.id
WHERE claim.line_count <> coalesce(lines.pass, 0) OR claim.total_cents <> coalesce(lines.cents, 0)
"""
)

# A line is of a use that stands, of the same structure and payer, at the face value of the order.
_LINE_IS_OF_A_USE = f"""
SELECT scheme.slug, 'demande ' || claim.number || ', pass ' || line.number
FROM reimbursement_claimline line
JOIN reimbursement_claim claim ON claim.id = line.claim_id
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
LEFT JOIN redemption_redemption used ON used.number = line.number AND used.turn = line.turn
LEFT JOIN redemption_redemptionreversal undone ON undone.number = line.number AND undone.turn = line.turn
LEFT JOIN vouchers_order o ON o.id = used.order_id
WHERE used.number IS NULL OR undone.number IS NOT NULL OR used.organisation_id <> claim.organisation_id
   OR {payer_sql("o", "used")} <> claim.payer_id OR used.venue_id <> line.venue_id
"""

_LINE_AT_FACE_VALUE = """
SELECT scheme.slug, 'demande ' || claim.number || ', pass ' || line.number
FROM reimbursement_claimline line
JOIN reimbursement_claim claim ON claim.id = line.claim_id
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
JOIN redemption_redemption used ON used.number = line.number AND used.turn = line.turn
JOIN vouchers_order o ON o.id = used.order_id
WHERE line.amount_cents <> o.face_value_cents
"""

_WITHIN_ITS_MONTH = """
SELECT scheme.slug, 'demande ' || claim.number || ', pass ' || line.number
FROM reimbursement_claimline line
JOIN reimbursement_claim claim ON claim.id = line.claim_id
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
JOIN redemption_redemption used ON used.number = line.number AND used.turn = line.turn
WHERE used.service_on >= claim.month + interval '1 month'
"""

_ON_ONE_CLAIM = """
SELECT scheme.slug, 'pass ' || line.number
FROM reimbursement_claimline line JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
GROUP BY scheme.slug, line.number, line.turn HAVING count(*) > 1
"""

_PAYMENT_ADDS_UP = """
SELECT scheme.slug, 'paiement ' || payment.number
FROM reimbursement_payment payment
JOIN organisations_scheme scheme ON scheme.id = payment.scheme_id
LEFT JOIN (
    SELECT settled.payment_id, sum(claim.total_cents) AS cents, bool_and(claim.payer_id = paying.payer_id) AS same_payer
    FROM reimbursement_paymentclaim settled
    JOIN reimbursement_claim claim ON claim.id = settled.claim_id
    JOIN reimbursement_payment paying ON paying.id = settled.payment_id
    GROUP BY settled.payment_id
) AS claims ON claims.payment_id = payment.id
WHERE payment.amount_cents <> coalesce(claims.cents, 0) OR NOT coalesce(claims.same_payer, true)
"""

_PAID_IF_ITS_PAYMENT_IS = (
    _CLAIMS
    + """
LEFT JOIN reimbursement_paymentclaim settled ON settled.claim_id = claim.id
LEFT JOIN reimbursement_payment payment ON payment.id = settled.payment_id
LEFT JOIN reimbursement_servicefait certified ON certified.claim_id = claim.id
GROUP BY scheme.slug, claim.id, claim.number, claim.state
HAVING count(DISTINCT payment.id) > 1
    OR (claim.state = 'paid') <> coalesce(bool_or(payment.state = 'paid'), false)
    OR (claim.state IN ('ordered', 'paid')) <> (count(payment.id) > 0)
    OR (claim.state IN ('certified', 'ordered', 'paid')) <> (count(certified.id) > 0)
"""
)

# The operator's fee is its contract's rate on the pass that the payment settles, half a cent rounded up: one for each
# contract, none left out and none too many.
_FEES = f"""
SELECT scheme.slug, 'paiement ' || payment.number
FROM reimbursement_operatorfee fee
FULL JOIN (
    SELECT settled.payment_id, {contract_sql("o", "used")} AS operator_contract_id, sum(line.amount_cents) AS cents
    FROM reimbursement_paymentclaim settled
    JOIN reimbursement_claimline line ON line.claim_id = settled.claim_id
    JOIN redemption_redemption used ON used.number = line.number AND used.turn = line.turn
    JOIN vouchers_order o ON o.id = used.order_id
    WHERE o.operator_contract_id IS NOT NULL GROUP BY 1, 2
) AS base ON base.payment_id = fee.payment_id AND base.operator_contract_id = fee.contract_id
JOIN reimbursement_payment payment ON payment.id = coalesce(fee.payment_id, base.payment_id)
JOIN organisations_scheme scheme ON scheme.id = payment.scheme_id
JOIN vouchers_operatorcontract contract ON contract.id = coalesce(fee.contract_id, base.operator_contract_id)
WHERE fee.base_cents IS DISTINCT FROM base.cents
   OR fee.rate_per_mille IS DISTINCT FROM contract.fee_on_redemption_per_mille
   OR fee.net_cents IS DISTINCT FROM (fee.base_cents * fee.rate_per_mille + 500) / 1000
"""

# When a payment is ordered, and when the money is recorded as gone, the last account told until then is verified if it
# is a change. What an operator outside paid is not asked: it had paid before anybody entered it.
_AFTER_A_CHANGE = """
WITH moment AS (
    SELECT id AS payment_id, recorded_at AS at FROM reimbursement_payment
    UNION ALL
    SELECT payment.id, moved.recorded_at FROM reimbursement_payment payment
    JOIN ledger_transfer moved ON moved.scheme_id = payment.scheme_id
        AND moved.subject_kind = 'payment' AND moved.subject_id = payment.id::text
    WHERE payment.list_reference = ''
)
SELECT DISTINCT scheme.slug, 'paiement ' || payment.number
FROM moment
JOIN reimbursement_payment payment ON payment.id = moment.payment_id
JOIN reimbursement_paymentclaim settled ON settled.payment_id = payment.id
JOIN reimbursement_claim claim ON claim.id = settled.claim_id
JOIN organisations_scheme scheme ON scheme.id = payment.scheme_id
JOIN LATERAL (
    SELECT is_change, verified_at FROM venues_bankdetails told
    WHERE told.scheme_id = claim.scheme_id AND told.organisation_id = claim.organisation_id
        AND told.recorded_at < moment.at
    ORDER BY told.id DESC LIMIT 1
) AS last ON last.is_change AND (last.verified_at IS NULL OR last.verified_at > moment.at)
"""

CHECKS = (
    Check(
        "4",
        "a_claim_is_the_sum_of_its_lines",
        N_("Une demande de remboursement est égale à la somme de ses lignes."),
        "reimbursement_claim",
        _CLAIM_ADDS_UP,
    ),
    Check(
        "4",
        "a_claim_line_is_of_a_use_that_stands",
        N_("Une ligne remboursée est une utilisation non annulée de la structure, due par ce payeur."),
        "reimbursement_claimline",
        _LINE_IS_OF_A_USE,
    ),
    Check(
        "4",
        "a_claim_line_is_at_face_value",
        N_("Une ligne est remboursée à la valeur faciale de sa commande."),
        "reimbursement_claimline",
        _LINE_AT_FACE_VALUE,
    ),
    Check(
        "4",
        "a_claim_ends_with_its_month",
        N_("Une demande ne compte que des services rendus au plus tard le dernier jour de son mois."),
        "reimbursement_claimline",
        _WITHIN_ITS_MONTH,
    ),
    Check(
        "4",
        "a_use_is_on_one_claim",
        N_("Une utilisation est sur une demande au plus."),
        "reimbursement_claimline",
        _ON_ONE_CLAIM,
    ),
    Check(
        "4",
        "a_payment_is_the_sum_of_its_claims",
        N_("Un paiement est égal à la somme des demandes qu'il règle, toutes dues par le même payeur."),
        "reimbursement_payment",
        _PAYMENT_ADDS_UP,
    ),
    Check(
        "4",
        "a_claim_is_paid_once_by_a_payment",
        N_("Une demande est payée une fois, après service fait, si et seulement si son paiement l'est."),
        "reimbursement_claim",
        _PAID_IF_ITS_PAYMENT_IS,
    ),
    Check(
        "4",
        "nothing_is_paid_after_a_change_of_account_not_confirmed",
        N_("Rien n'est ordonné ni payé à une structure tant qu'un changement de compte n'est pas confirmé."),
        "venues_bankdetails",
        _AFTER_A_CHANGE,
    ),
    Check(
        "4",
        "fees_follow_the_contract",
        N_("Les frais de l'opérateur sont ceux de son contrat, au centime."),
        "reimbursement_operatorfee",
        _FEES,
    ),
)
