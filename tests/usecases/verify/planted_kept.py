"""Faults planted in minutes of destruction and in signals: each is seen by its check."""

_MINUTES = """minutes AS (
    INSERT INTO reimbursement_paperdestruction (scheme_id, number, venue_id, state, destroyed_on, expected, counted,
        way, witness, remark, written_by, signed_by)
    SELECT line.scheme_id, 'PD-1', line.venue_id, 'written', '%s', count(*) + %d, count(*), 'Broyés', '', 'Essai',
        'Essai', ''
    FROM reimbursement_claimline line GROUP BY line.scheme_id, line.venue_id RETURNING id, scheme_id, venue_id)
INSERT INTO reimbursement_destroyedclaim (scheme_id, destruction_id, claim_id, venue_id, count, due_on, is_withdrawn)
SELECT minutes.scheme_id, minutes.id, line.claim_id, minutes.venue_id, count(*), '2023-06-01', false
FROM minutes JOIN reimbursement_claimline line ON line.venue_id = minutes.venue_id
GROUP BY minutes.scheme_id, minutes.id, line.claim_id, minutes.venue_id"""

PLANTED = {
    "paper_is_destroyed_once_paid_and_kept": f"WITH {_MINUTES % ('2023-05-31', 0)}",
    "minutes_of_destruction_add_up": f"WITH {_MINUTES % ('2023-06-01', 1)}",
    "a_signal_is_about_what_was_taken": """
        WITH told AS (
            INSERT INTO signals_signal (scheme_id, kind, key, rank, state, first_at, last_at, facts, line_count,
                question, answer, answered_by, reason, decided_by)
            SELECT id, 'night', 'essai', 1, 'open', now(), now(), '{"count": 1}', 1, '', '', '', '', ''
            FROM organisations_scheme LIMIT 1 RETURNING id, scheme_id)
        INSERT INTO signals_signalline (scheme_id, signal_id, number, turn) SELECT scheme_id, id, 5, 1 FROM told""",
}
"""The SQL that plants each fault, by the code of the check that must see it."""
