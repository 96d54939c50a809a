"""Forms of pass that move: what did not come, what goes back, what a person returns."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import queries
from quitus.domain.distribution.models import Slip
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.scans import ScanForm
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal

MOST_RANGES = 50
"""Ranges typed for one slip: what one reads aloud and counts again."""


class RanksField(forms.CharField):
    """Pass by the numbers printed on them, in ranges: `1-10, 21, 31-35`."""

    def clean(self, value: Any) -> list[NumberRange]:
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

    def __init__(self, *args: Any, holder_id: int | Sequence[int], note_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = [holder_id] if isinstance(holder_id, int) else list(holder_id)
        orders = {line.order.pk: line.order for line in queries.stock(holder_ids=holders)}
        self.series = {one.pk: one.series or 0 for one in orders.values()}
        choices = [(one.pk, one.number) for one in orders.values()]
        offer(self, "order_id", choices)
        self.fields["note"].required = note_needed

    def clean(self) -> dict[str, Any]:
        """The pass as ranges of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        series, ranks = self.series[said.pop("order_id")], said.pop("ranks")
        return {**said, "numbers": numbers_of_ranks(self, ranks, series)}


class OtherForm(forms.Form):
    """Other booklets than the one proposed, or only some pass, as the numbers printed on them say."""

    order = forms.TypedChoiceField(label=_("Commande"), coerce=int, required=False)
    booklets = RanksField(
        label=_("Carnet, ou carnets"),
        required=False,
        help_text=_("Les numéros imprimés sur les couvertures : 12, ou 12, 14."),
    )
    ranks = RanksField(
        label=_("Ou quelques pass seulement"),
        required=False,
        help_text=_("Les numéros imprimés, un par un ou par plages : 1-10, 21, 31-35."),
    )
    occurred_on = DayField(label=_("Date de la remise"), not_after_today=True, initial=today)

    def __init__(self, *args: Any, orders: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = {one.pk: one for one in orders}
        self.fields["order"].required = len(self.orders) > 1
        offer_orders(self, "order", orders)

    def clean(self) -> dict[str, Any]:
        """The pass as ranges of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        order = self.orders.get(said.pop("order") or next(iter(self.orders), 0))
        booklets, ranks = said.pop("booklets"), said.pop("ranks")
        if order is None or not (booklets or ranks):
            self.add_error("booklets", _("Indiquez les carnets que vous remettez, ou les pass, du premier au dernier."))
            return said
        if any(one.first < 1 for one in (*booklets, *ranks)):
            self.add_error("booklets" if booklets else "ranks", _("Les numéros imprimés commencent à 1."))
            return said
        size = order.booklet_size
        of_booklets = [NumberRange((one.first - 1) * size + 1, one.last * size) for one in booklets]
        return {**said, "numbers": numbers_of_ranks(self, [*of_booklets, *ranks], order.series or 0)}


class PostingForm(forms.Form):
    """Whether the pass are sent home, asked where the act of the régie allows it."""

    posted_home = forms.BooleanField(
        label=_("Envoyés à domicile par la poste"),
        required=False,
        help_text=_("Cochez si la personne ne vient pas les chercher."),
    )

    def keep_posting(self, *, allowed: bool) -> None:
        """Ask only where it is allowed."""
        if not allowed:
            del self.fields["posted_home"]


class RanksOnPaperForm(RanksForm, ScanForm):
    """Some pass that left a place on a slip signed by hand, with its scan."""

    occurred_on = DayField(
        label=_("Date de la remise"), not_after_today=True, help_text=_("Celle qui figure sur le papier.")
    )
    field_order = ("order_id", "ranks", "occurred_on", "note", "signed_by", "file")


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
        offer_orders(self, "order_id", list(orders.values()))

    def clean(self) -> dict[str, Any]:
        """What did not come as ranges of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        series = self.series[said.pop("order_id") or next(iter(self.series))]
        return {**said, "absent": numbers_of_ranks(self, said["absent"], series) if said["absent"] else []}


class ReceivedOnPaperForm(ReceiveForm, ScanForm):
    """A receipt that somebody signed by hand on the printed slip, with its scan."""

    field_order = ("received_on", "signed_by", "file", "absent", "order_id", "note")


class TakeBackForm(forms.Form):
    """Pass of a hand-out that a person returns."""

    order_id = forms.TypedChoiceField(label=_("Commande"), coerce=int)
    ranks = RanksField(
        label=_("Pass rendus"), help_text=_("Les numéros imprimés, un par un ou par plages : 1-10, 21, 31-35.")
    )
    occurred_on = DayField(label=_("Date du retour"), not_after_today=True, initial=today)
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, orders: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = {one.pk: one.series or 0 for one in orders}
        offer_orders(self, "order_id", orders)

    def clean(self) -> dict[str, Any]:
        """The pass as ranges of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        series, ranks = self.series[said.pop("order_id") or next(iter(self.series))], said.pop("ranks")
        return {**said, "numbers": numbers_of_ranks(self, ranks, series)}


class ReasonForm(forms.Form):
    """Why a hand-out was a mistake."""

    reason = forms.CharField(label=_("Ce qui n'allait pas"), widget=forms.Textarea(attrs={"rows": 3}))


def offer_orders(form: forms.Form, name: str, orders: Sequence[Order]) -> None:
    """Offer these orders in a field; it is asked only when there are several."""
    offer(form, name, [(one.pk, one.number) for one in orders])
    field = form.fields[name]
    if len(orders) <= 1:
        field.initial, field.required = next((one.pk for one in orders), None), False
        field.widget = forms.HiddenInput()


def numbers_of_ranks(form: forms.Form, ranks: list[NumberRange], series: int) -> list[NumberRange]:
    """The numbers of ranks of an order, in order and each once; what is wrong stands on the field that was filled."""
    found: list[NumberRange] = []
    at = next((name for name in ("ranks", "absent", "booklets") if name in form.fields and form[name].value()), None)
    if len(ranks) > MOST_RANGES:
        form.add_error(at, gettext("Un bordereau porte au plus %(most)s plages.") % {"most": MOST_RANGES})
        return [NumberRange(1, 1)]
    for one in sorted(ranks):
        if one.last > rules.MOST_PASS or (found and rules.rank_of(found[-1].last) >= one.first):
            form.add_error(at, gettext("Vérifiez les numéros : chacun s'écrit une seule fois, tel qu'il est imprimé."))
            return [NumberRange(1, 1)]
        found.append(NumberRange(rules.number_of(series, one.first), rules.number_of(series, one.last)))
    return found
