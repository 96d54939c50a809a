"""Statements that wait for the operator's answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.expiry import queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Statements to answer."""
    for one in queries.statements(operator_id=request.membership.organisation_id).filter(state=states.DRAWN):
        url = here(request, "operator:end_statement", one.order_id)
        yield Task(_("Répondre à l'état contradictoire"), url, one.order.number)
