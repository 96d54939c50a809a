"""What a passage can state, and which values each kind of statement has: the table by which they are checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from quitus.domain.grants.contradictions.errors import StatementKindUnknown, StatementValueWrong
from quitus.domain.grants.contradictions.frame import Value
from quitus.kernel.words import N_

FieldKind = Literal["months", "cents", "per_mille", "count", "day", "days", "choice", "text", "flag"]
Json = int | str | bool | list[str]

SIGNATURE = "signature"
START = "start"
ACTION_END = "action_end"
CONVENTION_END = "convention_end"
EVENTS = {
    SIGNATURE: N_("La signature de la convention"),
    START: N_("Le début de l'action"),
    ACTION_END: N_("La fin de l'action"),
    CONVENTION_END: N_("La fin de la convention"),
}
TERM_OF = {START: "action_starts_on", ACTION_END: "action_ends_on", CONVENTION_END: "convention_ends_on"}

CALENDAR = "calendar"
OF_ACTION = "action"
YEARS = {CALENDAR: N_("Années civiles"), OF_ACTION: N_("Années à compter du début de l'action")}

HOLDER = "holder"
FUNDER = "funder"
PARTIES = {HOLDER: N_("La collectivité"), FUNDER: N_("Le financeur")}

SCHEDULE = "schedule"
BUDGET = "budget"
FRAMEWORK = "framework"
OTHER = "other"
ANNEXES = {
    SCHEDULE: N_("Échéancier de déploiement"),
    BUDGET: N_("Annexe technique et financière"),
    FRAMEWORK: N_("Cadre de réponse"),
    OTHER: N_("Autre annexe"),
}
TIED_TO_THE_END = (BUDGET, SCHEDULE)

MONTHS_MAX = 1200


@dataclass(frozen=True)
class Field:
    """One value of a statement."""

    kind: FieldKind
    label: str
    required: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    help: str = ""


@dataclass(frozen=True)
class StatementKind:
    """What a passage states, in words, and its values by name."""

    label: str
    help: str
    fields: Mapping[str, Field]


_MONTHS = Field("months", N_("Nombre de mois"))

KINDS: dict[str, StatementKind] = {
    "duration": StatementKind(
        N_("Une durée"),
        N_("« 36 mois à compter de la signature »."),
        {
            "months": _MONTHS,
            "since": Field(
                "choice",
                N_("À compter de"),
                required=False,
                choices={SIGNATURE: EVENTS[SIGNATURE], START: EVENTS[START]},
                help=N_("Laissez vide si le passage ne le dit pas."),
            ),
            "starts_on": Field("day", N_("Début écrit dans le passage"), required=False),
            "ends_on": Field("day", N_("Fin écrite dans le passage"), required=False),
        },
    ),
    "extension": StatementKind(
        N_("Une prolongation"),
        N_("« cinq mois supplémentaires »."),
        {
            "months": _MONTHS,
            "from_on": Field("day", N_("Fin prolongée, si le passage l'écrit"), required=False),
            "to_on": Field("day", N_("Nouvelle fin, si le passage l'écrit"), required=False),
        },
    ),
    "deadline": StatementKind(
        N_("Un délai après un événement"),
        N_("« dans les 6 mois qui suivent la clôture, soit au 1er juillet »."),
        {
            "months": _MONTHS,
            "after": Field("choice", N_("Après"), choices=EVENTS),
            "on": Field("day", N_("Date écrite dans le passage"), required=False),
        },
    ),
    "reports": StatementKind(
        N_("Des rapports à des dates"),
        N_("« un rapport d'étape au 31/01/2022 et au 31/07/2023 »."),
        {
            "dates": Field("days", N_("Dates")),
            "full_years": Field("flag", N_("Le passage demande des années pleines"), required=False),
            "year": Field("choice", N_("Années"), required=False, choices=YEARS),
        },
    ),
    "day": StatementKind(
        N_("Une date de début ou de fin"),
        N_("« au plus tard le 31 décembre »."),
        {"event": Field("choice", N_("De quoi"), choices=EVENTS), "on": Field("day", N_("Date"))},
    ),
    "total": StatementKind(
        N_("Le budget total"), N_("« estimé à 550 000 euros »."), {"cents": Field("cents", N_("Montant"))}
    ),
    "share": StatementKind(
        N_("La part du financeur"),
        N_("« à hauteur de 50 % du montant global »."),
        {
            "per_mille": Field("per_mille", N_("Taux")),
            "total_cents": Field("cents", N_("Montant dont c'est une part"), required=False),
            "amount_cents": Field("cents", N_("Montant de la part, si le passage l'écrit"), required=False),
        },
    ),
    "cap": StatementKind(
        N_("Le plafond de l'ingénierie"),
        N_("« à hauteur de 10 % maximum du total »."),
        {"per_mille": Field("per_mille", N_("Taux"))},
    ),
    "target": StatementKind(
        N_("L'objectif de pass"),
        N_("« déployer 50 000 pass »."),
        {
            "count": Field("count", N_("Nombre de pass")),
            "face_value_cents": Field("cents", N_("Valeur faciale, si le passage l'écrit"), required=False),
        },
    ),
    "name": StatementKind(
        N_("Le nom donné à une partie"),
        N_("« Le Bénéficiaire s'engage »."),
        {"party": Field("choice", N_("Partie"), choices=PARTIES), "name": Field("text", N_("Nom dans le passage"))},
    ),
    "annex": StatementKind(
        N_("Une annexe citée"),
        N_("« l'échéancier de déploiement joint en annexe »."),
        {
            "annex": Field("choice", N_("Annexe"), choices=ANNEXES),
            "replaced": Field("flag", N_("Le passage dit qu'elle est remplacée"), required=False),
        },
    ),
}


def check(kind: str, values: Mapping[str, Value | None]) -> dict[str, Json]:
    """The values of a statement as JSON: days as ISO, what is not said left out.

    Refuses with `StatementKindUnknown`, and with `StatementValueWrong` a value that is missing, not of its kind, out of
    its bounds, or of no field.
    """
    if kind not in KINDS:
        raise StatementKindUnknown(kind=kind)
    fields = KINDS[kind].fields
    for name in values:
        if name not in fields:
            raise StatementValueWrong(field=name)
    kept: dict[str, Json] = {}
    for name, about in fields.items():
        value = values.get(name)
        if value is None or value in ("", (), False):
            if about.required:
                raise StatementValueWrong(field=about.label)
            continue
        kept[name] = _checked(about, value)
    return kept


def read(kind: str, kept: Mapping[str, Json]) -> dict[str, Value]:
    """The values that `check` kept."""
    fields = KINDS[kind].fields
    return {name: _read(fields[name].kind, value) for name, value in kept.items()}


def _checked(about: Field, value: Value) -> Json:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    match about.kind, value:
        case "months", int() if is_whole and 0 < value <= MONTHS_MAX:
            return value
        case (("cents" | "count"), int()) if is_whole and value > 0:
            return value
        case "per_mille", int() if is_whole and 0 < value <= 1000:
            return value
        case "day", date():
            return value.isoformat()
        case "days", tuple() if all(isinstance(one, date) for one in value):
            return sorted({one.isoformat() for one in value})
        case "choice", str() if value in about.choices:
            return value
        case "text", str() if value.strip():
            return value.strip()
        case "flag", True:
            return True
    raise StatementValueWrong(field=about.label)


def _read(kind: FieldKind, value: Json) -> Value:
    if kind == "day":
        return date.fromisoformat(str(value))
    if isinstance(value, list):
        return tuple(date.fromisoformat(one) for one in value)
    return value
