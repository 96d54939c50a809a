"""What waits for the authority about devices: to approve, to decide, to pay, to follow up."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.redemption import conflicts, states
from quitus.domain.terminals import queries
from quitus.domain.terminals import states as device_states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task

SUBJECTS = {"conflict": "authority:conflict"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Devices that wait, conflicts to decide or to compensate, structures that collect many."""
    counts = conflicts.counts_by_state()
    if request.actor.role == MANAGER:
        yield from _to_decide(request, counts.get(states.OPEN, 0))
    owed = counts.get(states.OWED, 0)
    if owed:
        words = ngettext("%(count)s dédommagement", "%(count)s dédommagements", owed) % {"count": owed}
        url = here(request, "authority:conflicts", query=f"etat={states.OWED}")
        yield Task(_("Payer ce qui est dû pour des conflits"), url, words)


def _to_decide(request: SchemeRequest, open_count: int) -> Iterator[Task]:
    waiting = queries.awaiting_approval()
    if waiting:
        words = ngettext("%(count)s appareil", "%(count)s appareils", waiting) % {"count": waiting}
        url = here(request, "authority:terminals", query=f"etat={device_states.WAITING}")
        yield Task(_("Autoriser les appareils des lieux"), url, words)
    if open_count:
        words = ngettext("%(count)s conflit", "%(count)s conflits", open_count) % {"count": open_count}
        url = here(request, "authority:conflicts", query=f"etat={states.OPEN}")
        yield Task(_("Trancher les conflits hors connexion"), url, words)
    if open_count or conflicts.conflicts().exists():
        for one in conflicts.to_follow_up(queries.device_terms().follow_up):
            words = _("%(structure)s : %(count)s conflits en douze mois")
            url = here(request, "authority:conflicts", query=f"structure={one.organisation.pk}")
            yield Task(
                _("Suivre une structure aux nombreux conflits"),
                url,
                words % {"structure": one.organisation.name, "count": one.count},
            )
