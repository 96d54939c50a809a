"""Forms of orders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.vouchers import queries, rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.forms import DayField, EurosField
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange

MOST_FACE_VALUE = 1_000_00
MOST_YEARLY_FEE = 100_000_00

SELF_ISSUED = "self"


class OrderForm(forms.Form):
    """An order being prepared: what it is for, under which contract, until when."""

    number = forms.CharField(label=_("Numéro de la commande"), max_length=20, help_text=_("Par exemple 2021-01."))
    operator_contract = forms.ChoiceField(
        label=_("Qui produit les pass"), help_text=_("Un opérateur, sous son contrat, ou la collectivité elle-même.")
    )
    payer = forms.ChoiceField(
        label=_("Qui paie les lieux"),
        choices=[("operator", _("L'opérateur, payé d'avance")), ("authority", _("La collectivité"))],
        widget=forms.RadioSelect,
        initial="operator",
    )
    booklets = forms.IntegerField(label=_("Nombre de carnets"), min_value=1, max_value=999_999)
    booklet_size = forms.IntegerField(label=_("Pass par carnet"), min_value=1, max_value=100, initial=10)
    face_value_cents = EurosField(
        label=_("Valeur d'un pass"),
        most=MOST_FACE_VALUE,
        help_text=_("Celle de la convention ; aucun pass n'est fractionné."),
    )
    valid_until = DayField(label=_("Dernier jour de validité"), help_text=_("Imprimé sur chaque pass."))
    drafted_on = DayField(label=_("Date de la commande"), not_after_today=True)

    def __init__(self, *args: Any, authority_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority_id = authority_id
        running = queries.contracts(running_on=today())
        choices = [(str(one.pk), f"{one.operator.short_name} – {one.number}") for one in running]
        self.fields["operator_contract"].choices = [*choices, (SELF_ISSUED, _("La collectivité émet elle-même"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The facts of `draft_order`."""
        said = super().clean() or {}
        if self.errors:
            return said
        contract = said.pop("operator_contract")
        self_issued = contract == SELF_ISSUED
        own = said.pop("payer") == "authority" or self_issued
        quantity = said.pop("booklets") * said["booklet_size"]
        return {
            **said,
            "quantity": quantity,
            "operator_contract_id": None if self_issued else int(contract),
            "payer_id": self.authority_id if own else None,
        }


class ActivateForm(forms.Form):
    """The mandat that pays the pass, and the day from which they are usable."""

    mandat_number = forms.CharField(
        label=_("Numéro du mandat"),
        max_length=40,
        help_text=_("Le mandat qui paie l'opérateur ; pour des pass émis par la collectivité, le numéro d'engagement."),
    )
    activated_on = DayField(label=_("Date d'activation"), not_after_today=True, initial=today)


class CancelOrderForm(forms.Form):
    """Why an order is given up."""

    cancelled_on = DayField(label=_("Date"), not_after_today=True, initial=today)
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))


class RangeForm(forms.Form):
    """Some pass of an order, by rank, and why their state changes."""

    first = forms.IntegerField(label=_("Premier pass"), min_value=1)
    last = forms.IntegerField(
        label=_("Dernier pass"), min_value=1, required=False, help_text=_("Laissez vide pour un seul pass.")
    )
    occurred_on = DayField(label=_("Date"), not_after_today=True, initial=today)
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def clean(self) -> dict[str, Any]:
        """The pass as numbers of the order."""
        said = super().clean() or {}
        if self.errors:
            return said
        first = said.pop("first")
        last = said.pop("last") or first
        if last < first or last > self.order.quantity:
            self.add_error("last", _("Indiquez un pass de cette commande, qui ne vienne pas avant le premier."))
            return said
        series = self.order.series or 0
        said["numbers"] = NumberRange(rules.number_of(series, first), rules.number_of(series, last))
        return said


class ContractForm(forms.Form):
    """What an operator does and for how much."""

    market_id = forms.TypedChoiceField(label=_("Marché"), coerce=int)
    number = forms.CharField(label=_("Numéro du contrat"), max_length=40)
    fee_on_order_per_mille = forms.DecimalField(
        label=_("Frais sur les pass commandés (%)"), min_value=0, max_value=100, decimal_places=1, localize=True
    )
    fee_on_redemption_per_mille = forms.DecimalField(
        label=_("Frais sur les pass utilisés (%)"), min_value=0, max_value=100, decimal_places=1, localize=True
    )
    yearly_fee_per_venue_cents = EurosField(
        label=_("Frais par lieu et par an, hors taxe"), least=0, most=MOST_YEARLY_FEE
    )
    tolerance_months = forms.IntegerField(
        label=_("Mois de tolérance"),
        min_value=0,
        max_value=12,
        initial=1,
        help_text=_("Durée pendant laquelle les lieux acceptent encore les pass après leur dernier jour."),
    )
    late_entry_days = forms.IntegerField(
        label=_("Jours pour saisir une utilisation"),
        min_value=1,
        max_value=365,
        initial=60,
        help_text=_("Délai, après le jour du service, pendant lequel un lieu peut encore encaisser le pass."),
    )
    payment_days = forms.IntegerField(
        label=_("Jours pour payer les structures"),
        min_value=1,
        max_value=365,
        initial=30,
        help_text=_(
            "Délai, après l'envoi d'une demande, dans lequel l'opérateur la paie. La collectivité, quand elle paie "
            "elle-même, a 30 jours (Code de la commande publique, art. R. 2192-10)."
        ),
    )
    starts_on = DayField(label=_("Début"))
    ends_on = DayField(label=_("Fin"))

    def __init__(self, *args: Any, markets: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["market_id"].choices = markets  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Percentages as shares in per mille."""
        said = super().clean() or {}
        for name in ("fee_on_order_per_mille", "fee_on_redemption_per_mille"):
            if said.get(name) is not None:
                said[name] = int(said[name] * 10)
        return said
