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

KEEPS_ACCOUNTS_OF = (MANAGER, FINANCE, IMPREST_HOLDER, HANDOUT_AGENT)
"""Whom the public accountant controls, and is none of: who orders does not pay (GBCP, article 9), and the accountant
agrees to the régie and to its people (CGCT R.1617-3).
"""

AUTHORISES = (MANAGER, FINANCE)
"""The authorising officer's side, which the imprest holder is not of."""


def incompatible_with(role: str) -> frozenset[str]:
    """The roles that nobody holds in one scheme on the days on which he holds this one."""
    barred = {
        ACCOUNTANT: KEEPS_ACCOUNTS_OF,
        IMPREST_HOLDER: (ACCOUNTANT, *AUTHORISES),
        HANDOUT_AGENT: (ACCOUNTANT,),
        MANAGER: (ACCOUNTANT, IMPREST_HOLDER),
        FINANCE: (ACCOUNTANT, IMPREST_HOLDER),
    }
    return frozenset(barred.get(role, ()))
