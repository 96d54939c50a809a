"""From the pass a structure took to the money it receives."""

from quitus.domain.reimbursement.operations.claims import (
    certify_service_fait,
    prepare_claims,
    reject_claim,
    submit_claim,
)
from quitus.domain.reimbursement.operations.kept import (
    draw_paper_check,
    record_paper_check,
    sign_destruction,
    withdraw_destruction,
    write_destruction,
)
from quitus.domain.reimbursement.operations.payments import (
    issue_payment,
    record_mandat,
    record_payment,
)

__all__ = [
    "certify_service_fait",
    "draw_paper_check",
    "issue_payment",
    "prepare_claims",
    "record_mandat",
    "record_paper_check",
    "record_payment",
    "reject_claim",
    "sign_destruction",
    "submit_claim",
    "withdraw_destruction",
    "write_destruction",
]
