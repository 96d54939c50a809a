from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from quitus.domain.ledger.queries import balance
from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import add_member
from quitus.domain.reimbursement import errors, operations, queries, states
from quitus.domain.reimbursement.models import Claim, ClaimLine
from quitus.domain.venues import operations as venues
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases.redeem import undo_redemption
from quitus.usecases.settle import claim_month, settle_month
from tests.factories.people import SYSTEM
from tests.factories.reception import Reception, make_active_order, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation

APRIL = date(2023, 4, 1)
SENT_ON = date(2023, 5, 3)
TODAY = date(2023, 5, 12)
taken_in_april = partial(Reception.take, service_on=date(2023, 4, 20))


@pytest.fixture
def claim(reception: Reception) -> Claim:
    """The claim of April: three pass, thirty euros, ready to be sent."""
    taken_in_april(reception, 1, 2, 3)
    (made,) = settle_month(by=reception.team.finance.actor, month=APRIL)
    return made


def submit(reception: Reception, claim: Claim) -> Claim:
    return operations.submit_claim(by=reception.lina.actor, claim_id=claim.pk, submitted_on=SENT_ON)


def test_a_claim_gathers_the_month_and_what_came_before_but_not_what_is_undone(reception: Reception) -> None:
    reception.take(1, service_on=date(2023, 3, 30))
    taken_in_april(reception, 2, 3)
    reception.take(4, service_on=date(2023, 5, 2))
    undo_redemption(by=reception.lina.actor, number=reception.pass_number(3), turn=1)
    (claim,) = settle_month(by=reception.team.finance.actor, month=date(2023, 4, 17))
    assert (claim.number, claim.month, claim.line_count, claim.total_cents) == ("2023-04/001", APRIL, 2, 20_00)
    assert claim.payer == reception.team.operator
    assert set(ClaimLine.objects.values_list("number", flat=True)) == {reception.pass_number(rank) for rank in (1, 2)}


def test_settling_again_adds_what_came_since_until_the_claim_is_sent(reception: Reception, claim: Claim) -> None:
    by = reception.team.finance.actor
    assert settle_month(by=by, month=APRIL) == []
    taken_in_april(reception, 4)
    assert [grown.line_count for grown in settle_month(by=by, month=APRIL)] == [4]
    submit(reception, claim)
    taken_in_april(reception, 5)
    assert settle_month(by=by, month=APRIL) == []
    waiting = queries.owed(reception.scheme.pk, reception.structure.pk).to_claim
    assert (waiting.count, waiting.total_cents, waiting.since) == (1, 10_00, date(2023, 4, 20))


def test_each_structure_claims_from_each_payer_apart(reception: Reception) -> None:
    team = reception.team
    own = make_active_order(team, number="2021-02", series=200_000_000, payer_id=team.scheme.authority_id)
    other = make_organisation("Médiathèque")
    venue = make_venue(team, other, "Médiathèque", "Béthune")
    make_qualified(team, other)
    luc = make_mediator(team, venue, "Luc Petit")
    taken_in_april(reception, 1)
    taken_in_april(reception, numbers=[own.series * 10_000_000 + 1])  # type: ignore[operator]
    taken_in_april(reception, 2, by=luc.actor, venue_id=venue.pk)
    claims = settle_month(by=team.finance.actor, month=APRIL)
    assert {(claim.organisation_id, claim.payer_id, claim.line_count) for claim in claims} == {
        (reception.structure.pk, team.operator.pk, 1),
        (reception.structure.pk, team.scheme.authority_id, 1),
        (other.pk, team.operator.pk, 1),
    }
    assert sorted(claim.number for claim in claims) == ["2023-04/001", "2023-04/002", "2023-04/003"]


def test_a_claim_is_detailed_by_venue(reception: Reception) -> None:
    bus = make_venue(reception.team, reception.structure, "Bus numérique", "Lens")
    venues.assign_staff(by=reception.team.anne.actor, venue_id=bus.pk, user_id=reception.lina.user.pk, starts_on=APRIL)
    taken_in_april(reception, 1, 2)
    taken_in_april(reception, 3, venue_id=bus.pk)
    (claim,) = claim_month(by=reception.lina.actor, month=APRIL, submitted_on=SENT_ON)
    assert claim.state == states.SUBMITTED
    assert [
        (share.venue, share.commune, share.count, share.total_cents) for share in queries.venue_shares(claim.pk)
    ] == [
        ("Le Moulin", "Arras", 2, 20_00),
        ("Bus numérique", "Lens", 1, 10_00),
    ]


def test_a_month_is_claimed_when_it_is_over(reception: Reception) -> None:
    with pytest.raises(errors.MonthNotOver):
        settle_month(by=reception.team.finance.actor, month=TODAY)


def test_a_mediator_prepares_only_for_the_own_structure(reception: Reception) -> None:
    with pytest.raises(NotYourRole):
        settle_month(by=reception.lina.actor, month=APRIL)
    with pytest.raises(NotYourRole):
        settle_month(by=reception.team.dado.actor, month=APRIL)


def test_a_structure_sends_its_own_claims_once(reception: Reception, claim: Claim) -> None:
    submitted = submit(reception, claim)
    assert (submitted.pay_by, submitted.due_on) == (date(2023, 6, 2), date(2023, 6, 2))
    with pytest.raises(errors.ClaimNotInThatState):
        submit(reception, claim)
    other = make_organisation("Médiathèque")
    luc = make_mediator(reception.team, make_venue(reception.team, other, "Médiathèque"), "Luc Petit")
    with pytest.raises(errors.ClaimUnknown):
        operations.submit_claim(by=luc.actor, claim_id=claim.pk, submitted_on=SENT_ON)
    with pytest.raises(NotYourRole):
        operations.submit_claim(by=reception.team.finance.actor, claim_id=claim.pk, submitted_on=SENT_ON)


def test_a_claim_is_not_sent_before_its_month_is_over(reception: Reception, claim: Claim) -> None:
    with pytest.raises(errors.MonthNotOver):
        operations.submit_claim(by=reception.lina.actor, claim_id=claim.pk, submitted_on=date(2023, 4, 30))


def test_an_empty_claim_is_not_sent(reception: Reception, claim: Claim) -> None:
    Claim.objects.update(line_count=0)
    with pytest.raises(errors.ClaimEmpty):
        submit(reception, claim)


def test_a_claim_is_sent_back_with_a_reason_and_sent_again(reception: Reception, claim: Claim) -> None:
    submit(reception, claim)
    finance = reception.team.finance.actor
    with pytest.raises(errors.ReasonMissing):
        operations.reject_claim(by=finance, claim_id=claim.pk, reason=" ")
    returned = operations.reject_claim(by=finance, claim_id=claim.pk, reason="Une feuille d'émargement manque.")
    assert returned.state == states.REJECTED
    with pytest.raises(errors.ClaimNotInThatState):
        operations.certify_service_fait(by=finance, claim_id=claim.pk, certified_on=TODAY)
    assert (returned.pay_by, returned.due_on) == (date(2023, 6, 2), None)
    again = operations.submit_claim(by=reception.lina.actor, claim_id=claim.pk, submitted_on=date(2023, 5, 10))
    assert (again.state, again.due_on) == (states.SUBMITTED, date(2023, 6, 9))


def test_an_operator_pays_within_the_days_of_its_contract_of_the_day_the_claim_is_sent(
    reception: Reception, claim: Claim
) -> None:
    contract = reception.team.contract
    facts = {
        "scheme_id": contract.scheme_id, "operator_id": contract.operator_id, "market_id": contract.market_id,
        "fee_on_order_per_mille": 0, "fee_on_redemption_per_mille": 0, "yearly_fee_per_venue_cents": 0,
        "tolerance_months": 1, "late_entry_days": 60,
    }  # fmt: skip
    OperatorContract.objects.filter(pk=contract.pk).update(payment_days=12)
    OperatorContract.objects.create(  # another lot of the same operator, that began later: says nothing of these pass
        **facts, number="C-2", payment_days=365, starts_on=date(2023, 4, 30), ends_on=date(2024, 12, 31)
    )

    assert submit(reception, claim).pay_by == date(2023, 5, 15)


def test_the_authority_pays_within_the_thirty_days_of_the_law(reception: Reception) -> None:
    team = reception.team
    OperatorContract.objects.update(payment_days=10)
    own = make_active_order(team, number="2021-02", series=200_000_000, payer_id=team.scheme.authority_id)
    taken_in_april(reception, numbers=[own.series * 10_000_000 + 1])  # type: ignore[operator]
    (claim,) = settle_month(by=team.finance.actor, month=APRIL)

    assert submit(reception, claim).pay_by == date(2023, 6, 2)


def test_service_fait_makes_the_structure_be_owed(reception: Reception, claim: Claim) -> None:
    submit(reception, claim)
    certified = operations.certify_service_fait(by=reception.team.finance.actor, claim_id=claim.pk, certified_on=TODAY)
    assert certified.certified_by == "Fanny Robert"
    scheme_id = reception.scheme.pk
    assert balance(scheme_id, "used_pass") == 30_00
    assert balance(scheme_id, f"due_to:{reception.structure.pk}") == -30_00


def test_service_fait_is_certified_after_the_claim_by_the_finance_officer_alone(
    reception: Reception, claim: Claim
) -> None:
    team = reception.team
    submit(reception, claim)
    certify = partial(operations.certify_service_fait, claim_id=claim.pk)
    with pytest.raises(errors.DateBeforeTheClaim):
        certify(by=team.finance.actor, certified_on=date(2023, 5, 2))
    with pytest.raises(DateInTheFuture):
        certify(by=team.finance.actor, certified_on=date(2023, 5, 13))
    for person in (team.anne, team.holder, reception.lina):
        with pytest.raises(NotYourRole):
            certify(by=person.actor, certified_on=TODAY)


def test_who_takes_pass_for_a_structure_does_not_certify_its_claim(reception: Reception, claim: Claim) -> None:
    team = reception.team
    submit(reception, claim)
    add_member(
        by=SYSTEM,
        scheme_id=team.scheme.pk,
        organisation_id=claim.organisation_id,
        user_id=team.finance.user.pk,
        role=roles.MEDIATOR,
        starts_on=APRIL,
    )
    with pytest.raises(errors.MediatorMayNotCertify):
        operations.certify_service_fait(by=team.finance.actor, claim_id=claim.pk, certified_on=TODAY)


LINE = """
INSERT INTO reimbursement_claimline (number, turn, scheme_id, claim_id, venue_id, amount_cents)
SELECT number, {0}, scheme_id, claim_id, venue_id, {1} FROM reimbursement_claimline
"""
CLAIM = """
INSERT INTO reimbursement_claim (scheme_id, number, organisation_id, payer_id, month, state, prepared_on,
    rejection_reason, total_cents, line_count)
SELECT scheme_id, {0}, organisation_id, {1}, month, state, prepared_on, '', 0, 0 FROM reimbursement_claim
"""


PROMISES = [
    ("reimbursement_claimline_pkey", LINE.format("turn", 10)),
    ("claim_line_is_of_a_redemption", LINE.format("turn + 1", 10)),
    ("claim_line_is_worth_something", LINE.format("turn", 0)),
    ("claim_has_a_number_of_its_own", CLAIM.format("number", "scheme_id")),
    ("structure_claims_once_a_month_of_a_payer", CLAIM.format("'other'", "payer_id")),
    ("claim_month_is_its_first_day", "UPDATE reimbursement_claim SET month = '2023-04-02'"),
    ("claim_state_is_known", "UPDATE reimbursement_claim SET state = 'lost', submitted_on = month, pay_by = month"),
    (
        "claim_says_by_when_it_is_paid_if_and_only_if_it_is_sent",
        "UPDATE reimbursement_claim SET state = 'submitted', submitted_on = month",
    ),
    ("claim_is_submitted_if_and_only_if_it_says_when", "UPDATE reimbursement_claim SET state = 'submitted'"),
    (
        "claim_is_rejected_only_with_a_reason",
        "UPDATE reimbursement_claim SET state = 'rejected', submitted_on = month, pay_by = month",
    ),
    ("claim_counts_nothing_below_zero", "UPDATE reimbursement_claim SET total_cents = -1"),
]


def test_the_database_keeps_the_promises_of_claims(claim: Claim) -> None:
    for name, sql in PROMISES:
        with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
