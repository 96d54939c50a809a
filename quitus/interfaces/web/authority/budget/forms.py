"""What is asked about money."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.budget import rules, states
from quitus.domain.budget.models import BudgetLine, Market
from quitus.domain.organisations.models import Organisation
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.forms import DayField, EurosField, SiretField, offer
from quitus.interfaces.web.layout.parameters import ShareField


class LineForm(forms.Form):
    """A line of the financing plan."""

    kind = forms.ChoiceField(label=_("Nature"), choices=[(key, _(label)) for key, label in states.LINE_KINDS.items()])
    label = forms.CharField(label=_("Libellé"), max_length=200)
    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Court, tel qu'il figure dans l'annexe financière.")
    )
    planned_cents = EurosField(label=_("Montant prévu"))


class CommitmentForm(forms.Form):
    """A spending to commit."""

    line_id = forms.TypedChoiceField(label=_("Poste de dépenses"), coerce=int)
    title = forms.CharField(label=_("Objet"), max_length=300)
    supplier_name = forms.CharField(label=_("Fournisseur"), max_length=200)
    supplier_siret = SiretField(label=_("SIRET du fournisseur"), required=False)
    market_id = forms.TypedChoiceField(label=_("Marché"), coerce=int, required=False, empty_value=None)
    order_id = forms.TypedChoiceField(
        label=_("Commande de pass"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Si la dépense paie une commande : annulée, elle rappelle d'annuler l'engagement."),
    )
    amount_cents = EurosField(label=_("Montant engagé"), help_text=_("Toutes taxes comprises."))
    commitment_reference = forms.CharField(
        label=_("Référence d'engagement"), max_length=60, help_text=_("Numéro du bon de commande ou de l'engagement.")
    )
    committed_on = DayField(label=_("Date de l'engagement"), not_after_today=True)

    def __init__(
        self,
        lines: Iterable[BudgetLine],
        markets: Iterable[Market],
        orders: Iterable[Order],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "order_id", [(one.pk, one.number) for one in orders], empty=_("Aucune"))
        offer(self, "line_id", [(line.pk, line.label) for line in lines if line.kind != states.RESOURCE])
        offer(
            self,
            "market_id",
            [
                ("", _("Hors marché")),
                *((one.pk, f"{one.number} – {one.title}") for one in markets),
            ],
        )


class InvoiceForm(forms.Form):
    """The invoice of a commitment."""

    invoice_reference = forms.CharField(label=_("Numéro de la facture"), max_length=60)
    invoiced_on = DayField(label=_("Date de la facture"), not_after_today=True)
    net_cents = EurosField(label=_("Montant hors taxes"))
    vat_cents = EurosField(label=_("TVA"), least=0)
    eligible_cents = EurosField(label=_("Montant éligible"), least=0, required=False)

    def __init__(self, base: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eligible_cents"].help_text = _(
            "Ce qui, par nature, peut entrer dans la part du financeur. Laissez vide pour tout le montant que retient "
            "la convention, « %(base)s »."
        ) % {"base": base}


class EvidenceForm(forms.Form):
    """A file that proves a spending."""

    kind = forms.ChoiceField(
        label=_("Nature de la pièce"),
        choices=[(key, _(label)) for key, label in states.EVIDENCE_KINDS.items()],
        initial=states.INVOICE,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("PDF, PNG ou JPEG, 10 Mo au plus."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def clean(self) -> dict[str, Any]:
        """The file as its name and its bytes; one too heavy is not even read."""
        told = super().clean() or {}
        file = told.pop("file", None)
        if file is not None and file.size > rules.EVIDENCE_MOST_BYTES:
            said = gettext("Ce fichier dépasse %(most)s Mo. Réduisez-le ou partagez-le en plusieurs.")
            self.add_error("file", ValidationError(said % {"most": rules.EVIDENCE_MOST_BYTES // 1024**2}))
        elif file is not None:
            told |= {"file_name": file.name, "content": file.read()}
        return told


class MandatForm(forms.Form):
    """The mandat, as the finance software numbered it."""

    mandat_number = forms.CharField(label=_("Numéro de mandat"), max_length=40)
    bordereau_number = forms.CharField(label=_("Numéro de bordereau"), max_length=40)
    mandated_on = DayField(label=_("Date du mandat"), not_after_today=True)


class PaymentForm(forms.Form):
    """The day the accountant paid."""

    paid_on = DayField(label=_("Date du paiement"), not_after_today=True)


class ReversalForm(forms.Form):
    """Why a spending counts no more."""

    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))
    occurred_on = DayField(label=_("Date de l'annulation"), not_after_today=True)


class MarketForm(forms.Form):
    """A market notified to its operator."""

    operator_id = forms.TypedChoiceField(label=_("Opérateur"), coerce=int)
    number = forms.CharField(label=_("Numéro du marché"), max_length=60)
    title = forms.CharField(label=_("Objet"), max_length=300)
    launched_on = DayField(label=_("Lancement de la procédure"), not_after_today=True)
    awarded_on = DayField(label=_("Attribution"), not_after_today=True)
    notified_on = DayField(label=_("Notification"), not_after_today=True)
    ends_on = DayField(label=_("Fin du marché"))
    ceiling_cents = EurosField(label=_("Plafond"), help_text=_("Une commande qui le dépasse est refusée."))

    def __init__(self, operators: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "operator_id", [(one.pk, one.name) for one in operators])


class InstalmentForm(forms.Form):
    """A payment expected from the funder."""

    label = forms.CharField(label=_("Libellé"), max_length=200, help_text=_("Avance, acompte, solde…"))
    trigger = forms.CharField(label=_("Déclencheur"), max_length=300, help_text=_("Ce qui permet de le demander."))
    base = forms.CharField(label=_("Assiette"), max_length=300, required=False)
    rate_per_mille = ShareField(label=_("Taux"), help_text=_("En pour cent de l'assiette."))
    expected_cents = EurosField(label=_("Montant attendu"))
    due_on = DayField(label=_("À demander à partir du"), required=False)
    is_placeholder = forms.BooleanField(
        label=_("Valeurs à confirmer"), required=False, help_text=_("Cochez si la convention ne donne pas ces valeurs.")
    )


class FundingClaimForm(forms.Form):
    """A request for payment sent to the funder."""

    claimed_on = DayField(label=_("Date de la demande"), not_after_today=True)
    claimed_cents = EurosField(label=_("Montant demandé"))


class ReceiptForm(forms.Form):
    """Money received."""

    received_on = DayField(label=_("Date de réception"), not_after_today=True)
    received_cents = EurosField(label=_("Montant reçu"))
    titre_number = forms.CharField(label=_("Numéro du titre de recettes"), max_length=40)
