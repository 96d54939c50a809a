"""Forms about the software of a venue."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.access import rules
from quitus.domain.venues.models import Venue
from quitus.interfaces.web.layout.forms import DayField
from quitus.kernel import clock

USUAL = timedelta(days=365)


class TokenForm(forms.Form):
    """What a software may do, where, and until when."""

    label = forms.CharField(
        label=gettext_lazy("Nom du logiciel"),
        max_length=80,
        help_text=gettext_lazy("Pour le reconnaître plus tard, par exemple « Logiciel d'accueil »."),
    )
    scopes = forms.MultipleChoiceField(label=gettext_lazy("Ce qu'il peut faire"), widget=forms.CheckboxSelectMultiple)
    venue_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Dans quels lieux"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Sans choix : dans tous ceux où vous encaissez des pass."),
    )
    until = DayField(label=gettext_lazy("Jusqu'au"), help_text=gettext_lazy("Ce jour compris ; deux ans au plus."))

    def __init__(self, *args: Any, places: Iterable[Venue], **kwargs: Any) -> None:
        kwargs["initial"] = {"until": clock.today() + USUAL, "scopes": [rules.CHECK, rules.REDEEM]}
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope, _(label)) for scope, label in rules.SCOPES.items()]  # type: ignore[attr-defined]
        self.fields["venue_ids"].choices = [(place.pk, place.name) for place in places]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What the operation is told."""
        told = dict(self.cleaned_data)
        return {"kind": rules.SOFTWARE, "expires_at": rules.end_of(told.pop("until")), **told}
