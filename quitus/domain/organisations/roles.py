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
