"""A parameter of a convention: how its value is asked of a person (how it is written: see `terms`)."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants import rules
from quitus.interfaces.web.layout.components import Words
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField

MOST_DELAY = 3650


class ShareField(forms.CharField):
    """A share typed « 50 » or « 12,5 », in per cent, cleaned to per mille (None when left empty and not required)."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "amount"})

    def clean(self, value: Any) -> int | None:
        """Per mille, a whole number from 0 to 1000."""
        text = str(super().clean(value)).replace("%", "").replace(",", ".").strip()
        if not text:
            return None
        try:
            per_mille = Decimal(text) * 10
            is_whole = per_mille == int(per_mille)
        except (InvalidOperation, ValueError, OverflowError) as wrong:  # also « NaN » and « Infinity »
            raise ValidationError(_("Écrivez un taux en pour cent, par exemple 12,5."), "invalid") from wrong
        if not is_whole or not 0 <= per_mille <= 1000:
            raise ValidationError(_("Écrivez un taux de 0 à 100 %, avec une décimale au plus."), "invalid")
        return int(per_mille)

    def prepare_value(self, value: Any) -> Any:
        """Per mille as a person types it: « 12,5 »."""
        if not isinstance(value, int):
            return value
        whole, tenth = divmod(value, 10)
        return f"{whole},{tenth}" if tenth else str(whole)


def value_field(name: str, **told: Any) -> forms.Field:
    """The field in which the value of a parameter is typed; `told` is what any field takes."""
    about = rules.PARAMETERS[name]
    choices = [(key, _(label)) for key, label in about.choices.items()]
    match about.kind:
        case "cents":
            return EurosField(**told)
        case "per_mille":
            return ShareField(**told)
        case "count":
            return CountField(**told)
        case "months" | "days":
            return CountField(max_value=MOST_DELAY, **told)
        case "day":
            return DayField(**told)
        case "choice":
            return forms.ChoiceField(choices=choices, **told)
        case "publics":
            return PublicsField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
    return forms.CharField(max_length=300, **told)


class PublicsField(forms.MultipleChoiceField):
    """Several target publics, cleaned to the tuple of their codes."""

    def __init__(self, *, choices: Sequence[tuple[str, Words]], **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        self.codes = [code for code, _label in choices]

    def clean(self, value: Any) -> tuple[str, ...]:
        """In the order of the catalogue."""
        chosen = set(super().clean(value))
        return tuple(code for code in self.codes if code in chosen)
