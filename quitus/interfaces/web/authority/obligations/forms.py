"""What is asked about obligations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.obligations import states
from quitus.domain.obligations.models import Obligation
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.forms import DayField


class ObligationForm(forms.Form):
    """Something owed under the convention."""

    label = forms.CharField(label=_("Ce qui est dû"), max_length=300)
    due_on = DayField(label=_("Échéance"))
    kind = forms.ChoiceField(label=_("Nature"), choices=[(key, _(label)) for key, label in states.KINDS.items()])
    owed_by = forms.ChoiceField(
        label=_("Due par"),
        choices=[(key, _(label)) for key, label in states.OWED_BY.items()],
        widget=forms.RadioSelect,
        initial=states.HOLDER,
    )
    article_number = forms.CharField(label=_("Article"), max_length=20, required=False)


class MovedObligationForm(forms.Form):
    """An open obligation to which an amendment gives another date."""

    code = forms.ChoiceField(label=_("Obligation"))
    due_on = DayField(label=_("Nouvelle échéance"))

    def __init__(self, open_ones: Iterable[Obligation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(one.code, f"{one.label} ({words.day(one.due_on)})") for one in open_ones]


class SettlementForm(forms.Form):
    """How an obligation was met."""

    done_on = DayField(label=_("Faite le"), not_after_today=True)
    note = forms.CharField(
        label=_("Ce qui le prouve"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Par exemple : rapport envoyé par courriel, accusé de lecture du jour même."),
    )
