"""*Le fil*: the thread of a detail page, from the audit's entries."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from quitus.domain.audit.queries import Entry
from quitus.interfaces.web.layout.components import Next, Past, Status, Thread


def thread(entries: Iterable[Entry], *, stands: Status | None = None, coming: Sequence[Next] = ()) -> Thread:
    """The thread of a thing: what the audit knows of it, where it stands, what comes next.

    The first of ``coming`` is the one awaited.
    """
    return Thread(past=[past(entry) for entry in entries], stands=stands, next=coming)


def past(entry: Entry) -> Past:
    """One entry of the audit as a line of the thread, in the reader's language if it can be."""
    return Past(at=entry.at, sentence=_(entry.summary), who=entry.actor_label)
