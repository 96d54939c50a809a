"""Where a deliberation stands: its status, its steps, what comes next."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from quitus.domain.acts import states
from quitus.domain.acts.models import Deliberation
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link, Next, Status, Step, StepState
from quitus.kernel.clock import today


def status_of(act: Deliberation) -> Status:
    """Where it stands, in a word."""
    if act.state == states.ADOPTED:
        since = act.deadlines.executory_on
        if since is None:
            return Status("waiting", _("Adoptée, pas encore exécutoire"))
        return Status("done", _("Exécutoire"))
    tone = {states.REJECTED: "neutral", states.WITHDRAWN: "neutral"}.get(act.state, "waiting")
    return Status(tone, _(states.LABELS[act.state]))  # type: ignore[arg-type]


def steps_of(act: Deliberation) -> list[Step]:
    """The chain from the draft to the day it can be carried out."""
    voted = act.vote is not None
    has_opinions = bool(act.opinions.all())
    held_on = act.sitting.held_on if act.sitting else None
    dates = act.deadlines
    chain = [
        (_("Projet"), True, None),
        # Opinions come before the vote: an act voted without any does not wait for them.
        *([(_("Avis des commissions"), has_opinions, None)] if has_opinions or not voted else []),
        (_("À l'ordre du jour"), act.sitting is not None, held_on),
        (_("Vote"), voted, held_on if voted else None),
        (_("Transmise au préfet"), act.transmitted_on is not None, act.transmitted_on),
        (_("Publiée en ligne"), act.published_on is not None, act.published_on),
        (_("Exécutoire"), dates.executory_on is not None, dates.executory_on),
    ]
    steps, is_current_told = [], act.state in {states.REJECTED, states.WITHDRAWN}
    for label, is_done, on in chain:
        state: StepState = "done" if is_done else "to_come"
        if not is_done and not is_current_told:
            state, is_current_told = "current", True
        steps.append(Step(label, state, on))
    return steps


def coming(request: HttpRequest, act: Deliberation) -> list[Next]:
    """What comes next, and who owes it."""

    def to(view: str) -> str:
        return here(request, f"authority:{view}", act.pk)

    manager = _("la personne responsable du dispositif")
    if act.state == states.DRAFT:
        return [Next(_("Inscrire à l'ordre du jour d'une réunion"), manager, url=to("call_sitting"))]
    if act.state == states.ON_AGENDA and act.sitting:
        held_on = act.sitting.held_on
        if held_on > today():
            return [Next(_("Vote de l'assemblée"), act.sitting.assembly, held_on)]
        return [Next(_("Enregistrer le vote"), manager, held_on, to("record_vote"))]
    missing = []
    if act.state == states.ADOPTED and act.transmitted_on is None:
        missing.append(Next(_("Transmettre au contrôle de légalité"), manager, url=to("record_transmission")))
    if act.state == states.ADOPTED and act.published_on is None:
        missing.append(Next(_("Publier en ligne"), manager, url=to("record_publication")))
    return missing


def actions(request: HttpRequest, act: Deliberation) -> list[Link]:
    """What the manager can do now, the main thing first."""

    def to(view: str, label: str, weight: str = "secondary") -> Link:
        return Link(label, here(request, f"authority:{view}", act.pk), weight)  # type: ignore[arg-type]

    if act.state in {states.DRAFT, states.ON_AGENDA}:
        may_vote = act.sitting is not None and act.sitting.held_on <= today()
        first = [to("record_vote", _("Enregistrer le vote"), "primary")] if may_vote else []
        agenda = _("Inscrire à une réunion") if act.sitting is None else _("Changer de réunion")
        return [
            *first,
            to("call_sitting", agenda, "secondary" if act.sitting else "primary"),
            to("record_opinion", _("Ajouter un avis")),
            to("revise_deliberation", _("Modifier le texte")),
            to("withdraw_deliberation", _("Retirer"), "link"),
        ]
    if act.state != states.ADOPTED:
        return []
    left = []
    if act.transmitted_on is None:
        left.append(to("record_transmission", _("Enregistrer la transmission"), "primary"))
    if act.published_on is None:
        left.append(to("record_publication", _("Enregistrer la publication"), "primary"))
    if act.transmitted_on is not None and act.acknowledged_on is None:
        left.append(to("record_acknowledgement", _("Enregistrer l'accusé de réception")))
    return left
