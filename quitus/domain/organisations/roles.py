"""The roles a person may hold in a scheme. A role is what policies look at; one person may hold several."""

from quitus.kernel.words import N_

MANAGER = "manager"
FINANCE = "finance_officer"
IMPREST_HOLDER = "imprest_holder"
HANDOUT_AGENT = "handout_agent"
PRESCRIBER = "prescriber"
MEDIATOR = "mediator"
OPERATOR = "operator"
FUNDER = "funder_officer"
ACCOUNTANT = "accountant"
ADMINISTRATOR = "administrator"
ASSEMBLY = "assembly_officer"

LABELS = {
    MANAGER: N_("Responsable du dispositif"),
    FINANCE: N_("Ordonnateur par délégation"),
    IMPREST_HOLDER: N_("Régisseur"),
    HANDOUT_AGENT: N_("Mandataire"),
    PRESCRIBER: N_("Prescripteur"),
    MEDIATOR: N_("Médiateur numérique"),
    OPERATOR: N_("Opérateur"),
    FUNDER: N_("Financeur"),
    ACCOUNTANT: N_("Comptable public"),
    ADMINISTRATOR: N_("Administrateur"),
    ASSEMBLY: N_("Service des assemblées"),
}

ROLES = tuple(LABELS)

AUTHORISES = (MANAGER, FINANCE)
"""The authorising officer's side, which the imprest holder is not of."""

APART = {
    "accountant_is_none_of_those_he_controls": (ACCOUNTANT, (*AUTHORISES, IMPREST_HOLDER, HANDOUT_AGENT)),
    "imprest_holder_does_not_authorise": (IMPREST_HOLDER, AUTHORISES),
    "operator_neither_orders_nor_pays_itself": (OPERATOR, (*AUTHORISES, ACCOUNTANT, IMPREST_HOLDER)),
    "funder_is_not_of_those_it_funds": (FUNDER, (*AUTHORISES, ACCOUNTANT, IMPREST_HOLDER, OPERATOR)),
}
"""Roles that nobody holds in one scheme on the same days, by the promise that the database keeps: one, and the others.

Who orders does not pay (GBCP, article 9), and the accountant agrees to the régie and to its people (CGCT R.1617-3).
Who delivers does not count what it delivered nor answer its own figures, and who receives a report did not write it.
"""


def incompatible_with(role: str) -> frozenset[str]:
    """The roles that nobody holds in one scheme on the days on which he holds this one."""
    barred: set[str] = set()
    for one, others in APART.values():
        if role == one:
            barred.update(others)
        elif role in others:
            barred.add(one)
    return frozenset(barred)
