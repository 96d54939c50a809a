"""The checks between columns that the schemas name and that their validators make; each answers a reason or nothing."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from quitus.domain.organisations.errors import SiretNotValid
from quitus.domain.organisations.rules import valid_siret
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_
from quitus.usecases.open_data.matters import SUBJECTS
from quitus.usecases.open_data.tables import Check, Line, Reason, reason

V = TypeVar("V", int, date)

_KNOWN_SUBJECTS = frozenset(sort_key(subject) for subject in SUBJECTS.values())


def siret(column: str) -> Check:
    """The SIRET has the right key (Luhn, or La Poste's)."""

    def check(line: Line) -> Reason | None:
        if not line[column]:
            return None
        try:
            valid_siret(line[column])
        except SiretNotValid:
            return reason(N_("le SIRET %(siret)s de la colonne %(column)s est faux"), siret=line[column], column=column)
        return None

    return check


def years(column: str) -> Check:
    """An interval of years does not run backwards; a year alone is one."""

    def check(line: Line) -> Reason | None:
        first, _, last = line[column].partition("/")
        if last and last < first:
            return reason(N_("l'intervalle d'années %(years)s va à rebours"), years=line[column])
        return None

    return check


def all_or_none(*columns: str) -> Check:
    """Columns that are filled together or not at all."""

    def check(line: Line) -> Reason | None:
        filled = [bool(line[column]) for column in columns]
        if any(filled) and not all(filled):
            return reason(N_("les colonnes %(columns)s vont ensemble"), columns=", ".join(columns))
        return None

    return check


def day_not_before(later: str, earlier: str) -> Check:
    """A day that cannot come before another one; nothing to say where one of them is missing."""
    return _compared(later, earlier, date.fromisoformat, N_("%(one)s (%(first)s) est avant %(other)s (%(second)s)"))


def at_least(more: str, less: str) -> Check:
    """A count that cannot be smaller than another one."""
    return _compared(more, less, int, N_("%(one)s (%(first)s) est inférieur à %(other)s (%(second)s)"))


def sum_of(total: str, *parts: str) -> Check:
    """A count that is the sum of others, where all are told."""

    def check(line: Line) -> Reason | None:
        if not line[total] or not all(line[part] for part in parts):
            return None
        found = sum(int(line[part]) for part in parts)
        if int(line[total]) == found:
            return None
        return reason(
            N_("%(total)s (%(said)s) n'est pas la somme de %(parts)s (%(found)s)"),
            total=total,
            said=line[total],
            parts=", ".join(parts),
            found=found,
        )

    return check


def one_of(*columns: str) -> Check:
    """At least one of several columns is filled."""

    def check(line: Line) -> Reason | None:
        if any(line[column] for column in columns):
            return None
        return reason(N_("l'une des colonnes %(columns)s est obligatoire"), columns=", ".join(columns))

    return check


def subject(column: str) -> Check:
    """The name of a matter begins with one of the nine subjects of the nomenclature, then a slash without spaces."""

    def check(line: Line) -> Reason | None:
        first, slash, second = line[column].partition("/")
        if slash and first == first.rstrip() and second == second.lstrip() and sort_key(first) in _KNOWN_SUBJECTS:
            return None
        return reason(N_("la matière « %(matter)s » n'est pas de la nomenclature ACTES"), matter=line[column])

    return check


def _compared(one: str, other: str, read: Callable[[str], V], template: str) -> Check:
    def check(line: Line) -> Reason | None:
        if not line[one] or not line[other] or read(line[one]) >= read(line[other]):
            return None
        return reason(template, one=one, first=line[one], other=other, second=line[other])

    return check
