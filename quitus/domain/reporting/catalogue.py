"""Names of the figures that a report shows, in their order."""

from quitus.kernel.words import N_

COUNTS: dict[str, str] = {
    "ordered": N_("Pass commandés"),
    "delivered": N_("Pass livrés"),
    "activated": N_("Pass activés"),
    "allocated": N_("Pass confiés aux points de distribution"),
    "handed_out": N_("Pass remis"),
    "redeemed": N_("Pass consommés"),
    "expired": N_("Pass périmés"),
    "cancelled": N_("Pass annulés"),
    "lost": N_("Pass perdus, volés ou détruits"),
    "beneficiaries": N_("Bénéficiaires"),
    "booklets_started": N_("Carnets entamés"),
    "booklets_finished": N_("Carnets finis"),
    "venues_qualified": N_("Lieux qualifiés"),
    "venues_active": N_("Lieux qui ont encaissé un pass"),
    "points_active": N_("Points de distribution qui ont remis un pass"),
}

PERSONS = frozenset({"beneficiaries"})
"""Figures that count persons: a small one is masked for the funder."""

BREAKDOWNS: dict[str, str] = {
    "beneficiaries_by_public": N_("Bénéficiaires par public cible"),
    "beneficiaries_by_age": N_("Bénéficiaires par tranche d'âge"),
    "handed_out_by_commune": N_("Pass remis par commune"),
    "redeemed_by_service": N_("Pass consommés par service"),
    "redeemed_by_commune": N_("Pass consommés par commune"),
}

OF_PERSONS = frozenset({"beneficiaries_by_public", "beneficiaries_by_age"})
"""Breakdowns that count persons: small counts are masked for the funder."""

KIND_LABELS: dict[str, str] = {
    "quarterly": N_("Rapport trimestriel"),
    "stage": N_("Rapport d'étape"),
    "final": N_("Bilan"),
}
STATEMENT_LABELS: dict[str, str] = {
    "intermediate": N_("État intermédiaire des dépenses réalisées"),
    "final": N_("État définitif des dépenses réalisées"),
}
