"""What is asked about the convention and its amendments."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import rules
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.parameters import value_field


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
        about = rules.PARAMETERS[name]
        told = {"label": _(about.label), "help_text": _(about.help) if about.help else ""}
        self.fields["value"] = value_field(name, **told)
        self.order_fields(self.field_order)


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
        offer(
            self,
            "deliberation_id",
            [(act.pk, f"{act.number} – {act.title}" if act.number else act.title) for act in acts],
        )


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
