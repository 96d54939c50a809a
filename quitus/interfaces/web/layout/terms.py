"""How parameters of a convention are shown, to the authority and to the funder alike."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.grants import rules
from quitus.domain.grants.queries import ConsolidatedParameter
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Row,
    Table,
    Typed,
    Value,
    day,
    money,
    number,
    share,
)
from quitus.interfaces.web.layout.words import count


def written(about: rules.ParameterKind, value: rules.Value | None) -> Value:
    """The value of a parameter, as its kind is written."""
    if value is None or value == "":
        return None
    match about.kind:
        case "cents":
            return money(cast(int, value))
        case "per_mille":
            return share(cast(int, value))
        case "count":
            return number(cast(int, value))
        case "day":
            return day(cast(date, value))
        case "months":
            return ngettext("%(count)s mois", "%(count)s mois", cast(int, value)) % {"count": count(cast(int, value))}
        case "days":
            return ngettext("%(count)s jour", "%(count)s jours", cast(int, value)) % {"count": count(cast(int, value))}
        case "choice":
            return Typed(_(about.choices[str(value)]), "text")
        case "publics":
            return ", ".join(_(about.choices[code]) for code in cast(tuple[str, ...], value))
    return Typed(value, "text")


def source(one: ConsolidatedParameter) -> str:
    """Where a parameter comes from, in a few words."""
    said = []
    if one.article_number:
        said.append(_("Article %(number)s") % {"number": one.article_number})
    if one.amendment is not None:
        said.append(_("avenant n° %(number)s") % {"number": one.amendment.number})
    if one.is_placeholder:
        said.append(_("exemple, à remplacer"))
    return ", ".join(said)


def parameter_facts(found: Sequence[ConsolidatedParameter]) -> list[Fact]:
    """The parameters that are set, with their source."""
    return [
        Fact(_(one.about.label), written(one.about, one.value), source(one)) for one in found if one.value is not None
    ]


def parameter_table(found: Sequence[ConsolidatedParameter]) -> Table:
    """Every parameter that is set, side by side with what the last amendment replaced."""
    return Table(
        caption=_("Paramètres à cette date"),
        columns=[Column(_("Paramètre")), Column(_("Valeur")), Column(_("Valeur précédente")), Column(_("Source"))],
        rows=[
            Row(
                [
                    _(one.about.label),
                    written(one.about, one.value),
                    written(one.about, one.before) if one.amendment is not None else "",
                    source(one),
                ]
            )
            for one in found
            if one.value is not None
        ],
        empty=Empty(_("Aucun paramètre n'est fixé à cette date.")),
    )
