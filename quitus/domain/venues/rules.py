"""What makes a structure able to take pass, and on which days it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.venues import states
from quitus.kernel.words import N_

SIRET_CHECKED = "siret_checked"
CHARTER_SIGNED = "charter_signed"
SERVICES_GIVEN = "services_given"
BANK_VERIFIED = "bank_verified"
ACCESSIBILITY_TOLD = "accessibility_told"
REGIE_KNOWN = "regie_known"

CRITERIA = {
    SIRET_CHECKED: N_("SIRET vérifié"),
    CHARTER_SIGNED: N_("charte signée"),
    SERVICES_GIVEN: N_("services proposés"),
    BANK_VERIFIED: N_("coordonnées bancaires vérifiées"),
    ACCESSIBILITY_TOLD: N_("accueil et accessibilité décrits"),
    REGIE_KNOWN: N_("régie de recettes du lieu public"),
}

CALL = "call"
VISIT = "visit"
POST = "post"
CONFIRMED_HOW = {
    CALL: N_("Appel à un numéro connu avant le changement"),
    VISIT: N_("Visite, ou rendez-vous en personne"),
    POST: N_("Courrier postal à l'adresse connue avant le changement"),
}
"""How a changed account is confirmed: never by answering the message that announced it."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is already among the documents, under its hash; its type was told from its first bytes."""

    file_name: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Criteria:
    """What is known of a structure's file. `is_public` tells that one of its venues is public, and cashes
    through a *régie de recettes* whose act must then be known.
    """

    siret_checked: bool
    charter_signed: bool
    services_given: bool
    bank_verified: bool
    accessibility_told: bool
    is_public: bool = False
    regie_known: bool = False


@dataclass(frozen=True, order=True)
class Step:
    """From `effective_on` on, the qualification is in `state`. `rank` orders the steps of one day."""

    effective_on: date
    rank: int
    state: str


def missing(criteria: Criteria) -> tuple[str, ...]:
    """The criteria not met, in the order of `CRITERIA`; the régie is asked of public venues only."""
    asked = [name for name in CRITERIA if name != REGIE_KNOWN or criteria.is_public]
    return tuple(name for name in asked if not getattr(criteria, name))


def state_on(steps: Iterable[Step], day: date) -> str | None:
    """The state in force on a day: that of the last step effective by then; None before the first.

    The same order is written in SQL in the redemption statement: last `effective_on`, then last recorded.
    """
    past = [step for step in steps if step.effective_on <= day]
    return max(past).state if past else None


def takes_pass_on(steps: Iterable[Step], day: date) -> bool:
    """Whether pass could be taken on a day of service."""
    return state_on(steps, day) == states.QUALIFIED


def earliest_end(today: date) -> date:
    """The first day from which a suspension or a removal may close a venue: the day after it is recorded.

    What a venue took while it was told that it could stays good, so a closing never reaches back.
    """
    return today + timedelta(days=1)


def masked(iban: str) -> str:
    """An IBAN as a page shows it: country and check digits, then the last four characters."""
    return f"{iban[:4]} … {iban[-4:]}"
