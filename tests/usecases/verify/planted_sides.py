"""Faults planted in who agrees and who is appointed: each is seen by its check."""

PLANTED = {
    "nobody_agrees_to_what_he_has_prepared": """
        INSERT INTO audit_entry (scheme_id, user_id, actor_label, role, verb, subject_kind, subject_id, summary, data,
            request_id)
        SELECT scheme_id, user_id, actor_label, 'accountant', 'visa_order', subject_kind, subject_id, '', '{}', ''
        FROM audit_entry WHERE verb = 'draft_order'""",
    "who_controls_or_authorises_is_not_appointed": """
        UPDATE organisations_membership SET role = 'accountant' WHERE role = 'handout_agent'""",
}
