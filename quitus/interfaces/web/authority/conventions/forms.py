"""What is asked about the convention and its amendments."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import rules
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField


class ShareField(forms.CharField):
    """A share typed « 50 » or « 12,5 », in per cent, cleaned to per mille."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "amount"})

    def clean(self, value: Any) -> int:
        """Per mille, a whole number from 0 to 1000."""
        text = str(super().clean(value)).replace("%", "").replace(",", ".").strip()
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


def _value_field(name: str) -> forms.Field:
    about = rules.PARAMETERS[name]
    told = {"label": _(about.label), "help_text": _(about.help) if about.help else ""}
    match about.kind:
        case "cents":
            return EurosField(**told)
        case "per_mille":
            return ShareField(**told)
        case "count" | "months" | "days":
            return CountField(**told)
        case "publics":
            choices = [(key, _(label)) for key, label in about.choices.items()]
            return forms.TypedMultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
        case "day":
            return DayField(**told)
        case "choice":
            return forms.ChoiceField(choices=[(key, _(label)) for key, label in about.choices.items()], **told)
    return forms.CharField(max_length=300, **told)


class ParameterForm(forms.Form):
    """The value of one parameter, and the article it comes from."""

    article_number = forms.CharField(
        label=_("Article"), max_length=20, required=False, help_text=_("Le numéro de l'article qui fixe cette valeur.")
    )
    is_placeholder = forms.BooleanField(
        label=_("Valeur à confirmer"),
        required=False,
        help_text=_("Cochez si le texte ne donne pas cette valeur et qu'elle est supposée."),
    )
    field_order = ("value", "article_number", "is_placeholder")

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(name)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Several publics as the tuple that the operation reads."""
        told = super().clean() or {}
        if isinstance(told.get("value"), list):
            told["value"] = tuple(told["value"])
        return told


class ConventionForm(forms.Form):
    """A convention to prepare."""

    number = forms.CharField(label=_("Numéro"), max_length=60, help_text=_("Celui que porte la convention."))
    title = forms.CharField(label=_("Intitulé"), max_length=300)


class AmendmentForm(forms.Form):
    """An amendment to prepare."""

    title = forms.CharField(label=_("Objet"), max_length=300)
    stated_effect_on = DayField(
        label=_("Date d'effet écrite dans l'avenant"),
        required=False,
        help_text=_("Laissez vide s'il prend effet à la dernière signature."),
    )


class DeliberationForm(forms.Form):
    """The deliberation that authorises to sign."""

    deliberation_id = forms.TypedChoiceField(label=_("Délibération"), coerce=int)

    def __init__(self, acts: Iterable[Deliberation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deliberation_id"].choices = [
            (act.pk, f"{act.number} – {act.title}" if act.number else act.title) for act in acts
        ]


class ArticleForm(forms.Form):
    """The text of an article that has its number."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    text = forms.CharField(label=_("Texte"), widget=forms.Textarea(attrs={"rows": 10}), required=False)


class NumberField(forms.CharField):
    """The number of an article or an annex: it stands in the address of its page."""

    default_validators = [
        RegexValidator(r"^[\w](?:[\w .°-]*[\w°])?$", _("Écrivez un numéro sans barre ni signe, par exemple 3 bis."))
    ]


class NewArticleForm(ArticleForm):
    """An article to add."""

    number = NumberField(label=_("Numéro de l'article"), max_length=20)
    field_order = ("number", "title", "text")


class AddedArticleForm(ArticleForm):
    """An article that an amendment adds."""

    article_number = NumberField(label=_("Numéro de l'article"), max_length=20)
    field_order = ("article_number", "title", "text")
