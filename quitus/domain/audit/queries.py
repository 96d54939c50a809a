"""Reading the thread of a thing, and what happened lately."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from quitus.domain.audit.models import Entry

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def thread(subject_kind: str, subject_id: int | str) -> list[Entry]:
    """What happened to one thing, oldest first: the *fil* of its page."""
    return list(Entry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("at", "pk"))


def latest(scheme_id: int, *, user_id: int | None = None, kinds: Collection[str] = (), limit: int = 10) -> list[Entry]:
    """The last lines of a scheme, newest first: *Récemment* on a home page.

    Of everybody or of one person; about everything or about some kinds of things.
    """
    entries = Entry.objects.filter(scheme_id=scheme_id)
    if kinds:
        entries = entries.filter(subject_kind__in=kinds)
    if user_id is not None:
        entries = entries.filter(user_id=user_id)
    return list(entries.order_by("-at", "-pk")[:limit])


def latest_of(
    subject_kind: str, subject_ids: Collection[int], verbs: Collection[str], *, limit: int = 10
) -> list[Entry]:
    """The last times that one of these was done to one of some things, whoever did it, newest first."""
    of = Entry.objects.filter(subject_kind=subject_kind, subject_id__in=[str(one) for one in subject_ids])
    return list(of.filter(verb__in=verbs).order_by("-at", "-pk")[:limit])


def entries(scheme_id: int, *, role: str = "", words: str = "") -> QuerySet[Entry]:
    """The lines of a scheme, newest first: all of them, those of one role, those that say `words`
    in what was done, in its facts or in the author's name.
    """
    found = Entry.objects.filter(scheme_id=scheme_id)
    if role:
        found = found.filter(role=role)
    if words:
        found = found.filter(Q(summary__icontains=words) | Q(data__icontains=words) | Q(actor_label__icontains=words))
    return found.order_by("-at", "-pk")


def did(user_id: int, subject_kind: str, subject_id: int | str, verbs: Collection[str]) -> bool:
    """Whether this person has done one of these to one thing."""
    of = Entry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return of.filter(user_id=user_id, verb__in=verbs).exists()


def facts(entry: Entry) -> Mapping[str, object]:
    """What a line holds, its days (`on`, `…_on`, `until`, `from`) as days again, its lists as tuples."""
    return kept_facts(entry.data)


def kept_facts(data: Mapping[str, object]) -> Mapping[str, object]:
    """Facts as JSON keeps them, their days as days again, their lists as tuples; see `facts`."""
    return {name: _fact(name.split("_")[-1], value) for name, value in data.items()}


def _fact(kind: str, value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    if not isinstance(value, str):
        return value
    # Somebody from whom pass come may be told as `from` too.
    said_as_day = kind == "on" or (kind in ("until", "from") and DAY.fullmatch(value))
    return date.fromisoformat(value) if said_as_day else value
