"""The lives of a claim and of a payment, each as one table: state → what is done → state it leads to."""

from quitus.kernel.life import Life, after
from quitus.kernel.words import N_

PREPARED = "prepared"
SUBMITTED = "submitted"
REJECTED = "rejected"
CERTIFIED = "certified"
ORDERED = "ordered"
PAID = "paid"

CLAIM: Life = {
    PREPARED: {"add_lines": PREPARED, "submit": SUBMITTED},
    SUBMITTED: {"certify": CERTIFIED, "reject": REJECTED},
    REJECTED: {"submit": SUBMITTED},
    CERTIFIED: {"order": ORDERED},
    ORDERED: {"pay": PAID},
    PAID: {},
}

"""A claim is sent by its structure, certified by the authority, then paid; sent back, it can be sent again."""

CLAIM_LABELS = {
    PREPARED: N_("À envoyer"),
    SUBMITTED: N_("Envoyée"),
    REJECTED: N_("Renvoyée à la structure"),
    CERTIFIED: N_("Service fait certifié"),
    ORDERED: N_("Paiement ordonné"),
    PAID: N_("Payée"),
}

ISSUED = "issued"
MANDATED = "mandated"

ORDER = "order"
PROPOSAL = "proposal"
"""Kinds of payment: an order to an operator to pay structures, a proposal of mandat to the authority's finance."""

PAYMENT_ORDER: Life = {
    ISSUED: {"pay": PAID},
    PAID: {},
}
"""An operator pays structures on the order it receives."""

MANDAT_PROPOSAL: Life = {
    ISSUED: {"mandate": MANDATED},
    MANDATED: {"pay": PAID},
    PAID: {},
}
"""The authority's accountant pays on a mandat."""

PAYMENT_LABELS = {
    ISSUED: N_("Émis, à payer"),
    MANDATED: N_("Mandaté, à payer"),
    PAID: N_("Payé"),
}
PAYMENT_ORDER_LABELS = MANDAT_PROPOSAL_LABELS = PAYMENT_LABELS

KIND_LABELS = {
    ORDER: N_("Ordre de paiement"),
    PROPOSAL: N_("Demande de mandatement"),
}


def payment_after(kind: str, state: str, action: str) -> str | None:
    """The state of a payment of that kind after `action`; None when it may not be done."""
    life = PAYMENT_ORDER if kind == ORDER else MANDAT_PROPOSAL
    return after(life, state, action)


WRITTEN = "written"
SIGNED = "signed"
WITHDRAWN = "withdrawn"

DESTRUCTION: Life = {
    WRITTEN: {"sign_destruction": SIGNED, "withdraw_destruction": WITHDRAWN},
    SIGNED: {},
    WITHDRAWN: {},
}
"""Minutes of destruction of pass of paper are written by the venue, then signed there, or on paper with their scan."""

DESTRUCTION_LABELS = {
    WRITTEN: N_("À signer"),
    SIGNED: N_("Signé"),
    WITHDRAWN: N_("Retiré"),
}

ASKED = "asked"
CHECKED = "checked"

PAPER_CHECK: Life = {
    ASKED: {"record_paper_check": CHECKED},
    CHECKED: {},
}
"""Pass of paper are drawn at random and asked for; what the venue shows is recorded once, pass by pass."""

PAPER_CHECK_LABELS = {
    ASKED: N_("Pass demandés"),
    CHECKED: N_("Contrôle fait"),
}

SEEN = "seen"
DAMAGED = "damaged"
MISSING = "missing"

OUTCOMES = {
    SEEN: N_("Vu"),
    DAMAGED: N_("Vu, abîmé"),
    MISSING: N_("Non présenté"),
}
"""What was seen of a pass of paper that was asked for."""
