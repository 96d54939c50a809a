"""The thread of the authority's pages."""

from collections.abc import Sequence

from quitus.domain.audit import queries as audit
from quitus.interfaces.web.layout.components import Next, Status, Thread
from quitus.interfaces.web.layout.threads import thread


def fil(kind: str, key: int | str, *, stands: Status, coming: Sequence[Next] = ()) -> Thread:
    """The thread of one thing: what the audit knows of it, where it stands, what comes next."""
    return thread(audit.thread(kind, key), stands=stands, coming=coming)
