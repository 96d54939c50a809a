"""How the value of a cell or of a fact is written, as words (pages) and as plain text (exports)."""

from datetime import date, datetime

from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.components import Bars, Kind, Link, Status, Typed
from quitus.kernel.calendar import PARIS

DASH = "–"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(value: object, kind: Kind = "text") -> str:
    """A value as the reader sees it; nothing at all is a dash."""
    if value is None or value == "":
        return DASH
    match kind:
        case "money" if isinstance(value, int):
            return words.euros(value)
        case "share" if isinstance(value, int):
            return words.share(value)
        case "day" if isinstance(value, date):
            return words.day(value)
        case "moment" if isinstance(value, datetime):
            return words.moment(value)
        case "number" if isinstance(value, int):
            return words.count(value)
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    return str(value)


def read(value: object, kind: Kind = "text") -> str:
    """Any value a cell may hold, as the words that the reader sees."""
    if isinstance(value, Typed):
        return written(value.value, value.kind)
    if isinstance(value, Link):
        return str(value.label)
    if isinstance(value, Status):
        return str(value.word)
    if isinstance(value, Bars):
        return str(value.words)
    return written(value, kind)


def plain(value: object, kind: Kind = "text") -> str:
    """A value as a spreadsheet reads it: 1234,50 · 15/05/2023 · words; never a formula."""
    if isinstance(value, Typed):
        return plain(value.value, value.kind)
    if isinstance(value, Link):
        return plain(str(value.label))
    if isinstance(value, Status):
        return str(value.word)
    if isinstance(value, Bars):
        return ", ".join(map(str, value.counts))
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(PARIS).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if kind == "money" and isinstance(value, int):
        sign, cents = ("-" if value < 0 else ""), abs(value)
        return f"{sign}{cents // 100},{cents % 100:02d}"
    if kind == "share" and isinstance(value, int):
        return f"{value / 10:.1f}".replace(".", ",")
    text = str(value)
    return f"'{text}" if not isinstance(value, int) and text.startswith(FORMULA) else text


def as_cell(value: object) -> str | int | date | datetime | None:
    """A value as a workbook holds it: counts, amounts in cents and days as they are, anything else in words."""
    if isinstance(value, Typed):
        return as_cell(value.value)
    if value is None or isinstance(value, int | date):
        return value
    return read(value)
