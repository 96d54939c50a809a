"""Tables of custody, of the régie, of beneficiaries and hand-outs."""

from quitus.domain.distribution.models.custody import Holder, Holding, Movement, Numbering, Slip
from quitus.domain.distribution.models.people import (
    Beneficiary,
    BeneficiaryIdentity,
    BeneficiaryPublic,
    Handout,
    Referral,
)
from quitus.domain.distribution.models.regie import Appointment, DistributionPoint, Imprest

__all__ = [
    "Appointment",
    "Beneficiary",
    "BeneficiaryIdentity",
    "BeneficiaryPublic",
    "DistributionPoint",
    "Handout",
    "Holder",
    "Holding",
    "Imprest",
    "Movement",
    "Numbering",
    "Referral",
    "Slip",
]
