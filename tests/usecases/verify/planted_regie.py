"""Faults planted in the acts, the ceilings, the substitutions and the cash of a régie: each is seen by its check."""

PLANTED = {
    "no_stock_before_the_act": "UPDATE distribution_imprest SET constituted_on = '2022-01-01'",
    "a_regie_stays_under_its_ceiling": "UPDATE distribution_imprest SET ceiling_cents = 1",
    "substitutes_serve_two_months_at_most": """
        INSERT INTO distribution_appointment (scheme_id, imprest_id, user_id, kind, act_reference, assent_on, starts_on,
            ends_on)
        SELECT appointment.scheme_id, imprest_id, user_id, 'substitute', '1', '2022-01-01', first, last
        FROM distribution_appointment appointment,
             (VALUES (date '2022-02-01', date '2022-03-15'), ('2022-03-16', '2022-04-01')) days (first, last)
        WHERE kind = 'holder'""",
    "the_accountant_agrees_first": """
        ALTER TABLE distribution_imprest DROP CONSTRAINT imprest_has_the_assent_before_its_act;
        UPDATE distribution_imprest SET assent_on = constituted_on + 1""",
    "cash_is_never_below_zero": """
        INSERT INTO distribution_cashline (scheme_id, imprest_id, kind, amount_cents, reference, occurred_on,
            actor_label)
        SELECT scheme_id, id, 'spending', 1, '1', '2022-01-01', 'Essai' FROM distribution_imprest""",
}
