"""What is asked of a signature, on the authority's pages and on the funder's: the day, and who signed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants.models import PowerToSign
from quitus.interfaces.web.layout.forms import DayField

# Where a refusal to sign is shown: everything else stands at the head of the form.
UNDER = {
    **dict.fromkeys(
        (
            "deliberation_not_executory",
            "amendment_before_convention",
            "amendment_before_another",
            "date_in_the_future",
            "amendment_after_the_end",
        ),
        "on",
    ),
    **dict.fromkeys(("signatory_to_choose", "signatory_missing", "signatory_without_power"), "signatory_id"),
}


class SignatoryField(forms.TypedChoiceField):
    """Who signed; empty takes the only person who could that day."""

    def __init__(self, powers: Iterable[PowerToSign], **kwargs: Any) -> None:
        named = [(str(one.pk), f"{one} ({one.basis})") for one in powers]
        choices = [("", _("La seule personne qui le pouvait ce jour-là")), *named]
        super().__init__(choices=choices, coerce=int, empty_value=None, required=False, **kwargs)


class SignatureForm(forms.Form):
    """The day a party signed, and who signed for it."""

    on = DayField(label=_("Date de la signature"), not_after_today=True)

    def __init__(self, powers: Iterable[PowerToSign], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatory_id"] = SignatoryField(powers, label=_("Qui a signé"))


class PowerForm(forms.Form):
    """Who may sign for a party, and by which text."""

    person_name = forms.CharField(label=_("Nom"), max_length=200)
    quality = forms.CharField(label=_("Qualité"), max_length=200, required=False)
    basis = forms.CharField(
        label=_("Texte qui en donne le pouvoir"),
        max_length=300,
        help_text=_("Un article du code, ou l'arrêté de délégation avec sa date."),
    )
    starts_on = DayField(label=_("À partir du"))
    ends_on = DayField(label=_("Jusqu'au"), required=False, help_text=_("Laissez vide si aucune fin n'est connue."))
