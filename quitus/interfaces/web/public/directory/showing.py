"""A venue of the directory in words: on a line of the list, on its page, on paper, for software."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from quitus.domain.organisations.models import Scheme
from quitus.domain.workshops.models import Session
from quitus.interfaces.web.layout.components import Fact
from quitus.interfaces.web.layout.words import count as counted
from quitus.interfaces.web.layout.words import day
from quitus.interfaces.web.public.directory.forms import WEEK
from quitus.usecases.directory import Line, labels

ON_PAPER = 60
"""Venues on one sheet to hand out: some five pages."""


@dataclass(frozen=True)
class Card:
    """A line of the list, in words."""

    name: str
    url: str
    where: str
    commune: str
    is_mobile: bool
    far: str
    services: Sequence[str]
    days: str
    accessibility: str
    phone: str
    hours: Sequence[tuple[str, str]]
    raw_hours: str
    next_session: str


def card(line: Line, scheme: Scheme) -> Card:
    """A venue as a line of the list shows it."""
    venue, about = line.venue, line.about
    week = [(str(WEEK[one]), text) for one, text in line.week]
    return Card(
        name=venue.name,
        url=reverse("public:directory_venue", args=[scheme.slug, venue.pk]),
        where=", ".join(filter(None, (venue.address, about.address_complement))),
        commune=f"{venue.postcode} {venue.commune}",
        is_mobile=venue.is_mobile,
        far=_far(line.km),
        services=[_(label) for label in line.services],
        days=_days(line.days),
        accessibility=_joined(labels(line, "accessibility")),
        phone=line.phone,
        hours=week,
        raw_hours="" if week else about.opening_hours,
        next_session=session(line.next_sessions[0]) if line.next_sessions else "",
    )


def facts(line: Line) -> list[Fact]:
    """What is known of a venue, beside where it is and when it is open."""
    about = line.about
    told = [
        Fact(_("Services"), _joined(line.services)),
        Fact(_("Accessibilité"), _joined(labels(line, "accessibility"))),
        Fact(_("Accompagne aussi"), _joined(labels(line, "care"))),
        Fact(_("Langues parlées"), _joined(labels(line, "languages"))),
        Fact(_("Accueille seulement"), _joined(labels(line, "publics"))),
        Fact(_("Pour venir"), _joined(labels(line, "access_modes"))),
        Fact(_("Accompagnement"), _joined(labels(line, "support_modes"))),
        Fact(_("Programmes et labels"), ", ".join([_(one) for one in _labels_of(line)] + list(about.other_trainings))),
    ]
    return [fact for fact in told if fact.value]


def session(one: Session) -> str:
    """A session in a line: its day, its hour, what it is about."""
    words = _("%(day)s à %(time)s : %(title)s") % {
        "day": day(one.held_on),
        "time": one.starts_time.strftime("%H h %M"),
        "title": one.title,
    }
    return f"{words}, {one.commune}" if one.commune else words


def as_object(line: Line, url: str) -> dict[str, Any]:
    """A venue for software: identifiers of lists are codes, words are French."""
    venue, about = line.venue, line.about
    return {
        "id": str(venue.pk),
        "name": venue.name,
        "structure": venue.organisation.name,
        "siret": venue.organisation.siret,
        "address": venue.address,
        "address_complement": about.address_complement,
        "postcode": venue.postcode,
        "commune": venue.commune,
        "insee_code": about.insee_code,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "is_mobile": venue.is_mobile,
        "km": None if line.km is None else round(line.km, 1),
        "services": list(line.services),
        "opening_hours": about.opening_hours,
        "phone": about.phone,
        "emails": about.emails,
        "websites": about.websites,
        "booking_url": about.booking_url,
        "accessibility": about.accessibility,
        "accessibility_url": about.accessibility_url,
        "languages": about.languages,
        "publics": about.publics,
        "care": about.care,
        "summary": about.summary,
        "updated_on": about.updated_on.isoformat() if about.updated_on else None,
        "url": url,
    }


def count(value: int) -> str:
    """How many, as it is read."""
    return counted(value)


def _labels_of(line: Line) -> list[str]:
    return [*labels(line, "programmes"), *labels(line, "trainings")]


def _far(km: float | None) -> str:
    if km is None:
        return ""
    if km < 1:
        return _("à moins d'un kilomètre")
    return _("à %(km)s km") % {"km": round(km)}


def _days(days: Sequence[int]) -> str:
    """Days of the week in words: « du lundi au vendredi », or one after the other."""
    if not days:
        return ""
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return _("Ouvert du %(first)s au %(last)s") % {
            "first": str(WEEK[days[0]]).lower(),
            "last": str(WEEK[days[-1]]).lower(),
        }
    return _("Ouvert le %(days)s") % {"days": ", ".join(str(WEEK[one]).lower() for one in days)}


def _joined(words: Sequence[str]) -> str:
    return ", ".join(_(one) for one in words)
