"""How values are written for a reader: once, here, in the language of the page."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from django.utils.translation import get_language, gettext, ngettext

from quitus.domain.audit import queries as audit
from quitus.domain.audit.models import Entry
from quitus.kernel.calendar import PARIS, format_date
from quitus.kernel.money import format_euros
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import Plural

NO_BREAK = "\u00a0"
NARROW = "\u202f"
NUMBERED = re.compile(r"(\b[Nn](?:°|os?\.)) (?=[\dA-Z])")
QUANTITIES = frozenset({"count", "quantity", "most", "least", "total"})
MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def language() -> str:
    """The two letters of the page's language, French when there is none."""
    return (get_language() or "fr")[:2]


def euros(cents: int) -> str:
    """« 1 234,50 € »."""
    return format_euros(cents, language())


def day(value: date | datetime) -> str:
    """« 15 mai 2023 », the day in Paris when an instant is given."""
    return format_date(paris_day(value), language())


def month(value: date | datetime) -> str:
    """« mai 2023 »."""
    on = paris_day(value)
    return f"{MONTHS.get(language(), MONTHS['fr'])[on.month - 1]}{NO_BREAK}{on.year}"


def moment(value: datetime) -> str:
    """« 15 mai 2023 à 14 h 05 », Paris time."""
    there = value.astimezone(PARIS)
    if language() == "en":
        return f"{day(there)}, {there:%H:%M}"
    return f"{day(there)} à {there.hour}{NO_BREAK}h{NO_BREAK}{there:%M}"


def count(value: int) -> str:
    """« 12 345 » in French, « 12,345 » in English."""
    return f"{value:,}".replace(",", NARROW if language() == "fr" else ",")


def share(per_mille: int) -> str:
    """« 12,5 % » from a share in per mille."""
    whole, tenth = divmod(abs(per_mille), 10)
    sign = "−" if per_mille < 0 else ""
    mark = "," if language() == "fr" else "."
    number = f"{sign}{count(whole)}{f'{mark}{tenth}' if tenth else ''}"
    return f"{number}{NARROW}%" if language() == "fr" else f"{number}%"


def decimal(value: Decimal) -> str:
    """« 4,5 » in French, « 4.5 » in English, with as many decimals as the value has."""
    return str(value).replace(".", "," if language() == "fr" else ".")


def unbroken(text: str) -> str:
    """The same text, « n° » (« no. » in English) never parted from its number at the end of a line."""
    return NUMBERED.sub(rf"\1{NO_BREAK}", text)


def number_range(first: int, last: int) -> str:
    """« 1 201 à 1 300 », or one number alone."""
    if first == last:
        return str(first)
    return gettext("%(first)s à %(last)s") % {"first": first, "last": last}


def sentence(refusal: Refusal) -> str:
    """What a refusal says to the reader: its sentence translated, its facts written out."""
    return gettext(refusal.template) % written(refusal.facts)


def in_language(template: str | Plural, facts: Mapping[str, object]) -> str:
    """A marked sentence in the reader's language, with the places of its facts, singular or plural as they ask."""
    if isinstance(template, Plural):
        return ngettext(template.one, template.several, cast(int, facts[template.by]))
    return gettext(template)


def told(entry: Entry) -> str:
    """What a line of the audit says to the reader: its sentence translated, its facts written out."""
    return gettext(entry.summary) % written(audit.facts(entry))


def written(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of a sentence as words: days in full, words translated, amounts in euros.

    An amount is a fact named ``amount`` or ``…_cents``; a count one of ``QUANTITIES`` or ``…_count``.
    """
    return {name: written_fact(name, value) for name, value in facts.items()}


def written_fact(name: str, value: object) -> object:
    """One fact as words; several words are told one after the other, several refusals as so many sentences."""
    if isinstance(value, Refusal):
        return sentence(value)
    if isinstance(value, tuple) and value and all(isinstance(each, Refusal) for each in value):
        return " ".join(sentence(each) for each in value)
    if isinstance(value, tuple):
        return ", ".join(str(written_fact(name, each)) for each in value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return gettext(value) if isinstance(value, str) and value else value
    if name in QUANTITIES or name.endswith("_count"):
        return count(value)
    return euros(value) if name.endswith("_cents") or name == "amount" else value


def paris_day(value: date | datetime) -> date:
    """The calendar day of a value, in Paris."""
    return value.astimezone(PARIS).date() if isinstance(value, datetime) else value
