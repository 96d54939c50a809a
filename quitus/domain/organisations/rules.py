"""Rules on organisations: their number in the national register, and the colour they may choose."""

import re
from decimal import ROUND_DOWN, Decimal

from stdnum.exceptions import ValidationError
from stdnum.fr import siret as siret_number

from quitus.domain.organisations.errors import ColourNotValid, ContrastTooLow, SiretNotValid

DEFAULT_ACCENT = "#0b5a5e"
PAPER = "#faf7f0"  # the background of pages, as in the stylesheet
WHITE = "#ffffff"
MINIMUM_CONTRAST = 4.5

LOGO_SIZE_MAX = 200_000

_PNG = b"\x89PNG\r\n\x1a\n"
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def valid_siret(text: str) -> str:
    """The fourteen digits of a SIRET typed with or without spaces.

    Its key is Luhn's (INSEE), except for the post offices of La Poste, whose digits add up to a
    multiple of five. Refuses with `SiretNotValid`.
    """
    try:
        return siret_number.validate(text)
    except ValidationError as invalid:
        raise SiretNotValid(siret=text) from invalid


def valid_accent(text: str) -> str:
    """A colour `#rrggbb` in lower case that can be read on paper and under white letters.

    WCAG 2.2, success criterion 1.4.3 (AA): at least 4.5:1. Refuses with `ColourNotValid`, `ContrastTooLow`.
    """
    colour = text.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise ColourNotValid(colour=text)
    ratio = min(contrast(colour, PAPER), contrast(WHITE, colour))
    if ratio < MINIMUM_CONTRAST:
        # Rounded down: 4.4999 must not be shown as 4.5.
        shown = Decimal(ratio).quantize(Decimal("0.01"), ROUND_DOWN)
        raise ContrastTooLow(colour=colour, ratio=shown, minimum=Decimal(str(MINIMUM_CONTRAST)))
    return colour


def image_type(content: bytes) -> str | None:
    """The media type of a logo by its first bytes, PNG or SVG; `None` for anything else."""
    if content.startswith(_PNG):
        return "image/png"
    start = content[:1000].lstrip(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<svg", b"<?xml")) and b"<svg" in content[:5000]:
        return "image/svg+xml"
    return None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of a colour `#rrggbb`, from 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
