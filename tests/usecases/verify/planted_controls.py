"""Faults planted in counts, files of loss, replacements and handovers: each is seen by its check."""

FILE = """file AS (
    INSERT INTO controls_lossfile (scheme_id, number, kind, state, holder_id, occurred_on, discovered_on, circumstances,
        reported_by, complaint_number, witnesses, declared_by, closed_on)
    SELECT scheme_id, 'P-' || id, 'loss', 'cancelled', from_holder_id, occurred_on, occurred_on, 'Essai', '', '', '',
        'Essai', occurred_on
    FROM distribution_slip ORDER BY id LIMIT 1 RETURNING id, scheme_id, closed_on)"""

COUNTED = """counted AS (
    INSERT INTO controls_inventory (scheme_id, number, purpose, state, opened_on, opened_by, opened_after, counted_on,
        counted_at, closed_after, concluded_on, conclusion)
    SELECT id, 'I-1', 'routine', 'concluded', '2022-01-03', 'Essai', 0, '2022-01-03', now(), 0, '2022-01-03', ''
    FROM organisations_scheme RETURNING id, scheme_id)"""

PLACE = f"""{COUNTED}, place AS (
    INSERT INTO controls_inventoryplace (scheme_id, inventory_id, holder_id, is_open, expected_count, found_count)
    SELECT counted.scheme_id, counted.id, (SELECT min(id) FROM distribution_holder), false, 0, %s
    FROM counted RETURNING id, scheme_id)"""

PLANTED = {
    "a_loss_is_a_line_of_the_register": f"""WITH {FILE}
        INSERT INTO controls_lossrange (scheme_id, file_id, order_id, slip_id, used_count, first, last)
        SELECT file.scheme_id, file.id, 1, (SELECT min(id) FROM distribution_slip), 0, 1, 2 FROM file""",
    "lost_pass_are_worth_nothing": """
        INSERT INTO distribution_holder (scheme_id, kind, label)
        SELECT id, 'lost', 'Perdus' FROM organisations_scheme ON CONFLICT DO NOTHING;
        UPDATE distribution_holding holding SET holder_id = lost.id
        FROM distribution_holder lost
        WHERE lost.kind = 'lost' AND lost.scheme_id = holding.scheme_id AND EXISTS (
            SELECT FROM vouchers_voucher
            WHERE number >= lower(numbers) AND number < upper(numbers) AND mark = 'plain')""",
    "cancelled_pass_stay_dead": f"""WITH {FILE}
        INSERT INTO controls_lossstep (scheme_id, file_id, verb, occurred_on, note, actor_label, first, last)
        SELECT file.scheme_id, file.id, 'cancel_lost_pass', file.closed_on, '', 'Essai', pass.number, pass.number
        FROM file, (SELECT min(number) AS number FROM vouchers_voucher WHERE mark = 'plain') pass""",
    "a_replacement_is_of_dead_pass_alike": f"""WITH {FILE}
        INSERT INTO controls_replacement (scheme_id, file_id, old_first, old_last, old_order_id, new_first, new_last,
            new_order_id, replaced_on, fee_cents, actor_label)
        SELECT file.scheme_id, file.id, o.series::bigint * 10000000 + 90, o.series::bigint * 10000000 + 90, o.id,
            o.series::bigint * 10000000 + 91, o.series::bigint * 10000000 + 91, o.id, file.closed_on, 0, 'Essai'
        FROM file, vouchers_order o""",
    "a_count_adds_up": f"WITH {PLACE % 7} SELECT id FROM place",
    "differences_of_an_inventory_are_settled": f"""WITH {PLACE % 2}
        INSERT INTO controls_difference (scheme_id, place_id, kind, order_id, first, last)
        SELECT scheme_id, id, 'extra', 1, 1, 2 FROM place""",
    "a_handover_of_duty_is_signed_by_both": f"""WITH {COUNTED}
        INSERT INTO controls_handover (scheme_id, number, state, imprest_id, outgoing_id, incoming_id, inventory_id,
            occurred_on, cash_expected_cents, cash_found_cents, reserves, done_on)
        SELECT counted.scheme_id, 'S-1', 'done', one.imprest_id, one.id, other.id, counted.id, '2022-01-03', 0, 0, '',
            '2022-01-03'
        FROM counted, distribution_appointment one, distribution_appointment other
        WHERE one.kind = 'holder' AND other.kind = 'agent' LIMIT 1""",
}
"""The SQL that plants each fault, by the code of the check that must see it."""
