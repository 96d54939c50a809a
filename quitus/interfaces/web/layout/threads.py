"""*Le fil*: the thread of a detail page, from the audit's entries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from quitus.domain.audit.models import Entry
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.components import Next, Past, Status, Thread


def thread(entries: Iterable[Entry], *, stands: Status | None = None, coming: Sequence[Next] = ()) -> Thread:
    """The thread of a thing: what the audit knows of it, where it stands, what comes next.

    The first of ``coming`` is the one awaited.
    """
    return Thread(past=gathered(entries), stands=stands, next=coming)


def gathered(entries: Iterable[Entry]) -> list[Past]:
    """Entries as lines of a thread; what one person did several times in a row on one day is told once."""
    told = []
    for _same, alike in groupby(entries, key=_likeness):
        first, *others = alike
        line = past(first)
        if others:
            often = {"sentence": line.sentence, "count": len(others) + 1}
            line = replace(line, sentence=_("%(sentence)s (%(count)s fois)") % often)
        told.append(line)
    return told


def lately(entries: Iterable[Entry], page_of: Callable[[Entry], str], *, limit: int) -> list[Past]:
    """The latest lines of a home, each with its page: the same thing done on one day, be it by several people, once."""
    lines: dict[tuple[str, date], list[Entry]] = {}
    for entry in entries:
        lines.setdefault((words.told(entry), words.paris_day(entry.at)), []).append(entry)
    return [_once(alike, page_of(alike[0])) for alike in list(lines.values())[:limit]]


def _once(alike: Sequence[Entry], url: str) -> Past:
    line = replace(past(alike[0]), url=url)
    if len(alike) == 1:
        return line
    who = line.who if len({entry.actor_label for entry in alike}) == 1 else ""
    often = {"sentence": line.sentence, "count": len(alike)}
    return replace(line, sentence=_("%(sentence)s (%(count)s fois)") % often, who=who)


def _likeness(entry: Entry) -> tuple[str, str, date, object]:
    return words.told(entry), entry.actor_label, words.paris_day(entry.at), entry.data.get("on")


def past(entry: Entry) -> Past:
    """One entry of the audit as a line of the thread, in the reader's language.

    The day of the fact is told where it is not the day on which it was recorded.
    """
    return Past(at=entry.at, sentence=words.told(entry), who=entry.actor_label, paper=_paper(entry))


def _paper(entry: Entry) -> str:
    fact = entry.data.get("on")
    if not isinstance(fact, str):
        return ""
    on = date.fromisoformat(fact)
    return "" if on == words.paris_day(entry.at) else _("En date du %(day)s") % {"day": words.day(on)}
