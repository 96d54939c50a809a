"""The fonts of documents: the WOFF files of the front end, as TrueType files that the typesetter reads.

Typst passes over WOFF without a word. Each weight comes in two files by alphabet: they are joined, so that one font
sets a whole word, and the narrow space and the hyphen that French and amounts need are added where the files lack them.
The same files in give the same bytes out: they are part of what makes two PDF files identical.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible" / "files"
TARGET = ROOT / "build" / "fonts"
ALPHABETS = ("latin", "latin-ext")
WEIGHTS = ("400", "700")
SLANTS = ("normal", "italic")
NO_BREAK_SPACE, NARROW_SPACE, HYPHEN, NO_BREAK_HYPHEN = 0x00A0, 0x202F, 0x002D, 0x2011
NARROW = 0.55  # of the ordinary space


def main() -> None:
    """Write build/fonts/ anew."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        for slant in SLANTS:
            name = f"atkinson-hyperlegible-{weight}-{slant}.ttf"
            convert(weight, slant, TARGET / name)


def convert(weight: str, slant: str, target: Path) -> None:
    """Join the alphabets of one weight into one TrueType file."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [unpacked(weight, slant, alphabet, Path(folder)) for alphabet in ALPHABETS]
        made = TTFont(parts[0])["head"].modified
        font = Merger().merge([str(part) for part in parts])
        complete(font)
        font.recalcTimestamp = False
        font["head"].created = font["head"].modified = made
        aside = target.with_suffix(".part")
        font.save(aside)
        aside.replace(target)


def unpacked(weight: str, slant: str, alphabet: str, folder: Path) -> Path:
    """One WOFF file without its packing."""
    font = TTFont(SOURCE / f"atkinson-hyperlegible-{alphabet}-{weight}-{slant}.woff", recalcTimestamp=False)
    font.flavor = None
    target = folder / f"{alphabet}.ttf"
    font.save(target)
    return target


def complete(font: TTFont) -> None:
    """Add the narrow no-break space and the no-break hyphen, drawn from their wider relatives."""
    known = font.getBestCmap()
    if NARROW_SPACE not in known:
        width, bearing = font["hmtx"][known[NO_BREAK_SPACE]]
        name = "uni202F"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = Glyph()
        font["hmtx"][name] = (round(width * NARROW), bearing)
        add(font, NARROW_SPACE, name)
    if NO_BREAK_HYPHEN not in known:
        add(font, NO_BREAK_HYPHEN, known[HYPHEN])


def add(font: TTFont, character: int, glyph: str) -> None:
    """Say which glyph draws a character."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[character] = glyph


if __name__ == "__main__":
    main()
