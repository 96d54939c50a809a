"""The end of a month: claims prepared for everybody, payments issued payer by payer."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from quitus.domain.reimbursement import operations as reimbursement
from quitus.domain.reimbursement import queries, states
from quitus.domain.reimbursement.errors import ClaimUnknown
from quitus.domain.reimbursement.models import Claim, Payment
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.signed_papers import on_paper


@operation
def settle_month(*, by: Actor, month: date) -> list[Claim]:
    """Prepares the claims of every structure for a month that is over, ready to be sent by each.

    Refuses as `reimbursement.operations.prepare_claims`.
    """
    return reimbursement.prepare_claims(by=by, month=month)


@operation
def claim_month(*, by: Actor, month: date, submitted_on: date) -> list[Claim]:
    """A structure's own gesture: prepares what it may claim for a month and sends it, one claim per payer.

    Refuses as `prepare_claims` and `submit_claim` of reimbursement.
    """
    reimbursement.prepare_claims(by=by, month=month, organisation_id=by.organisation_id)
    ready = queries.claims(current_scheme_id(), organisation_id=by.organisation_id, state=states.PREPARED).filter(
        month__lte=month
    )
    return [reimbursement.submit_claim(by=by, claim_id=claim.pk, submitted_on=submitted_on) for claim in ready]


@operation
def record_paid_outside(
    *,
    by: Actor,
    payment_id: int,
    paid_on: date,
    list_reference: str,
    signed_by: str = "",
    file: tuple[str, bytes] | None = None,
) -> Payment:
    """The finance officer enters what an operator that works outside paid, by the list that it sends (and its scan).

    Refuses as `reimbursement.operations.record_payment`, and as `signed_papers.on_paper` for the file.
    """
    paper = None if file is None else on_paper(signed_by, *file, by=by)
    return reimbursement.record_payment(
        by=by, payment_id=payment_id, paid_on=paid_on, list_reference=list_reference, paper=paper
    )


@operation
def issue_payments(*, by: Actor, claim_ids: Sequence[int], issued_on: date) -> list[Payment]:
    """Orders the payment of certified claims: one payment per operator, one per structure where the
    authority pays, since a mandat has one creditor.

    Refuses with `ClaimUnknown` and as `reimbursement.operations.issue_payment`; one refusal leaves all unpaid.
    """
    scheme_id = current_scheme_id()
    groups: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    found = list(queries.claims(scheme_id).filter(pk__in=claim_ids).select_related("scheme"))
    if len(found) != len(set(claim_ids)):
        raise ClaimUnknown()
    for claim in found:
        own = claim.payer_id == claim.scheme.authority_id
        groups[claim.payer_id, claim.organisation_id if own else None].append(claim.pk)
    return [
        reimbursement.issue_payment(by=by, claim_ids=group, issued_on=issued_on)
        for _, group in sorted(groups.items(), key=str)
    ]
