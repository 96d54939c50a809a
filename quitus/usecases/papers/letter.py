"""A letter to a party of the convention. Its text is written for it: no room holds it before it is made."""

import re
from dataclasses import dataclass
from datetime import date

from quitus.connectors.papers import Address, Facts, Paper, Paragraph, Place, Signature
from quitus.domain.grants import queries
from quitus.domain.grants.models import Convention
from quitus.kernel.clock import today
from quitus.kernel.money import NO_BREAK
from quitus.kernel.words import N_
from quitus.usecases.papers.parts import LANGUAGE, address_of, day, masthead_of, number_of, written
from quitus.usecases.papers.texts import scheme_of


@dataclass(frozen=True)
class LetterText:
    """What a letter says, to whom, and who signs it: `to` is an address line by line."""

    to: tuple[str, ...]
    subject: str
    text: str
    on: date
    reference: str = ""
    signatory_name: str = ""
    signatory_quality: str = ""


def letter_paper(convention_id: int, letter: LetterText) -> Paper:
    """A letter about a convention. Refuses with `NothingToPrint` one without text."""
    convention = queries.convention(convention_id)
    authority, _ = scheme_of(convention.scheme_id)
    about = (
        ("Objet", letter.subject),
        ("Nos références", letter.reference),
        ("Convention", f"{number_of(convention.number)}, {convention.title}"),
    )
    return Paper(
        title=letter.subject,
        language=LANGUAGE,
        author=authority.name,
        on=letter.on,
        masthead=masthead_of(authority),
        reference=f"Courrier{NO_BREAK}{letter.reference}" if letter.reference else "Courrier",
        blocks=(
            Address(letter.to),
            Paragraph(_place_and_day(authority.commune, letter.on)),
            Facts(tuple(fact for fact in about[1:] if fact[1])),
            *written(letter.text, N_("le courrier n'a pas de texte")),
            Signature((Place(authority.name, letter.signatory_name, letter.signatory_quality),)),
        ),
    )


def _place_and_day(commune: str, on: date) -> str:
    """« Arras, le 12 mai 2023 »: nobody writes from a Cedex."""
    town = re.sub(r"\s+cedex\b.*", "", commune, flags=re.IGNORECASE)
    return f"{town}, le {day(on)}" if town else f"Le {day(on)}"


def addressee(scheme_id: int) -> tuple[int, str]:
    """The convention a letter to the funder is about, and the address: that which the convention fixes today for
    correspondence, else the funder's own. Raises `DoesNotExist` while there is no convention.
    """
    convention = queries.convention_of(scheme_id)
    if convention is None:
        raise Convention.DoesNotExist
    _, funder = scheme_of(scheme_id)
    fixed = next(
        (
            str(one.value)
            for one in queries.consolidated_parameters(convention.pk, today())
            if one.name == "correspondence_address" and one.value
        ),
        "",
    )
    return convention.pk, "\n".join([funder.name, *([fixed] if fixed else address_of(funder))])
