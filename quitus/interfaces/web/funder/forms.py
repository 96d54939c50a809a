"""Forms of the funder."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.interfaces.web.layout.forms import DayField


class DatedForm(forms.Form):
    """The day of an act that binds."""

    on = DayField(label=_("Date"), not_after_today=True)


class ReturnForm(DatedForm):
    """Why a report is sent back."""

    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce qui manque ou se contredit : la collectivité le lit tel quel."),
    )
