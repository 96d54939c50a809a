"""Faults planted in deliveries, safes, ceilings and figures set out: each is seen by its check."""

PLANTED = {
    "what_is_delivered_came_into_custody": """
        UPDATE distribution_movement SET last = last - 1 WHERE verb = 'receive_delivery'""",
    "no_use_moves_once_figures_are_set_out": """
        INSERT INTO audit_entry (at, scheme_id, actor_label, role, verb, subject_kind, subject_id, summary, data,
            request_id)
        SELECT '2022-01-01', scheme_id, 'Essai', 'manager', 'draw_statement', 'order', id::text, '', '{}', ''
        FROM vouchers_order""",
    "a_safe_is_moved_by_who_keeps_it": """
        UPDATE distribution_appointment SET ends_on = starts_on WHERE kind = 'holder'""",
    "sub_regies_and_bodies_stay_under_their_ceilings": """
        INSERT INTO distribution_subregie (scheme_id, point_id, ceiling_cents, assent_on, adopted_on, act_reference)
        SELECT scheme_id, id, 49900, opened_on, opened_on, '1' FROM distribution_distributionpoint""",
}
