"""Who opens which page: every address of a scheme, for every role, to look and to send."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.interfaces.web.audiences import audiences
from quitus.interfaces.web.public import errors
from tests.factories.people import make_outsider, make_person

# Those who count, declare what is lost, hand over duty and control share these pages.
CONTROLS = """
    controls inventories open_inventory inventory close_count recount abandon_inventory conclude_inventory
    count_place settle_difference losses loss_file open_loss find_handout report_loss loss_complaint find_again
    release_found cancel_lost replace_lost replace_for_person handovers prepare_handover handover controls_list
    write_control control add_finding answer_finding close_control sign_minutes sign_on_paper produce_minutes
    returns stock_minutes signed_minutes minutes_workbook"""
# What a whole audience does not open alike: audience, the roles that open, their pages.
NARROW = {
    ("authority", (roles.MANAGER, roles.FINANCE)): """
        compensate_conflict
        reverse_spending debts_before enter_visa enter_visa_refusal enter_opinion_assent templates template
        template_sample template_kit template_source template_version""",
    ("authority", (roles.MANAGER, roles.ASSEMBLY)): """
        draft_deliberation revise_deliberation record_opinion call_sitting record_vote record_transmission
        record_acknowledgement record_publication withdraw_deliberation enter_past_act act_settings plan_sitting
        complete_past_act read_act take_in_act produce_document preview_document record_attendance list_members
        record_convocation join_annex remove_annex record_signature record_prefect_answer repeal_deliberation
        take_back_deliberation annul_deliberation prepare_transmission take_in_answer mark_transmission_sent
        report_anomaly cancel_transmission publish_deliberation""",
    ("authority", (roles.MANAGER, roles.FINANCE, roles.ASSEMBLY)): """
        home search acts deliberation sittings sitting act_annex documents documents_about document
        verify_document download_document transmissions transmission_archive""",
    ("authority", (roles.MANAGER,)): """
        prepare_simulated acknowledge_proposal ask_question decline_proposal accept_proposal new_text_statement
        record_text_statement proposed_text_statements set_text_statement_aside write_letter
        withdraw_amendment replace_template
        withdraw_template draft_convention attach_deliberation new_article write_article parameters
        set_parameter sign_convention add_obligation settle_obligation waive_obligation reopen_obligation
        write_duty open_obligation amend_duties amend_duty repeal_duty my_reminders renew_calendar hold_meeting
        join_minutes designate end_designation record_letter prove_sending draft_amendment
        attach_amendment_deliberation amend_articles amend_parameters add_article amend_article amend_parameter
        move_obligation owe_more sign_amendment add_party name_party give_power end_power new_annex write_annex
        join_original move_original enter_convention enter_amendment state_effect amend_annexes add_annex
        amend_annex repeal_article repeal_annex leave_unchanged join_amendment_original annul_amendment
        supposed_parameters confirm_parameter new_order new_contract correct_draft confirm_order produce_order
        receive_delivery stop_distribution close_order cancel_order block_range unblock_range
        cancel_range
        import_venues describe_venue correct_venue place_venue directory_settings
        new_point new_mandated_point close_point new_structure new_venue venue_services venue_staff
        structure_apply structure_check tick_structure tick_application complete_application accept_application
        join_application refuse_application answer_appeal begin_questionnaire write_questionnaire new_question
        drop_question new_criterion require_criterion drop_criterion publish_questionnaire drop_questionnaire
        approve_terminal stop_terminal decide_conflict
        structure_qualify structure_suspend structure_reinstate structure_remove commit_spending record_invoice
        plan_budget_line notify_market launch_procurement award_procurement notify_awarded
        abandon_procurement plan_instalment claim_instalment new_report plan_year new_report_question
        drop_report_question transmit_statement answer_report submit_report enter_proof prolong_order
        begin_closing new_opinion print_design write_print_design preview_print_design printing make_proof proof
        proof_file approve_proof refuse_proof ask_print print_run stop_print resume_print erase_print print_files
        print_part import_file confirm_import drop_file sample layout name_venue forget_venue_name make_archive
        announce_end decide_blocking expire_order enter_acknowledgement draw_end_statement answer_end_statement
        remind_keepers settle_differences conclude_end_statement abandon_order entrust_orders dispatch coming_back
        set_thresholds""",
    ("authority", (roles.FINANCE,)): """
        record_credit_note receive_credit pay_complement record_repayment
        activate_order certify_claim reject_claim issue_payments payment_mandat payment_paid record_mandat
        record_payment receive_instalment sign_statement""",
    ("venue", (roles.MEDIATOR,)): """
        sessions new_session session cancel_session book cancel_booking absence""",
    ("distributor", (roles.IMPREST_HOLDER,)): "safe points regie cash write_cash",
    ("distributor", (roles.IMPREST_HOLDER, roles.HANDOUT_AGENT)): f"""
        {CONTROLS} ends acknowledge_end
        papers paper keep_paper kept_paper pass pass_range
        enter_receipt signed_paper transfer found to_accountant take_drawer empty_drawer correct_handout take_back
        block_slip enter_handing enter_handout find_return take_back_before ask_supply withdraw_request
        stock register return slips slip acknowledge waiting hand_out handouts on_the_spot
        choose_session book_session give_back_seat""",
    ("distributor", (roles.PRESCRIBER,)): "referrals refer",
}
# What a whole audience opens alike, its operations deciding what each role may do there.
ALIKE = {
    "public": "move_date",
    "authority": f"""
        {CONTROLS}
        operator_files operator_file rejects received_file layouts venue_references fee_lines declared_credit_notes
        successions archive_of_succession ends end end_statement
        simulator proposals proposal findings text_statements finding convention convention_text
        convention_lacks parties annexes annex_file originals original amendment_lacks amendment_originals
        obligations obligation obligation_file duties duty committee meeting minutes letters letter letter_file
        export_venues export_data_inclusion
        amendment orders contracts contract exposure opinions opinion opinion_file order stock register slips
        slip enter_receipt enter_supply confirm_supply enter_handing enter_handout enter_return
        enter_request enter_refusal pass_life papers paper keep_paper
        kept_paper pass pass_range points sleeping imprests new_imprest imprest
        rewrite_imprest open_imprest close_imprest amend_imprest appoint appointment end_appointment imprest_amendment
        rewrite_imprest_amendment adopt_imprest_amendment withdraw_imprest_amendment distribution_point new_sub_regie
        open_sub_regie close_sub_regie enter_assent signed_paper mandates new_mandate mandate rewrite_mandate
        sign_mandate close_mandate name_mandated_person end_mandated_person render_account venues corrections
        coverage planned_sessions
        applications application application_file appeal appeal_file questionnaires questionnaire
        coverage planned_sessions structure structure_bank bank_proof
        terminals terminal conflicts conflict
        verify_bank signals signal thresholds take_up_signal ask_venue decide_signal follow_up_signal
        kept destructions destruction destruction_file enter_destruction paper_checks paper_check record_paper_check
        draw_paper_check
        claims settle claim payments payment budget spending join_evidence evidence engineering
        financing_plan markets market procurement procurement_file instalments instalment reports indicators
        schedule report_questions statements new_statement statement statement_paper report""",
    "distributor": "home search referral referral_paper identity close_referral",
    "venue": """
        describe
        home scanner scanner_worker scanner_manifest undo redemptions correct claims ask claim send structure offer
        bank bank_proof appeal appeal_file
        terminals enrol_terminal open_terminal stop_terminal told read_told conflicts conflict
        asked question answer slip send_slip slip_paper kept destroy_paper destructions destruction sign_destruction
        enter_destruction withdraw_destruction destruction_file paper_checks paper_check softwares new_token end_token
        webhooks new_webhook webhook test_webhook end_webhook send_again""",
    "accountant": f"""
        block_slip enter_return decline_request enter_request
        {CONTROLS}
        receive_slip enter_receipt found to_operator
        papers paper keep_paper kept_paper search pass pass_range
        home orders order visa_order refuse_visa opinions opinion opinion_file assent receive_delivery stock supply_safe
        confirm_supply slips slip holders
        register imprests imprest assent_to_imprest assent_to_appointment assent_to_imprest_amendment
        assent_to_sub_regie assent_to_mandate signed_paper mandates mandate statements statement statement_paper
        attest_statement decline_statement""",
    "operator": """
        dispatch coming_back end_statements end_statement answer_end_statement
        search pass pass_range
        home orders order produce_order printing make_proof proof proof_file ask_print print_run
        stop_print resume_print erase_print print_files print_part stock register slips slip payments payment
        payment_paid""",
    "funder": """
        campaigns new_campaign campaign campaign_text describe_campaign new_campaign_article campaign_article
        drop_campaign_article campaign_parameters campaign_change drop_campaign_change propose remind_all
        close_campaign proposal withdraw_proposal remind reply home indicators convention convention_text
        annex_file give_power sign_convention amendment sign_amendment my_reminders renew_calendar reports
        report accept_report return_report statements statement instalments""",
    "administration": """
        home people welcome person give_role password deactivate end_role organisations register organisation
        theme keys trail""",
}
NOBODY = 999_999_999  # a key that nothing has
MISSING = {"IntConverter": NOBODY, "SlugConverter": "rien", "StringConverter": "rien", "FileFormat": "pdf"}

pytestmark = pytest.mark.usefixtures("scheme")


@pytest.fixture
def nothing_changes(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Some four thousand requests: roles are looked up once, sessions kept in memory, and « nothing here » says no more
    than its status; how it looks is told elsewhere.
    """
    monkeypatch.setattr(errors, "show", lambda request, template, *, code, **said: HttpResponse(status=code))
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    monkeypatch.setattr(organisations, "memberships_of", cache(organisations.memberships_of))


def patterns(at: URLResolver, namespace: str = "", before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of a scheme, with its namespace."""
    for one in at.url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, one.namespace or namespace, address)
        elif address.startswith("d/<slug:scheme_slug>/"):
            yield namespace, one


def opened_by() -> dict[str, tuple[str, ...]]:
    """The roles that open each page, as declared above."""
    everybody = {config.audience: config.residents for config in audiences()} | {"public": roles.ROLES}
    declared = {f"{door}:{name}": tuple(everybody[door]) for door, names in ALIKE.items() for name in names.split()}
    narrow = {f"{door}:{name}": those for (door, those), names in NARROW.items() for name in names.split()}
    assert not declared.keys() & narrow.keys()
    return declared | narrow


def addresses() -> dict[str, tuple[str, str]]:
    """The name of each page of a scheme: its audience, and its address for things that do not exist."""
    found = {}
    for namespace, one in patterns(get_resolver()):
        name = f"{namespace}:{one.name}"
        absent = {key: MISSING[type(kind).__name__] for key, kind in one.pattern.converters.items()}
        found[name] = (namespace, reverse(name, kwargs={**absent, "scheme_slug": "essai"}))
    return found


def test_every_page_says_here_who_opens_it() -> None:
    assert addresses().keys() == opened_by().keys()


def test_a_door_is_asked_before_anything_else_whether_one_looks_or_sends() -> None:
    """So that who may not send may not look: below, those who open nothing are told so once."""
    for namespace, one in patterns(get_resolver()):
        assert hasattr(one.callback, "audience"), f"{namespace}:{one.name} opens before its door is asked"


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_opens_its_own_pages_and_no_other(scheme: Scheme, role: str) -> None:
    browser = Client()
    browser.force_login(make_person(scheme, "Camille Martin", role).user)
    door = {one: config.audience for config in audiences() for one in config.roles}[role]
    declared = opened_by()
    for name, (audience, address) in addresses().items():
        sent = browser.post(address).status_code
        if role in declared[name]:
            assert {sent, browser.get(address).status_code} <= {200, 302, 404, 405, 409, 422}, name
        else:
            assert sent == (403 if audience == door else 404), name


@pytest.mark.usefixtures("nothing_changes")
def test_who_has_no_role_here_finds_nothing() -> None:
    browser = Client()
    browser.force_login(make_outsider("Zoé Petit").user)
    for name, (_audience, address) in addresses().items():
        assert (browser.get(address).status_code, browser.post(address).status_code) == (404, 404), name


def test_a_visitor_is_asked_to_sign_in() -> None:
    for name, (_audience, address) in addresses().items():
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/compte/connexion/"), name


def test_a_closed_account_is_out_at_once(scheme: Scheme) -> None:
    person = make_person(scheme, "Camille Martin", roles.MANAGER)
    browser = Client()
    browser.force_login(person.user)
    address = reverse("authority:home", args=[scheme.slug])
    assert browser.get(address).status_code == 200
    person.user.is_active = False
    person.user.save(update_fields=["is_active"])
    assert browser.get(address)["Location"].startswith("/compte/connexion/")
