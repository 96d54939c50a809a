"""The form about news for a software."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.webhooks import rules


class WebhookForm(forms.Form):
    """To whom news are sent, and which."""

    url = forms.CharField(
        label=gettext_lazy("Adresse"),
        max_length=300,
        help_text=gettext_lazy("Celle que votre logiciel écoute, en https://"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(label=gettext_lazy("Ce qui est annoncé"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(event, _(label)) for event, label in rules.EVENTS.items()]  # type: ignore[attr-defined]
