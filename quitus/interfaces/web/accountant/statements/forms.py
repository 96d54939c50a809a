"""Forms of the attestation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.interfaces.web.layout.forms import DayField


class AttestForm(forms.Form):
    """The day of the attestation."""

    on = DayField(label=_("Date de l'attestation"), not_after_today=True)


class DeclineForm(forms.Form):
    """Why the statement is not attested."""

    on = DayField(label=_("Date"), not_after_today=True)
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La dépense en cause et ce qui manque : la collectivité le lit tel quel."),
    )
