"""What inventories, losses, handovers and controls add to the home."""

from collections.abc import Iterator

from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.controls import home
from quitus.interfaces.web.layout.controls.desk import everywhere

SUBJECTS = {kind: f"accountant:{kind}" for kind in home.SUBJECTS}
_DESK = everywhere("accountant")


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Differences to settle, his own counts."""
    return home.tasks(request, _DESK(request))
