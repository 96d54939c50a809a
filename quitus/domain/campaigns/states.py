"""The lives of a campaign and of a proposal."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

DRAFTED = "drafted"
PROPOSED = "proposed"
CLOSED = "closed"

CAMPAIGN: Life = {
    DRAFTED: {"write": DRAFTED, "propose": PROPOSED},
    PROPOSED: {"propose": PROPOSED, "close": CLOSED},
    CLOSED: {},
}
"""One amendment, written once by the funder, then proposed; what was proposed changes no more."""
CAMPAIGN_LABELS = {
    DRAFTED: N_("En préparation"),
    PROPOSED: N_("Proposée"),
    CLOSED: N_("Close"),
}

SENT = "sent"
SEEN = "seen"
ACCEPTED = "accepted"
DECLINED = "declined"
WITHDRAWN = "withdrawn"

PROPOSAL: Life = {
    SENT: {"see": SEEN, "ask": SEEN, "accept": ACCEPTED, "decline": DECLINED, "withdraw": WITHDRAWN, "remind": SENT},
    SEEN: {"ask": SEEN, "accept": ACCEPTED, "decline": DECLINED, "withdraw": WITHDRAWN, "remind": SEEN},
    ACCEPTED: {"accept": ACCEPTED, "decline": DECLINED},
    DECLINED: {},
    WITHDRAWN: {},
}
"""What one authority makes of it. Once accepted, its amendment lives by its own table; the campaign only reads it. When
that amendment is given up, and then only, the proposal is answered again: accepted with another one, or declined.
"""
PROPOSAL_LABELS = {
    SENT: N_("Envoyée"),
    SEEN: N_("Lue"),
    ACCEPTED: N_("Acceptée"),
    DECLINED: N_("Refusée"),
    WITHDRAWN: N_("Retirée"),
}
WAITING = (SENT, SEEN)

FUNDER = "funder"
AUTHORITY = "authority"
SIDES = {FUNDER: N_("Le financeur"), AUTHORITY: N_("La collectivité")}
