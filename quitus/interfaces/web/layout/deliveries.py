"""Printing and delivering an order, as operator, accountant and authority meet it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.vouchers import queries, rules, states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.binding import Act
from quitus.interfaces.web.layout.components import Fact, number
from quitus.interfaces.web.layout.forms import CountField, DayField
from quitus.interfaces.web.layout.order_lines import range_words
from quitus.interfaces.web.layout.orders import order_facts
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS, UploadField
from quitus.interfaces.web.layout.words import count, sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal


def production_of(order: Order) -> Act:
    """What the page says that produces the pass of an order."""
    return Act(
        title=_("Produire les pass de la commande %(number)s") % {"number": order.number},
        happens=(
            _(
                "L'opérateur a imprimé les %(count)s pass, avec ses propres numéros : un fichier les dira. "
                "Ils restent inactifs."
            )
            if order.shape == states.OUTSIDE
            else _("Les %(count)s pass reçoivent leur numéro. Ils restent inactifs.")
        )
        % {"count": count(order.quantity)},
        final=_("Une commande produite ne s'annule plus : ses pass s'annulent un par un."),
        button=_("Produire les pass"),
        done=_("Les pass sont produits."),
        facts=tuple(order_facts(order)),
        refused={"date_before_previous_step": "produced_on"},
    )


def delivery_of(order: Order) -> Act:
    """What the page says on which a delivery is counted."""
    awaited = queries.awaited(order)
    left = sum(numbers.count for numbers in awaited)
    facts = [Fact(_("Encore attendus"), number(left), range_words(order, awaited)), *order_facts(order)]
    return Act(
        title=_("Enregistrer la livraison de la commande %(number)s") % {"number": order.number},
        happens=_(
            "Le comptable prend en charge les pass livrés. Ils restent inactifs jusqu'au mandat, qui paie la commande "
            "entière : elle s'active une fois que plus aucun pass n'est attendu."
        ),
        final=_(
            "Les pass déclarés manquants sont annulés pour toujours. Ceux qui viendront plus tard restent attendus."
        ),
        button=_("Enregistrer la livraison"),
        done=_("La livraison est enregistrée."),
        facts=tuple(facts),
        refused={
            "difference_not_explained": "note",
            "surplus_not_explained": "note",
            "not_of_this_order": "missing",
            "already_counted": "received",
            "nothing_delivered": "received",
            "date_before_previous_step": "delivered_on",
            **SCAN_REFUSALS,
        },
    )


class DeliveryForm(forms.Form):
    """What was counted at the delivery."""

    delivered_on = DayField(label=gettext_lazy("Date de la livraison"), not_after_today=True, initial=today)
    received = forms.CharField(
        label=gettext_lazy("Carnets reçus"),
        required=False,
        help_text=gettext_lazy("Laissez vide si tout le reste est là. Sinon leurs numéros, par exemple 1-300, 305."),
    )
    missing = forms.CharField(
        label=gettext_lazy("Carnets qui ne viendront pas"),
        required=False,
        help_text=gettext_lazy("Seulement si c'est définitif : leurs pass sont annulés. Par exemple 12, 40-45."),
    )
    surplus_count = CountField(
        label=gettext_lazy("Pass en trop"),
        required=False,
        initial=0,
        help_text=gettext_lazy("Ce qui n'était pas commandé n'entre pas en stock : l'opérateur le reprend."),
    )
    note = forms.CharField(
        label=gettext_lazy("Ce qui a été constaté"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("À remplir s'il manque des pass ou s'il y en a trop."),
    )
    slip_reference = forms.CharField(label=gettext_lazy("Référence du bon de livraison"), max_length=60, required=False)
    signed_by = forms.CharField(
        label=gettext_lazy("Signé par"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Si vous joignez le bon de livraison signé."),
    )
    file = UploadField(label=gettext_lazy("Bon de livraison signé"), required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def clean_received(self) -> list[NumberRange] | None:
        """The pass of the booklets said to have come; None when all that is awaited has."""
        return self._ranges("received") or None

    def clean_missing(self) -> list[NumberRange]:
        """The pass of the booklets said to be missing."""
        return self._ranges("missing")

    def clean_surplus_count(self) -> int:
        """None is nothing."""
        return self.cleaned_data["surplus_count"] or 0

    def _ranges(self, name: str) -> list[NumberRange]:
        series, size = self.order.series or 0, self.order.booklet_size
        most = self.order.quantity // size
        found = []
        for part in self.cleaned_data[name].replace(";", ",").split(","):
            if part.strip():
                booklets = read_range(part)
                if not 1 <= booklets.first <= booklets.last <= most:
                    raise forms.ValidationError(
                        _("Les carnets de cette commande vont de 1 à %(most)s.") % {"most": most}
                    )
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
