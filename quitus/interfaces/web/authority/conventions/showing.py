"""How the legal frame is shown: parameters, statuses."""

from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from quitus.domain.grants import rules, states
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.queries import ConsolidatedParameter
from quitus.interfaces.web.layout.components import (
    Fact,
    Status,
    Step,
    StepState,
    Typed,
    Value,
    day,
    money,
    number,
    share,
)


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
        case "choice":
            return Typed(_(about.choices[str(value)]), "text")
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


def parameter_facts(found: list[ConsolidatedParameter]) -> list[Fact]:
    """The parameters that are set, with their source."""
    return [
        Fact(_(one.about.label), written(one.about, one.value), source(one)) for one in found if one.value is not None
    ]


def text_status(text: Convention | Amendment) -> Status:
    """Where a convention or an amendment stands."""
    if text.in_force_on is not None:
        return Status("done", _("En vigueur")) if text.state == states.SIGNED else Status("neutral", _("Close"))
    if text.authority_signed_on or text.funder_signed_on:
        return Status("waiting", _("Signature d'une partie attendue"))
    return Status("waiting", _("En préparation"))


def signature_steps(text: Convention | Amendment, executory_on: date | None) -> list[Step]:
    """The chain from the vote to the day the text applies."""
    vote_on = text.deliberation.adopted_on if text.deliberation else None
    chain = [
        (_("Projet"), True, None),
        (_("Vote de l'assemblée"), vote_on is not None, vote_on),
        (_("Délibération exécutoire"), executory_on is not None, executory_on),
        (_("Signature de la collectivité"), text.authority_signed_on is not None, text.authority_signed_on),
        (_("Signature du financeur"), text.funder_signed_on is not None, text.funder_signed_on),
        (_("En vigueur"), text.in_force_on is not None, text.in_force_on),
    ]
    steps, told = [], False
    for label, is_done, on in chain:
        state: StepState = "done" if is_done else "to_come"
        if not is_done and not told:
            state, told = "current", True
        steps.append(Step(label, state, on))
    return steps
