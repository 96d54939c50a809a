"""Forms about sessions and bookings at a venue."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.grants.models import Service
from quitus.domain.venues.models import Venue
from quitus.domain.workshops import rules
from quitus.interfaces.web.layout.forms import DayField, needed_at_times, offer
from quitus.interfaces.web.layout.sessions import ContactFields

POSTCODE = RegexValidator(r"^\d{5}$", gettext_lazy("Un code postal compte 5 chiffres."))
HOURS = ("%H:%M", "%Hh%M", "%H h %M", "%Hh", "%H h", "%H")


class HourField(forms.TimeField):
    """An hour typed « 14:30 », « 14h30 » or « 14 h »."""

    widget = forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "class": "day"})
    default_error_messages = {"invalid": gettext_lazy("Écrivez l'heure comme ceci : 14:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=HOURS, **kwargs)


class SessionForm(forms.Form):
    """What a venue publishes."""

    venue_id = forms.TypedChoiceField(label=gettext_lazy("Lieu"), coerce=int)
    kind = forms.ChoiceField(label=gettext_lazy("Nature"), widget=forms.RadioSelect)
    service_code = forms.ChoiceField(label=gettext_lazy("Service"))
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=120,
        help_text=gettext_lazy("Ce que l'on y apprend, en peu de mots : « Déclarer ses impôts en ligne »."),
    )
    held_on = DayField(label=gettext_lazy("Jour"))
    starts_time = HourField(label=gettext_lazy("De"))
    ends_time = HourField(label=gettext_lazy("À"))
    seat_count = forms.IntegerField(
        label=gettext_lazy("Places"), min_value=1, max_value=rules.MOST_SEATS, required=False
    )
    booking_url = forms.URLField(
        label=gettext_lazy("Adresse de votre propre agenda"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Seulement si les places se réservent chez vous et non ici."),
    )
    times = forms.IntegerField(
        label=gettext_lazy("Nombre de fois"),
        min_value=1,
        max_value=rules.MOST_TIMES,
        initial=1,
        help_text=gettext_lazy("Plus d'une fois : le même créneau se répète."),
    )
    every_weeks = forms.TypedChoiceField(label=gettext_lazy("Répétition"), coerce=int, initial=1)
    address = forms.CharField(
        label=gettext_lazy("Adresse, si vous vous déplacez"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Laissez l'adresse et la commune vides quand on vient dans votre lieu."),
    )
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=5, validators=[POSTCODE], required=False)
    commune = forms.CharField(label=gettext_lazy("Commune"), max_length=100, required=False)
    languages = forms.CharField(label=gettext_lazy("Langues parlées"), max_length=120, required=False)
    accessibility = forms.CharField(
        label=gettext_lazy("Accessibilité"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Par exemple : de plain-pied, boucle magnétique."),
    )

    def __init__(self, *args: Any, places: Sequence[Venue], services: Iterable[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "venue_id", [(place.pk, f"{place.name}, {place.commune}") for place in places])
        offer(self, "kind", [(code, _(words)) for code, words in rules.KINDS.items()])
        offer(self, "service_code", [(service.code, _(service.label)) for service in services])
        weeks = [(1, _("chaque semaine")), (2, _("toutes les deux semaines")), (4, _("toutes les quatre semaines"))]
        offer(self, "every_weeks", weeks)
        needed_at_times(self, "seat_count", "commune", "postcode")


class CancelForm(forms.Form):
    """Why a session is cancelled."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=300,
        help_text=gettext_lazy("Les personnes inscrites le liront."),
    )


class SeatForm(ContactFields):
    """Which pass books a seat, and what the person leaves."""

    code = forms.CharField(
        label=gettext_lazy("Code du pass"),
        help_text=gettext_lazy("Les 14 caractères imprimés sur le pass."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )
    field_order = ("code",)
