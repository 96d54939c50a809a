"""What one may ask « and if… ». The fields bear the words that stand in the address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants.rules import PARAMETERS, Terms
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField
from quitus.interfaces.web.layout.parameters import ShareField
from quitus.interfaces.web.layout.terms import written
from quitus.interfaces.web.layout.values import read
from quitus.interfaces.web.layout.words import sentence
from quitus.usecases.simulate import Change
from quitus.usecases.simulate.errors import TwoEnds

MOST_MONTHS = 120
NAMES = {
    "jusque": "action_ends_on",
    "objectif": "target_count",
    "budget": "budget_cents",
    "part": "state_share_per_mille",
    "eligible": "eligible_to",
    "fin": "convention_ends_on",
}


class ChangeForm(forms.Form):
    """What would change; what is left empty stays."""

    mois = CountField(label=_("Prolonger de (mois)"), min_value=1, max_value=MOST_MONTHS, required=False)
    jusque = DayField(
        label=_("Nouvelle fin de l'action"), required=False, help_text=_("À la place d'un nombre de mois.")
    )
    objectif = CountField(label=_("Objectif de pass"), min_value=1, required=False)
    budget = EurosField(label=_("Budget total"), required=False)
    part = ShareField(label=_("Part du financeur (%)"), required=False)
    eligible = DayField(
        label=_("Dépenses éligibles jusqu'au"), required=False, help_text=_("Vide : elle suit la fin de l'action.")
    )
    fin = DayField(label=_("Fin de la convention"), required=False, help_text=_("Vide : elle suit la fin de l'action."))

    def __init__(self, terms: Terms, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, name in NAMES.items():
            now = _("Aujourd'hui : %(value)s.") % {"value": read(written(PARAMETERS[name], getattr(terms, name)))}
            self.fields[field].help_text = f"{now} {self.fields[field].help_text}".strip()

    def clean(self) -> dict[str, object]:
        """One way to give an end, and the change that is asked for."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                cleaned["change"] = Change(
                    months=cleaned["mois"],
                    ends_on=cleaned["jusque"],
                    target_count=cleaned["objectif"],
                    budget_cents=cleaned["budget"],
                    state_share_per_mille=cleaned["part"],
                    eligible_to=cleaned["eligible"],
                    convention_ends_on=cleaned["fin"],
                )
            except TwoEnds as refusal:
                raise ValidationError(sentence(refusal), refusal.code) from refusal
        return cleaned


class PrepareForm(forms.Form):
    """The title of the amendment to draft."""

    title = forms.CharField(label=_("Objet de l'avenant"), max_length=300)
