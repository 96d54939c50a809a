"""What is asked of the authority about a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants.models import Amendment
from quitus.interfaces.web.layout.forms import offer


class AcceptForm(forms.Form):
    """Which amendment answers: a new one, or the one already in preparation."""

    amendment_id = forms.TypedChoiceField(
        label=_("Avenant"), coerce=int, empty_value=None, widget=forms.RadioSelect, required=False
    )

    def __init__(self, under_way: Amendment | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if under_way is None:
            del self.fields["amendment_id"]
            return
        own = _("L'avenant n° %(number)s, déjà en préparation, y répond") % {"number": under_way.number}
        offer(self, "amendment_id", [(under_way.pk, own)])
        self.fields["amendment_id"].initial = under_way.pk


class QuestionForm(forms.Form):
    """A question to the funder."""

    text = forms.CharField(label=_("Votre question"), widget=forms.Textarea(attrs={"rows": 5}))


class DeclineForm(forms.Form):
    """Why the authority says no."""

    reason = forms.CharField(
        label=_("Motif du refus"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Le financeur le lit tel quel."),
    )


class NothingForm(forms.Form):
    """An act that needs nothing more than its button."""
