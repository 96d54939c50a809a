"""The authority's accent: its shades, computed so that what is written on them can be read."""

import hashlib
import re
from dataclasses import dataclass

from quitus.domain.organisations.rules import MINIMUM_CONTRAST, contrast

BLACK = (0, 0, 0)
WHITE = (255, 255, 255)
PAPER = (250, 247, 240)
PALE = 0.11  # how much of the accent the pale shade holds

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Shades:
    """The colours a page takes from an accent, as « #rrggbb »."""

    accent: str
    dark: str
    pale: str
    on_accent: str


def shades(accent: str) -> Shades:
    """The shades of « #rrggbb ».

    The accent itself is darkened until it reads on the warm paper (an authority's colour that reads
    on white may miss it by a hair); the pale shade is a tenth of it on white; white reads on it.
    """
    colour = colour_of(accent)
    base = darkened(colour)
    return Shades(
        accent=written(base),
        dark=written(mixed(base, BLACK, 0.72)),
        pale=written(mixed(base, WHITE, PALE)),
        on_accent="#ffffff",
    )


def stylesheet(accent: str) -> str:
    """The stylesheet of an accent."""
    made = shades(accent)
    return (
        f":root{{--q-accent:{made.accent};--q-accent-dark:{made.dark};"
        f"--q-accent-pale:{made.pale};--q-on-accent:{made.on_accent}}}\n"
    )


def theme_name(accent: str) -> str:
    """The name under which the stylesheet of an accent is served.

    It is the accent, then a digest of the content, so that browsers may keep it for ever.
    """
    return f"{accent.removeprefix('#').lower()}-{digest(accent)}"


def stylesheet_named(name: str) -> str | None:
    """The stylesheet served under a name; None when the name is not one of ours."""
    known = re.fullmatch(r"([0-9a-f]{6})-([0-9a-f]{12})", name)
    if known is None or digest(f"#{known[1]}") != known[2]:
        return None
    return stylesheet(f"#{known[1]}")


def digest(accent: str) -> str:
    """Twelve letters that change when the stylesheet does."""
    return hashlib.sha256(stylesheet(accent).encode()).hexdigest()[:12]


def colour_of(text: str) -> Colour:
    """Red, green and blue of « #rrggbb »."""
    bare = text.removeprefix("#")
    return int(bare[0:2], 16), int(bare[2:4], 16), int(bare[4:6], 16)


def written(colour: Colour) -> str:
    """« #rrggbb »."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mixed(colour: Colour, other: Colour, part: float) -> Colour:
    """``part`` of a colour in another one."""
    red, green, blue = (round(a * part + b * (1 - part)) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def darkened(colour: Colour) -> Colour:
    """The colour, darkened as little as makes it readable on paper and on its own pale shade."""
    part, made = 1.0, colour
    while worst_contrast(made) < MINIMUM_CONTRAST:
        part -= 0.02
        made = mixed(colour, BLACK, part)
    return made


def worst_contrast(colour: Colour) -> float:
    """The contrast of a colour with the ground on which it reads worst."""
    grounds = (WHITE, PAPER, mixed(colour, WHITE, PALE))
    return min(contrast(written(colour), written(ground)) for ground in grounds)
