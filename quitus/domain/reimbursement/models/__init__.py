"""The tables of the room."""

from quitus.domain.reimbursement.models.claims import (
    Claim,
    ClaimLine,
    OperatorFee,
    Payment,
    PaymentClaim,
    ServiceFait,
)
from quitus.domain.reimbursement.models.kept import (
    DestroyedClaim,
    PaperCheck,
    PaperCheckLine,
    PaperDestruction,
)

__all__ = [
    "Claim",
    "ClaimLine",
    "DestroyedClaim",
    "OperatorFee",
    "PaperCheck",
    "PaperCheckLine",
    "PaperDestruction",
    "Payment",
    "PaymentClaim",
    "ServiceFait",
]
