"""Faults planted in deliveries, safes, ceilings and figures set out: each is seen by its check."""

# Another line like one that is there, by somebody, from or to another hand.
LINE = """
        INSERT INTO distribution_movement (scheme_id, slip_id, order_id, first, last, from_holder_id, to_holder_id,
            verb, occurred_on, user_id, actor_label)
        SELECT line.scheme_id, line.slip_id, line.order_id, line.first, line.last, %s, %s, '%s', line.occurred_on, %s,
            'Essai'
        FROM distribution_movement line"""

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

AGENT = "(SELECT user_id FROM distribution_appointment WHERE kind = 'agent')"
KEEPER = "(SELECT user_id FROM distribution_appointment WHERE kind = 'holder')"

# A body whose person serves until some day, and which gives pass to its point the day of the hand-out.
BODY = f"""WITH agreed AS (
        INSERT INTO distribution_mandateconvention (scheme_id, body_id, purpose, ceiling_cents, remuneration_cents,
            accounts_every_months, accounts_within_days, assent_on, signed_on, act_reference, starts_on, ends_on)
        SELECT id, authority_id, 'Essai', 100000, 0, 12, 30, '2021-01-01', '2021-01-01', '1', '2021-01-01',
            '2022-12-31' FROM organisations_scheme RETURNING id, scheme_id),
    named AS (
        INSERT INTO distribution_mandatedperson (scheme_id, mandate_id, user_id, reference, starts_on, ends_on)
        SELECT scheme_id, id, {AGENT}, '1', '2021-01-01', '%s' FROM agreed),
    body AS (
        INSERT INTO distribution_holder (scheme_id, kind, label, mandate_id)
        SELECT scheme_id, 'mandated', 'Essai', id FROM agreed RETURNING id)
    {LINE % ("body.id", "line.to_holder_id", "transfer_from_body", AGENT)}, body WHERE line.verb = 'hand_out'"""

DRAWER = f"""WITH drawer AS (
        INSERT INTO distribution_holder (scheme_id, kind, label, keeper_id, place_id)
        SELECT scheme_id, 'drawer', 'Essai', {AGENT}, point_id FROM distribution_holder WHERE kind = 'point'
        RETURNING id)
    {LINE % ("drawer.id", "line.to_holder_id", "%s", "%s")}, drawer WHERE line.verb = 'hand_out'"""

RETURN = f"{LINE % ('line.to_holder_id', 'line.from_holder_id', 'take_back', '%s')} WHERE line.verb = 'hand_out'"

# Another imprest holder was there before, until the day before who keeps the safe now came.
FORMER = """
    UPDATE distribution_appointment SET starts_on = '%s' WHERE kind = 'holder';
    INSERT INTO distribution_appointment (scheme_id, imprest_id, user_id, kind, act_reference, assent_on, starts_on,
        ends_on)
    SELECT scheme_id, imprest_id, 0, kind, '1', assent_on, '2021-09-15', starts_on - 1
    FROM distribution_appointment WHERE kind = 'holder'"""

SAFE, STOCK = "a_safe_is_moved_by_who_keeps_it", "a_stock_is_moved_by_who_answers_for_it"

POWERS = {
    "the day after a power ended": (
        STOCK,
        "UPDATE distribution_appointment SET ends_on = '2021-12-06' WHERE kind = 'agent'",
        "UPDATE distribution_appointment SET ends_on = '2021-12-05' WHERE kind = 'agent'",
    ),
    "the person of a body, once ended": (STOCK, BODY % "2021-12-06", BODY % "2021-12-05"),
    "a drawer, by another agent": (STOCK, DRAWER % ("hand_out", AGENT), DRAWER % ("hand_out", KEEPER)),
    "a drawer brought back, by nobody": (
        STOCK,
        DRAWER % ("return_from_drawer", KEEPER),
        DRAWER % ("return_from_drawer", 0),
    ),
    "pass taken back, by nobody": (STOCK, RETURN % AGENT, RETURN % 0),
    # Supplied on 11 October, the safe gave pass on 2 November: there was nothing to be handed over, then there was.
    "before the handover": (SAFE, FORMER % "2021-10-11", FORMER % "2021-11-01"),
}
"""By what is wrong: the check, what is right, and the like that is wrong."""
