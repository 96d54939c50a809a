"""The catalogue of parameters: what a convention may fix, and how each value is read, written and shown.

A parameter is kept as text with the article it comes from; its kind says how to read it. Nothing here is a constant of
a programme: every rate, cap, delay and date is set by a convention or an amendment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from quitus.domain.grants.catalogue import PUBLICS
from quitus.domain.grants.errors import ParameterUnknown, ParameterValueWrong
from quitus.kernel.words import N_

Kind = Literal["cents", "per_mille", "count", "months", "days", "day", "choice", "publics", "text"]
Value = int | date | str | tuple[str, ...]

_COUNTED = {"cents", "count", "months", "days"}


@dataclass(frozen=True)
class ParameterKind:
    """How a parameter is read and shown; a required one must be set before anybody signs.

    "months" and "days" are delays, "day" a date, "publics" the codes of target publics. `choices` are the values that a
    choice, or each of several publics, may take, with its label.
    """

    kind: Kind
    label: str
    help: str = ""
    required: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)


PLANNED = "planned"
REALISED = "realised"
ENGINEERING_BASES = {PLANNED: N_("Budget total"), REALISED: N_("Dépenses éligibles réalisées")}

GROSS = "gross"
NET = "net"
INVOICE_BASES = {GROSS: N_("Toutes taxes comprises"), NET: N_("Hors taxes")}

VISA_REQUIRED = "required"
VISA_WAIVED = "waived"
VENUE = "venue"
AUTHORITY = "authority"
LOSS_BEARERS = {VENUE: N_("Le lieu"), AUTHORITY: N_("La collectivité")}

APPROVED = "approved"
AT_ONCE = "at_once"
TERMINAL_APPROVALS = {
    APPROVED: N_("La collectivité autorise chaque appareil"),
    AT_ONCE: N_("La structure met elle-même ses appareils en service"),
}

ORDER_VISAS = {VISA_REQUIRED: N_("Le comptable public vise chaque commande"), VISA_WAIVED: N_("Sans visa")}

PARAMETERS: dict[str, ParameterKind] = {
    "budget_cents": ParameterKind("cents", N_("Budget total"), N_("Part du financeur et part de la collectivité.")),
    "state_share_per_mille": ParameterKind(
        "per_mille", N_("Part du financeur"), N_("Taux appliqué aux dépenses éligibles.")
    ),
    "engineering_cap_per_mille": ParameterKind(
        "per_mille",
        N_("Plafond de l'ingénierie"),
        N_("Part du budget total au-delà de laquelle elle n'est plus éligible."),
    ),
    "engineering_base": ParameterKind(
        "choice",
        N_("Base du plafond de l'ingénierie"),
        N_("Le budget total, si la convention n'en dit rien."),
        required=False,
        choices=ENGINEERING_BASES,
    ),
    "invoice_base": ParameterKind(
        "choice",
        N_("Montant éligible d'une facture"),
        N_("Toutes taxes comprises, si la convention n'en dit rien."),
        required=False,
        choices=INVOICE_BASES,
    ),
    "target_count": ParameterKind("count", N_("Objectif de pass"), N_("Nombre de pass prévu sur toute la convention.")),
    "face_value_cents": ParameterKind("cents", N_("Valeur faciale d'un pass")),
    "action_starts_on": ParameterKind("day", N_("Début de l'action")),
    "action_ends_on": ParameterKind("day", N_("Fin de l'action"), N_("Dernier jour de mise en œuvre.")),
    "convention_ends_on": ParameterKind(
        "day", N_("Fin de la convention"), N_("Après le bilan et le solde ; distincte de la fin de l'action.")
    ),
    "eligible_from": ParameterKind("day", N_("Dépenses éligibles à partir du")),
    "eligible_to": ParameterKind(
        "day",
        N_("Dépenses éligibles jusqu'au"),
        N_("Un pass utilisé après ce jour est payé au lieu mais n'entre pas dans la part du financeur."),
    ),
    "pic_floor_per_mille": ParameterKind(
        "per_mille",
        N_("Part minimale de publics éloignés de l'emploi"),
        N_("Contrôlée dans le suivi ; laissez vide si la convention n'en fixe pas."),
        required=False,
    ),
    "handout_size_max": ParameterKind(
        "count",
        N_("Pass par remise, au plus"),
        N_("Laissez vide si la convention n'en fixe pas."),
        required=False,
    ),
    "late_entry_days": ParameterKind(
        "count",
        N_("Jours pour saisir une utilisation"),
        N_("Après le service, pour les pass émis par la collectivité ; soixante si la convention n'en dit rien."),
        required=False,
    ),
    "pass_per_person_max": ParameterKind(
        "count",
        N_("Pass par personne et par service, au plus"),
        N_("Un seul si la convention n'en dit rien ; vaut pour les commandes rédigées ensuite."),
        required=False,
    ),
    "terminal_days_max": ParameterKind(
        "days",
        N_("Jours qu'un appareil encaisse hors connexion, au plus"),
        N_("Sept si la convention n'en dit rien ; à fixer par la convention ou le marché."),
        required=False,
    ),
    "terminal_count_max": ParameterKind(
        "count",
        N_("Pass qu'un appareil garde hors connexion, au plus"),
        N_("Deux cents si la convention n'en dit rien ; à fixer par la convention ou le marché."),
        required=False,
    ),
    "terminal_cents_max": ParameterKind(
        "cents",
        N_("Valeur des pass qu'un appareil garde hors connexion, au plus"),
        N_("Deux mille euros si la convention n'en dit rien ; à fixer par la convention ou le marché."),
        required=False,
    ),
    "terminal_approval": ParameterKind(
        "choice",
        N_("Mise en service d'un appareil"),
        N_("Par la structure elle-même, si la convention n'en dit rien."),
        required=False,
        choices=TERMINAL_APPROVALS,
    ),
    "conflict_loss_bearer": ParameterKind(
        "choice",
        N_("Qui supporte un pass encaissé deux fois hors connexion"),
        N_("Le lieu, si la convention n'en dit rien ; à fixer par la convention ou le marché."),
        required=False,
        choices=LOSS_BEARERS,
    ),
    "conflict_follow_up": ParameterKind(
        "count",
        N_("Conflits d'une structure en douze mois à partir desquels la collectivité la suit"),
        N_("Cinq si la convention n'en dit rien."),
        required=False,
    ),
    "booking_name_days": ParameterKind(
        "days",
        N_("Jours pendant lesquels un lieu garde le prénom d'une personne inscrite"),
        N_("Après l'atelier ; trente si la convention n'en dit rien. Téléphone et adresse partent dès le lendemain."),
        required=False,
    ),
    "coverage_minutes_max": ParameterKind(
        "count",
        N_("Minutes au-delà desquelles une commune est loin d'un lieu"),
        N_("Vingt si la convention n'en dit rien."),
        required=False,
    ),
    "coverage_speed_kmh": ParameterKind(
        "count",
        N_("Vitesse supposée à vol d'oiseau, en kilomètres par heure"),
        N_("Quarante si la convention n'en dit rien ; sert à estimer les minutes sans calculateur d'itinéraires."),
        required=False,
    ),
    "paper_keep_months": ParameterKind(
        "months",
        N_("Mois pendant lesquels un lieu garde les pass papier"),
        N_("À compter de leur paiement ; douze si la convention n'en dit rien. À fixer par la convention."),
        required=False,
    ),
    "booklet_sleep_days": ParameterKind(
        "days",
        N_("Jours avant qu'un carnet remis et non entamé soit signalé"),
        N_("Soixante si la convention n'en dit rien."),
        required=False,
    ),
    "point_sleep_days": ParameterKind(
        "days",
        N_("Jours avant qu'un point sans mouvement soit signalé"),
        N_("Trente si la convention n'en dit rien."),
        required=False,
    ),
    "order_visa": ParameterKind(
        "choice",
        N_("Visa des commandes de pass"),
        N_("Par analogie avec le CGCT, art. R. 1611-11 ; demandé si la convention n'en dit rien."),
        required=False,
        choices=ORDER_VISAS,
    ),
    "small_count_below": ParameterKind(
        "count",
        N_("Effectifs masqués au financeur au-dessous de"),
        N_("Un petit effectif ferait reconnaître des personnes. Laissé vide : aucune ventilation n'est montrée."),
        required=False,
    ),
    "target_publics": ParameterKind(
        "publics",
        N_("Publics ciblés"),
        N_("Ceux que la convention nomme ; tous si elle n'en dit rien."),
        required=False,
        choices={code: label for code, label, _ in PUBLICS},
    ),
    "procurement_months": ParameterKind(
        "months",
        N_("Mois pour lancer l'achat"),
        N_("À compter de la dernière signature de la convention ; un avenant ne fait pas repartir ce délai."),
        required=False,
    ),
    "final_report_months": ParameterKind(
        "months", N_("Mois pour remettre le bilan"), N_("À compter de la fin de l'action."), required=False
    ),
    "progress_report_days": ParameterKind(
        "days", N_("Jours pour transmettre les avancées"), N_("Après la fin du trimestre."), required=False
    ),
    "correspondence_address": ParameterKind(
        "text", N_("Adresse de correspondance"), N_("Où le financeur reçoit rapports et pièces."), required=False
    ),
    "postal_address": ParameterKind(
        "text",
        N_("Adresse postale du financeur"),
        N_("Où lui écrire sur papier, si la convention la donne."),
        required=False,
    ),
}


def write(name: str, value: Value) -> str:
    """The text in which a parameter is kept.

    Refuses with `ParameterUnknown`, and with `ParameterValueWrong` a value that is not of its kind, negative, more than
    the whole for a share, or no public of the catalogue.
    """
    if name not in PARAMETERS:
        raise ParameterUnknown(name=name)
    about = PARAMETERS[name]
    text = _written(about, value)
    if text is None:
        raise ParameterValueWrong(parameter=about.label)
    return text


def _written(about: ParameterKind, value: Value) -> str | None:
    """The text of a value of that kind; None when it is not one."""
    match value:
        case bool():
            return None
        case date() if about.kind == "day":
            return value.isoformat()
        case str() if about.kind == "text" or (about.kind == "choice" and value in about.choices):
            return value.strip()
        case int() if about.kind in _COUNTED and value >= 0:
            return str(value)
        case int() if about.kind == "per_mille" and 0 <= value <= 1000:
            return str(value)
        case tuple() if about.kind == "publics" and value and set(value) <= set(about.choices):
            return ",".join(code for code in about.choices if code in value)
    return None


def read(name: str, text: str) -> Value:
    """The value that `write` kept."""
    match PARAMETERS[name].kind:
        case "day":
            return date.fromisoformat(text)
        case "text" | "choice":
            return text
        case "publics":
            return tuple(text.split(","))
    return int(text)


def missing(names: Iterable[str]) -> list[str]:
    """The required parameters that are not among `names`, in the order of the catalogue."""
    known = set(names)
    return [name for name, about in PARAMETERS.items() if about.required and name not in known]
