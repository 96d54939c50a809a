"""Forms of the venue's pages."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.grants.models import Service
from quitus.domain.redemption import rules
from quitus.domain.venues.models import Venue
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.papers import UploadField


class CodesField(forms.CharField):
    """Codes typed or scanned one after the other, one a line; cleaned to a list without separators."""

    widget = forms.Textarea(
        attrs={
            "rows": 3,
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "code",
            "autofocus": "",
        }
    )

    default_error_messages = {"required": gettext_lazy("Saisissez au moins un code.")}

    def clean(self, value: Any) -> list[str]:
        """The codes in the order typed, in capitals."""
        lines = re.split(r"[\n\r,;]+", str(super().clean(value)))
        codes = [re.sub(r"[\s\-‐‑–.]", "", line).upper() for line in lines]
        found = [code for code in codes if code]
        if not found:
            raise ValidationError(self.error_messages["required"], "required")
        if len(found) > rules.MOST_AT_ONCE:
            raise ValidationError(_("Encaissez au plus %(most)s pass à la fois."), "most", {"most": rules.MOST_AT_ONCE})
        return found


class TakeForm(forms.Form):
    """What a venue says when it takes pass: which, for which service, on which day."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    venue_id = forms.TypedChoiceField(label=gettext_lazy("Lieu"), coerce=int)
    codes = CodesField(
        label=gettext_lazy("Codes des pass"),
        help_text=gettext_lazy("Les 14 caractères imprimés sur le pass, un code par ligne, avec ou sans tirets."),
    )
    service_code = forms.ChoiceField(label=gettext_lazy("Service rendu"))
    service_on = DayField(label=gettext_lazy("Date du service"), not_after_today=True)
    people_count = forms.IntegerField(
        label=gettext_lazy("Nombre de personnes"),
        required=False,
        min_value=1,
        max_value=rules.MOST_AT_ONCE,
        help_text=gettext_lazy("Si vous ne le dites pas : autant que les pass en paient."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Durée en minutes"),
        required=False,
        min_value=rules.MINUTES_LEAST,
        max_value=rules.MINUTES_MOST,
    )
    theme = forms.CharField(
        label=gettext_lazy("Thème"),
        required=False,
        max_length=rules.THEME_LONGEST,
        help_text=gettext_lazy("Par exemple « Créer une adresse électronique ». Ne nommez pas la personne reçue."),
    )

    def __init__(self, *args: Any, places: Sequence[Venue], services: Iterable[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "venue_id", [(place.pk, _place(place)) for place in places])
        if len(places) == 1:
            self.fields["venue_id"].widget = forms.HiddenInput()
            self.fields["venue_id"].initial = places[0].pk
        offered = [(service.code, _(service.label)) for service in services]
        if len(offered) <= 5:
            self.fields["service_code"].widget = forms.RadioSelect()
        offer(self, "service_code", offered)
        if len(offered) == 1:
            self.fields["service_code"].initial = offered[0][0]
        self.fields["request"].initial = uuid4()


def _place(place: Venue) -> str:
    """The name of a venue and its commune, unless the name says it."""
    return place.name if place.commune in place.name else f"{place.name}, {place.commune}"


class UndoForm(forms.Form):
    """Which taking is undone at once."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    turn = forms.IntegerField(widget=forms.HiddenInput)


class CorrectForm(forms.Form):
    """Why a taking is undone later."""

    reason_code = forms.ChoiceField(label=gettext_lazy("Raison"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Précision"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ne nommez pas la personne reçue."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reason_code", [(code, _(words)) for code, words in rules.REASONS.items()])

    def clean(self) -> dict[str, Any]:
        """Another reason is said in words."""
        cleaned = super().clean() or {}
        if cleaned.get("reason_code") == rules.OTHER and not str(cleaned.get("note", "")).strip():
            self.add_error("note", _("Précisez la raison."))
        return cleaned


class OfferForm(forms.Form):
    """Which service of the national catalogue a venue also gives."""

    service_code = forms.ChoiceField(label=gettext_lazy("Service"))

    def __init__(self, *args: Any, services: Iterable[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "service_code", [(service.code, _(service.label)) for service in services])


class BankForm(forms.Form):
    """Where the structure is paid."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=42,
        help_text=gettext_lazy("Tel qu'il figure sur le relevé d'identité bancaire, avec ou sans espaces."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    holder_name = forms.CharField(label=gettext_lazy("Titulaire du compte"), max_length=140)
    proof = UploadField(label=gettext_lazy("Relevé d'identité bancaire"))
