"""Forms of pass that move: what did not come, what goes back, what a person returns."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import queries
from quitus.domain.distribution.models import Slip
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal


class RanksField(forms.CharField):
    """Pass by the numbers printed on them, in ranges: `1-10, 21, 31-35`."""

    def clean(self, value: Any) -> list[NumberRange]:  # type: ignore[override]
        """The ranges typed, of ranks."""
        typed = super().clean(value)
        found = []
        for part in str(typed or "").replace(";", ",").split(","):
            if part.strip():
                try:
                    found.append(NumberRange.parse(part))
                except Refusal as refusal:
                    raise forms.ValidationError(sentence(refusal)) from refusal
        return found


class RanksForm(forms.Form):
    """Some pass of one order that leave a place, in one range or several."""

    order_id = forms.TypedChoiceField(label=_("Commande"), coerce=int)
    ranks = RanksField(label=_("Pass"), help_text=_("Les numéros imprimés, un par un ou par plages : 1-10, 21, 31-35."))
    occurred_on = DayField(label=_("Date"), not_after_today=True, initial=today)
    note = forms.CharField(label=_("Remarque"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, holder_id: int, note_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        orders = [line.order for line in queries.stock(holder_ids=[holder_id])]
        self.series = {one.pk: one.series or 0 for one in orders}
        self.fields["order_id"].choices = [(one.pk, one.number) for one in orders]  # type: ignore[attr-defined]
        self.fields["note"].required = note_needed

    def clean(self) -> dict[str, Any]:
        """The pass as ranges of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        series, ranks = self.series[said.pop("order_id")], said.pop("ranks")
        return {**said, "numbers": _numbers(self, ranks, series)}


class ReceiveForm(forms.Form):
    """The day of a receipt, and what was not there."""

    received_on = DayField(label=_("Date de réception"), not_after_today=True, initial=today)
    absent = RanksField(
        label=_("Pass qui manquent"),
        required=False,
        help_text=_("Laissez vide si tout y est. Sinon, les numéros imprimés : 1-10, 21."),
    )
    order_id = forms.TypedChoiceField(label=_("Commande des pass qui manquent"), coerce=int)
    note = forms.CharField(
        label=_("Ce que vous avez constaté"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, slip: Slip, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        orders = vouchers.orders().in_bulk({line.order_id for line in slip.movements.all()})
        self.series = {one.pk: one.series or 0 for one in orders.values()}
        field = self.fields["order_id"]
        field.choices = [(one.pk, one.number) for one in orders.values()]  # type: ignore[attr-defined]
        if len(orders) == 1:
            field.initial, field.required = next(iter(orders)), False
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """What did not come as ranges of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        series = self.series[said.pop("order_id") or next(iter(self.series))]
        return {**said, "absent": _numbers(self, said["absent"], series) if said["absent"] else []}


class TakeBackForm(forms.Form):
    """Pass of a hand-out that a person returns."""

    first = forms.IntegerField(label=_("Premier pass rendu"), min_value=1)
    last = forms.IntegerField(
        label=_("Dernier pass rendu"), min_value=1, required=False, help_text=_("Laissez vide pour un seul pass.")
    )
    occurred_on = DayField(label=_("Date du retour"), not_after_today=True, initial=today)
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = order.series or 0

    def clean(self) -> dict[str, Any]:
        """The pass as one range of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        first, last = said.pop("first"), said.pop("last")
        if last is not None and last < first:
            self.add_error("last", say("Le dernier pass ne vient pas avant le premier."))
            return said
        return {**said, "numbers": _numbers(self, [NumberRange(first, last or first)], self.series)[0]}


class ReasonForm(forms.Form):
    """Why a hand-out was a mistake."""

    reason = forms.CharField(label=_("Ce qui n'allait pas"), widget=forms.Textarea(attrs={"rows": 3}))


def _numbers(form: forms.Form, ranks: list[NumberRange], series: int) -> list[NumberRange]:
    """The numbers of ranks of an order, in order and each once."""
    found: list[NumberRange] = []
    for one in sorted(ranks):
        if one.last > rules.MOST_PASS or (found and rules.rank_of(found[-1].last) >= one.first):
            form.add_error(None, say("Vérifiez les numéros : chacun s'écrit une seule fois, tel qu'il est imprimé."))
            return [NumberRange(1, 1)]
        found.append(NumberRange(rules.number_of(series, one.first), rules.number_of(series, one.last)))
    return found
