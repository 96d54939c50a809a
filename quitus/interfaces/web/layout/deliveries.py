"""Printing and delivering an order, as operator, accountant and authority meet it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.binding import Act
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.orders import order_facts
from quitus.interfaces.web.layout.words import count, sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal


def production_of(order: Order) -> Act:
    """What the page says that produces the pass of an order."""
    return Act(
        title=_("Produire les pass de la commande %(number)s") % {"number": order.number},
        happens=_("Les %(count)s pass reçoivent leur numéro. Ils restent inactifs.") % {"count": count(order.quantity)},
        final=_("Une commande produite ne s'annule plus : ses pass s'annulent un par un."),
        button=_("Produire les pass"),
        done=_("Les pass sont produits."),
        facts=tuple(order_facts(order)),
        refused={"date_before_previous_step": "produced_on"},
    )


def delivery_of(order: Order) -> Act:
    """What the page says on which a delivery is counted."""
    return Act(
        title=_("Enregistrer la livraison de la commande %(number)s") % {"number": order.number},
        happens=_("Le comptable prend en charge les pass livrés. Ils restent inactifs jusqu'au mandat."),
        final=_("Les pass déclarés manquants sont annulés pour toujours."),
        button=_("Enregistrer la livraison"),
        done=_("La livraison est enregistrée."),
        facts=tuple(order_facts(order)),
        refused={
            "difference_not_explained": "note",
            "not_of_this_order": "missing",
            "date_before_previous_step": "delivered_on",
        },
    )


class DeliveryForm(forms.Form):
    """What was counted at the delivery."""

    delivered_on = DayField(label=gettext_lazy("Date de la livraison"), not_after_today=True, initial=today)
    missing = forms.CharField(
        label=gettext_lazy("Carnets manquants"),
        required=False,
        help_text=gettext_lazy("Laissez vide si tout est là. Sinon les numéros de carnets, par exemple 12, 40-45."),
    )
    note = forms.CharField(
        label=gettext_lazy("Ce qui a été constaté"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("À remplir s'il manque des pass."),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def clean_missing(self) -> list[NumberRange]:
        """The pass of the booklets said to be missing."""
        series, size = self.order.series or 0, self.order.booklet_size
        found = []
        for part in self.cleaned_data["missing"].replace(";", ",").split(","):
            if part.strip():
                booklets = read_range(part)
                found.append(
                    NumberRange(
                        rules.booklet_range(series, booklets.first, size).first,
                        rules.booklet_range(series, booklets.last, size).last,
                    )
                )
        return found


def read_range(text: str) -> NumberRange:
    """A range somebody typed, or the error shown under the field."""
    try:
        return NumberRange.parse(text)
    except Refusal as refusal:
        raise forms.ValidationError(sentence(refusal)) from refusal
