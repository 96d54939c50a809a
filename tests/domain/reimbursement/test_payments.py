from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.audit.operations import record
from quitus.domain.ledger.queries import balance
from quitus.domain.operators import kinds
from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.reimbursement import errors, operations, queries, states
from quitus.domain.reimbursement.models import Claim, ClaimLine, OperatorFee, Payment
from quitus.domain.venues.operations import record_bank_details
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from quitus.usecases.exposure import exposure
from quitus.usecases.settle import claim_month, issue_payments, record_paid_outside, settle_month
from tests.factories.outside import Outside, scans
from tests.factories.people import make_person
from tests.factories.reception import IBAN, PROOF, Reception, make_active_order, make_reception
from tests.factories.schemes import make_organisation, make_scheme

APRIL = date(2023, 4, 1)
IN_APRIL = date(2023, 4, 20)
SENT_ON = date(2023, 5, 3)
CERTIFIED_ON = date(2023, 5, 9)
TODAY = date(2023, 5, 12)
OWN_SERIES = 200_000_000


def certified(reception: Reception, *ranks: int, **facts: object) -> Claim:
    """A claim of April whose *service fait* is certified."""
    reception.take(*ranks, service_on=IN_APRIL, **facts)
    (claim,) = claim_month(by=reception.lina.actor, month=APRIL, submitted_on=SENT_ON)
    operations.certify_service_fait(by=reception.team.finance.actor, claim_id=claim.pk, certified_on=CERTIFIED_ON)
    return claim


def certified_by_the_authority(reception: Reception) -> Claim:
    """A claim that the authority itself has to pay."""
    authority = reception.scheme.authority_id
    make_active_order(reception.team, number="2021-02", series=OWN_SERIES, payer_id=authority)
    return certified(reception, numbers=[OWN_SERIES * 10_000_000 + 1])


def issue(reception: Reception, *claims: Claim, issued_on: date = TODAY) -> Payment:
    return operations.issue_payment(
        by=reception.team.finance.actor, claim_ids=[claim.pk for claim in claims], issued_on=issued_on
    )


def test_an_operator_pays_its_order_to_the_cent(reception: Reception) -> None:
    claim = certified(reception, 1, 2, 3)
    payment = issue(reception, claim)
    assert (payment.kind, payment.number, payment.amount_cents) == (states.ORDER, "P-2023/001", 30_00)
    operations.record_payment(by=reception.team.printer.actor, payment_id=payment.pk, paid_on=TODAY)
    claim.refresh_from_db()
    assert claim.state == states.PAID
    lines = ClaimLine.objects.filter(claim=claim)
    assert payment.amount_cents == sum(line.amount_cents for line in lines) == 3 * reception.order.face_value_cents
    scheme_id = reception.scheme.pk
    assert balance(scheme_id, f"due_to:{reception.structure.pk}") == 0
    assert balance(scheme_id, f"held_by_payer:{reception.team.operator.pk}") == -30_00
    assert queries.owed(scheme_id, reception.structure.pk).total_cents == 0


def test_what_the_operators_contract_adds_is_recorded_beside(reception: Reception) -> None:
    payment = issue(reception, certified(reception, 1, 2, 3))
    fee = OperatorFee.objects.get()
    assert (fee.payment, fee.base_cents, fee.rate_per_mille, fee.net_cents) == (payment, 30_00, 40, 1_20)


def test_where_the_authority_pays_a_mandat_comes_first(reception: Reception) -> None:
    claim = certified_by_the_authority(reception)
    (payment,) = issue_payments(by=reception.team.finance.actor, claim_ids=[claim.pk], issued_on=TODAY)
    assert payment.kind == states.PROPOSAL
    assert not OperatorFee.objects.filter(net_cents__gt=0).exclude(payment=payment).exists()
    finance = reception.team.finance.actor
    with pytest.raises(errors.PaymentNotInThatState):
        operations.record_payment(by=finance, payment_id=payment.pk, paid_on=TODAY)
    mandate = partial(operations.record_mandat, by=finance, payment_id=payment.pk, bordereau_number="B-12")
    with pytest.raises(errors.MandatNumberMissing):
        mandate(mandat_number=" ", mandated_on=TODAY)
    with pytest.raises(errors.DateBeforeTheStepBefore):
        mandate(mandat_number="M-77", mandated_on=CERTIFIED_ON)
    mandate(mandat_number="M-77", mandated_on=TODAY)
    operations.record_payment(by=finance, payment_id=payment.pk, paid_on=TODAY)
    assert balance(reception.scheme.pk, "treasury") == -10_00


def test_an_order_to_an_operator_has_no_mandat(reception: Reception) -> None:
    payment = issue(reception, certified(reception, 1))
    with pytest.raises(errors.PaymentNotInThatState):
        operations.record_mandat(
            by=reception.team.finance.actor,
            payment_id=payment.pk,
            mandat_number="M-1",
            bordereau_number="",
            mandated_on=TODAY,
        )


def test_one_payment_has_one_payer(reception: Reception) -> None:
    own = certified_by_the_authority(reception)
    reception.take(1, service_on=date(2023, 3, 20))
    (other,) = [
        claim
        for claim in settle_month(by=reception.team.finance.actor, month=date(2023, 3, 1))
        if claim.payer_id != own.payer_id
    ]
    operations.submit_claim(by=reception.lina.actor, claim_id=other.pk, submitted_on=SENT_ON)
    operations.certify_service_fait(by=reception.team.finance.actor, claim_id=other.pk, certified_on=CERTIFIED_ON)
    with pytest.raises(errors.SeveralPayers):
        issue(reception, own, other)
    both = issue_payments(by=reception.team.finance.actor, claim_ids=[own.pk, other.pk], issued_on=TODAY)
    assert {payment.kind for payment in both} == {states.ORDER, states.PROPOSAL}


def test_a_mandat_pays_one_structure(reception: Reception) -> None:
    own = certified_by_the_authority(reception)
    second = Claim.objects.get(pk=own.pk)
    second.pk, second.number, second.organisation = None, "2023-04/900", make_organisation("Médiathèque")
    second.save()
    with pytest.raises(errors.OneCreditorAMandat):
        issue(reception, own, second)


def test_only_certified_claims_are_paid_and_only_once(reception: Reception) -> None:
    claim = certified(reception, 1)
    with pytest.raises(errors.NothingToPay):
        operations.issue_payment(by=reception.team.finance.actor, claim_ids=[], issued_on=TODAY)
    for ordered in (operations.issue_payment, issue_payments):
        with pytest.raises(errors.ClaimUnknown):
            ordered(by=reception.team.finance.actor, claim_ids=[claim.pk, claim.pk + 1], issued_on=TODAY)
    with pytest.raises(errors.DateBeforeTheStepBefore):
        issue(reception, claim, issued_on=SENT_ON)
    with pytest.raises(NotYourRole):
        operations.issue_payment(by=reception.team.anne.actor, claim_ids=[claim.pk], issued_on=TODAY)
    payment = issue(reception, claim)
    with pytest.raises(errors.ClaimNotInThatState):
        issue(reception, claim)
    pay = partial(operations.record_payment, payment_id=payment.pk)
    with pytest.raises(NotYourRole):
        pay(by=reception.team.finance.actor, paid_on=TODAY)
    rival = make_person(reception.scheme, "Odile Rival", roles.OPERATOR, make_organisation("Autre", "operator"))
    with pytest.raises(errors.PaymentUnknown):
        pay(by=rival.actor, paid_on=TODAY)
    with pytest.raises(errors.DateBeforeTheStepBefore):
        pay(by=reception.team.printer.actor, paid_on=CERTIFIED_ON)
    pay(by=reception.team.printer.actor, paid_on=TODAY)
    with pytest.raises(errors.PaymentNotInThatState):
        pay(by=reception.team.printer.actor, paid_on=TODAY)


def test_nothing_is_paid_to_details_that_nobody_verified(reception: Reception) -> None:
    claim = certified(reception, 1)
    payment = issue(reception, claim)
    record_bank_details(
        by=reception.lina.actor, organisation_id=reception.structure.pk, iban=IBAN, holder_name="Moulin", proof=PROOF
    )
    with pytest.raises(errors.BankChangeNotConfirmed):
        operations.record_payment(by=reception.team.printer.actor, payment_id=payment.pk, paid_on=TODAY)
    reception.take(2, service_on=IN_APRIL)
    assert Claim.objects.get().state == states.ORDERED


def test_what_an_operator_outside_paid_is_entered_by_its_list(outside: Outside) -> None:
    record(
        by=outside.anne.actor,
        verb="activate_order",
        subject_kind="order",
        subject_id=outside.order.pk,
        summary="Active",
    )
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1), (2, 2), on="20/04/2023"))
    reception, finance = outside.reception, outside.reception.team.finance.actor
    (claim,) = claim_month(by=reception.lina.actor, month=APRIL, submitted_on=SENT_ON)
    operations.certify_service_fait(by=finance, claim_id=claim.pk, certified_on=CERTIFIED_ON)
    (payment,) = issue_payments(by=finance, claim_ids=[claim.pk], issued_on=TODAY)
    assert (payment.kind, exposure(TODAY)[0].total("unpaid_cents")) == (states.ORDER, 20_00)
    record_bank_details(
        by=reception.lina.actor, organisation_id=reception.structure.pk, iban=IBAN, holder_name="Moulin", proof=PROOF
    )
    pay = partial(record_paid_outside, payment_id=payment.pk, paid_on=TODAY)
    with pytest.raises(errors.OperatorListMissing):
        pay(by=finance, list_reference=" – ")
    with pytest.raises(NotYourRole):
        pay(by=reception.team.anne.actor, list_reference="LP-7")
    pay(by=finance, list_reference="LP-7")
    claim.refresh_from_db()
    assert (claim.state, exposure(TODAY)[0].total("unpaid_cents")) == (states.PAID, 0)
    entry = audit.thread("payment", payment.pk)[-1]
    assert (entry.data["list"], entry.actor_label) == ("LP-7", finance.label)


def test_an_operator_works_outside_by_its_contracts_of_the_day(reception: Reception) -> None:
    contract, operator = reception.team.contract, reception.team.operator.pk
    assert not queries.works_outside(operator, TODAY)
    OperatorContract.objects.filter(pk=contract.pk).update(operates_inside=False)
    assert queries.works_outside(operator, TODAY)
    assert queries.works_outside(operator, contract.ends_on + timedelta(days=90)), "it still pays what it owes"
    assert not queries.works_outside(operator, contract.starts_on - timedelta(days=1))
    assert not queries.works_outside(reception.scheme.authority_id, TODAY)


PAYMENT = "UPDATE reimbursement_payment SET "


PROMISES = [
    (
        "payment_has_a_number_of_its_own",
        "INSERT INTO reimbursement_payment "
        "(scheme_id, number, payer_id, kind, amount_cents, state, issued_on, mandat_number, bordereau_number, "
        "list_reference) "
        "SELECT scheme_id, number, payer_id, kind, amount_cents, state, issued_on, '', '', '' "
        "FROM reimbursement_payment",
    ),
    ("payment_kind_is_known", PAYMENT + "kind = 'cheque'"),
    ("payment_state_is_known", PAYMENT + "state = 'lost'"),
    ("payment_pays_something", PAYMENT + "amount_cents = 0"),
    ("payment_is_paid_if_and_only_if_it_says_when", PAYMENT + "paid_on = issued_on"),
    ("proposal_beyond_issued_has_its_mandat_and_an_order_has_none", PAYMENT + "mandat_number = 'M-1'"),
    ("list_of_an_operator_is_of_an_order_that_it_paid", PAYMENT + "list_reference = 'LP-7'"),
    (
        "operator_fee_is_counted_once_a_payment",
        "INSERT INTO reimbursement_operatorfee "
        "(scheme_id, payment_id, contract_id, base_cents, rate_per_mille, net_cents) "
        "SELECT scheme_id, payment_id, contract_id, 0, 0, 0 FROM reimbursement_operatorfee",
    ),
    (
        "reimbursement_paymentclaim_claim_id_key",
        "INSERT INTO reimbursement_paymentclaim (scheme_id, payment_id, claim_id) "
        "SELECT scheme_id, payment_id, claim_id FROM reimbursement_paymentclaim",
    ),
]


def test_the_database_keeps_the_promises_of_payments(reception: Reception) -> None:
    issue(reception, certified(reception, 1))
    for name, sql in PROMISES:
        with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.fixture
def busy(transactional_db: None) -> Iterator[Reception]:
    """A reception whose rows are committed, with fifty pass taken in April."""
    with clock.at(TODAY):
        scheme = make_scheme()
        with within_scheme(scheme):
            anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
            made = make_reception(scheme, anne, make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT))
            made.take(*range(1, 51), service_on=IN_APRIL)
        yield made


def test_two_settlings_at_once_put_each_pass_on_one_claim(busy: Reception) -> None:
    start = Barrier(4)

    def settle(_: int) -> int:
        try:
            start.wait(timeout=20)
            with clock.at(TODAY), within_scheme(busy.scheme):
                return len(settle_month(by=busy.team.finance.actor, month=APRIL))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(settle, range(4)))
    assert sorted(made) == [0, 0, 0, 1]
    with within_scheme(busy.scheme):
        claim = Claim.objects.get()
        assert (claim.line_count, claim.total_cents) == (50, 500_00)
        assert ClaimLine.objects.count() == 50
