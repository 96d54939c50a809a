"""Tables of custody, of the régie, of beneficiaries and hand-outs."""

from quitus.domain.distribution.models.counters import CustodyDay, CustodyFold
from quitus.domain.distribution.models.custody import Holder, Holding, Movement, Numbering, Slip
from quitus.domain.distribution.models.mandates import MandateAccount, MandateConvention, MandatedPerson
from quitus.domain.distribution.models.people import (
    Beneficiary,
    BeneficiaryIdentity,
    BeneficiaryPublic,
    Handout,
    HandoutReversal,
    Referral,
)
from quitus.domain.distribution.models.regie import (
    Appointment,
    CashLine,
    DistributionPoint,
    Imprest,
    ImprestAmendment,
    SubRegie,
)
from quitus.domain.distribution.models.requests import SupplyRequest

__all__ = [
    "Appointment",
    "Beneficiary",
    "BeneficiaryIdentity",
    "BeneficiaryPublic",
    "CashLine",
    "CustodyDay",
    "CustodyFold",
    "DistributionPoint",
    "Handout",
    "HandoutReversal",
    "Holder",
    "Holding",
    "Imprest",
    "ImprestAmendment",
    "MandateAccount",
    "MandateConvention",
    "MandatedPerson",
    "Movement",
    "Numbering",
    "Referral",
    "Slip",
    "SubRegie",
    "SupplyRequest",
]
