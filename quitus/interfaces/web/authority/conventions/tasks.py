"""What waits for the manager about the convention."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.grants import queries, states
from quitus.domain.grants.models import Convention
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task

SUBJECTS = {
    "amendment": "authority:amendment",
}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The convention to prepare or sign, the amendment to sign."""
    if request.actor.role != MANAGER:
        return
    convention = queries.convention_of(request.membership.scheme_id)
    if convention is None:
        yield Task(_("Préparer la convention"), here(request, "authority:draft_convention"))
        return
    if convention.state == states.DRAFTED:
        yield Task(_("Faire signer la convention"), here(request, "authority:convention"), convention.title)
    yield from _amendments(request, convention)


def _amendments(request: SchemeRequest, convention: Convention) -> Iterator[Task]:
    for text in queries.amendments(convention.pk).filter(state=states.DRAFTED):
        url = here(request, "authority:amendment", text.pk)
        act = text.deliberation
        if act is None:
            yield Task(_("Faire voter l'avenant"), url, text.title)
        elif text.authority_signed_on is not None:
            yield Task(_("Obtenir la signature du financeur"), url, text.title)
        elif act.deadlines.executory_on is not None:
            yield Task(_("Faire signer l'avenant"), url, text.title)
