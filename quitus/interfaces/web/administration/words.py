"""How the audit trail names what a line speaks of."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SUBJECTS = {
    "act_settings": _("Réglages des actes"),
    "amendment": _("Avenant"),
    "appointment": _("Nomination"),
    "beneficiary": _("Bénéficiaire"),
    "campaign": _("Campagne d'avenants"),
    "claim": _("Demande de remboursement"),
    "committee_meeting": _("Comité technique"),
    "control": _("Contrôle"),
    "convention": _("Convention"),
    "deliberation": _("Délibération"),
    "designation": _("Désignation"),
    "duty": _("Règle d'obligation"),
    "handover": _("Remise de service"),
    "imprest": _("Régie d'avances"),
    "instalment": _("Versement"),
    "inventory": _("Inventaire"),
    "key": _("Clé"),
    "legal_opinion": _("Avis juridique"),
    "letter": _("Courrier"),
    "loss_file": _("Dossier de perte"),
    "mandate": _("Convention de mandat"),
    "market": _("Marché"),
    "membership": _("Rôle"),
    "obligation": _("Obligation"),
    "operator": _("Opérateur"),
    "operator_contract": _("Contrat d'opérateur"),
    "order": _("Commande"),
    "organisation": _("Organisme"),
    "payment": _("Paiement"),
    "point": _("Point de distribution"),
    "referral": _("Fiche d'orientation"),
    "power_to_sign": _("Pouvoir de signer"),
    "print_design": _("Modèle d'impression"),
    "procurement": _("Procédure d'achat"),
    "proposal": _("Proposition d'avenant"),
    "report": _("Rapport"),
    "report_question": _("Question de rapport"),
    "schedule": _("Échéancier de déploiement"),
    "scheme": _("Dispositif"),
    "sitting": _("Réunion"),
    "slip": _("Bordereau"),
    "spending": _("Dépense"),
    "statement": _("État des dépenses réalisées"),
    "structure": _("Structure"),
    "template": _("Modèle de document"),
    "user": _("Compte"),
    "venue": _("Lieu"),
    "voucher": _("Pass"),
}


def subject_label(kind: str) -> str:
    """The French word for the subject of a line; « Autre » for one that has none yet."""
    return str(SUBJECTS[kind]) if kind in SUBJECTS else gettext("Autre")
