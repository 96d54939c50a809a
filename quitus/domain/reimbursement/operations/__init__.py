"""From the pass a structure took to the money it receives."""

from quitus.domain.reimbursement.operations.claims import (
    certify_service_fait,
    prepare_claims,
    reject_claim,
    submit_claim,
)
from quitus.domain.reimbursement.operations.payments import (
    issue_payment,
    record_mandat,
    record_payment,
)

__all__ = [
    "certify_service_fait",
    "issue_payment",
    "prepare_claims",
    "record_mandat",
    "record_payment",
    "reject_claim",
    "submit_claim",
]
