"""Faults planted in what operators outside sent: each is seen by its check."""

LAYOUT = """
    INSERT INTO operators_filelayout (scheme_id, contract_id, kind, version, columns, choices, service, encoding,
        delimiter, date_format, has_header, sheet, sample_sha256, sample_name, actor_label)
    SELECT scheme_id, id, 'scans', 1, '{}', '{}', '', 'utf-8', 'comma', 'dmy', true, '', repeat('a', 64), 'e', 'Essai'
    FROM vouchers_operatorcontract LIMIT 1 RETURNING id, scheme_id, contract_id"""
FILE = """
    INSERT INTO operators_importedfile (scheme_id, contract_id, layout_id, kind, file_name, sha256, size, state,
        row_count, new_count, known_count, rejected_count, late_count, done_count, reasons, entrusted_passes,
        rejects_sha256, problem, received_by, imported_by, imported_at)
    SELECT scheme_id, contract_id, id, 'scans', 'f.csv', repeat('a', 64), 1, 'imported', 2, 2, 0, 0, 0, 2, '{}', '{}',
        '', '{}', 'Essai', 'Essai', now()
    FROM layout RETURNING id, scheme_id, contract_id"""
ROWS = f"""WITH layout AS ({LAYOUT}), sent AS ({FILE})
    INSERT INTO operators_importedrow (scheme_id, contract_id, kind, line, facts, file_id, number, turn)
    SELECT sent.scheme_id, contract_id, 'scans', line, 1, sent.id, %s, %s
    FROM sent, unnest(ARRAY['#1', '#2']) AS line"""

PLANTED = {
    # a mandat that nobody wrote down as having paid
    "a_mandat_pays_once": """
        UPDATE vouchers_order SET mandat_number = 'M-D'""",
    # a sum that came in by a titre de recettes that nobody wrote down
    "a_titre_de_recettes_collects_once": """
        INSERT INTO budget_instalment (scheme_id, convention_id, label, trigger, base, expected_cents, state,
            claimed_on, claimed_cents, received_on, received_cents, titre_number, is_placeholder)
        SELECT scheme_id, id, 'Avance', 'Signature', '', 100, 'received', '2022-01-01', 100, '2022-02-01', 100, 'T-D',
            false FROM grants_convention""",
    # handed over, by an act, to a contract under which the order is not
    "an_order_answers_to_whom_it_was_entrusted": """
        WITH other AS (
            INSERT INTO vouchers_operatorcontract SELECT c.* FROM
                jsonb_populate_record(NULL::vouchers_operatorcontract,
                    (SELECT to_jsonb(contract) || '{"id": 999999, "number": "C-9"}'
                     FROM vouchers_operatorcontract contract LIMIT 1)) AS c RETURNING id)
        INSERT INTO vouchers_entrustment (scheme_id, order_id, contract_before_id, contract_id, payer_before_id,
            payer_id, amount_cents, mandat_number, act_reference, reason, occurred_on, actor_label)
        SELECT o.scheme_id, o.id, o.operator_contract_id, other.id, o.payer_id, o.payer_id, 0, '', 'D-1', 'Essai',
            '2022-01-01', 'Essai'
        FROM vouchers_order o, other LIMIT 1""",
    "an_imported_row_is_a_use": ROWS % ("1", "1"),
    "a_use_comes_from_one_row": ROWS
    % ("(SELECT min(number) FROM redemption_redemption)", "(SELECT min(turn) FROM redemption_redemption)"),
    "a_file_accounts_for_its_rows": f"WITH layout AS ({LAYOUT}) {FILE}",
    "serials_are_those_of_their_order": f"""
        WITH layout AS ({LAYOUT}), sent AS ({FILE}), form AS (
            INSERT INTO operators_serialformat (scheme_id, operator_id, prefix, width)
            SELECT scheme_id, operator_id, 'AP', 6 FROM vouchers_operatorcontract LIMIT 1 RETURNING id, scheme_id)
        INSERT INTO operators_serialrange (scheme_id, format_id, order_id, first, last, number, file_id)
        SELECT form.scheme_id, form.id, o.id, 1, 5, o.series::bigint * 10000000 + o.quantity - 1, sent.id
        FROM form, sent, vouchers_order o WHERE o.series IS NOT NULL LIMIT 1""",
}
