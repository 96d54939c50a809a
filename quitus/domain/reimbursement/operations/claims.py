"""Claims: gathered from redemptions, sent by the structure, certified by the authorising officer's side."""

from datetime import date
from uuid import NAMESPACE_OID, uuid5

from django.db import connection
from django.db.models import Count, Sum

from quitus.domain.audit.operations import record
from quitus.domain.ledger.operations import post_transfer
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.queries import memberships_of, scheme_by_id
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.reimbursement import policies, queries, rules, states
from quitus.domain.reimbursement.errors import (
    ClaimEmpty,
    ClaimNotInThatState,
    ClaimUnknown,
    DateBeforeTheClaim,
    MediatorMayNotCertify,
    MonthNotOver,
    ReasonMissing,
)
from quitus.domain.reimbursement.models import Claim, ClaimLine, ServiceFait
from quitus.domain.reimbursement.operations import accounts
from quitus.domain.venues.operations import hold_accounts
from quitus.domain.vouchers.entrusted import payer_of_use, payer_sql
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import month_bounds
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

# One statement for every structure: only what is on no claim and not undone, up to the month's end.
GATHER = """
INSERT INTO reimbursement_claimline (number, turn, scheme_id, claim_id, venue_id, amount_cents)
SELECT line.number, line.turn, line.scheme_id, claim.id, line.venue_id, orders.face_value_cents
FROM redemption_redemption line
JOIN vouchers_order orders ON orders.id = line.order_id
JOIN reimbursement_claim claim ON claim.organisation_id = line.organisation_id
    AND claim.payer_id = {payer} AND claim.scheme_id = line.scheme_id
WHERE claim.id = ANY (%(claims)s) AND line.service_on <= %(last_on)s
    AND NOT EXISTS (
        SELECT FROM redemption_redemptionreversal undone
        WHERE undone.number = line.number AND undone.turn = line.turn
    )
    AND NOT EXISTS (
        SELECT FROM reimbursement_claimline claimed
        WHERE claimed.number = line.number AND claimed.turn = line.turn
    )
"""


@operation
def prepare_claims(*, by: Actor, month: date, organisation_id: int | None = None) -> list[Claim]:
    """Gathers what venues took up to the end of a month (any day of it) into claims, one per structure
    and payer; for one structure when `organisation_id` is given.

    A line goes on one claim at most, at the face value of its order. Done again, it adds what came since
    to claims not yet sent; what comes later still goes to the next month's claim. Gives the claims
    that are new or grew. Refuses with `NotYourRole` (a mediator prepares the own structure's only),
    `MonthNotOver`.
    """
    refuse_unless(policies.may_prepare_claims(by.role))
    refuse_unless(by.role != MEDIATOR or organisation_id == by.organisation_id)
    _, last_on = month_bounds(month)
    if not rules.is_over(month, clock.today()):
        raise MonthNotOver(last_on=last_on)
    scheme_id = current_scheme_id()
    lock(Scheme.objects.filter(pk=scheme_id))  # claims of a month are numbered one after the other
    waiting = queries.unclaimed(scheme_id, until=last_on, organisation_id=organisation_id)
    pairs = list(
        waiting.annotate(payer_id=payer_of_use())
        .order_by("organisation_id", "payer_id")
        .values_list("organisation_id", "payer_id")
        .distinct()
    )
    hold_accounts(organisation_ids=[structure for structure, _ in pairs])
    claims = [claim for pair in pairs if (claim := _open(scheme_id, rules.month_of(month), *pair)) is not None]
    if not claims:
        return []
    with connection.cursor() as cursor:
        gather = GATHER.format(payer=payer_sql("orders", "line"))
        cursor.execute(gather, {"claims": [claim.pk for claim in claims], "last_on": last_on})
    for claim in claims:
        _count(claim)
        _record(by, "prepare_claims", claim, N_("Demande préparée"), {"lines": claim.line_count})
    return claims


@operation
def submit_claim(*, by: Actor, claim_id: int, submitted_on: date) -> Claim:
    """The structure sends its claim, also again after it was sent back; from that day runs the delay to pay it.

    Refuses with `NotYourRole`, `ClaimUnknown` (also another structure's), `ClaimNotInThatState`, `ClaimEmpty`,
    `DateInTheFuture`, `MonthNotOver` (sent within its month).
    """
    refuse_unless(policies.may_submit_claim(by.role))
    clock.refuse_future(submitted_on)
    claim = _locked(claim_id, organisation_id=by.organisation_id)
    state = _state_after(claim, "submit")
    if not rules.is_over(claim.month, submitted_on):  # on paper before it was prepared here, perhaps; not sooner
        raise MonthNotOver(last_on=month_bounds(claim.month)[1])
    if not claim.line_count:
        raise ClaimEmpty(number=claim.number)
    claim.state, claim.submitted_on = state, submitted_on
    claim.pay_by = rules.pay_by(submitted_on, _payment_days(claim))
    claim.save(update_fields=["state", "submitted_on", "pay_by"])
    _record(by, "submit_claim", claim, N_("Demande envoyée"), {"on": submitted_on})
    return claim


@operation
def reject_claim(*, by: Actor, claim_id: int, reason: str) -> Claim:
    """Sends a claim back to its structure, which reads why and may send it again.

    Refuses with `NotYourRole`, `ClaimUnknown`, `ClaimNotInThatState`, `ReasonMissing`.
    """
    refuse_unless(policies.may_certify_service_fait(by.role))
    claim = _locked(claim_id)
    state = _state_after(claim, "reject")
    if not reason.strip():
        raise ReasonMissing()
    claim.state, claim.rejection_reason = state, reason.strip()
    claim.save(update_fields=["state", "rejection_reason"])
    _record(by, "reject_claim", claim, N_("Demande renvoyée à la structure"), {"reason": reason.strip()})
    return claim


@operation
def certify_service_fait(*, by: Actor, claim_id: int, certified_on: date) -> ServiceFait:
    """Certifies that the services of a claim were given: the structure is from then on owed its total.

    Done by the authorising officer's side, which the imprest holder is never of, and not by who takes pass for that
    structure. Posts to the ledger from `due_to:<structure>` to `used_pass`. Refuses with `NotYourRole`,
    `MediatorMayNotCertify`, `ClaimUnknown`, `ClaimNotInThatState`, `DateBeforeTheClaim`, `DateInTheFuture`.
    """
    refuse_unless(policies.may_certify_service_fait(by.role))
    assert by.user_id is not None  # a finance officer is a person
    clock.refuse_future(certified_on)
    claim = _locked(claim_id)
    held = {(one.role, one.organisation_id) for one in memberships_of(by.user_id) if one.scheme_id == claim.scheme_id}
    if (MEDIATOR, claim.organisation_id) in held:
        raise MediatorMayNotCertify(structure=claim.organisation.name)
    state = _state_after(claim, "certify")
    if claim.submitted_on is not None and certified_on < claim.submitted_on:
        raise DateBeforeTheClaim(submitted_on=claim.submitted_on)
    claim.state = state
    claim.save(update_fields=["state"])
    certified = ServiceFait.objects.create(
        scheme_id=claim.scheme_id,
        claim=claim,
        certified_on=certified_on,
        user_id=by.user_id,
        certified_by=by.label,
    )
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"service_fait:{claim.pk}"),
        debit=accounts.used_pass(claim.scheme_id),
        credit=accounts.due_to(claim.scheme_id, claim.organisation),
        amount_cents=claim.total_cents,
        occurred_on=certified_on,
        label=f"Service fait, demande {claim.number}",
        subject_kind="claim",
        subject_id=claim.pk,
    )
    _record(by, "certify_service_fait", claim, N_("Service fait certifié"), {"on": certified_on})
    return certified


def _payment_days(claim: Claim) -> int:
    if claim.payer_id == scheme_by_id(claim.scheme_id).authority_id:
        return rules.AUTHORITY_PAYMENT_DAYS
    days = queries.contract_payment_days(claim.pk)
    assert days is not None  # an operator pays only pass that were ordered under a contract
    return days


def _open(scheme_id: int, month: date, organisation_id: int, payer_id: int) -> Claim | None:
    """The claim to which lines may be added; None when that month's was already sent."""
    found = Claim.objects.filter(
        scheme_id=scheme_id, organisation_id=organisation_id, payer_id=payer_id, month=month
    ).first()
    if found is None:
        rank = Claim.objects.filter(scheme_id=scheme_id, month=month).count() + 1
        return Claim.objects.create(
            scheme_id=scheme_id,
            number=rules.claim_number(month, rank),
            organisation_id=organisation_id,
            payer_id=payer_id,
            month=month,
            prepared_on=clock.today(),
        )
    return found if after(states.CLAIM, found.state, "add_lines") else None


def _count(claim: Claim) -> None:
    sums = ClaimLine.objects.filter(claim=claim).aggregate(count=Count("number"), total=Sum("amount_cents"))
    claim.line_count, claim.total_cents = sums["count"], sums["total"] or 0
    claim.save(update_fields=["line_count", "total_cents"])


def _locked(claim_id: int, organisation_id: int | None = None) -> Claim:
    found = lock(Claim.objects.filter(pk=claim_id).select_related("organisation"))
    if not found or organisation_id not in (None, found[0].organisation_id):
        raise ClaimUnknown()
    return found[0]


def _state_after(claim: Claim, action: str) -> str:
    state = after(states.CLAIM, claim.state, action)
    if state is None:
        raise ClaimNotInThatState(number=claim.number, state=states.CLAIM_LABELS[claim.state])
    return state


def _record(by: Actor, verb: str, claim: Claim, summary: str, data: dict[str, object] | None = None) -> None:
    record(by=by, verb=verb, subject_kind="claim", subject_id=claim.pk, summary=summary, data=data)
