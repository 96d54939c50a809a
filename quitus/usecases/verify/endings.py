"""Invariants 1, 3 and 4 at the end of validity: figures that add up, keepers that are told, avoirs at face value."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_ADDS_UP = """
SELECT scheme.slug, 'commande ' || orders.number || ', fin du ' || step.valid_until
FROM expiry_step step
JOIN vouchers_order orders ON orders.id = step.order_id
JOIN organisations_scheme scheme ON scheme.id = step.scheme_id
WHERE step.verb = 'expire_order'
  AND ((step.figures ->> 'delivered')::int IS DISTINCT FROM orders.delivered_count
    OR (step.figures ->> 'delivered')::int <> (step.figures ->> 'used')::int + (step.figures ->> 'cancelled')::int
        + (step.figures ->> 'blocked')::int + (step.figures ->> 'unused')::int
    OR orders.state NOT IN ('closing', 'closed'))
"""

_STOPPED = """
SELECT scheme.slug, 'commande ' || orders.number
FROM expiry_step step
JOIN vouchers_order orders ON orders.id = step.order_id AND orders.valid_until = step.valid_until
JOIN organisations_scheme scheme ON scheme.id = step.scheme_id
WHERE step.verb = 'decide_blocking'
  AND (orders.blocked_from IS NULL OR step.user_id IS NULL)
"""

_CREDITED = """
SELECT scheme.slug, 'avoir ' || note.number
FROM expiry_creditnote note
JOIN expiry_statement statement ON statement.id = note.statement_id
JOIN organisations_scheme scheme ON scheme.id = note.scheme_id
LEFT JOIN LATERAL (
    SELECT sum(transfer.amount_cents) AS cents
    FROM ledger_transfer transfer
    JOIN ledger_account credited ON credited.id = transfer.credit_id AND credited.code LIKE 'held_by_payer:%'
    JOIN ledger_account due ON due.id = transfer.debit_id AND due.code LIKE 'credit_due_from:%'
    WHERE transfer.scheme_id = note.scheme_id AND transfer.subject_kind = 'order'
      AND transfer.subject_id = statement.order_id::text
) entered ON true
WHERE note.amount_cents IS DISTINCT FROM statement.credit_due_cents
   OR coalesce(entered.cents, 0) <> note.amount_cents
"""

_AGREED = """
SELECT scheme.slug, 'état contradictoire de la commande ' || orders.number
FROM expiry_statement statement
JOIN vouchers_order orders ON orders.id = statement.order_id
JOIN organisations_scheme scheme ON scheme.id = statement.scheme_id
LEFT JOIN LATERAL (
    SELECT coalesce(sum(count) FILTER (WHERE outcome = 'theirs'), 0) AS accepted,
        count(*) FILTER (WHERE outcome = '') AS open
    FROM expiry_numberdifference WHERE statement_id = statement.id
) settled ON true
WHERE statement.concluded_on IS NOT NULL
  AND (settled.open > 0 OR statement.agreed_used <> statement.ours_used + settled.accepted)
"""

CHECKS = (
    Check(
        "1",
        "the_figures_of_an_end_add_up_to_what_was_delivered",
        N_("À la fin de validité, les pass utilisés, annulés, bloqués et restants font les pass livrés."),
        "expiry_step",
        _ADDS_UP,
    ),
    Check(
        "3",
        "a_stop_of_hand_outs_is_decided_by_a_person_and_holds",
        N_("Un arrêt des remises décidé avant une fin de validité est au nom d'une personne et tient toujours."),
        "expiry_step",
        _STOPPED,
    ),
    Check(
        "4",
        "an_agreed_figure_follows_from_the_settled_differences",
        N_("Le chiffre arrêté d'un état contradictoire découle de nos lignes et des écarts traités."),
        "expiry_statement",
        _AGREED,
    ),
    Check(
        "4",
        "a_credit_note_is_at_face_value_and_in_the_ledger",
        N_("Un avoir est celui de l'état arrêté, et il est entré au grand livre au centime."),
        "expiry_creditnote",
        _CREDITED,
    ),
)
