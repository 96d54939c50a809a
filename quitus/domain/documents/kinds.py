"""The kinds of documents, and what each is about."""

from quitus.kernel.words import N_

REPORT = "report"
DELIBERATION = "deliberation"
CONVENTION = "convention"
AMENDMENT = "amendment"
CONSOLIDATED = "consolidated"
LETTER = "letter"
MINUTES = "minutes"
STOCK_REGISTER = "stock_register"
BORDEREAU_EMPLOI = "bordereau_emploi"
COMPTE_EMPLOI = "compte_emploi"
MANDATE_BORDEREAU = "mandate_bordereau"
MANDATE_COMPTE = "mandate_compte"
BALANCE = "balance"
MONTHLY_STATEMENT = "monthly_statement"
SLIP = "slip"
INVENTORY_MINUTES = "inventory_minutes"
LOSS_MINUTES = "loss_minutes"
HANDOVER_MINUTES = "handover_minutes"
CONTROL_MINUTES = "control_minutes"
RETURN_MINUTES = "return_minutes"
DESTRUCTION_MINUTES = "destruction_minutes"
END_STATEMENT = "end_statement"
REGIE_ACT = "regie_act"
REGIE_AMENDMENT = "regie_amendment"
APPOINTMENT = "appointment"

LABELS = {
    REPORT: N_("Rapport à l'assemblée"),
    DELIBERATION: N_("Délibération"),
    CONVENTION: N_("Convention"),
    AMENDMENT: N_("Avenant"),
    CONSOLIDATED: N_("Convention consolidée"),
    LETTER: N_("Courrier"),
    MINUTES: N_("Compte rendu du comité technique"),
    STOCK_REGISTER: N_("Registre des valeurs"),
    BORDEREAU_EMPLOI: N_("Bordereau d'emploi et de versement"),
    COMPTE_EMPLOI: N_("Compte d'emploi"),
    MANDATE_BORDEREAU: N_("Bordereau d'emploi et de versement de l'organisme mandaté"),
    MANDATE_COMPTE: N_("Compte d'emploi de l'organisme mandaté"),
    BALANCE: N_("Situation de la caisse et des valeurs"),
    MONTHLY_STATEMENT: N_("Relevé mensuel"),
    SLIP: N_("Bordereau de mouvement"),
    INVENTORY_MINUTES: N_("Procès-verbal d'inventaire"),
    LOSS_MINUTES: N_("Procès-verbal de perte, vol ou destruction"),
    HANDOVER_MINUTES: N_("Procès-verbal de remise de service"),
    CONTROL_MINUTES: N_("Procès-verbal de contrôle"),
    RETURN_MINUTES: N_("Procès-verbal de restitution"),
    DESTRUCTION_MINUTES: N_("Procès-verbal de destruction des pass papier"),
    END_STATEMENT: N_("État contradictoire"),
    REGIE_ACT: N_("Acte constitutif de la régie"),
    REGIE_AMENDMENT: N_("Avenant à l'acte de la régie"),
    APPOINTMENT: N_("Arrêté de nomination"),
}
KINDS = tuple(LABELS)

# What each is about, by the name that the thing has in the thread of its page.
SUBJECTS = {
    REPORT: "deliberation",
    DELIBERATION: "deliberation",
    CONVENTION: "convention",
    AMENDMENT: "amendment",
    CONSOLIDATED: "convention",
    LETTER: "convention",
    MINUTES: "committee_meeting",
    STOCK_REGISTER: "holder",
    BORDEREAU_EMPLOI: "imprest",
    COMPTE_EMPLOI: "imprest",
    MANDATE_BORDEREAU: "mandate",
    MANDATE_COMPTE: "mandate",
    BALANCE: "imprest",
    MONTHLY_STATEMENT: "imprest",
    SLIP: "slip",
    INVENTORY_MINUTES: "inventory",
    LOSS_MINUTES: "loss_file",
    HANDOVER_MINUTES: "handover",
    CONTROL_MINUTES: "control",
    RETURN_MINUTES: "slip",
    DESTRUCTION_MINUTES: "paper_destruction",
    END_STATEMENT: "order",
    REGIE_ACT: "imprest",
    REGIE_AMENDMENT: "imprest_amendment",
    APPOINTMENT: "appointment",
}
# Those that the assembly's service may produce too.
OF_THE_ASSEMBLY = frozenset({REPORT, DELIBERATION})
# The papers of the register: those who answer for pass produce them, from a day to a day (the slip apart).
OF_A_MANDATE = frozenset({MANDATE_BORDEREAU, MANDATE_COMPTE})
OF_AN_IMPREST = frozenset({BORDEREAU_EMPLOI, COMPTE_EMPLOI, BALANCE, MONTHLY_STATEMENT})
OF_THE_REGISTER = OF_AN_IMPREST | OF_A_MANDATE | {STOCK_REGISTER, SLIP}
# The minutes of controls: those who count, lose, hand over or control produce them.
OF_CONTROLS = frozenset({INVENTORY_MINUTES, LOSS_MINUTES, HANDOVER_MINUTES, CONTROL_MINUTES, RETURN_MINUTES})


def about(subject_kind: str) -> list[str]:
    """The kinds of documents that can be made from a thing of this kind alone, in their order.

    A letter is written; the papers of the register, where a period is chosen, and minutes have pages of their own.
    """
    apart = {LETTER, DESTRUCTION_MINUTES} | OF_THE_REGISTER | OF_CONTROLS
    return [kind for kind in KINDS if SUBJECTS[kind] == subject_kind and kind not in apart]
