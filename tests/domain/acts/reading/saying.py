"""Dates, amounts and counts as many hands write them, and the noise that scanning leaves."""

from datetime import date

from hypothesis import strategies as st

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def in_letters(number: int) -> str:
    """A number under a thousand million in letters, with hyphens under a hundred."""
    for least, word in ((10**6, "million"), (1000, "mille"), (100, "cent")):
        if number >= least:
            many, rest = divmod(number, least)
            if word == "million":
                head = f"{in_letters(many)} million{'s' if many > 1 else ''}"
            else:
                head = word if many == 1 else f"{in_letters(many)} {word}"
                if word == "cent" and many > 1 and not rest:
                    head += "s"
            return f"{head} {in_letters(rest)}" if rest else head
    return _under_a_hundred(number)


def _under_a_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    if number >= 80:
        return f"quatre-vingt-{_UNITS[number - 80]}" if number > 80 else "quatre-vingts"
    base = 60 if number >= 60 else number // 10 * 10
    rest = number - base
    if not rest:
        return _TENS[base]
    return f"{_TENS[base]} et {_UNITS[rest]}" if rest in (1, 11) else f"{_TENS[base]}-{_UNITS[rest]}"


def ways_of_day(day: date) -> list[str]:
    """The ways in which acts write one day."""
    month, first = MONTHS[day.month - 1], "1er" if day.day == 1 else str(day.day)
    letters = "premier" if day.day == 1 else in_letters(day.day)
    return [
        f"{first} {month} {day.year}",
        f"{first.replace('er', '^{er}')} {month} {day.year}",
        f"{WEEKDAYS[day.weekday()]} {first} {month} {day.year}",
        f"{letters} {month} {in_letters(day.year)}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year % 100:02}",
        day.isoformat(),
    ]


def ways_of_amount(euros: int) -> list[str]:
    """The ways in which acts write one whole number of euros."""
    grouped = f"{euros:,}"
    return [
        f"{grouped.replace(',', ' ')} euros",
        f"{grouped.replace(',', '.')} €",
        f"{grouped.replace(',', chr(0x202F))},00{chr(0xA0)}€",
        f"{grouped.replace(',', chr(0xA0))},00 EUR",
        f"{euros}€",
        f"{in_letters(euros)} euros",
        f"{grouped.replace(',', ' ')} ({in_letters(euros)}) euros TTC",
    ]


def without_accents(text: str) -> str:
    return text.translate(str.maketrans("éèêàùûôîâç", "eeeauuoiac"))


# What scanning and converting do to a line that leaves it readable.
NOISES = (
    lambda text: text,
    str.upper,
    without_accents,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\n", 1),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: f"**{text}**",
)
noises = st.sampled_from(NOISES)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2059, 12, 31))
