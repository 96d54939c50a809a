"""The accounts say what the lines say."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

# What each account should hold, debits less credits, from the lines of the rooms.
_EXPECTED = """
    SELECT paid.scheme_id, side.code || paid.payer_id AS code, sum(side.sign * paid.cents)::bigint AS cents
    FROM (
        -- the mandat of an order paid whoever answered for it then; another paid who took it over
        SELECT o.scheme_id, coalesce(handed.payer_before_id, o.payer_id) AS payer_id,
               o.delivered_count * o.face_value_cents AS cents
        FROM vouchers_order o
        LEFT JOIN LATERAL (
            SELECT payer_before_id FROM vouchers_entrustment
            WHERE order_id = o.id AND live_count IS NOT NULL ORDER BY id LIMIT 1
        ) handed ON true
        WHERE o.activated_on IS NOT NULL
        UNION ALL
        SELECT scheme_id, payer_id, amount_cents FROM vouchers_entrustment
    ) paid
    JOIN organisations_scheme scheme ON scheme.id = paid.scheme_id AND scheme.authority_id <> paid.payer_id
    CROSS JOIN (VALUES ('held_by_payer:', 1), ('paid_to_payer:', -1)) side (code, sign)
    GROUP BY 1, 2
    UNION ALL
    -- what a concluded statement changes, then its avoir or its complement
    SELECT ended.scheme_id, side.code || ended.payer_id, sum(side.sign * side.cents)::bigint
    FROM (
        SELECT statement.*, o.payer_id, (agreed_used - ours_used) * statement.face_value_cents AS recognised_cents,
               note.amount_cents AS noted_cents, note.received_kind
        FROM expiry_statement statement
        JOIN vouchers_order o ON o.id = statement.order_id
        LEFT JOIN expiry_creditnote note ON note.statement_id = statement.id
        WHERE statement.concluded_on IS NOT NULL AND statement.is_prepaid
    ) ended
    CROSS JOIN LATERAL (VALUES
        ('recognised_uses:', 1, recognised_cents), ('held_by_payer:', -1, recognised_cents),
        ('kept_by_payer:', 1, kept_cents), ('held_by_payer:', -1, kept_cents),
        ('held_by_payer:', 1, complement_cents), ('complement_due_to:', -1, complement_cents),
        ('complement_due_to:', 1, CASE WHEN complement_paid_on IS NOT NULL THEN complement_cents END),
        ('paid_to_payer:', -1, CASE WHEN complement_paid_on IS NOT NULL THEN complement_cents END),
        ('credit_due_from:', 1, noted_cents), ('held_by_payer:', -1, noted_cents),
        ('credit_due_from:', -1, CASE WHEN received_kind <> '' THEN noted_cents END),
        ('paid_to_payer:', 1, CASE WHEN received_kind = 'deducted' THEN noted_cents END)
    ) side (code, sign, cents)
    GROUP BY 1, 2
    UNION ALL
    -- what an operator gave back once its order was another's; a sum deducted stays where it was
    SELECT given.scheme_id, side.code, sum(side.sign * given.amount_cents)::bigint
    FROM vouchers_repayment given JOIN vouchers_entrustment ended ON ended.id = given.entrustment_id
    CROSS JOIN LATERAL (VALUES ('treasury', 1), ('held_by_payer:' || ended.payer_before_id, -1)) side (code, sign)
    WHERE given.carried_to_id IS NULL
    GROUP BY 1, 2
    UNION ALL
    SELECT note.scheme_id, 'treasury', sum(note.amount_cents)::bigint
    FROM expiry_creditnote note WHERE note.received_kind = 'refunded' GROUP BY 1
    UNION ALL
    SELECT claim.scheme_id, 'used_pass', sum(claim.total_cents)::bigint
    FROM reimbursement_claim claim JOIN reimbursement_servicefait certified ON certified.claim_id = claim.id
    GROUP BY 1
    UNION ALL
    SELECT claim.scheme_id, 'due_to:' || claim.organisation_id,
           sum(CASE WHEN claim.state = 'paid' THEN claim.total_cents ELSE 0 END - claim.total_cents)::bigint
    FROM reimbursement_claim claim JOIN reimbursement_servicefait certified ON certified.claim_id = claim.id
    GROUP BY 1, 2
    UNION ALL
    SELECT payment.scheme_id,
           CASE WHEN payment.kind = 'order' THEN 'held_by_payer:' || payment.payer_id ELSE 'treasury' END,
           -sum(payment.amount_cents)::bigint
    FROM reimbursement_payment payment WHERE payment.state = 'paid' GROUP BY 1, 2
    UNION ALL
    SELECT line.scheme_id, side.code || line.imprest_id, sum(side.sign * line.amount_cents)::bigint
    FROM distribution_cashline line
    JOIN (VALUES ('advance', 'regie_cash:', 1), ('advance', 'regie_advance:', -1),
                 ('spending', 'regie_spent:', 1), ('spending', 'regie_cash:', -1),
                 ('return', 'regie_advance:', 1), ('return', 'regie_cash:', -1),
                 ('refund', 'regie_cash:', 1), ('refund', 'regie_spent:', -1)) side (kind, code, sign)
      ON side.kind = line.kind
    GROUP BY 1, 2
"""

_BALANCES = f"""
WITH expected AS (
    SELECT scheme_id, code, sum(cents)::bigint AS cents FROM ({_EXPECTED}) AS parts GROUP BY 1, 2
), sides AS (
    SELECT debit_id AS account_id, amount_cents AS cents FROM ledger_transfer
    UNION ALL
    SELECT credit_id, -amount_cents FROM ledger_transfer
), booked AS (
    SELECT account.scheme_id, account.code, coalesce(sum(sides.cents), 0)::bigint AS cents
    FROM ledger_account account LEFT JOIN sides ON sides.account_id = account.id GROUP BY 1, 2
)
SELECT scheme.slug, code || ' : ' || coalesce(booked.cents, 0) || ' au lieu de ' || coalesce(expected.cents, 0)
       || ' (en centimes)'
FROM booked FULL JOIN expected USING (scheme_id, code)
JOIN organisations_scheme scheme ON scheme.id = scheme_id
WHERE coalesce(booked.cents, 0) <> coalesce(expected.cents, 0)
"""

_SAME_SCHEME = """
SELECT scheme.slug, transfer.label
FROM ledger_transfer transfer
JOIN organisations_scheme scheme ON scheme.id = transfer.scheme_id
JOIN ledger_account debit ON debit.id = transfer.debit_id
JOIN ledger_account credit ON credit.id = transfer.credit_id
WHERE debit.scheme_id <> transfer.scheme_id OR credit.scheme_id <> transfer.scheme_id
"""

CHECKS = (
    Check(
        "ledger",
        "accounts_say_what_the_lines_say",
        N_("Le solde de chaque compte est celui que donnent les commandes, les demandes et les paiements."),
        "ledger_transfer",
        _BALANCES,
    ),
    Check(
        "ledger",
        "a_transfer_stays_in_its_scheme",
        N_("Une écriture reste dans les comptes de son dispositif."),
        "ledger_transfer",
        _SAME_SCHEME,
    ),
)
