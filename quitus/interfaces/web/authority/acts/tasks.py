"""What waits about acts, for those who keep them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.acts import queries, rules
from quitus.domain.acts.models import Deliberation
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.authority.acts.doors import keeps
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task, Tone
from quitus.kernel.clock import today

SUBJECTS = {"deliberation": "authority:deliberation", "sitting": "authority:sitting"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Votes to record, acts to transmit and to publish (late after the authority's own targets), documents that the
    prefect awaits, drafts that no sitting will vote.
    """
    if not keeps(request):
        return
    authority_id = request.membership.scheme.authority_id
    for act in queries.awaiting_vote(authority_id):
        held_on = act.sitting.held_on if act.sitting else None
        yield Task(_("Enregistrer le vote"), here(request, "authority:record_vote", act.pk), act.title, held_on)
    settings = queries.act_settings(authority_id)
    for act in queries.awaiting_transmission(authority_id):
        transmission, publication = queries.targets(act, settings)
        if act.transmitted_on is None:
            words = _("Transmettre la délibération au préfet")
            yield _track(request, act, words, "transmissions", transmission)
        if act.published_on is None:
            yield _track(request, act, _("Publier la délibération"), "publish_deliberation", publication)
    for act in queries.awaiting_documents(authority_id):
        url = here(request, "authority:record_prefect_answer", act.pk)
        yield Task(_("Envoyer au préfet les pièces demandées"), url, act.title)
    for act in queries.awaiting_sitting(authority_id):
        url = here(request, "authority:deliberation", act.pk)
        if act.sitting is None:
            yield Task(_("Inscrire la délibération à une réunion"), url, act.title)
        else:
            yield Task(_("Préparer le vote de l'assemblée"), url, act.title, act.sitting.held_on)


def _track(request: SchemeRequest, act: Deliberation, words: str, view: str, target: rules.Target | None) -> Task:
    tone: Tone = "late" if target is not None and target.is_late(today()) else "waiting"
    due_on = target.due_on if target is not None else None
    return Task(words, here(request, f"authority:{view}", act.pk), act.title, due_on, tone)
