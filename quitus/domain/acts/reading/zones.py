"""The parts of an act: its header, its decision, and the texts joined to it."""

import re
from dataclasses import dataclass

from quitus.domain.acts.reading.text import Text

LONGEST_HEADER = 12_000

_AFTER_HEADER = re.compile(
    r"(?:^|\n)[ -]*(?:vus?(?= ?[:\n]| (?:l[ea]s? |l'|ensemble |notamment ))|considerant"
    r"(?!\w)|expose(?: des motifs)?(?= ?[:\n])"
    r"|apres en avoir|decide(?= ?[:\n])|delibere(?= ?[:\n])|article (?:1|premier|unique)(?!\w)"
    r"|(?:le |la |l')(?:conseil|comite|bureau|commission|assemblee)(?: [a-z']+){0,3},? "
    r"(?:approuve|adopte|decide|autorise|rejette|fixe)(?!\w))"
)
_JOINED = re.compile(r"\n ?(?:entre(?: les soussigne\w*)?|annexe(?: n?°? ?\w{1,3})?) ?:? ?(?=\n)")
_DECIDES = re.compile(
    r"(?:^|\n)[^\n]{0,120}?(?<!\w)(?:decide(?:nt)?|delibere(?= ?[:\n])|arrete(?= ?:)"
    r"|approuve(?= ?:)|autorise(?= ?:))(?!\w)"
    r"|(?:apres en avoir|ayant)(?: \w+){0,2} delibere"
    r"|(?:^|\n) ?(?:le |la |l')?(?:conseil|commission|comite|bureau"
    r"|assemblee)[^.\n]{0,160}a (?:l'unanimite|la majorite)"
)


@dataclass(frozen=True)
class Zones:
    """Offsets: the header ends where the first visa begins; the act ends where the texts joined to it begin."""

    header_end: int
    decides_at: int | None
    act_end: int


def zones(text: Text) -> Zones:
    """Where the parts of an act end; a text without visas has a header of `LONGEST_HEADER` letters at most."""
    after = _AFTER_HEADER.search(text.folded)
    header_end = after.start() if after else min(text.length, LONGEST_HEADER)
    joined = _JOINED.search(text.folded, header_end)
    act_end = joined.start() if joined else text.length
    decides = _DECIDES.search(text.folded, header_end, act_end)
    return Zones(header_end, decides.start() if decides else None, act_end)
