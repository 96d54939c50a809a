"""Reminders and calendars of persons."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from quitus.domain.obligations import policies, rules, states
from quitus.domain.obligations.models import CalendarFeed, Obligation, ReminderChoice, ReminderLine, ReminderMail
from quitus.domain.obligations.queries.committees import designated_on
from quitus.domain.obligations.queries.owed import obligations, open_obligations
from quitus.domain.organisations import queries as organisations
from quitus.domain.users.models import User

KEPT = timedelta(days=366)  # what was settled stays a year in a calendar


@dataclass(frozen=True)
class Reminder:
    """What a person is to be reminded of today, and the step that it has reached (`rules.step_reached`)."""

    obligation: Obligation
    step: str


def reminders_due(scheme_id: int, today: date) -> dict[User, list[Reminder]]:
    """What each person is to be told on the day `today` and has not been told: by date, for those who want it.

    What the authority owes goes to those who lead the scheme, what the funder owes to its officers, a committee also to
    those designated to sit in it. The number of statements does not depend on how much there is.
    """
    owed = list(open_obligations(scheme_id).filter(due_on__lte=today + states.AHEAD))
    told = set(
        ReminderLine.objects.filter(obligation__in=owed).values_list("user_id", "obligation_id", "step") if owed else ()
    )
    choices = dict(ReminderChoice.objects.filter(scheme_id=scheme_id).values_list("user_id", "choice"))
    readers = _readers(scheme_id, today)
    found: dict[User, list[Reminder]] = defaultdict(list)
    for one in owed:
        step = rules.step_reached(one.due_on, today)
        for user in _interested(one, readers):
            wants = rules.is_wanted(choices.get(user.pk, states.EVERY_REMINDER), one.due_on, today)
            if step and wants and (user.pk, one.pk, step) not in told:
                found[user].append(Reminder(one, step))
    return dict(found)


def choice_of(scheme_id: int, user_id: int) -> str:
    """What reminders a person wants (`states.REMINDERS`)."""
    chosen = ReminderChoice.objects.filter(scheme_id=scheme_id, user_id=user_id).first()
    return chosen.choice if chosen else states.EVERY_REMINDER


def to_send(scheme_id: int) -> QuerySet[ReminderMail]:
    """The digests that are written, not known to be sent and not given up, the oldest first."""
    return ReminderMail.objects.filter(scheme_id=scheme_id, sent_at=None, given_up_at=None).order_by("on", "pk")


def is_still_wanted(mail: ReminderMail, today: date) -> bool:
    """Whether its reader, who may have chosen otherwise since it was written, wants something of what a digest says."""
    choice = choice_of(mail.scheme_id, mail.user_id)
    due = mail.lines.values_list("obligation__due_on", flat=True)
    return any(rules.is_wanted(choice, on, today) for on in due)


def undelivered(scheme_id: int) -> dict[int, ReminderMail]:
    """By person, the last digest that could not be delivered; nobody whose later one was taken. Two statements."""
    found = ReminderMail.objects.filter(scheme_id=scheme_id, given_up_why__in=states.UNDELIVERED).order_by("on", "pk")
    last = {one.user_id: one for one in found}
    taken = ReminderMail.objects.filter(scheme_id=scheme_id, user_id__in=last, sent_at__isnull=False)
    since = dict(taken.order_by("on").values_list("user_id", "on"))
    return {key: one for key, one in last.items() if key not in since or since[key] < one.on}


def feed_of(scheme_id: int, user_id: int) -> CalendarFeed | None:
    """The calendar of a person, if an address was ever asked for."""
    return CalendarFeed.objects.filter(scheme_id=scheme_id, user_id=user_id).first()


def feed_by_token(scheme_id: int, token_sha256: str) -> CalendarFeed | None:
    """The calendar that an address opens."""
    return CalendarFeed.objects.filter(scheme_id=scheme_id, token_sha256=token_sha256).first()


def in_calendar(scheme_id: int, today: date) -> QuerySet[Obligation]:
    """What a calendar shows: all that is open, and what was settled or due within a year."""
    recent = Q(state=states.OPEN) | Q(due_on__gte=today - KEPT)
    return obligations(scheme_id).filter(recent)


def _readers(scheme_id: int, today: date) -> dict[str, dict[int, User]]:
    """Who is reminded, by party that owes, and of committees."""
    members = [one for one in organisations.members(scheme_id, on=today) if one.user.is_active]
    readers = {
        party: {one.user_id: one.user for one in members if one.role in policies.reminded_roles(party)}
        for party in states.OWED_BY
    }
    active = {one.user_id: one.user for one in members}
    designated = designated_on(scheme_id, today).exclude(user=None).values_list("user_id", flat=True)
    readers[states.COMMITTEE] = {key: active[key] for key in designated if key in active}
    return readers


def _interested(one: Obligation, readers: dict[str, dict[int, User]]) -> Iterator[User]:
    found = readers[one.owed_by]
    if one.kind == states.COMMITTEE:
        found = found | readers[states.COMMITTEE]
    yield from found.values()
