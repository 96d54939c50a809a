"""The lives of a claim and of a payment, each as one table: state → what is done → state it leads to."""

from quitus.kernel.words import N_

PREPARED = "prepared"
SUBMITTED = "submitted"
REJECTED = "rejected"
CERTIFIED = "certified"
ORDERED = "ordered"
PAID = "paid"

CLAIM: dict[str, dict[str, str]] = {
    PREPARED: {"add_lines": PREPARED, "submit": SUBMITTED},
    SUBMITTED: {"certify": CERTIFIED, "reject": REJECTED},
    REJECTED: {"submit": SUBMITTED},
    CERTIFIED: {"order": ORDERED},
    ORDERED: {"pay": PAID},
    PAID: {},
}

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

PAYMENT_ORDER = "order"
PROPOSAL = "proposal"

# The operator pays on the order it receives; the authority's accountant pays on a mandat.
PAYMENT: dict[str, dict[str, dict[str, str]]] = {
    PAYMENT_ORDER: {ISSUED: {"pay": PAID}, PAID: {}},
    PROPOSAL: {ISSUED: {"mandate": MANDATED}, MANDATED: {"pay": PAID}, PAID: {}},
}

PAYMENT_LABELS = {
    ISSUED: N_("Émis, à payer"),
    MANDATED: N_("Mandaté, à payer"),
    PAID: N_("Payé"),
}

KIND_LABELS = {
    PAYMENT_ORDER: N_("Ordre de paiement"),
    PROPOSAL: N_("Demande de mandatement"),
}


def claim_after(state: str, action: str) -> str | None:
    """The state of a claim after `action`; None when it may not be done."""
    return CLAIM[state].get(action)


def payment_after(kind: str, state: str, action: str) -> str | None:
    """The state of a payment of that kind after `action`; None when it may not be done."""
    return PAYMENT[kind].get(state, {}).get(action)
