"""What is asked of the funder about a campaign."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.campaigns import rules
from quitus.domain.grants.rules import PARAMETERS
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField, offer
from quitus.interfaces.web.layout.parameters import value_field


class CampaignForm(forms.Form):
    """What a campaign is about."""

    title = forms.CharField(
        label=_("Objet de l'avenant"), max_length=300, help_text=_("Il devient l'intitulé de chaque avenant.")
    )
    reasons = forms.CharField(
        label=_("Motifs"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("Pourquoi vous le proposez : chaque collectivité le lit, et peut le reprendre dans son rapport."),
    )
    answer_by = DayField(label=_("Réponse souhaitée au plus tard le"), required=False)


class NewCampaignForm(CampaignForm):
    """A campaign to prepare."""

    prolong_months = CountField(
        label=_("Prolonger de (mois)"),
        min_value=1,
        max_value=rules.MOST_MONTHS,
        required=False,
        help_text=_("Repousse la fin de l'action, de l'éligibilité et de la convention, chacune depuis sa date."),
    )
    field_order = ("title", "reasons", "prolong_months", "answer_by")


class ArticleForm(forms.Form):
    """The text of an article that has its number."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    text = forms.CharField(label=_("Nouvelle rédaction"), widget=forms.Textarea(attrs={"rows": 10}), required=False)


class NewArticleForm(ArticleForm):
    """An article to write."""

    article_number = forms.CharField(
        label=_("Numéro de l'article"),
        max_length=20,
        help_text=_("Un numéro que la convention n'a pas ajoute un article."),
    )
    field_order = ("article_number", "title", "text")


class ChangeForm(forms.Form):
    """What becomes of one parameter: a value, or a change from the one that each convention has."""

    article_number = forms.CharField(
        label=_("Article"),
        max_length=20,
        required=False,
        help_text=_("Laissez vide : chaque convention garde le sien."),
    )

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = PARAMETERS[name].kind
        self.fields["value"] = value_field(name, label=_("Nouvelle valeur, la même pour toutes"), required=False)
        relative: dict[str, Any] = {"required": False, "help_text": _("À la place d'une nouvelle valeur.")}
        if kind == "day":
            self.fields["more"] = CountField(
                label=_("Prolongation, en mois"), min_value=1, max_value=rules.MOST_MONTHS, **relative
            )
        elif kind == "cents":
            self.fields["more"] = EurosField(label=_("Augmentation"), **relative)
        elif kind == "count":
            self.fields["more"] = CountField(label=_("Augmentation"), min_value=1, **relative)
        self.relative = rules.BY_MONTHS if kind == "day" else rules.PLUS
        self.order_fields(("value", "more", "article_number"))

    def clean(self) -> dict[str, Any]:
        """One of the two, as the operation takes it."""
        cleaned = super().clean() or {}
        more, value = cleaned.pop("more", None), cleaned.get("value")
        if not self.errors and (more is None) == (value in (None, "", ())):
            raise forms.ValidationError(
                _("Écrivez une valeur ou une augmentation, l'une des deux.")
                if "more" in self.fields
                else _("Écrivez une valeur.")
            )
        return cleaned if more is None else cleaned | {"value": more, "how": self.relative}


class ReachForm(forms.Form):
    """The conventions that a campaign is proposed to."""

    scheme_ids = forms.TypedMultipleChoiceField(
        label=_("Conventions"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, choices: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scheme_ids", list(choices))
        self.fields["scheme_ids"].initial = [key for key, _label in choices]


class MessageForm(forms.Form):
    """What is said to an authority."""

    text = forms.CharField(label=_("Votre réponse"), widget=forms.Textarea(attrs={"rows": 5}))


class NothingForm(forms.Form):
    """An act that needs nothing more than its button."""
