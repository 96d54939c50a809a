"""Papers signed by hand, and files joined, as every audience enters them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants.files import MOST_BYTES
from quitus.interfaces.web.layout.forms import DayField
from quitus.kernel.clock import today

SCAN_REFUSALS = {
    "signer_missing": "signed_by",
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
