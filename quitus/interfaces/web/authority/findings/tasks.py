"""What waits for the manager about the texts themselves."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.grants import queries
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.usecases.findings import undecided_count


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The contradictions that nobody has decided yet, as one task."""
    if request.actor.role != MANAGER:
        return
    convention = queries.convention_of(request.membership.scheme_id)
    if convention is None:
        return
    count = undecided_count(convention)
    if count:
        detail = ngettext("%(count)s contradiction à trancher", "%(count)s contradictions à trancher", count)
        yield Task(
            _("Trancher les contradictions des textes"),
            here(request, "authority:findings", query="etat=a-trancher"),
            detail % {"count": count},
        )
