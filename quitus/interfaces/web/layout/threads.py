"""*Le fil*: the thread of a detail page, from the audit's entries."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from quitus.domain.audit.queries import Entry
from quitus.interfaces.web.layout.components import Next, Past, Status, Thread


def thread(entries: Iterable[Entry], *, stands: Status | None = None, next: Sequence[Next] = ()) -> Thread:
    """What the audit knows of a thing as the past of its thread, then where it stands and what comes
    next (``next``: the first one is the one awaited)."""
    return Thread(past=[past(entry) for entry in entries], stands=stands, next=next)


def past(entry: Entry) -> Past:
    """One entry of the audit as a line of the thread, its sentence in the reader's language when
    the catalogue has it."""
    return Past(at=entry.at, sentence=_(entry.summary), who=entry.actor_label)
