"""What is asked to produce documents and to replace templates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quitus.domain.documents.rules import TEMPLATE_BYTES_MAX
from quitus.interfaces.web.layout.forms import DayField
from quitus.kernel.clock import today


class ConsolidatedForm(forms.Form):
    """The day whose text is wanted."""

    on = DayField(
        label=_("Texte au"),
        help_text=_("Le document donne la convention telle qu'elle est ce jour-là, avenants compris."),
    )


class LetterForm(forms.Form):
    """What a letter says, and to whom."""

    to = forms.CharField(
        label=_("Destinataire"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        help_text=_("Nom et adresse, une ligne par ligne de l'enveloppe."),
    )
    subject = forms.CharField(label=_("Objet"), max_length=200)
    reference = forms.CharField(label=_("Nos références"), max_length=80, required=False)
    on = DayField(label=_("Date du courrier"))
    text = forms.CharField(
        label=_("Texte"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=50_000,
        help_text=_("Une ligne par paragraphe ; une ligne qui commence par un tiret est un point de liste."),
    )
    signatory_name = forms.CharField(label=_("Signataire"), max_length=160, required=False)
    signatory_quality = forms.CharField(label=_("Qualité du signataire"), max_length=200, required=False)

    def __init__(self, *args: Any, to: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["to"], self.initial["on"] = to, today()

    def clean_to(self) -> tuple[str, ...]:
        """The address, line by line."""
        return tuple(line.strip() for line in self.cleaned_data["to"].splitlines() if line.strip())


class TemplateForm(forms.Form):
    """A template to try and put in use."""

    file = forms.FileField(
        label=_("Modèle"),
        help_text=_("Un fichier Typst (.typ) de 100 ko au plus. Partez du modèle en vigueur."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".typ,text/plain"}),
    )
    note = forms.CharField(
        label=_("Ce qui change"), max_length=200, required=False, help_text=_("Gardé dans l'historique du modèle.")
    )

    def clean(self) -> dict[str, Any]:
        """The file as its bytes; one too heavy is not even read."""
        told = super().clean() or {}
        file = told.pop("file", None)
        if file is not None and file.size > TEMPLATE_BYTES_MAX:
            self.add_error("file", ValidationError(_("Ce fichier dépasse 100 ko : ce n'est pas un modèle.")))
        elif file is not None:
            told["content"] = file.read()
        return told
