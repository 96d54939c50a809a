"""Parameters of a convention, and the terms they make on one day.

A parameter is written as text with the article it comes from; its kind says how to read it. Nothing here is a constant
of a programme: every rate, cap and date is set by a convention or an amendment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from quitus.domain.grants.errors import ParameterUnknown, ParameterValueWrong
from quitus.kernel.money import Cents, PerMille, share
from quitus.kernel.words import N_

Kind = Literal["cents", "per_mille", "count", "day", "choice", "text"]
Value = int | date | str


@dataclass(frozen=True)
class ParameterKind:
    """How a parameter is read and shown; a required one must be set before anybody signs.

    `choices` are the values that a choice may take, each with its label.
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
    "small_count_below": ParameterKind(
        "count",
        N_("Effectifs masqués au financeur au-dessous de"),
        N_("Un petit effectif ferait reconnaître des personnes. Laissé vide : aucune ventilation n'est montrée."),
        required=False,
    ),
    "correspondence_address": ParameterKind(
        "text", N_("Adresse de correspondance"), N_("Où le financeur reçoit rapports et pièces."), required=False
    ),
}


@dataclass(frozen=True, slots=True)
class EligiblePeriod:
    """The days whose spendings and uses enter the funder's base, both ends included, and what of an invoice does."""

    first: date
    last: date
    invoice_base: str = GROSS

    def holds(self, on: date) -> bool:
        """Whether a spending or a use of the day `on` enters the base."""
        return self.first <= on <= self.last


@dataclass(frozen=True)
class Terms:
    """What the convention says on one day. Amounts in cents, shares in per mille; None where it says nothing."""

    budget_cents: Cents
    state_share_per_mille: PerMille
    engineering_cap_per_mille: PerMille
    target_count: int
    face_value_cents: Cents
    action_starts_on: date
    action_ends_on: date
    convention_ends_on: date
    eligible_from: date
    eligible_to: date
    engineering_base: str = PLANNED
    invoice_base: str = GROSS
    pic_floor_per_mille: PerMille | None = None
    handout_size_max: int | None = None
    late_entry_days: int = 60
    small_count_below: int | None = None
    correspondence_address: str = ""

    @property
    def state_share_cents(self) -> Cents:
        """The most the funder pays, in cents: its share of the whole budget."""
        return share(self.budget_cents, self.state_share_per_mille)

    @property
    def eligible_period(self) -> EligiblePeriod:
        """The days that enter the funder's base."""
        return EligiblePeriod(self.eligible_from, self.eligible_to, self.invoice_base)

    def engineering_cap_base(self, realised_cents: Cents) -> Cents:
        """What the cap on engineering is a share of, in cents: the whole budget, or `realised_cents`, the eligible
        expenses, where the convention says so.
        """
        return realised_cents if self.engineering_base == REALISED else self.budget_cents


class ParameterFact(Protocol):
    """A parameter as it is kept: `effective_on` is None while its text is a draft."""

    @property
    def name(self) -> str:
        """Its name in the catalogue."""

    @property
    def value(self) -> str:
        """Its value as `write` keeps it."""

    @property
    def effective_on(self) -> date | None:
        """The day from which it applies."""


def write(name: str, value: Value) -> str:
    """The text in which a parameter is kept.

    Refuses with `ParameterUnknown`, and with `ParameterValueWrong` a value that is not of its kind, negative, or more
    than the whole for a share.
    """
    if name not in PARAMETERS:
        raise ParameterUnknown(name=name)
    about = PARAMETERS[name]
    match about.kind, value:
        case "day", date():
            return value.isoformat()
        case "text", str():
            return value.strip()
        case "choice", str() if value in about.choices:
            return value
        case "per_mille", int() if not isinstance(value, bool) and 0 <= value <= 1000:
            return str(value)
        case (("cents" | "count"), int()) if not isinstance(value, bool) and value >= 0:
            return str(value)
    raise ParameterValueWrong(parameter=about.label)


def read(name: str, text: str) -> Value:
    """The value that `write` kept."""
    match PARAMETERS[name].kind:
        case "day":
            return date.fromisoformat(text)
        case "text" | "choice":
            return text
    return int(text)


def values(parameters: Iterable[ParameterFact], on: date) -> dict[str, Value]:
    """The value of each parameter on the day `on`: the latest that has taken effect by then.

    Of two that take effect on the same day the one given last counts: give them in the order of the texts.
    """
    taken: dict[str, tuple[date, str]] = {}
    for parameter in parameters:
        since = parameter.effective_on
        if since is None or since > on:
            continue
        if parameter.name not in taken or taken[parameter.name][0] <= since:
            taken[parameter.name] = (since, parameter.value)
    return {name: read(name, text) for name, (_, text) in taken.items()}


def missing(names: Iterable[str]) -> list[str]:
    """The required parameters that are not among `names`, in the order of the catalogue."""
    known = set(names)
    return [name for name, about in PARAMETERS.items() if about.required and name not in known]


def terms_of(found: Mapping[str, Value]) -> Terms:
    """The terms made of these values, as `values` gives them; the required ones must all be there."""
    return Terms(**found)  # type: ignore[arg-type]


def effective_on(signed: Iterable[date], stated: date | None) -> date:
    """The day a text takes effect: that of the last signature, or the later day that it states itself."""
    last = max(signed)
    return last if stated is None else max(last, stated)
