"""How the legal frame is shown: parameters, statuses."""

from datetime import date

from django.utils.translation import gettext as _

from quitus.domain.grants import states
from quitus.domain.grants.models import Amendment, Convention
from quitus.interfaces.web.layout.components import Status, Step, StepState
from quitus.interfaces.web.layout.terms import parameter_facts, source, written

__all__ = ["parameter_facts", "signature_steps", "source", "text_status", "written"]


def text_status(text: Convention | Amendment) -> Status:
    """Where a convention or an amendment stands."""
    if text.state == states.ANNULLED:
        return Status("late", _("Annulé"))
    if text.state == states.WITHDRAWN:
        return Status("neutral", _("Abandonné"))
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
        if not is_done and text.in_force_on is not None:  # entered as signed long ago, without this
            state = "late"
        elif not is_done and not told:
            state, told = "current", True
        steps.append(Step(label, state, on))
    return steps
