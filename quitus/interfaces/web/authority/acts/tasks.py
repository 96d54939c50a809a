"""What waits for the manager about acts."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.acts import queries
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task

SUBJECTS = {"deliberation": "authority:deliberation"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Votes to record, acts to transmit and to publish, drafts that no sitting will vote."""
    if request.actor.role != MANAGER:
        return
    authority_id = request.membership.scheme.authority_id
    for act in queries.awaiting_vote(authority_id):
        held_on = act.sitting.held_on if act.sitting else None
        yield Task(_("Enregistrer le vote"), here(request, "authority:record_vote", act.pk), act.title, held_on)
    for act in queries.awaiting_transmission(authority_id):
        if act.transmitted_on is None:
            url = here(request, "authority:record_transmission", act.pk)
            yield Task(_("Transmettre la délibération au préfet"), url, act.title)
        if act.published_on is None:
            yield Task(_("Publier la délibération"), here(request, "authority:record_publication", act.pk), act.title)
    for act in queries.awaiting_sitting(authority_id):
        url = here(request, "authority:deliberation", act.pk)
        if act.sitting is None:
            yield Task(_("Inscrire la délibération à une réunion"), url, act.title)
        else:
            yield Task(_("Préparer le vote de l'assemblée"), url, act.title, act.sitting.held_on)
