"""Calendars that a telephone or a mail program subscribes to (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from quitus.kernel.text import one_line

REFRESHED = timedelta(hours=12)


@dataclass(frozen=True)
class CalendarDay:
    """Something that falls on a whole day. `uid` stays as long as it does; `url` is where to read of it."""

    uid: str
    on: date
    summary: str
    description: str = ""
    url: str = ""


def calendar_file(name: str, language: str, days: Iterable[CalendarDay], at: datetime) -> bytes:
    """A calendar of whole days, as made at the instant `at`; whoever subscribes asks again twice a day. Its name and
    what each day says stand on one line.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Quitus//Quitus//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(name))
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", REFRESHED, parameters={"value": "DURATION"})
    for day in days:
        event = Event()
        event.add("uid", day.uid)
        event.add("dtstamp", at)
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", one_line(day.summary))
        event.add("transp", "TRANSPARENT")
        if day.description:
            event.add("description", "\n".join(map(one_line, day.description.splitlines())))
        if day.url:
            event.add("url", day.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
