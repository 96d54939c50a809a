"""Sessions and the seats booked in them, as every audience reads them."""

from datetime import time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quitus.domain.workshops import rules, states
from quitus.domain.workshops.models import Booking, Session
from quitus.domain.workshops.operations import Contact
from quitus.interfaces.web.layout.components import Fact, Link, Status, day
from quitus.interfaces.web.layout.pages import Section
from quitus.interfaces.web.layout.words import day as written_day
from quitus.interfaces.web.layout.words import language

REFUSED = {"consent_missing": "consents"}
"""Under which field of `SeatForm` each refusal of a booking is shown."""


def hour(value: time) -> str:
    """An hour as one says it: « 14 h 30 », in English 14:30."""
    if language() == "en":
        return f"{value:%H:%M}"
    return f"{value.hour} h {value:%M}" if value.minute else f"{value.hour} h"


def hours(one: Session) -> str:
    """« 14 h à 16 h »."""
    return _("%(starts)s à %(ends)s") % {"starts": hour(one.starts_time), "ends": hour(one.ends_time)}


def when(one: Session) -> str:
    """« 16 mai 2023, 14 h à 16 h »."""
    return f"{written_day(one.held_on)}, {hours(one)}"


def kilometres(km: float | None) -> str | None:
    """A distance as the crow flies: « 12 km »; nothing where nobody knows."""
    if km is None:
        return None
    return _("moins d'un km") if km < 1 else _("%(count)s km") % {"count": round(km)}


def seats_left(one: Session) -> str:
    """How many seats are free, in words."""
    left = one.left_count
    if left is None:
        return _("dans l'agenda du lieu")
    if left == 0:
        return _("complet")
    return ngettext("%(count)s place", "%(count)s places", left) % {"count": left}


def session_status(one: Session) -> Status:
    """Where a session stands: cancelled, full, open."""
    if one.state == states.CANCELLED:
        return Status("late", _("Annulé"))
    if one.left_count == 0:
        return Status("done", _("Complet"))
    return Status("waiting", seats_left(one)) if one.left_count is not None else Status("neutral", seats_left(one))


def booking_status(seat: Booking) -> Status:
    """Where a seat stands."""
    tones = {states.BOOKED: "done", states.NO_SHOW: "late", states.CANCELLED: "neutral"}
    return Status(tones[seat.state], _(states.BOOKING_LABELS[seat.state]))  # type: ignore[arg-type]


def session_facts(one: Session) -> list[Fact]:
    """What anybody may be told of a session."""
    return [
        Fact(_("Jour"), day(one.held_on)),
        Fact(_("Heures"), hours(one)),
        Fact(_("Où"), one.place, one.venue.name),
        Fact(_("Service"), _(one.service.label)),
        *([Fact(_("Langues"), one.languages)] if one.languages else []),
        *([Fact(_("Accessibilité"), one.accessibility)] if one.accessibility else []),
        *([Fact(_("Agenda du lieu"), Link(_("Ouvrir l'agenda du lieu"), one.booking_url))] if one.booking_url else []),
    ]


def appointments(seats: list[Booking]) -> list[Section]:
    """The part of a printed slip that says which appointments were made; none without any."""
    return [
        Section(
            title=_("Votre rendez-vous"),
            facts=[
                Fact(_("Quand"), when(seat.session)),
                Fact(_("Où"), seat.session.place, seat.session.venue.name),
                Fact(_(rules.KINDS[seat.session.kind]), seat.session.title),
                Fact(_("Pass à présenter"), str(seat.number)),
            ],
        )
        for seat in seats
    ]


class ContactFields(forms.Form):
    """What the person leaves of himself, if he agrees to it."""

    first_name = forms.CharField(
        label=gettext_lazy("Prénom"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Le prénom seul : le lieu saura qui accueillir."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Téléphone"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Le lieu pourra rappeler la personne avant le rendez-vous."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Adresse électronique"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Pour un rappel deux jours avant. Le lieu ne la voit pas."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    consents = forms.BooleanField(
        label=gettext_lazy("La personne accepte que ces indications soient gardées jusqu'au rendez-vous."),
        required=False,
        help_text=gettext_lazy(
            "Le téléphone et l'adresse sont effacés le lendemain, le prénom quelques semaines après. "
            "Sans accord, laissez tout vide."
        ),
    )

    @property
    def contact(self) -> Contact:
        """What was said, for the operation."""
        said = self.cleaned_data
        return Contact(said["first_name"], said["phone"], said["email"], said["consents"])
