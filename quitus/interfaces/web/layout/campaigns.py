"""How a proposal of the funder is shown, on its own pages and on those of the authority."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.campaigns import rules, states
from quitus.domain.campaigns.models import CampaignChange, Proposal, ProposalMessage
from quitus.domain.grants.rules import PARAMETERS, Value
from quitus.interfaces.web.layout import terms
from quitus.interfaces.web.layout.components import Column, Empty, Row, Status, Step, Table, Tone
from quitus.interfaces.web.layout.words import count, euros
from quitus.kernel.words import N_

STEPS = {
    rules.PROPOSED: N_("Proposée"),
    rules.SEEN: N_("Lue"),
    rules.ANSWERED: N_("Réponse"),
    rules.DRAFTED: N_("Projet d'acte"),
    rules.VOTED: N_("Vote"),
    rules.EXECUTORY: N_("Exécutoire"),
    rules.AUTHORITY_SIGNED: N_("Signature : collectivité"),
    rules.FUNDER_SIGNED: N_("Signature : financeur"),
    rules.IN_FORCE: N_("En vigueur"),
}
TONES: dict[str, Tone] = {
    states.SENT: "waiting",
    states.SEEN: "waiting",
    states.ACCEPTED: "done",
    states.DECLINED: "neutral",
    states.WITHDRAWN: "neutral",
}


def proposal_status(proposal: Proposal, today: date) -> Status:
    """Where a proposal stands: its answer, then the furthest that its amendment has come."""
    facts = proposal.facts
    if proposal.is_late(today):
        return Status("late", _("Sans réponse"))
    if facts.annulled_on is not None:
        return Status("late", _("Avenant annulé"))
    if facts.is_given_up:
        return Status("late", _("Avenant abandonné, à répondre"))
    if facts.is_rejected:
        return Status("late", _("Rejetée par l'assemblée"))
    if proposal.state == states.ACCEPTED and (furthest := rules.stands_at(facts)) != rules.ANSWERED:
        tone: Tone = "done" if facts.in_force_on else "waiting"
        return Status(tone, _("En vigueur") if facts.in_force_on else _(rules.MILESTONES[furthest]))
    return Status(TONES[proposal.state], _(states.PROPOSAL_LABELS[proposal.state]))


def steps(proposal: Proposal) -> list[Step]:
    """The way of a proposal; only its beginning where the answer is no, or where one of the two was given up."""
    facts = proposal.facts
    way = [one for one in rules.milestones(facts) if one.code in STEPS]
    if facts.is_given_up or proposal.state in {states.DECLINED, states.WITHDRAWN}:
        return [Step(_(STEPS[one.code]), "done", on=one.on) for one in way if one.is_passed]
    awaited = next((one.code for one in way if not one.is_passed), "")
    return [
        Step(
            _(STEPS[one.code]),
            "done" if one.is_passed else "current" if one.code == awaited else "to_come",
            on=one.on,
        )
        for one in way
    ]


def told(change: rules.Change) -> object:
    """What becomes of a parameter, in a few words: « prolongé de 5 mois »."""
    about = PARAMETERS[change.name]
    if change.how == rules.BY_MONTHS:
        months = int(change.value)
        return ngettext("prolongé de %(count)s mois", "prolongé de %(count)s mois", months) % {"count": months}
    if change.how == rules.PLUS:
        more = int(change.value)
        return _("augmenté de %(more)s") % {"more": euros(more) if about.kind == "cents" else count(more)}
    return terms.written(about, change.on(None))


def changes_table(changes: Iterable[CampaignChange], *, url_of: Mapping[str, str] | None = None) -> Table:
    """What a campaign makes of parameters, in any convention."""
    return Table(
        caption=_("Paramètres changés"),
        columns=[Column(_("Paramètre")), Column(_("Ce qu'il devient")), Column(_("Article"))],
        rows=[
            Row(
                [_(PARAMETERS[one.name].label), told(one.change), one.article_number],
                url=(url_of or {}).get(one.name, ""),
            )
            for one in changes
        ],
        empty=Empty(_("Aucun paramètre n'est changé."), _("Les articles seuls sont récrits.")),
    )


def becomes_table(before: Mapping[str, Value], becomes: Mapping[str, Value] | None) -> Table:
    """What each parameter is in one convention, and becomes there; `becomes` is None where it cannot be computed."""
    return Table(
        caption=_("Ce que cela change dans votre convention"),
        columns=[Column(_("Paramètre")), Column(_("Aujourd'hui")), Column(_("Avec l'avenant"))],
        rows=[
            Row(
                [
                    _(PARAMETERS[name].label),
                    terms.written(PARAMETERS[name], before.get(name)),
                    terms.written(PARAMETERS[name], value),
                ]
            )
            for name, value in (becomes or {}).items()
        ],
        empty=Empty(_("Aucun paramètre n'est changé."), _("Les articles seuls sont récrits.")),
    )


def messages_table(messages: Sequence[ProposalMessage]) -> Table:
    """Questions and replies, oldest first."""
    return Table(
        caption=_("Questions et réponses"),
        columns=[Column(_("De")), Column(_("Message")), Column(_("Le"), "day")],
        rows=[Row([f"{_(states.SIDES[one.side])} ({one.author_label})", one.text, one.said_on]) for one in messages],
        empty=Empty(_("Aucune question n'a été posée.")),
    )
