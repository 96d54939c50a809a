"""What is said of a device or of a conflict."""

from django import forms
from django.utils.translation import gettext_lazy

from quitus.domain.grants.parameters import LOSS_BEARERS
from quitus.interfaces.web.layout.forms import DayField


class StopForm(forms.Form):
    """Why a device is stopped."""

    reason = forms.CharField(
        label=gettext_lazy("Raison"), max_length=200, help_text=gettext_lazy("La structure la lira.")
    )


class DecideForm(forms.Form):
    """Who bears the loss, and why."""

    bearer = forms.ChoiceField(
        label=gettext_lazy("Qui supporte la perte"),
        choices=[(value, gettext_lazy(label)) for value, label in LOSS_BEARERS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("La structure la lira."),
    )


class CompensateForm(forms.Form):
    """The mandat that pays."""

    mandat_number = forms.CharField(label=gettext_lazy("Numéro du mandat"), max_length=40)
    paid_on = DayField(label=gettext_lazy("Payé le"), not_after_today=True)
