"""Every invariant is proved on the whole database, and a fault planted in each of them is seen."""

from collections.abc import Iterator
from time import perf_counter
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from config.environment import Server
from quitus.usecases.verify import CHECKS, COUNT, Fault, run
from quitus.usecases.verify.frozen import differences
from quitus.usecases.verify.notices import NOTICES
from tests.factories.world import World
from tests.harness import cluster
from tests.usecases.verify import (
    planted_controls,
    planted_custody,
    planted_devices,
    planted_kept,
    planted_operators,
    planted_regie,
    planted_sides,
)
from tests.usecases.verify.planted_workshops import PLANTED as OF_WORKSHOPS

Admin = psycopg.Connection[Any]

FIRST = 1234567890000001  # the number of the first pass
FREE_FIGURES = "ALTER TABLE reporting_frozenfigures DROP CONSTRAINT frozen_figures_match_their_fingerprint;"
SET = FREE_FIGURES + "UPDATE reporting_frozenfigures SET content = jsonb_set(content::jsonb, %s, %s)::text"
# A document whose files are nowhere; its data are « {} », under the hash given.
PRODUCED = """
    INSERT INTO documents_produceddocument (scheme_id, kind, subject_kind, subject_id, title, reference, produced_on,
        produced_by, pdf_sha256, pdf_size, odt_sha256, odt_size, data, data_sha256, engine, template_sha256,
        library_sha256)
    SELECT id, 'report', 'deliberation', 1, 'Perdu', '', '2022-01-01', 'Essai', repeat('a', 64), 1, repeat('a', 64), 1,
        '{}', %s, 'aucun', '', '' FROM organisations_scheme"""

# A statement that was concluded; what it says follows.
CONCLUDED = """
        INSERT INTO expiry_statement (scheme_id, order_id, state, drawn_on, paid_count, ours_used, face_value_cents,
            gives_credit, answered_on, answered_by, theirs_used, theirs_first, theirs_last, concluded_on, agreed_used,
            credit_due_cents, is_prepaid, revived_count, kept_cents, complement_cents, complement_mandat)"""

# A run of the first booklet, asked on the day of the production, ready since some instant.
PRINTED = """
        INSERT INTO printing_printrun (scheme_id, order_id, kind, first, last, part_size, parts_total, state, reason,
            stopped_because, asked_on, asked_by, ready_at)
        SELECT scheme_id, id, 'csv', series::bigint * 10000000 + 1, series::bigint * 10000000 + 10, 10, 1, 'asked', '',
            '', produced_on, 'Essai'"""

PLANTED = {
    **planted_controls.PLANTED,
    **OF_WORKSHOPS,
    **planted_custody.PLANTED,
    **planted_kept.PLANTED,
    **planted_devices.PLANTED,
    **planted_operators.PLANTED,
    **planted_regie.PLANTED,
    **planted_sides.PLANTED,
    "the_figures_of_an_end_add_up_to_what_was_delivered": """
        INSERT INTO expiry_step (scheme_id, order_id, verb, valid_until, occurred_on, figures, note, actor_label)
        SELECT scheme_id, id, 'expire_order', valid_until, valid_until,
            '{"delivered": 1, "used": 1, "cancelled": 0, "blocked": 0, "unused": 0}', '', 'Essai'
        FROM vouchers_order WHERE delivered_count IS NOT NULL""",
    "a_stop_of_hand_outs_is_decided_by_a_person_and_holds": """
        INSERT INTO expiry_step (scheme_id, order_id, verb, valid_until, occurred_on, figures, note, actor_label)
        SELECT scheme_id, id, 'decide_blocking', valid_until, valid_until, '{}', '', 'Essai' FROM vouchers_order""",
    "an_agreed_figure_follows_from_the_settled_differences": f"""{CONCLUDED}
        SELECT scheme_id, id, 'concluded', drafted_on, 100, 10, 1000, true, drafted_on, 'Essai', 10, '{{}}', '{{}}',
            drafted_on, 9, 91000, true, 0, 0, 0, '' FROM vouchers_order""",
    "a_credit_note_is_at_face_value_and_in_the_ledger": f"""WITH made AS ({CONCLUDED}
        SELECT scheme_id, id, 'credited', drafted_on, 100, 10, 1000, true, drafted_on, 'Essai', 10, '{{}}', '{{}}',
            drafted_on, 10, 90000, true, 0, 0, 0, '' FROM vouchers_order RETURNING id, scheme_id, concluded_on)
        INSERT INTO expiry_creditnote (scheme_id, statement_id, number, key, issued_on, amount_cents, received_kind,
            received_reference)
        SELECT scheme_id, id, 'AV-' || id, 'av' || id, concluded_on, 90000, '', '' FROM made""",
    "a_statement_is_of_a_text_of_its_convention": """
        INSERT INTO grants_statement (scheme_id, convention_id, deliberation_id, source, place, article_number, quote,
            kind, values, set_aside_reason, recorded_at)
        SELECT scheme_id, id, 987654, 'report', 'article 1', '', 'dix mois', 'duration',
            '{"months": 10}', '', now() FROM grants_convention""",
    "a_decision_points_to_statements_and_values_that_exist": """
        INSERT INTO grants_findingdecision (scheme_id, convention_id, code, grade, identity, fingerprint, first, second,
            answer, accepted, reason, statement_ids, decided_by, recorded_at)
        SELECT scheme_id, id, 'duration_and_end', 'gap', 'a', 'b', '1', '2', 'first', '1', 'Oui', '{987654}', 'Essai',
            now() FROM grants_convention""",
    "parts_cover_their_run": f"""WITH run AS ({PRINTED}, now() FROM vouchers_order RETURNING id, scheme_id, first)
        INSERT INTO printing_printpart (scheme_id, run_id, rank, first, last, sha256, size, pages)
        SELECT scheme_id, id, 1, first, first + 8, repeat('a', 64), 1, 1 FROM run""",
    "printed_after_the_proof": f"""{PRINTED}, NULL FROM vouchers_order;
        UPDATE printing_printrun SET asked_on = asked_on - 4000""",
    "proof_is_that_of_its_order": """WITH design AS (
            INSERT INTO printing_printdesign (scheme_id, version, title, what_it_is, how_to, "where", phone,
                phone_hours, kept_days, accent, logo_sha256, logo_media_type, made_by, made_on)
            SELECT id, 1, 'Pass', 'Oui', '[]', 'Ici', '0', '', 0, '', '', '', 'Essai', '2021-01-01'
            FROM organisations_scheme RETURNING id)
        INSERT INTO printing_proof (scheme_id, order_id, design_id, rank, pdf_sha256, pdf_size, made_on, made_by, state,
            decided_on, decided_by, approved_name, reason)
        SELECT vouchers_order.scheme_id, vouchers_order.id, design.id, 1, repeat('a', 64), 1, proof_on, 'Essai',
            'approved', proof_on, 'Essai', 'Une autre personne', '' FROM vouchers_order, design""",
    "nothing_is_paid_after_a_change_of_account_not_confirmed": """
        INSERT INTO venues_bankdetails (scheme_id, organisation_id, iban, holder_name, proof_name, proof_sha256,
            proof_media_type, is_change, recorded_by_id, recorded_at, confirmed_how, confirmed_with)
        SELECT scheme_id, organisation_id, iban, holder_name, proof_name, proof_sha256, proof_media_type, true,
            recorded_by_id, recorded_at + interval '1 second', '', '' FROM venues_bankdetails""",
    "every_pass_ordered_exists_once": f"DELETE FROM vouchers_voucher WHERE number = {FIRST + 99}",
    "what_was_not_delivered_stands_apart": """
        UPDATE vouchers_order SET delivered_count = 99, delivery_note = 'Un de moins'""",
    "what_was_not_delivered_is_cancelled": """
        UPDATE distribution_holding SET holder_id = (SELECT id FROM distribution_holder WHERE kind = 'not_delivered')
        WHERE holder_id = (SELECT id FROM distribution_holder WHERE kind = 'accountant')""",
    "every_pass_is_in_one_hand": """
        DELETE FROM distribution_holding WHERE holder_id IN (SELECT id FROM distribution_holder WHERE kind = 'safe')""",
    "custody_follows_from_the_register": """
        UPDATE distribution_holding SET holder_id = (SELECT id FROM distribution_holder WHERE kind = 'safe')
        WHERE holder_id = (SELECT id FROM distribution_holder WHERE kind = 'point')""",
    "nobody_gives_what_he_has_not": """
        UPDATE distribution_movement SET from_holder_id = (SELECT id FROM distribution_holder WHERE kind = 'accountant')
        WHERE verb = 'hand_out'""",
    "days_of_a_register_follow_from_its_lines": """
        INSERT INTO distribution_custodyfold (scheme_id, folded_to) SELECT id, 0 FROM organisations_scheme;
        INSERT INTO distribution_custodyday (scheme_id, holder_id, day, order_id, came, went)
        SELECT scheme_id, id, '2022-01-01', 1, 5, 0 FROM distribution_holder WHERE kind = 'safe'""",
    "people_hold_what_nobody_else_has": """
        DELETE FROM distribution_holding
        WHERE holder_id = (SELECT id FROM distribution_holder WHERE kind = 'beneficiaries')""",
    "people_hold_what_they_were_handed": "DELETE FROM distribution_handout",
    "uses_counted_follow_from_lines": """
        INSERT INTO redemption_redemptionfold (scheme_id, taken_to, undone_to)
        SELECT id, 1000000, 0 FROM organisations_scheme""",
    "no_stock_enters_a_safe_before_its_regie": "UPDATE distribution_imprest SET constituted_on = '2022-01-01'",
    "deliveries_add_up_to_the_order": "UPDATE vouchers_delivery SET counted = 99",
    "the_last_day_follows_from_prolongations": """
        INSERT INTO vouchers_orderprolongation (scheme_id, order_id, valid_until_before, usable_until_before,
            valid_until, usable_until, reason, act_reference, decided_on, actor_label)
        SELECT scheme_id, id, valid_until, usable_until, '2024-06-30', '2024-07-30', 'Retard', '2023-1', '2023-12-01',
            'Essai' FROM vouchers_order""",
    "a_use_is_within_what_the_order_covers": "UPDATE vouchers_order SET territory = '{59}'",
    "pass_of_the_authority_stand_on_an_opinion": """
        UPDATE vouchers_order SET shape = 'self_issued', operator_contract_id = NULL, market_id = NULL""",
    "a_pass_is_used_once": f"""
        INSERT INTO redemption_redemption
            (number, turn, scheme_id, order_id, venue_id, organisation_id, service_id, service_on, request, user_id)
        SELECT number, 2, scheme_id, order_id, venue_id, organisation_id, service_id, service_on, gen_random_uuid(),
               user_id
        FROM redemption_redemption WHERE number = {FIRST}""",
    "the_pass_says_what_its_lines_say": f"""
        UPDATE vouchers_voucher SET mark = 'plain', marked_on = NULL WHERE number = {FIRST}""",
    "a_redemption_is_of_a_known_pass_and_venue": """
        UPDATE venues_venue SET organisation_id = (SELECT authority_id FROM organisations_scheme)""",
    "the_venue_was_qualified_that_day": """
        UPDATE venues_qualificationstep SET effective_on = '2022-06-01' WHERE state = 'qualified'""",
    "the_pass_was_valid_that_day": f"""
        UPDATE redemption_redemption SET service_on = '2024-06-01' WHERE number = {FIRST}""",
    "a_mark_follows_from_its_lines": f"""
        UPDATE vouchers_voucher SET mark = 'blocked', marked_on = '2022-01-01' WHERE number = {FIRST + 50}""",
    "no_use_while_withheld": f"""
        INSERT INTO vouchers_markchange
            (scheme_id, order_id, verb, first, last, count, occurred_on, reason, actor_label, recorded_at)
        SELECT scheme_id, id, 'cancel_range', {FIRST}, {FIRST}, 1, '2021-12-20', 'Vol', 'Essai', '2021-12-20'
        FROM vouchers_order""",
    "no_handout_before_activation": "UPDATE distribution_handout SET occurred_on = '2021-09-25'",
    "no_handout_after_blocking": f"""
        INSERT INTO vouchers_markchange
            (scheme_id, order_id, verb, first, last, count, occurred_on, reason, actor_label, recorded_at)
        SELECT scheme_id, id, 'block_range', {FIRST}, {FIRST + 4}, 5, '2021-12-01', 'Vol', 'Essai', '2021-12-01'
        FROM vouchers_order""",
    "handed_out_by_somebody_appointed": """
        UPDATE distribution_appointment SET ends_on = '2021-11-30' WHERE kind = 'agent'""",
    "a_handout_is_a_line_of_the_register": "DELETE FROM distribution_movement WHERE verb = 'hand_out'",
    "a_claim_is_the_sum_of_its_lines": "UPDATE reimbursement_claim SET total_cents = total_cents + 1",
    "a_claim_line_is_of_a_use_that_stands": f"""
        INSERT INTO redemption_redemptionreversal (number, turn, scheme_id, reason_code, note, occurred_on, user_id)
        SELECT number, turn, scheme_id, 'at_once', '', service_on, user_id
        FROM redemption_redemption WHERE number = {FIRST}""",
    "a_claim_line_is_at_face_value": f"UPDATE reimbursement_claimline SET amount_cents = 999 WHERE number = {FIRST}",
    "a_claim_ends_with_its_month": f"""
        UPDATE redemption_redemption SET service_on = '2022-02-01' WHERE number = {FIRST}""",
    "a_use_is_on_one_claim": """
        ALTER TABLE reimbursement_claimline DROP CONSTRAINT reimbursement_claimline_pkey;
        INSERT INTO reimbursement_claimline SELECT * FROM reimbursement_claimline LIMIT 1""",
    "a_payment_is_the_sum_of_its_claims": "UPDATE reimbursement_payment SET amount_cents = amount_cents + 1",
    "a_claim_is_paid_once_by_a_payment": "UPDATE reimbursement_payment SET state = 'issued', paid_on = NULL",
    "fees_follow_the_contract": "UPDATE reimbursement_operatorfee SET net_cents = net_cents + 1",
    "eligible_engineering_keeps_to_its_cap": SET % ("'{figures,basis,kept_cents,engineering}'", "'99999999'"),
    "the_funder_pays_its_share_of_eligible_spending": SET % ("'{figures,basis,state_cents}'", "'99999999'"),
    "the_share_of_publics_far_from_employment_is_reported": (
        SET % ("'{figures,terms,pic_floor_per_mille}'", "'500'")
    ).replace("content::jsonb", "content::jsonb #- '{figures,pic_count}'"),
    "no_more_is_claimed_than_the_share_of_the_budget": "UPDATE budget_instalment SET claimed_cents = 900000000",
    "the_balance_keeps_to_the_final_statement": """
        UPDATE budget_instalment SET claimed_cents = 35000;
        UPDATE reporting_expenditurestatement
        SET kind = 'final', state = 'attested', attested_on = signed_on, attested_by = 'Essai'""",
    "produced_files_are_whole": PRODUCED % ("'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'"),
    "produced_data_match_their_fingerprint": PRODUCED % "repeat('b', 64)",
    "online_files_are_whole": """
        UPDATE acts_deliberation SET published_slug = 'acte-' || id, published_sha256 = repeat('a', 64)
        WHERE published_on IS NOT NULL""",
    "a_key_is_named_after_its_public_half": "INSERT INTO keys_key (id, public_key, state, lost_at, reason) "
    "VALUES ('ZZZZ', decode(repeat('5a', 32), 'hex'), 'lost', now(), 'Essai'), ('ZZZY', '', 'retired', NULL, '')",
    "a_key_that_counts_has_its_secret_here": "SELECT 1",  # the second of those two keys
    "codes_of_pass_are_of_a_key": "UPDATE vouchers_order SET key_id = NULL",
    "frozen_figures_match_their_fingerprint": FREE_FIGURES
    + "UPDATE reporting_frozenfigures SET sha256 = repeat('0', 64)",
    "a_reported_figure_is_found_again": """
        UPDATE budget_spending SET net_cents = net_cents + 100, gross_cents = gross_cents + 100
        WHERE invoice_reference = 'F-2'""",
    "a_parameter_is_of_a_text_in_force": """
        UPDATE grants_parameter SET effective_on = '2020-01-01' WHERE name = 'budget_cents'""",
    "a_convention_in_force_is_complete": "UPDATE grants_parameter SET effective_on = NULL WHERE name = 'target_count'",
    "the_face_value_is_the_conventions": "UPDATE vouchers_order SET face_value_cents = 900",
    "fees_and_tolerance_are_a_contracts": "UPDATE vouchers_operatorcontract SET starts_on = '2022-01-01'",
    "a_claim_is_due_when_the_law_or_a_contract_says": "UPDATE vouchers_operatorcontract SET payment_days = 60",
    "frozen_terms_are_those_of_the_convention": SET % ("'{figures,terms,target_count}'", "'60000'"),
    "a_signature_stands_on_a_power": "UPDATE grants_powertosign SET ends_on = '2016-01-01' WHERE party = 'funder'",
    "the_schedule_is_of_a_convention": "UPDATE reporting_schedule SET amendment_id = 999",
    "accounts_say_what_the_lines_say": """
        UPDATE ledger_transfer SET amount_cents = amount_cents + 1 WHERE subject_kind = 'payment'""",
    "a_transfer_stays_in_its_scheme": "UPDATE ledger_account SET scheme_id = 999 WHERE code = 'used_pass'",
}


# 50,000 pass in 5,000 booklets, those beyond the hundred carried to the point and handed out one booklet at a time;
# all of these are then blocked at once.
MANY = """
    UPDATE distribution_imprest SET ceiling_cents = 100000000;
    UPDATE vouchers_order SET quantity = 50000, delivered_count = 50000;
    UPDATE vouchers_delivery SET counted = 50000;
    UPDATE vouchers_deliveryrange SET last = 1234567890050000;
    INSERT INTO vouchers_voucher (number, scheme_id, order_id)
    SELECT 1234567890000000 + rank, scheme.id, o.id
    FROM generate_series(101, 50000) AS rank, organisations_scheme scheme, vouchers_order o;
    UPDATE distribution_movement SET last = 1234567890050000 WHERE verb IN ('printed', 'receive_delivery');
    UPDATE ledger_transfer SET amount_cents = 50000000 WHERE subject_kind = 'order';
    WITH hand AS (SELECT kind, id FROM distribution_holder),
         carried (rank, verb, giver, taker, first, last) AS (
        SELECT 1, 'supply_safe', 'accountant', 'safe', 101, 50000
        UNION ALL SELECT 2, 'transfer_to_point', 'safe', 'point', 101, 50000
        UNION ALL SELECT 2 + booklet, 'hand_out', 'point', 'beneficiaries', 91 + booklet * 10, 100 + booklet * 10
        FROM generate_series(1, 4990) AS booklet)
    INSERT INTO distribution_movement (scheme_id, slip_id, order_id, first, last, from_holder_id, to_holder_id,
                                       verb, occurred_on, actor_label, user_id)
    SELECT o.scheme_id, (SELECT min(id) FROM distribution_slip), o.id, 1234567890000000 + first,
           1234567890000000 + last, giver.id, taker.id, carried.verb, '2022-01-01', 'Essai',
           (SELECT user_id FROM distribution_appointment WHERE kind = 'holder')
    FROM carried
    JOIN hand giver ON giver.kind = carried.giver JOIN hand taker ON taker.kind = carried.taker, vouchers_order o
    ORDER BY rank;
    INSERT INTO distribution_holding (scheme_id, order_id, numbers, holder_id, since_on)
    SELECT scheme_id, order_id, int8range(first, last, '[]'), to_holder_id, occurred_on
    FROM distribution_movement WHERE verb = 'hand_out' AND first > 1234567890000100;
    INSERT INTO distribution_slip (scheme_id, number, kind, from_holder_id, to_holder_id, occurred_on, handed_by,
        received_by, received_on, received_at, note)
    SELECT scheme_id, 'R' || first, 'handout', from_holder_id, to_holder_id, occurred_on, 'Essai', 'P', occurred_on,
        now(), '' FROM distribution_movement WHERE verb = 'hand_out' AND first > 1234567890000100;
    UPDATE distribution_movement line SET slip_id = slip.id
    FROM distribution_slip slip WHERE slip.number = 'R' || line.first;
    INSERT INTO distribution_handout (scheme_id, beneficiary_id, point_id, agent_id, slip_id, order_id, first, last,
        occurred_on)
    SELECT line.scheme_id, known.beneficiary_id, known.point_id, known.agent_id, line.slip_id, line.order_id,
        line.first, line.last, line.occurred_on
    FROM distribution_movement line, (SELECT * FROM distribution_handout ORDER BY id LIMIT 1) AS known
    WHERE line.verb = 'hand_out' AND line.first > 1234567890000100;
    INSERT INTO vouchers_markchange (scheme_id, order_id, verb, first, last, count, occurred_on, reason, actor_label)
    SELECT scheme_id, id, 'block_range', 1234567890000101, 1234567890050000, 49900, '2022-07-20', 'Essai', 'Essai'
    FROM vouchers_order;
    UPDATE vouchers_voucher SET mark = 'blocked', marked_on = '2022-07-20' WHERE number > 1234567890000100;
    ANALYZE
"""

COMPUTED = {
    "frozen_figures_match_their_fingerprint",
    "a_reported_figure_is_found_again",
    "produced_files_are_whole",
    "produced_data_match_their_fingerprint",
    "online_files_are_whole",
    "a_key_is_named_after_its_public_half",
    "a_key_that_counts_has_its_secret_here",
    "codes_of_pass_are_of_a_key",
}


def told_by(books: Admin) -> list[Fault]:
    """The faults that the checks in SQL find in these books, read as the reader."""
    books.execute(f"SET LOCAL ROLE {settings.QUITUS_ROLES['reader']}")
    cursor = books.cursor()
    return [fault for check in CHECKS for fault in check.faults(cursor)]


@pytest.fixture
def books(world_made: World, database_server: Server, database_name: str) -> Iterator[Admin]:
    """The books of the small scheme, open to somebody whom no trigger stops; what is done there is undone."""
    with cluster.admin(database_server, f"{database_name}_world") as admin:
        admin.execute("SET session_replication_role = replica")
        with admin.transaction(force_rollback=True):
            yield admin


@pytest.fixture
def copied_books(
    world_made: World, database_server: Server, database_name: str, django_db_blocker: Any
) -> Iterator[Admin]:
    """A copy of the books in a database of its own, where what is done is seen by all."""
    name, world = f"{database_name}_books", f"{database_name}_world"
    with django_db_blocker.unblock():
        connections.close_all()
        cluster.drop(database_server, name)
        cluster.create(database_server, name, world)
        cluster.point_at(database_server, name)
        with cluster.admin(database_server, name) as admin:
            admin.execute("SET session_replication_role = replica")
            yield admin
        cluster.point_at(database_server, world)
        cluster.drop(database_server, name)


def test_sound_books_have_no_fault(world_made, django_db_blocker):
    with django_db_blocker.unblock():
        assert list(run()) == []


@pytest.mark.parametrize("code", sorted(PLANTED.keys() - COMPUTED))
def test_a_planted_fault_is_seen(books, code):
    books.execute(PLANTED[code])

    found = [fault for fault in told_by(books) if fault.check == code]

    assert found, code
    assert all(fault.scheme == "essai" and fault.key and fault.sentence and fault.table for fault in found)


@pytest.mark.parametrize("what", sorted(planted_custody.POWERS))
def test_who_moves_pass_has_the_power_of_that_day(books, what):
    code, *plants = planted_custody.POWERS[what]
    (check,) = [check for check in CHECKS if check.code == code]
    told = []
    for plant in plants:
        with books.transaction(force_rollback=True):
            books.execute(plant)
            told.append(list(check.faults(books.cursor())))

    assert told[0] == []
    assert [fault.check for fault in told[1]] == [code]


def test_a_fee_left_out_is_seen(books):
    books.execute("DELETE FROM reimbursement_operatorfee")

    assert [fault.check for fault in told_by(books)] == ["fees_follow_the_contract"]


def test_an_order_with_another_delay_than_its_contract_is_seen(books):
    books.execute("UPDATE vouchers_order SET late_entry_days = 7")

    assert [fault.check for fault in told_by(books)] == ["fees_and_tolerance_are_a_contracts"]


def test_a_use_that_nobody_wrote_as_handed_out_is_told_and_is_no_fault(books):
    told = [fault for notice in NOTICES for fault in notice.faults(books.cursor())]
    assert told == []
    books.execute("""
        UPDATE distribution_holding SET holder_id = (SELECT id FROM distribution_holder WHERE kind = 'point')
        WHERE holder_id = (SELECT id FROM distribution_holder WHERE kind = 'beneficiaries')""")
    told = [fault for notice in NOTICES for fault in notice.faults(books.cursor())]
    assert len(told) == 4
    assert "Maison des solidarités de Lens" in told[0].key


def test_a_slip_that_one_person_signed_on_both_sides_is_told_and_is_no_fault(books):
    books.execute("UPDATE distribution_slip SET received_by_user_id = handed_by_user_id WHERE kind = 'transfer'")
    told = [fault for notice in NOTICES for fault in notice.faults(books.cursor())]
    assert {fault.check for fault in told} == {"one_person_signed_both_sides_of_a_slip"}


def test_reported_figures_that_are_not_found_again_are_seen(copied_books):
    for code in COMPUTED:
        copied_books.execute(PLANTED[code])

    found = list(run())

    assert {fault.check for fault in found} == COMPUTED
    assert any("spending[" in fault.key for fault in found)


def test_every_check_has_its_planted_fault():
    assert set(PLANTED) == {check.code for check in CHECKS} | COMPUTED
    assert len(PLANTED) == COUNT
    assert {check.invariant for check in CHECKS} | {"6"} == {*"1234567", "custody", "ledger"}


def test_the_proof_stays_fast_with_many_pass(books):
    books.execute(MANY)
    begun = perf_counter()

    assert told_by(books) == []
    assert perf_counter() - begun < 20


def test_differences_name_the_figures_that_changed():
    reported = {"counts": {"redeemed": 4, "ordered": 100}, "lines": [{"cents": 1}, {"cents": 2}]}
    found = {"counts": {"redeemed": 5, "ordered": 100}, "lines": [{"cents": 1}, {"cents": 3}]}

    assert differences(reported, found) == ["counts.redeemed", "lines[2].cents"]
    assert differences(reported, reported) == []
    assert differences([1], [1, 2], "lines") == ["lines"]
