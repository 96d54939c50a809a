"""What is asked to transmit and to publish an act."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.interfaces.web.layout.binding import DayForm
from quitus.usecases.act_text import MOST_BYTES

MEGABYTE = 1024 * 1024
ANSWER_MOST_BYTES = 10 * MEGABYTE


def bytes_of(form: forms.Form, name: str, most: int) -> bytes | None:
    """The bytes of a file that was sent, None when there is none; one too heavy is not even read."""
    file = form.cleaned_data.get(name)
    if file is None:
        return None
    if file.size > most:
        said = gettext("Ce fichier dépasse %(most)s Mo. Réduisez-le.") % {"most": most // MEGABYTE}
        form.add_error(name, ValidationError(said))
        return None
    return bytes(file.read())


class TextFileForm(forms.Form):
    """The PDF of an act, where it is not the one produced here."""

    pdf = forms.FileField(
        label=_("Texte de l'acte"), widget=forms.FileInput(attrs={"accept": "application/pdf"}), allow_empty_file=True
    )

    def __init__(self, *args: Any, produced: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pdf"]
        field.required = not produced
        field.help_text = (
            gettext("PDF, 20 Mo au plus. Laissez vide pour prendre %(document)s.") % {"document": produced}
            if produced
            else gettext("PDF, 20 Mo au plus, avec la signature. Aucun document n'a été produit ici depuis le vote.")
        )

    def clean(self) -> dict[str, Any]:
        """The bytes of the file, or None."""
        told = super().clean() or {}
        return told | {"pdf": bytes_of(self, "pdf", MOST_BYTES)}


class PublishForm(TextFileForm):
    """Who wrote the act, and its text."""

    author_name = forms.CharField(label=_("Prénom et nom de l'auteur de l'acte"), max_length=160)
    author_quality = forms.CharField(label=_("Sa qualité"), max_length=200)

    field_order = ("author_name", "author_quality", "pdf")


class AnswerForm(forms.Form):
    """A file of the prefecture."""

    file = forms.FileField(
        label=_("Fichier rendu par l'opérateur"),
        help_text=_("Le fichier .xml, ou l'archive .tar.gz, sans le modifier."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xml,.gz,.tgz"}),
    )

    def clean(self) -> dict[str, Any]:
        """The file as its name and its bytes."""
        told = super().clean() or {}
        content = bytes_of(self, "file", ANSWER_MOST_BYTES)
        file = told.pop("file", None)
        return told if content is None else told | {"file_name": file.name, "content": content}


class AnomalyForm(forms.Form):
    """An anomaly told otherwise than by a file that can be read."""

    code = forms.CharField(label=_("Code de l'anomalie"), max_length=20, help_text=_("Tel que l'opérateur l'affiche."))
    detail = forms.CharField(label=_("Explication"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class ReasonForm(forms.Form):
    """Why something is given up."""

    reason = forms.CharField(label=_("Motif"), max_length=200)


class SentForm(DayForm):
    """The day the operator sent the archive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, name="on", label=_("Jour de l'envoi"), **kwargs)
