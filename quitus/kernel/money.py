"""Money: whole numbers of cents everywhere, written as euros only at the door."""

import re
from typing import NewType

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

Cents = NewType("Cents", int)
PerMille = NewType("PerMille", int)

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MINUS = "\u2212"

# One to three digits then groups of three, or digits alone; at most two decimals. A point or a comma is always decimal:
# "1.234" would be read as 1.23 by some and as 1234 by others, so it is refused.
_AMOUNT = re.compile(r"([-\u2212]?)([0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{1,13})(?:[.,]([0-9]{1,2}))?")
_SPACES = re.compile(r"\s+")


class NotAnAmount(Refusal):
    """The text typed is not an amount in euros."""

    code = "not_an_amount"
    template = N_("« %(text)s » n'est pas un montant. Écrivez par exemple 1 234,50.")


def share(amount: Cents, rate: PerMille) -> Cents:
    """The part of `amount` (cents) that `rate` (per mille) gives, rounded to the nearest cent, halves up."""
    return Cents((amount * rate + 500) // 1000)


def format_euros(cents: int, language: str = "fr") -> str:
    """An amount in cents as a reader of `language` ("fr" or "en") writes it: `1 234,50 €` or `€1,234.50`.

    French puts a narrow no-break space between thousands and a no-break space before the sign of the euro (Lexique des
    règles typographiques en usage à l'Imprimerie nationale).
    """
    euros, rest = divmod(abs(cents), 100)
    sign = MINUS if cents < 0 else ""
    if language == "en":
        return f"{sign}€{euros:,}.{rest:02d}"
    thousands = f"{euros:,}".replace(",", NARROW_NO_BREAK)
    return f"{sign}{thousands},{rest:02d}{NO_BREAK}€"


def parse_euros(text: str) -> Cents:
    """The amount, in cents, that somebody typed: `1 234,50`, `1234.5`, `12 €`, with any kind of space.

    Refuses with `NotAnAmount` whatever could be read in two ways, and more than two decimals.
    """
    plain = _SPACES.sub(" ", text).strip().removesuffix("€").strip()
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise NotAnAmount(text=text)
    sign, euros, decimals = found.groups()
    cents = int(euros.replace(" ", "")) * 100 + int((decimals or "").ljust(2, "0"))
    return Cents(-cents if sign else cents)
