"""What waits for the authority about signals."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.signals import queries, rules, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.kernel.clock import today

SUBJECTS = {"signal": "authority:signal"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Signals nobody has looked at, answers of venues, decisions to follow up."""
    waiting = queries.counts_by_state().get(states.OPEN, 0)
    if waiting:
        words = ngettext("%(count)s signalement", "%(count)s signalements", waiting) % {"count": waiting}
        yield Task(_("Regarder les signalements"), here(request, "authority:signals", query="etat=open"), words)
    for one in queries.signals(state=states.LOOKED_AT).exclude(answer=""):
        detail = one.organisation.name if one.organisation else ""
        yield Task(_("Lire la réponse du lieu et décider"), here(request, "authority:signal", one.pk), detail)
    for one in queries.to_follow(today()):
        url = here(request, "authority:signal", one.pk)
        yield Task(_("Regarder à nouveau un signalement"), url, _(rules.KINDS[one.kind]), one.follow_up_on)
