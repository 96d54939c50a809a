"""Faults planted in what devices sent: each is seen by its check."""

# A device of the mediator who took the first pass, with two lines: one that is another's use, one refused.
_DEVICE = """
    INSERT INTO terminals_terminal (scheme_id, organisation_id, label, venue_ids, public_key, state, enrolled_by_id,
        enrolled_at, stop_reason, acknowledged_n, acknowledged_head)
    SELECT scheme_id, organisation_id, 'Tablette', ARRAY[venue_id], decode(repeat('04', 65), 'hex'), 'in_use', user_id,
        recorded_at, '', 0, repeat('0', 64)
    FROM redemption_redemption ORDER BY number, turn LIMIT 1;
    INSERT INTO terminals_offlinebatch (scheme_id, terminal_id, batch, first_n, line_count, head, signature, user_id)
    SELECT scheme_id, id, gen_random_uuid(), 1, 1, repeat('0', 64), '', enrolled_by_id FROM terminals_terminal;
"""
_LINE = """
    INSERT INTO terminals_offlineline (scheme_id, terminal_id, batch_id, n, text, head, request, number, turn, venue_id,
        service_code, service_on, stretch, verdict, found, outcome, why)
    SELECT t.scheme_id, t.id, b.id, 1, '{text}', repeat('a', 64), {request}, taken.number, {turn}, taken.venue_id,
        '', taken.service_on, 0, '{verdict}', '', '{outcome}', '{{}}'
    FROM terminals_terminal t JOIN terminals_offlinebatch b ON b.terminal_id = t.id,
        (SELECT * FROM redemption_redemption ORDER BY number, turn LIMIT 1) AS taken;
"""
_OWN = "gen_random_uuid()"
_REFUSED = _LINE.format(text="", request=_OWN, turn="NULL", verdict="refused", outcome="pass_already_used")
_IN_CONFLICT = _LINE.format(text="", request=_OWN, turn="NULL", verdict="conflict", outcome="pass_already_used")
_OF_A_USE = "taken.request"

PLANTED = {
    "lines_of_a_device_follow_one_another": _DEVICE
    + _LINE.format(text="{{}}", request=_OWN, turn="NULL", verdict="struck", outcome="line_struck"),
    "a_device_is_acknowledged_to_its_last_line": _DEVICE + _REFUSED,
    "what_a_device_recorded_is_a_use": _DEVICE
    + _LINE.format(text="", request=_OWN, turn="taken.turn", verdict="recorded", outcome="taken"),
    "a_use_without_network_was_signed_by_its_device": """
        ALTER TABLE redemption_redemption DISABLE TRIGGER ALL;
        UPDATE redemption_redemption SET door = 'device', terminal_id = 7, taken_at = recorded_at""",
    "a_conflict_is_of_one_line_in_conflict": _DEVICE + _IN_CONFLICT,
    "a_conflict_is_worth_its_pass_and_is_no_use": _DEVICE
    + _LINE.format(text="", request=_OF_A_USE, turn="NULL", verdict="conflict", outcome="pass_blocked")
    + """INSERT INTO redemption_conflict (scheme_id, line_id, organisation_id, venue_id, number, found,
            face_value_cents, proposed_bearer, state, bearer, reason, other_door, mandat_number)
        SELECT line.scheme_id, line.id, t.organisation_id, line.venue_id, line.number, 'blocked_after', 1000,
            'authority', 'open', '', '', '', ''
        FROM terminals_offlineline line JOIN terminals_terminal t ON t.id = line.terminal_id""",
    "what_was_promised_and_not_kept_is_told": _DEVICE + _REFUSED,
}
