"""What an operator outside sends, and what each row of it says."""

from dataclasses import dataclass
from typing import Literal

from quitus.kernel.words import N_

SERIALS = "serials"
DELIVERIES = "deliveries"
SCANS = "scans"
FEES = "fees"
CREDIT_NOTES = "credit_notes"

LABELS = {
    SERIALS: N_("Numéros de l'opérateur"),
    DELIVERIES: N_("Livraisons"),
    SCANS: N_("Pass encaissés"),
    FEES: N_("Factures de frais"),
    CREDIT_NOTES: N_("Avoirs"),
}
KINDS = tuple(LABELS)

Nature = Literal["text", "serial", "day", "count", "amount", "choice"]


@dataclass(frozen=True)
class Field:
    """One thing that a row says: how it is called, what it looks like, whether a row can do without it."""

    label: str
    nature: Nature = "text"
    needed: bool = True


_LINE = Field(N_("Identifiant de la ligne"), needed=False)

FIELDS: dict[str, dict[str, Field]] = {
    SERIALS: {
        "first": Field(N_("Premier numéro"), "serial"),
        "last": Field(N_("Dernier numéro"), "serial", needed=False),
    },
    DELIVERIES: {
        "first": Field(N_("Premier numéro"), "serial"),
        "last": Field(N_("Dernier numéro"), "serial", needed=False),
        "delivered_on": Field(N_("Date de livraison"), "day"),
        "slip": Field(N_("Bon de livraison"), needed=False),
    },
    SCANS: {
        "serial": Field(N_("Numéro du pass"), "serial"),
        "venue": Field(N_("Lieu : référence ou SIRET")),
        "service_on": Field(N_("Date du service"), "day"),
        "entered_on": Field(N_("Date de saisie par le lieu"), "day", needed=False),
        "service": Field(N_("Service"), "choice", needed=False),
        "line": _LINE,
    },
    FEES: {
        "invoice": Field(N_("Numéro de la facture")),
        "invoiced_on": Field(N_("Date de la facture"), "day"),
        "kind": Field(N_("Nature des frais"), "choice"),
        "order": Field(N_("Commande"), needed=False),
        "count": Field(N_("Nombre"), "count"),
        "amount": Field(N_("Montant hors taxe"), "amount"),
        "line": _LINE,
    },
    CREDIT_NOTES: {
        "note": Field(N_("Numéro de l'avoir")),
        "noted_on": Field(N_("Date de l'avoir"), "day"),
        "order": Field(N_("Commande")),
        "count": Field(N_("Nombre de pass"), "count"),
        "amount": Field(N_("Montant"), "amount"),
        "line": _LINE,
    },
}

ON_ORDER = "order"
ON_REDEMPTION = "redemption"
PER_VENUE = "venue"
OTHER_FEE = "other"

FEE_LABELS = {
    ON_ORDER: N_("Frais sur les pass commandés"),
    ON_REDEMPTION: N_("Frais sur les pass utilisés"),
    PER_VENUE: N_("Frais par lieu et par an"),
    OTHER_FEE: N_("Autres frais"),
}

ENCODING_LABELS = {
    "utf-8": "UTF-8",
    "windows-1252": "Windows-1252",
    "iso-8859-15": "ISO-8859-15",
    "utf-16": "UTF-16",
}
DELIMITER_LABELS = {
    "semicolon": N_("Point-virgule"),
    "comma": N_("Virgule"),
    "tab": N_("Tabulation"),
    "pipe": N_("Barre verticale"),
}
DATE_FORMATS = {
    "dmy": N_("jour/mois/année, par exemple 15/05/2023"),
    "ymd": N_("année-mois-jour, par exemple 2023-05-15"),
    "mdy": N_("mois/jour/année, par exemple 05/15/2023"),
    "compact": N_("sans séparateur, par exemple 20230515"),
}
