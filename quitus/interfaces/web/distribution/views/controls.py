"""Inventories, losses, handovers and controls, for who keeps pass: his own places."""

from collections.abc import Iterator

from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.controls import home
from quitus.interfaces.web.layout.controls.desk import mount, own

_DESK = own("distributor")
urlpatterns = mount("distributor", (IMPREST_HOLDER, HANDOUT_AGENT), _DESK, home.ROUTES)


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """What waits for the reader among counts, losses and controls."""
    return home.tasks(request, _DESK(request))
