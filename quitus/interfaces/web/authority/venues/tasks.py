"""What waits for the authority about structures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.venues import files, queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

SUBJECTS = {
    "structure": "authority:structure",
    "application": "authority:application",
    "questionnaire": "authority:questionnaire",
}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Files to check, structures to qualify, bank details that somebody else typed to verify."""
    scheme_id = request.membership.scheme_id
    if request.actor.role == MANAGER:
        counts = queries.counts_by_state(scheme_id)
        yield from _waiting(request, counts)
        yield from _applications(request)
    for details in queries.unverified_bank_details(scheme_id):
        if details.recorded_by_id != request.actor.user_id:
            url = here(request, "authority:verify_bank", details.organisation_id)
            if details.is_change:
                words = _("%(structure)s : rien ne lui est payé avant") % {"structure": details.organisation.name}
                yield Task(_("Confirmer un changement de compte"), url, words, tone="late")
            else:
                yield Task(_("Vérifier un compte bancaire"), url, details.organisation.name)


def _applications(request: SchemeRequest) -> Iterator[Task]:
    scheme_id = request.membership.scheme_id
    counts = files.application_counts(scheme_id)
    for state, title in (
        (states.SUBMITTED, _("Examiner les candidatures en ligne")),
        (states.JOINING, _("Confirmer des rattachements")),
    ):
        if counts.get(state):
            words = ngettext("%(count)s demande", "%(count)s demandes", counts[state]) % {"count": counts[state]}
            yield Task(title, here(request, "authority:applications", query=f"etat={state}"), words)
    for one in files.completions_late(scheme_id, today()):
        url = here(request, "authority:application", one.pk)
        yield Task(_("Relancer ou refuser une candidature incomplète"), url, one.structure_name, due=one.complete_by)
    for appeal in files.appeals(scheme_id).filter(state=states.LODGED):
        words = _("déposé le %(day)s") % {"day": day(appeal.lodged_on)}
        yield Task(_("Répondre à un recours"), here(request, "authority:appeal", appeal.pk), words)


def _waiting(request: SchemeRequest, counts: dict[str, int]) -> Iterator[Task]:
    applied, checked = counts.get(states.APPLIED, 0), counts.get(states.CHECKED, 0)
    if applied:
        words = ngettext("%(count)s candidature à vérifier", "%(count)s candidatures à vérifier", applied)
        url = here(request, "authority:venues", query=f"etat={states.APPLIED}")
        yield Task(_("Vérifier les dossiers des structures"), url, words % {"count": applied})
    if checked:
        words = ngettext("%(count)s dossier vérifié", "%(count)s dossiers vérifiés", checked)
        url = here(request, "authority:venues", query=f"etat={states.CHECKED}")
        yield Task(_("Qualifier les structures"), url, words % {"count": checked})
