"""How the legal frame is shown: parameters, statuses, obligations."""

from datetime import date
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from quitus.domain.grants import rules, states
from quitus.domain.grants.models import Amendment, Convention, Obligation
from quitus.domain.grants.queries import ConsolidatedParameter
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Row,
    Status,
    Step,
    StepState,
    Table,
    Tone,
    Typed,
    Value,
    day,
    money,
    number,
    share,
)

TONES: dict[str, Tone] = {
    states.COMING: "waiting",
    states.LATE: "late",
    states.DONE: "done",
    states.SUPERSEDED: "neutral",
}


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


def obligation_status(one: Obligation, today: date) -> Status:
    """Where an obligation stands."""
    state = one.state(today)
    return Status(TONES[state], _(states.OBLIGATION_LABELS[state]))


def obligation_table(
    request: HttpRequest, found: list[Obligation], today: date, *, empty: Empty, caption: str = "", sort: str = ""
) -> Table:
    """A register of obligations; `sort` is the key by which a list orders its dates."""
    return Table(
        caption=caption or _("Obligations"),
        columns=[
            Column(_("Ce qui est dû")),
            Column(_("Échéance"), "day", sort=sort),
            Column(_("Par")),
            Column(_("Article")),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    one.label,
                    one.due_on,
                    _(states.OWED_BY[one.owed_by]),
                    one.article_number,
                    obligation_status(one, today),
                ],
                url=here(request, "authority:obligation", one.pk),
            )
            for one in found
        ],
        empty=empty,
    )
