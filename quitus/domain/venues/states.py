"""The life of a structure's qualification, as one table: state → what may be decided → state it leads to."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

APPLIED = "applied"
CHECKED = "checked"
QUALIFIED = "qualified"
SUSPENDED = "suspended"
REMOVED = "removed"

QUALIFICATION: Life = {
    APPLIED: {"check": CHECKED, "remove": REMOVED},
    CHECKED: {"check": CHECKED, "qualify": QUALIFIED, "remove": REMOVED},
    QUALIFIED: {"suspend": SUSPENDED, "remove": REMOVED},
    SUSPENDED: {"reinstate": QUALIFIED, "remove": REMOVED},
    REMOVED: {"restore": QUALIFIED},
}

"""A structure is qualified on a complete file; a suspension can be lifted, a removal only by an appeal granted."""

LABELS = {
    APPLIED: N_("Candidature reçue"),
    CHECKED: N_("Dossier vérifié"),
    QUALIFIED: N_("Qualifiée"),
    SUSPENDED: N_("Suspendue"),
    REMOVED: N_("Retirée"),
}

DRAFT = "draft"
SUBMITTED = "submitted"
COMPLETION_ASKED = "completion_asked"
COMPLETE = "complete"
ACCEPTED = "accepted"
REFUSED = "refused"
WITHDRAWN = "withdrawn"
JOINING = "joining"
JOINED = "joined"

APPLICATION: Life = {
    DRAFT: {"submit": SUBMITTED, "ask_to_join": JOINING, "withdraw": WITHDRAWN},
    SUBMITTED: {
        "ask_completion": COMPLETION_ASKED,
        "accept": COMPLETE,
        "confirm_joining": JOINED,
        "refuse": REFUSED,
        "withdraw": WITHDRAWN,
    },
    COMPLETION_ASKED: {"submit": SUBMITTED, "refuse": REFUSED, "withdraw": WITHDRAWN},
    COMPLETE: {"qualify": ACCEPTED, "refuse": REFUSED},
    ACCEPTED: {},
    REFUSED: {"reopen": SUBMITTED},
    WITHDRAWN: {},
    JOINING: {"confirm_joining": JOINED, "refuse": REFUSED, "withdraw": WITHDRAWN},
    JOINED: {},
}

"""An application online: a draft, sent, completed when asked, taken in, then decided. That of a structure which has its
file already only asks to join it. A refusal is reopened by an appeal granted."""

APPLICATION_LABELS = {
    DRAFT: N_("Brouillon"),
    SUBMITTED: N_("Envoyée, à examiner"),
    COMPLETION_ASKED: N_("Complément demandé"),
    COMPLETE: N_("Dossier complet, à décider"),
    ACCEPTED: N_("Qualifiée"),
    REFUSED: N_("Refusée"),
    WITHDRAWN: N_("Abandonnée"),
    JOINING: N_("Rattachement demandé"),
    JOINED: N_("Rattachée"),
}
WRITABLE = (DRAFT, COMPLETION_ASKED)
WAITING = (SUBMITTED, COMPLETION_ASKED, JOINING)
OPEN = (*WRITABLE, SUBMITTED, COMPLETE, JOINING)
TAKEN_IN = (COMPLETE, ACCEPTED, JOINED)

LODGED = "lodged"
GRANTED = "granted"
DISMISSED = "dismissed"

APPEAL: Life = {LODGED: {"grant": GRANTED, "dismiss": DISMISSED}, GRANTED: {}, DISMISSED: {}}

"""An appeal of a structure against a decision: the authority answers it once, with its reasons."""

APPEAL_LABELS = {
    LODGED: N_("Recours à examiner"),
    GRANTED: N_("Recours accueilli"),
    DISMISSED: N_("Recours rejeté"),
}
