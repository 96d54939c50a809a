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
    "a_stock_is_moved_by_who_answers_for_it": """
        INSERT INTO distribution_movement (scheme_id, slip_id, order_id, first, last, from_holder_id, to_holder_id,
            verb, occurred_on, user_id, actor_label)
        SELECT line.scheme_id, line.slip_id, line.order_id, line.first, line.last, line.from_holder_id,
            line.to_holder_id, line.verb, line.occurred_on, 0, 'Essai'
        FROM distribution_movement line
        JOIN distribution_holder point ON point.id = line.from_holder_id AND point.kind = 'point' LIMIT 1""",
    "sub_regies_and_bodies_stay_under_their_ceilings": """
        INSERT INTO distribution_subregie (scheme_id, point_id, ceiling_cents, assent_on, adopted_on, act_reference)
        SELECT scheme_id, id, 49900, opened_on, opened_on, '1' FROM distribution_distributionpoint""",
}
