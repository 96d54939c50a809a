"""What is asked of an authority once for its acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quitus.domain.acts import rules
from quitus.domain.acts.models import ActSettings
from quitus.domain.acts.operations import Settings
from quitus.interfaces.web.layout.forms import CountField, DayField


class SettingsForm(forms.Form):
    """What an authority settles once for its acts."""

    assembly = forms.CharField(label=_("Assemblée par défaut"), max_length=120)
    sitting_word = forms.ChoiceField(
        label=_("Mot de l'assemblée pour ses réunions"),
        choices=[
            (rules.SITTING_WORD, pgettext_lazy("mot choisi par l'assemblée", "Réunion")),
            ("seance", pgettext_lazy("mot choisi par l'assemblée", "Séance")),
        ],
    )
    transmission_target_days = CountField(
        label=_("Objectif de transmission, en jours après le vote"),
        required=False,
        max_value=365,
        help_text=_(
            "Vide : pas d'objectif. La loi ne fixe aucun délai ; au-delà de l'objectif, l'acte passe en rouge."
        ),
    )
    publication_target_days = CountField(
        label=_("Objectif de publication, en jours après le vote"), required=False, max_value=365
    )
    target_source = forms.CharField(
        label=_("D'où viennent ces objectifs"),
        max_length=200,
        required=False,
        help_text=_("Note de service, règlement intérieur…"),
    )
    matter_code = forms.CharField(label=_("Matière proposée"), max_length=20, required=False)
    matter_label = forms.CharField(label=_("Nom de la matière"), max_length=160, required=False)
    classification_on = DayField(
        label=_("Classification de la préfecture du"),
        required=False,
        help_text=_("La date de la liste des matières que votre préfecture utilise."),
    )
    prefecture = forms.CharField(label=_("Identifiant de la préfecture"), max_length=20, required=False)
    department = forms.CharField(
        label=_("Département"), max_length=3, required=False, help_text=_("Trois caractères : 062, 02A.")
    )
    arrondissement = forms.CharField(label=_("Arrondissement"), max_length=1, required=False)
    nature_code = forms.CharField(
        label=_("Nature de l'émetteur"),
        max_length=2,
        required=False,
        help_text=_("Code à deux chiffres donné par la préfecture."),
    )
    operator_trigram = forms.CharField(
        label=_("Opérateur de transmission"),
        max_length=3,
        required=False,
        help_text=_("Ses trois lettres, par exemple SLO."),
    )
    referent_name = forms.CharField(label=_("Personne à joindre"), max_length=160, required=False)
    referent_phone = forms.CharField(label=_("Son téléphone"), max_length=30, required=False)
    referent_email = forms.EmailField(label=_("Son adresse électronique"), required=False)
    return_emails = forms.CharField(
        label=_("Adresses de retour"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Une par ligne : elles reçoivent les réponses de la préfecture."),
    )
    publisher_name = forms.CharField(label=_("Auteur de la publication"), max_length=160, required=False)
    publisher_quality = forms.CharField(label=_("Sa qualité"), max_length=200, required=False)

    def clean_department(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["department"]).upper()

    def clean_operator_trigram(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["operator_trigram"]).upper()

    def clean(self) -> dict[str, Any]:
        """The fields as one settings."""
        told = super().clean() or {}
        return told if self.errors else {"settings": Settings(**told)}

    @classmethod
    def of(cls, settings: ActSettings) -> dict[str, object]:
        """What is settled now."""
        return {name: getattr(settings, name) for name in cls.base_fields}
