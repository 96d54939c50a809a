"""What software sends and reads, as data. A number is text in JSON, since it may be too large for some languages."""

import re
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints

from quitus.domain.redemption import rules
from quitus.domain.redemption.operations.redeem import LINES_AT_ONCE
from quitus.kernel.words import N_

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
PEOPLE_MOST = 1000
CODE_LONGEST = 400


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("no NUL")
    return text


def _written_as_day(value: Any) -> Any:
    # pydantic would also read a count of seconds.
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Text = Annotated[str, AfterValidator(_without_nul)]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}$")]
Day = Annotated[date, BeforeValidator(_written_as_day)]
Code = Annotated[Text, StringConstraints(min_length=1, max_length=CODE_LONGEST)]
ServiceCode = Annotated[Text, StringConstraints(min_length=1, max_length=40)]
Theme = Annotated[Text, StringConstraints(max_length=rules.THEME_LONGEST)]
People = Annotated[int, Field(ge=1, le=PEOPLE_MOST)]
Minutes = Annotated[int, Field(ge=rules.MINUTES_LEAST, le=rules.MINUTES_MOST)]
CODES = N_("Les 14 caractères imprimés, ou le texte entier du QR code.")
REQUEST = N_(
    "Identifiant unique fait par votre logiciel : envoyé à nouveau, il donne la même réponse, sans rien de plus."
)


class Problem(BaseModel):
    """An error."""

    code: str = Field(description=N_("Un mot stable pour votre logiciel."))
    message: str = Field(description=N_("La phrase à montrer, en français ou en anglais selon « Accept-Language »."))
    field: str | None = Field(None, description=N_("L'endroit de la demande qui n'est pas valable, s'il y en a un."))


class CheckIn(BaseModel):
    """What is asked about pass, before they are taken."""

    venue_id: Number
    service_code: ServiceCode | None = Field(None, description=N_("Sans lui, on ne vérifie pas que le pass le paie."))
    service_on: Day | None = Field(None, description=N_("Le jour du service ; aujourd'hui s'il n'est pas dit."))
    codes: list[Code] = Field(min_length=1, max_length=rules.MOST_AT_ONCE, description=CODES)


class CheckLine(BaseModel):
    """What is seen of one pass."""

    outcome: str = Field(description=N_("« usable » si le pass peut être encaissé, sinon la raison."))
    message: str
    number: str | None
    face_value_cents: int | None
    usable_until: date | None
    services: list[str] | None = Field(description=N_("Les services que paie ce pass ; « null » s'il les paie tous."))


class CheckOut(BaseModel):
    """One line for each code, in the order given."""

    lines: list[CheckLine]


class ServiceIn(BaseModel):
    """A service given at a venue, for which pass are taken."""

    request: UUID = Field(description=REQUEST)
    venue_id: Number
    service_code: ServiceCode
    service_on: Day
    people_count: People | None = Field(
        None, description=N_("Personnes à ce service ; autant que les pass en paient, si ce n'est pas dit.")
    )
    minutes: Minutes | None = Field(None, description=N_("Durée du service, en minutes."))
    theme: Theme = ""


class RedemptionIn(ServiceIn):
    """Pass taken for one service."""

    codes: list[Code] = Field(min_length=1, max_length=rules.MOST_AT_ONCE, description=CODES)


class RedemptionLine(BaseModel):
    """What came of one pass."""

    outcome: str = Field(description=N_("« taken » si le pass est encaissé par cette demande, sinon la raison."))
    message: str
    number: str | None
    turn: int | None = Field(description=N_("Le rang de cet encaissement : annulé, un pass peut l'être à nouveau."))
    recorded_at: datetime | None
    undo_until: datetime | None = Field(description=N_("Jusqu'à cet instant, l'annulation se fait sans motif."))


class RedemptionOut(BaseModel):
    """One line for each code, in the order given."""

    lines: list[RedemptionLine]


class BatchLine(ServiceIn):
    """One pass of a batch, with its service."""

    code: Code = Field(description=CODES)


class BatchIn(BaseModel):
    """Pass of many services, sent at once."""

    lines: list[BatchLine] = Field(min_length=1, max_length=LINES_AT_ONCE)


class UndoIn(BaseModel):
    """Which taking is undone, and why."""

    number: Number
    turn: Annotated[int, Field(ge=1, le=1_000_000)]
    reason_code: Annotated[Text, StringConstraints(max_length=20)] = Field(
        "",
        description=N_(
            "Inutile pendant dix minutes ; ensuite wrong_pass, wrong_service, wrong_day, service_not_given ou other."
        ),
    )
    note: Annotated[Text, StringConstraints(max_length=300)] = Field(
        "", description=N_("Ce que la collectivité lira ; nécessaire avec « other ».")
    )


class UndoOut(BaseModel):
    """A taking undone."""

    number: str
    turn: int
    undone_on: date


class Mine(BaseModel):
    """One taking of the structure."""

    number: str
    turn: int
    venue_id: str
    service_code: str
    service_on: date
    people_count: int
    minutes: int | None
    theme: str
    face_value_cents: int
    request: UUID
    recorded_at: datetime
    undone_on: date | None
    claim: str | None = Field(description=N_("Le numéro de la demande de remboursement où il figure."))


class MineOut(BaseModel):
    """A page of takings, last recorded first; `cursor` asks for the next one."""

    lines: list[Mine]
    cursor: str | None = Field(description=N_("À renvoyer pour lire la suite ; « null » à la fin."))


class Waiting(BaseModel):
    """Pass taken that are on no claim yet."""

    count: int
    total_cents: int
    since: date | None


class ClaimOwed(BaseModel):
    """A claim that is not paid yet."""

    number: str
    month: str = Field(description=N_("Le mois des services, AAAA-MM."))
    state: str
    message: str
    total_cents: int
    payer: str
    pay_by: date | None = Field(description=N_("Le jour avant la fin duquel elle est payée, une fois envoyée."))


class OwedOut(BaseModel):
    """What the structure is owed."""

    total_cents: int
    to_claim: Waiting = Field(description=N_("Pass des mois terminés, à mettre dans une demande."))
    this_month: Waiting = Field(description=N_("Pass de ce mois, à demander une fois qu'il est fini."))
    claims: list[ClaimOwed]


class Service(BaseModel):
    """A service of the national catalogue."""

    code: str
    label: str


class MyVenue(BaseModel):
    """A venue for which the token acts."""

    id: str
    name: str
    address: str
    postcode: str
    commune: str
    is_qualified: bool = Field(description=N_("Si la structure peut encaisser des pass aujourd'hui."))
    services: list[Service]


class VenuesOut(BaseModel):
    """The venues for which the token acts."""

    venues: list[MyVenue]
