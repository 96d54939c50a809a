"""What papers of several kinds have in common. Documents are written in French, whoever asks for them."""

from collections.abc import Iterable
from datetime import date

from quitus.connectors import documents
from quitus.connectors.papers import Block, Bullets, Heading, Image, Masthead, Paragraph, Place, prose
from quitus.domain.documents.errors import NothingToPrint
from quitus.domain.organisations.models import Organisation
from quitus.kernel.calendar import format_date
from quitus.kernel.money import NARROW_NO_BREAK, NO_BREAK

LANGUAGE = "fr"
DRAFT = "Projet"


def masthead_of(organisation: Organisation) -> Masthead:
    """Name, address, logo and colour of the organisation that speaks."""
    return Masthead(organisation.name, tuple(address_of(organisation)), organisation.accent, _logo(organisation))


def address_of(organisation: Organisation) -> list[str]:
    """Its postal address, line by line."""
    town = f"{organisation.postcode} {organisation.commune}".strip()
    return [line for line in (organisation.address_line_1, organisation.address_line_2, town) if line]


def _logo(organisation: Organisation) -> Image | None:
    if not organisation.logo_sha256:
        return None
    try:
        content = documents.read(organisation.logo_sha256)
    except (documents.DocumentLost, documents.DocumentDamaged):
        return None  # a letter goes out without its logo rather than not at all
    return Image(content, organisation.logo_media_type, f"Logo : {organisation.name}")


def day(on: date) -> str:
    """« 15 mai 2023 », not cut between lines."""
    return format_date(on, LANGUAGE).replace(" ", NO_BREAK)


def count(value: int) -> str:
    """« 50 000 »."""
    return f"{value:,}".replace(",", NARROW_NO_BREAK)


def some(value: int, one: str, several: str) -> str:
    """« 1 membre », « 37 membres »."""
    return f"{count(value)}{NO_BREAK}{one if value <= 1 else several}"


def number_of(number: str) -> str:
    """« n° 2023-204 »."""
    return f"n°{NO_BREAK}{number}"


def siret(number: str | None) -> str:
    """« 226 200 012 00012 »; empty when there is none."""
    return NO_BREAK.join([number[:3], number[3:6], number[6:9], number[9:]]) if number else ""


def article_title(number: str, title: str = "", alone: str = "Article unique") -> str:
    """« Article 2 — Durée »."""
    name = f"Article {number}" if number else alone
    return f"{name} — {title}" if title else name


def section(title: str, blocks: Iterable[Block], level: int = 1) -> list[Block]:
    """Blocks under a title; nothing at all when there are none."""
    found = list(blocks)
    return [Heading(level, title), *found] if found else []


def bullets(items: Iterable[str]) -> list[Block]:
    """A list; nothing when it is empty."""
    found = tuple(item for item in items if item)
    return [Bullets(found)] if found else []


def written(text: str, missing: str) -> list[Block]:
    """The paragraphs of a text. Refuses with `NothingToPrint` an empty one, saying what is `missing`."""
    blocks = prose(text)
    if not blocks:
        raise NothingToPrint(missing=missing)
    return blocks


def notes(lines: Iterable[str]) -> list[Block]:
    """Remarks about a text, each on its own."""
    return [Paragraph(line, "note") for line in lines if line]


def signed(on: date | None) -> str:
    """« Signé le 11 mars 2021 », or the line to fill by hand."""
    return f"Signé le {day(on)}" if on else "Date :"


def place(party: str, name: str, quality: str, on: date | None) -> Place:
    """A place to sign."""
    return Place(party, name, quality, signed(on))
