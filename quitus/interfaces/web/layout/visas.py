"""The refusal of a visa, as the accountant says it or as the authority enters it from paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.papers import UploadField
from quitus.kernel.clock import today

REFUSAL_REFUSED = {"date_before_previous_step": "refused_on", "visa_refusal_not_explained": "reason"}
"""Under which field the refusals of `refuse_visa` are shown."""


class RefusalForm(forms.Form):
    """When the visa was refused, and what is wrong."""

    refused_on = DayField(label=_("Date du refus"), not_after_today=True, initial=today)
    reason = forms.CharField(
        label=_("Ce qui ne va pas"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le responsable du dispositif le lira sur la page de la commande et dans ses tâches."),
    )


class RefusalOnPaperForm(RefusalForm):
    """A refusal that the accountant signed by hand, with its scan."""

    signed_by = forms.CharField(
        label=_("Signé par"), max_length=200, help_text=_("Le nom de la personne, tel qu'il est sur le papier.")
    )
    file = UploadField(label=_("Papier signé, numérisé"))
