"""Forms about claims and payments."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.reimbursement.models import Claim
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.papers import UploadField
from quitus.interfaces.web.layout.words import euros, month


class CertifyForm(forms.Form):
    """When *service fait* is certified."""

    certified_on = DayField(label=gettext_lazy("Date du service fait"), not_after_today=True)


class RejectForm(forms.Form):
    """Why a claim goes back."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("La structure le lira et pourra renvoyer sa demande."),
    )


class IssueForm(forms.Form):
    """Which certified claims are paid now."""

    claim_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Demandes à payer"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    issued_on = DayField(label=gettext_lazy("Date de l'ordre"), not_after_today=True)

    def __init__(self, *args: Any, claims: Iterable[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "claim_ids", [(claim.pk, _described(claim)) for claim in claims])


class MandatForm(forms.Form):
    """The mandat that the finance software made."""

    mandat_number = forms.CharField(label=gettext_lazy("Numéro de mandat"), max_length=40)
    bordereau_number = forms.CharField(label=gettext_lazy("Numéro de bordereau"), max_length=40, required=False)
    mandated_on = DayField(label=gettext_lazy("Date du mandat"), not_after_today=True)


class PaidForm(forms.Form):
    """When a payment was made."""

    paid_on = DayField(label=gettext_lazy("Date du paiement"), not_after_today=True)


class PaidOutsideForm(PaidForm):
    """What an operator that works outside says it paid, and by which list."""

    list_reference = forms.CharField(
        label=gettext_lazy("Référence de la liste de l'opérateur"),
        max_length=80,
        help_text=gettext_lazy("Le numéro, ou le titre et la date, de la liste des paiements qu'il vous a envoyée."),
    )
    signed_by = forms.CharField(label=gettext_lazy("Liste signée par"), max_length=200, required=False)
    file = UploadField(label=gettext_lazy("Liste numérisée, si vous l'avez"), required=False)


def _described(claim: Claim) -> str:
    return _("%(structure)s, %(month)s : %(amount)s, par %(payer)s") % {
        "structure": claim.organisation.name,
        "month": month(claim.month),
        "amount": euros(claim.total_cents),
        "payer": claim.payer.short_name,
    }
