"""The lives of a report and of a statement of expenditure, each as one table."""

from collections.abc import Mapping

from quitus.kernel.life import Life
from quitus.kernel.words import N_

PREPARED = "prepared"
SUBMITTED = "submitted"
ACCEPTED = "accepted"
RETURNED = "returned"
SIGNED = "signed"
ATTESTED = "attested"
DECLINED = "declined"
TRANSMITTED = "transmitted"

REPORT: Life = {
    PREPARED: {"submit": SUBMITTED},
    SUBMITTED: {"accept": ACCEPTED, "return": RETURNED},
    ACCEPTED: {},
    RETURNED: {},
}
"""A returned report stays as it was sent; the authority prepares its next version."""

STATEMENT: Life = {
    PREPARED: {"sign": SIGNED},
    SIGNED: {"attest": ATTESTED, "decline": DECLINED},
    ATTESTED: {"transmit": TRANSMITTED},
    TRANSMITTED: {},
    DECLINED: {},
}
"""The authority signs, then the public accountant attests (or declines, with a reason), then it is
sent.
"""

REPORT_LABELS: Mapping[str, str] = {
    PREPARED: N_("En préparation"),
    SUBMITTED: N_("Envoyé au financeur"),
    ACCEPTED: N_("Accepté"),
    RETURNED: N_("Renvoyé à compléter"),
}
STATEMENT_LABELS: Mapping[str, str] = {
    PREPARED: N_("En préparation"),
    SIGNED: N_("Signé, à attester"),
    DECLINED: N_("Attestation refusée"),
    ATTESTED: N_("Attesté, à transmettre"),
    TRANSMITTED: N_("Transmis au financeur"),
}
