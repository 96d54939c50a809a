"""What contracts, conventions and the law allow of an order: bounds, visa, proof, shapes, restrictions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quitus.domain.budget.models import Market
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.grants.files import FileFacts
from quitus.domain.organisations.errors import SamePersonOnBothSides
from quitus.domain.organisations.roles import ACCOUNTANT, MANAGER
from quitus.domain.vouchers import errors, operations, queries, states
from quitus.domain.vouchers.draft_errors import OrderCorrectedSince
from quitus.domain.vouchers.models import LegalOpinion, OperatorContract, Order
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.passes import (
    CONFIRMED_ON,
    PRODUCED_ON,
    PROOF_ON,
    VALID_UNTIL,
    VISA_ON,
    Team,
    confirm,
    correct,
    draft,
    make_team,
    prove,
)
from tests.factories.people import Person
from tests.factories.schemes import Scheme

OPINION_ON = date(2021, 5, 10)
PAPER = OnPaper("Claude Masson", "visa.pdf", "a" * 64, "application/pdf", 1200)
FILE = FileFacts("avis.pdf", "b" * 64, "application/pdf", 2400)


def sign(team: Team, **terms: object) -> OperatorContract:
    """Another contract of the same market."""
    facts: dict[str, object] = {
        "market_id": team.market.pk, "number": "C-2", "fee_on_order_per_mille": 40, "fee_on_redemption_per_mille": 40,
        "yearly_fee_per_venue_cents": 0, "tolerance_months": 1, "late_entry_days": 60, "payment_days": 30,
        "starts_on": date(2021, 5, 3), "ends_on": date(2024, 12, 31),
    }  # fmt: skip
    facts["by"] = team.anne.actor
    return operations.sign_operator_contract(**(facts | terms))  # type: ignore[arg-type]


def opine(team: Team, *, is_favourable: bool = True, reference: str = "AJ-1") -> LegalOpinion:
    """An opinion on pass issued by the authority."""
    return operations.record_legal_opinion(
        by=team.anne.actor, reference=reference, author="Service juridique", given_on=OPINION_ON,
        is_favourable=is_favourable, file=FILE,
    )  # fmt: skip


# --- the contract


def test_a_contract_bounds_the_orders_under_it(team: Team) -> None:
    contract = sign(team, booklet_sizes=[10, 5], least_quantity=100, most_quantity=1000)
    assert contract.booklet_sizes == [5, 10]
    under = {"operator_contract_id": contract.pk}
    with pytest.raises(errors.BookletSizeNotOfTheContract) as size:
        draft(team, booklet_size=20, **under)
    assert size.value.facts["sizes"] == "5, 10"
    for quantity in (90, 1010):
        with pytest.raises(errors.QuantityOutsideTheContract):
            draft(team, quantity=quantity, **under)
    assert draft(team, quantity=100, **under).state == states.DRAFTED


def test_terms_that_contradict_one_another_are_refused(team: Team) -> None:
    for terms, refusal in (
        ({"least_quantity": 11, "most_quantity": 10}, errors.ContractBoundsDisagree),
        ({"alert_days": 10}, errors.ContractDelaysDisagree),
        ({"acknowledgement_days": 16}, errors.ContractDelaysDisagree),
        ({"replacement_fee_cents": 50}, errors.ReplacementNotInTheContract),
    ):
        with pytest.raises(refusal):
            sign(team, **terms)


def test_a_delivery_is_due_by_the_contract(team: Team) -> None:
    order = confirm(team, draft(team, operator_contract_id=sign(team, delivery_days=30).pk))
    assert queries.delivery_due_on(order) == date(2021, 7, 15)
    assert queries.delivery_due_on(draft(team, "2021-02")) is None


# --- visa and proof


def test_an_order_is_confirmed_without_visa_only_where_the_convention_waives_it(
    scheme: Scheme, anne: Person, dado: Person
) -> None:
    team = make_team(scheme, anne, dado, order_visa="waived")
    drafted = draft(team)
    confirming = {"by": anne.actor, "order_id": drafted.pk, "confirmed_on": CONFIRMED_ON}
    correct(team, drafted, quantity=9000)
    with pytest.raises(OrderCorrectedSince):
        operations.confirm_order(revision=1, **confirming)
    order = operations.confirm_order(revision=2, **confirming)
    assert (order.state, order.visa_on, order.visa_waived) == (states.CONFIRMED, None, True)
    visaed = confirm(team, draft(team, "2021-02"))
    assert (visaed.visa_on, visaed.visa_waived) == (VISA_ON, False), "a visa may still be given"


def test_a_visa_signed_on_paper_is_entered_by_the_authority_with_its_scan(team: Team) -> None:
    order = draft(team)
    with pytest.raises(NotYourRole):
        operations.visa_order(by=team.printer.actor, order_id=order.pk, revision=1, visa_on=VISA_ON, paper=PAPER)
    operations.visa_order(by=team.anne.actor, order_id=order.pk, revision=1, visa_on=VISA_ON, paper=PAPER)
    kept = SignedPaper.objects.get(subject_kind="order", subject_id=order.pk)
    assert (kept.verb, kept.signed_by, kept.signed_on) == ("visa_order", "Claude Masson", VISA_ON)


def test_who_has_prepared_does_not_agree_as_the_accountant(team: Team) -> None:
    by = replace(team.anne.actor, role=ACCOUNTANT)
    with pytest.raises(SamePersonOnBothSides):
        operations.visa_order(by=by, order_id=draft(team).pk, revision=1, visa_on=VISA_ON)
    another = draft(team, "2021-02")
    other = replace(by, user_id=team.finance.user.pk)
    correct(team, another, by=replace(other, role=MANAGER), quantity=200)
    with pytest.raises(SamePersonOnBothSides):
        operations.visa_order(by=other, order_id=another.pk, revision=2, visa_on=VISA_ON)
    with pytest.raises(SamePersonOnBothSides):
        operations.refuse_visa(by=other, order_id=another.pk, revision=2, refused_on=VISA_ON, reason="Trop")
    opinion = opine(team)
    with pytest.raises(SamePersonOnBothSides):
        operations.assent_to_self_issue(by=by, opinion_id=opinion.pk, assent_on=VISA_ON)


def test_nothing_is_produced_before_a_named_person_approved_the_proof(team: Team) -> None:
    order = confirm(team, draft(team))
    with pytest.raises(errors.OrderStandsElsewhere) as refused:
        operations.produce_order(by=team.printer.actor, order_id=order.pk, produced_on=PRODUCED_ON)
    assert refused.value.facts["wanted"] == states.ORDER_LABELS[states.PROOFED]
    told = {"by": team.anne.actor, "order_id": order.pk}
    with pytest.raises(errors.ProofApproverMissing):
        operations.approve_proof(**told, approved_on=PROOF_ON, approved_name=" ")
    with pytest.raises(errors.DateBeforePreviousStep):
        operations.approve_proof(**told, approved_on=date(2021, 6, 14), approved_name="Anne Lefebvre")
    with pytest.raises(NotYourRole):
        operations.approve_proof(**(told | {"by": team.printer.actor}), approved_on=PROOF_ON, approved_name="Oscar")
    assert prove(team, order).state == states.PROOFED


def test_the_proof_of_an_operator_outside_is_a_file(team: Team) -> None:
    order = confirm(team, draft(team, operator_contract_id=sign(team, operates_inside=False).pk))
    assert order.shape == states.OUTSIDE
    with pytest.raises(errors.ProofFileMissing):
        prove(team, order)
    operations.approve_proof(
        by=team.anne.actor, order_id=order.pk, approved_on=PROOF_ON, approved_name="Anne Lefebvre", paper=PAPER
    )
    assert SignedPaper.objects.get().verb == "approve_proof"


# --- pass issued by the authority


def test_a_self_issued_order_needs_a_favourable_opinion_then_the_accountant(team: Team) -> None:
    order = draft(team, operator_contract_id=None)
    assert (order.shape, order.market_id, order.payer_id) == (states.SELF_ISSUED, None, team.scheme.authority_id)
    assert (order.usable_until, order.late_entry_days) == (VALID_UNTIL, 60), "the convention says nothing"
    operations.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=VISA_ON)
    confirming = {"by": team.anne.actor, "order_id": order.pk, "revision": 1, "confirmed_on": CONFIRMED_ON}
    opine(team, is_favourable=False, reference="AJ-0")
    with pytest.raises(errors.LegalOpinionMissing):
        operations.confirm_order(**confirming)
    opinion = opine(team)
    with pytest.raises(errors.SelfIssueAssentMissing):
        operations.confirm_order(**confirming)
    operations.assent_to_self_issue(by=team.accountant.actor, opinion_id=opinion.pk, assent_on=CONFIRMED_ON)
    Market.objects.update(ends_on=CONFIRMED_ON - timedelta(days=1))
    Order.objects.update(market=team.market)
    with pytest.raises(errors.MarketNotRunning):
        operations.confirm_order(**confirming)
    Market.objects.update(ends_on=CONFIRMED_ON)
    operations.confirm_order(**confirming)
    made = operations.produce_order(by=team.anne.actor, order_id=prove(team, order).pk, produced_on=PRODUCED_ON)
    assert made.state == states.PRODUCED


def test_an_assent_is_given_once_after_a_favourable_opinion(team: Team) -> None:
    against, opinion = opine(team, is_favourable=False, reference="AJ-0"), opine(team)
    told = {"by": team.accountant.actor, "opinion_id": opinion.pk}
    for facts, refusal in (
        ({"opinion_id": against.pk, "assent_on": OPINION_ON}, errors.OpinionNotFavourable),
        ({"assent_on": date(2021, 5, 9)}, errors.AssentBeforeOpinion),
        ({"assent_on": date(2999, 1, 1)}, DateInTheFuture),
        ({"by": team.anne.actor, "assent_on": OPINION_ON}, NotYourRole),
    ):
        with pytest.raises(refusal):
            operations.assent_to_self_issue(**(told | facts))
    given = operations.assent_to_self_issue(
        by=team.anne.actor, opinion_id=opinion.pk, assent_on=OPINION_ON, paper=PAPER
    )
    assert given.assent_by == "Claude Masson"
    with pytest.raises(errors.AssentAlreadyGiven):
        operations.assent_to_self_issue(**told, assent_on=OPINION_ON)
    with pytest.raises(errors.OpinionReferenceTaken):
        opine(team)


# --- restrictions


def test_an_order_says_where_for_what_and_for_whom_its_pass_are_good(team: Team) -> None:
    order = draft(team, territory=["62", "2a", "59000"], services=["emploi"], publics=["rsa", "ase"])
    covered = queries.restrictions(Order.objects.get(pk=order.pk))
    assert covered.territory == ("200", "201", "59000", "62")
    assert (covered.services, covered.publics, covered.is_none) == (("emploi",), ("ase", "rsa"), False)
    assert queries.restrictions(draft(team, "2021-02")).is_none


def test_a_restriction_to_something_unknown_is_refused(team: Team, subtests: pytest.Subtests) -> None:
    for facts, refusal in (
        ({"territory": ["Lens"]}, errors.TerritoryUnknown),
        ({"territory": ["9"]}, errors.TerritoryUnknown),
        ({"services": ["poterie"]}, errors.ServiceUnknown),
        ({"publics": ["elus"]}, errors.PublicUnknown),
    ):
        with subtests.test(str(facts)), pytest.raises(refusal):
            draft(team, **facts)
