"""What an organisation is to the schemes it takes part in."""

from quitus.kernel.words import N_

AUTHORITY = "authority"
FUNDER = "funder"
OPERATOR = "operator"
ACCOUNTANT_OFFICE = "accountant_office"
STRUCTURE = "structure"
OTHER = "other"

LABELS = {
    AUTHORITY: N_("Collectivité"),
    FUNDER: N_("Financeur"),
    OPERATOR: N_("Opérateur"),
    ACCOUNTANT_OFFICE: N_("Poste comptable"),
    STRUCTURE: N_("Structure"),
    OTHER: N_("Autre organisme"),
}

KINDS = tuple(LABELS)
