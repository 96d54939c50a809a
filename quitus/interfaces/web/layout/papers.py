"""Papers signed by hand, and files joined, as every audience enters them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants.files import MOST_BYTES
from quitus.interfaces.web.layout.forms import DayField, needed_at_times
from quitus.kernel.clock import today
from quitus.usecases.signed_papers import accountant_names

SCAN_REFUSALS = {
    "signer_missing": "signed_by",
    "own_signature_on_paper": "signed_by",
    "quality_missing": "quality",
    **dict.fromkeys(("scan_empty", "scan_too_large", "scan_of_this_type_refused"), "file"),
}
"""Under which field of a `PaperForm` the refusals of `usecases.signed_papers.on_paper` are shown."""


class UploadField(forms.FileField):
    """A file cleaned to its name and its bytes; None when there is none. One too heavy is not even read."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, help_text=_("PDF, PNG ou JPEG, 25 Mo au plus."), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes] | None:
        """Its name, shortened to what is kept, and its bytes."""
        file = super().clean(data, initial)
        if not file:
            return None if file is None or data is None else (data.name[-200:], b"")
        if file.size > MOST_BYTES:
            said = gettext("Ce fichier dépasse %(most)s Mo. Réduisez-le.") % {"most": MOST_BYTES // 1024**2}
            raise ValidationError(said, "invalid")
        return file.name[-200:], file.read()


OTHER = "-"


class ByAccountant(forms.Form):
    """Before a form that asks who signed (`signed_by`): which accountant did, of those who have an account, or which
    other person, with name and quality. As it is where no accountant ever had one.
    """

    needs_signer = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = accountant_names()
        if not names or "signed_by" not in self.fields:
            return
        other = self.fields["signed_by"]
        self.needs_signer = other.required
        label, help_text = other.label, "" if other.required else other.help_text
        other.label, other.required = _("Nom de l'autre personne"), False
        other.help_text = _("Seulement si elle n'est pas nommée ci-dessus. Tel qu'il figure sur le papier.")
        self.fields["signer"] = forms.ChoiceField(
            label=label,
            help_text=help_text,
            choices=[*((one, one) for one in names), (OTHER, _("Une autre personne"))],
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["quality"] = forms.CharField(
            label=_("Fonction"),
            max_length=100,
            required=False,
            help_text=_("Seulement pour une autre personne : en quelle qualité elle signe pour le comptable."),
        )
        needed_at_times(self, "signer", "signed_by", "quality")
        order = [one for one in self.fields if one not in ("signer", "quality")]
        at = order.index("signed_by")
        self.order_fields([*order[:at], "signer", "signed_by", "quality", *order[at + 1 :]])

    def clean(self) -> dict[str, Any]:
        """`signed_by` from the choice."""
        said = super().clean() or {}
        name, other = said.pop("signer", "").removeprefix(OTHER), said.get("signed_by", "").strip()
        if name and other and name != other:
            self.add_error("signed_by", gettext("Choisissez « Une autre personne », ou laissez ce nom vide."))
        elif self.needs_signer and not (name or other):
            self.add_error("signer", gettext("Dites qui a signé : choisissez un nom, ou écrivez-le."))
        return said | {"signed_by": name or other}


class PaperForm(forms.Form):
    """A paper that somebody signed by hand in place of an act in the software; `day` names the fact of its date."""

    signed_by = forms.CharField(
        label=_("Signé par"), max_length=200, help_text=_("Le nom de la personne, tel qu'il est sur le papier.")
    )
    file = UploadField(label=_("Papier signé, numérisé"))

    def __init__(self, *args: Any, day: str, day_label: object = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[day] = DayField(label=day_label or _("Signé le"), not_after_today=True, initial=today)
        self.order_fields([day, "signed_by", "file"])


class AccountantPaperForm(ByAccountant, PaperForm):
    """A paper that the accountant signed by hand."""


class AppealForm(forms.Form):
    """Why a structure contests a decision, whoever it is by then: applicant or venue."""

    text = forms.CharField(
        label=_("Pourquoi contestez-vous cette décision ?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
    )
    file = UploadField(label=_("Pièce à l'appui"), required=False)
