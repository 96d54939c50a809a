"""The thread of the authority's pages, with the day of each fact where it is not the day it was recorded."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from quitus.domain.audit import queries as audit
from quitus.domain.audit.queries import Entry
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.components import Next, Past, Status, Thread


def fil(kind: str, key: int, *, stands: Status, coming: Sequence[Next] = ()) -> Thread:
    """The thread of one thing: what the audit knows of it, where it stands, what comes next."""
    return Thread(past=[past(entry) for entry in audit.thread(kind, key)], stands=stands, next=coming)


def past(entry: Entry, url: str = "") -> Past:
    """One entry of the audit, in the reader's language."""
    return Past(at=entry.at, sentence=_(entry.summary), who=entry.actor_label, paper=_paper(entry), url=url)


def _paper(entry: Entry) -> str:
    fact = entry.data.get("on")
    if not isinstance(fact, str):
        return ""
    on = date.fromisoformat(fact)
    return "" if on == words.paris_day(entry.at) else _("En date du %(day)s") % {"day": words.day(on)}
