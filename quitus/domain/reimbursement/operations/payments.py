"""Payments: issued on certified claims, given a mandat where the authority pays, and paid."""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from quitus.domain.audit.operations import record
from quitus.domain.budget.rules import reference_key
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.ledger.operations import post_transfer
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.roles import FINANCE, OPERATOR
from quitus.domain.reimbursement import policies, queries, rules, states
from quitus.domain.reimbursement.errors import (
    BankChangeNotConfirmed,
    BankDetailsNotVerified,
    ClaimNotInThatState,
    ClaimUnknown,
    DateBeforeTheStepBefore,
    MandatNumberMissing,
    NothingToPay,
    OneCreditorAMandat,
    OperatorListMissing,
    PaymentNotInThatState,
    PaymentUnknown,
    SeveralPayers,
)
from quitus.domain.reimbursement.models import Claim, OperatorFee, Payment, PaymentClaim
from quitus.domain.reimbursement.operations import accounts
from quitus.domain.venues.queries import bank_details_of
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.money import PerMille, share
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def issue_payment(*, by: Actor, claim_ids: Sequence[int], issued_on: date) -> Payment:
    """Orders that certified claims be paid: one payment for all of them, of the sum of their totals.

    To an operator it is an order to pay the structures, and what its contract adds per pass used is
    recorded beside; where the authority pays it is a proposal of mandat, for one structure. Refuses with
    `NotYourRole`, `NothingToPay`, `ClaimUnknown`, `ClaimNotInThatState`, `SeveralPayers`, `OneCreditorAMandat`,
    `BankDetailsNotVerified`, `BankChangeNotConfirmed`, `DateBeforeTheStepBefore` (before a *service fait*),
    `DateInTheFuture`.
    """
    refuse_unless(policies.may_issue_payment(by.role))
    clock.refuse_future(issued_on)
    scheme = lock(Scheme.objects.filter(pk=current_scheme_id()))[0]  # payments are numbered in turn
    claims = lock(Claim.objects.filter(pk__in=claim_ids).select_related("organisation", "payer", "service_fait"))
    if not claim_ids:
        raise NothingToPay()
    if len(claims) != len(set(claim_ids)):
        raise ClaimUnknown()
    payer = claims[0].payer
    kind = states.PROPOSAL if payer.pk == scheme.authority_id else states.ORDER
    _refuse_mixed(claims, kind)
    for claim in claims:
        _order(claim, issued_on)
    _refuse_unverified(claims)
    rank = Payment.objects.filter(issued_on__year=issued_on.year).count() + 1
    payment = Payment.objects.create(
        scheme=scheme,
        number=rules.payment_number(issued_on.year, rank),
        payer=payer,
        kind=kind,
        amount_cents=sum(claim.total_cents for claim in claims),
        issued_on=issued_on,
    )
    PaymentClaim.objects.bulk_create([PaymentClaim(scheme=scheme, payment=payment, claim=claim) for claim in claims])
    _record_fees(payment, claims)
    _record(by, "issue_payment", payment, N_("Paiement émis"), issued_on)
    for claim in claims:
        _record_on_claim(by, "issue_payment", claim, N_("Paiement ordonné, n° %(payment)s"), payment, issued_on)
    return payment


@operation
def record_mandat(
    *, by: Actor, payment_id: int, mandat_number: str, bordereau_number: str, mandated_on: date
) -> Payment:
    """Records the mandat that the finance software made of a proposal.

    Refuses with `NotYourRole`, `PaymentUnknown`, `PaymentNotInThatState` (also an order to an operator),
    `MandatNumberMissing`, `DateBeforeTheStepBefore`, `DateInTheFuture`.
    """
    refuse_unless(policies.may_issue_payment(by.role))
    clock.refuse_future(mandated_on)
    payment = _locked(payment_id)
    state = _state_after(payment, "mandate")
    if not mandat_number.strip():
        raise MandatNumberMissing()
    _refuse_before(mandated_on, payment.issued_on)
    payment.state = state
    payment.mandat_number = mandat_number.strip()
    payment.bordereau_number = bordereau_number.strip()
    payment.mandated_on = mandated_on
    payment.save(update_fields=["state", "mandat_number", "bordereau_number", "mandated_on"])
    _record(by, "record_mandat", payment, N_("Mandat n° %(mandat)s"), mandated_on)
    return payment


@operation
def record_payment(
    *, by: Actor, payment_id: int, paid_on: date, list_reference: str = "", paper: OnPaper | None = None
) -> Payment:
    """Records that the structures of a payment received the money: its claims are paid, to the cent.

    What an operator outside paid is entered by the finance officer, by the reference of the list that it sends, and the
    scan of it where there is one. It has already paid, to accounts that it knows: those known here are not asked again.

    Posts to the ledger, for each claim, from `held_by_payer:<operator>` or `treasury` to
    `due_to:<structure>`. Refuses with `NotYourRole`, `PaymentUnknown` (also another operator's),
    `PaymentNotInThatState`, `BankDetailsNotVerified`, `BankChangeNotConfirmed` (details changed since),
    `DateBeforeTheStepBefore`, `DateInTheFuture`, `OperatorListMissing`.
    """
    clock.refuse_future(paid_on)
    payment = _locked(payment_id, payer_id=by.organisation_id if by.role == OPERATOR else None)
    for_operator = by.role == FINANCE and payment.kind == states.ORDER
    outside = for_operator and queries.works_outside(payment.payer_id, paid_on)
    refuse_unless(policies.may_record_payment(by.role, payment.kind, payer_is_outside=outside))
    payment.state = _state_after(payment, "pay")
    _refuse_before(paid_on, payment.mandated_on or payment.issued_on)
    claims = lock(Claim.objects.filter(settlement__payment=payment).select_related("organisation"))
    if not outside:
        _refuse_unverified(claims)
    elif not reference_key(list_reference):
        raise OperatorListMissing(operator=payment.payer.name)
    payment.paid_on = paid_on
    payment.list_reference = list_reference.strip() if outside else ""
    payment.save(update_fields=["state", "paid_on", "list_reference"])
    if payment.kind == states.ORDER:
        source = accounts.held_by_payer(payment.scheme_id, payment.payer)
    else:
        source = accounts.treasury(payment.scheme_id)
    for claim in claims:
        _pay(by, claim, payment, source)
    if outside:
        _record_for_operator(by, payment, paid_on, paper)
    else:
        _record(by, "record_payment", payment, N_("Paiement effectué"), paid_on)
    return payment


def _record_for_operator(by: Actor, payment: Payment, paid_on: date, paper: OnPaper | None) -> None:
    if paper is not None:
        keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind="payment",
            subject_id=payment.pk,
            verb="record_payment",
            signed_on=paid_on,
        )
    summary = N_("Payé par %(operator)s, saisi pour cet opérateur d'après sa liste %(list)s")
    data = {"on": paid_on, "operator": payment.payer.short_name, "list": payment.list_reference}
    record(by=by, verb="record_payment", subject_kind="payment", subject_id=payment.pk, summary=summary, data=data)


def _pay(by: Actor, claim: Claim, payment: Payment, source: str) -> None:
    assert payment.paid_on is not None
    state = after(states.CLAIM, claim.state, "pay")
    if state is None:
        raise ClaimNotInThatState(number=claim.number, state=states.CLAIM_LABELS[claim.state])
    claim.state = state
    claim.save(update_fields=["state"])
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"payment:{payment.pk}:{claim.pk}"),
        debit=accounts.due_to(claim.scheme_id, claim.organisation),
        credit=source,
        amount_cents=claim.total_cents,
        occurred_on=payment.paid_on,
        label=f"Paiement {payment.number}, demande {claim.number}",
        subject_kind="payment",
        subject_id=payment.pk,
    )
    _record_on_claim(by, "record_payment", claim, N_("Payée, paiement n° %(payment)s"), payment, payment.paid_on)


def _refuse_mixed(claims: list[Claim], kind: str) -> None:
    if len({claim.payer_id for claim in claims}) > 1:
        raise SeveralPayers()
    if kind == states.PROPOSAL and len({claim.organisation_id for claim in claims}) > 1:
        raise OneCreditorAMandat()


def _order(claim: Claim, issued_on: date) -> None:
    state = after(states.CLAIM, claim.state, "order")
    if state is None:
        raise ClaimNotInThatState(number=claim.number, state=states.CLAIM_LABELS[claim.state])
    _refuse_before(issued_on, claim.service_fait.certified_on)
    claim.state = state
    claim.save(update_fields=["state"])


def _refuse_before(day: date, before_on: date) -> None:
    if day < before_on:
        raise DateBeforeTheStepBefore(before_on=before_on)


def _refuse_unverified(claims: list[Claim]) -> None:
    accounts_of = bank_details_of({claim.organisation_id for claim in claims})
    for claim in claims:
        details = accounts_of.get(claim.organisation_id)
        if details is not None and details.is_change and details.verified_on is None:
            announced_on = details.recorded_at.astimezone(PARIS).date()
            raise BankChangeNotConfirmed(structure=claim.organisation.name, announced_on=announced_on)
        if details is None or details.verified_on is None:
            raise BankDetailsNotVerified(structure=claim.organisation.name)


def _record_fees(payment: Payment, claims: list[Claim]) -> None:
    """What each operator's contract adds on these pass: nothing for the authority's own."""
    used = queries.used_by_contract([claim.pk for claim in claims])
    contracts = OperatorContract.objects.in_bulk(list(used))
    OperatorFee.objects.bulk_create(
        OperatorFee(
            scheme_id=payment.scheme_id,
            payment=payment,
            contract=contract,
            base_cents=used[contract.pk],
            rate_per_mille=contract.fee_on_redemption_per_mille,
            net_cents=share(used[contract.pk], PerMille(contract.fee_on_redemption_per_mille)),
        )
        for contract in contracts.values()
    )


def _locked(payment_id: int, payer_id: int | None = None) -> Payment:
    found = lock(Payment.objects.filter(pk=payment_id).select_related("payer"))
    if not found or payer_id not in (None, found[0].payer_id):
        raise PaymentUnknown()
    return found[0]


def _state_after(payment: Payment, action: str) -> str:
    state = states.payment_after(payment.kind, payment.state, action)
    if state is None:
        raise PaymentNotInThatState(number=payment.number, state=states.PAYMENT_LABELS[payment.state])
    return state


def _record(by: Actor, verb: str, payment: Payment, summary: str, on: date) -> None:
    data = {"on": on, "mandat": payment.mandat_number}
    record(by=by, verb=verb, subject_kind="payment", subject_id=payment.pk, summary=summary, data=data)


def _record_on_claim(by: Actor, verb: str, claim: Claim, summary: str, payment: Payment, on: date) -> None:
    data = {"on": on, "payment": payment.number}
    record(by=by, verb=verb, subject_kind="claim", subject_id=claim.pk, summary=summary, data=data)
