"""Forms of what replaces dead pass: which of them, by which new ones, in stock or handed to the person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution.models import DistributionPoint
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.controls import written
from quitus.interfaces.web.layout.custody_forms import RanksField, numbers_of_ranks
from quitus.interfaces.web.layout.forms import DayField, needed_at_times, offer
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange


class _NewPass(forms.Form):
    """The dead pass to replace, all of them unless one says otherwise, and as many of one order."""

    old = forms.TypedMultipleChoiceField(
        label=_("Pass à remplacer"), coerce=NumberRange.parse, widget=forms.CheckboxSelectMultiple
    )
    order_id = forms.TypedChoiceField(label=_("Commande des pass neufs"), coerce=int)
    booklets = RanksField(
        label=_("Carnets neufs"), required=False, help_text=_("Leurs numéros, un par un ou par plages : 6, 8-9.")
    )
    ranks = RanksField(
        label=_("Pass neufs, à l'unité"),
        required=False,
        help_text=_("En plus ou à la place des carnets, leurs numéros imprimés : 31-33, 40."),
    )

    def __init__(self, *args: Any, orders: Sequence[Order], left: Sequence[NumberRange], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = {one.pk: one for one in orders}
        offer(self, "order_id", [(one.pk, one.number) for one in orders])
        dead = written.orders_of(left)
        self.fields["order_id"].initial = next((one.pk for one in dead.values() if one.pk in self.orders), None)
        offer(self, "old", [(str(one), written.range_words(one, dead)) for one in left])
        self.fields["old"].initial = [str(one) for one in left]
        needed_at_times(self, "booklets", "ranks")

    def clean(self) -> dict[str, Any]:
        """`old` and `numbers`, both as ranges."""
        said = super().clean() or {}
        if self.errors:
            return said
        order, booklets, ranks = self.orders[said.pop("order_id")], said.pop("booklets"), said.pop("ranks")
        size = order.booklet_size
        inside = [NumberRange((one.first - 1) * size + 1, one.last * size) for one in booklets if one.first > 0]
        if not inside and not ranks:
            self.add_error("booklets", gettext("Indiquez les carnets, ou les pass, qui prennent leur place."))
            return said
        return {**said, "numbers": numbers_of_ranks(self, [*inside, *ranks], order.series or 0)}


class ReplaceForm(_NewPass):
    """Which new pass take the place of the dead ones."""

    replaced_on = DayField(label=_("Remplacés le"), not_after_today=True, initial=today)

    def clean(self) -> dict[str, Any]:
        """The facts of `replace_lost_pass`."""
        said = super().clean()
        return said if self.errors else {"old": said["old"], "new": said["numbers"], "replaced_on": said["replaced_on"]}


class ReplaceForPersonForm(_NewPass):
    """Which pass of which point are handed to the person."""

    point_id = forms.TypedChoiceField(label=_("Point de distribution"), coerce=int)
    occurred_on = DayField(label=_("Date de la remise"), not_after_today=True, initial=today)
    field_order = ("old", "point_id", "order_id", "booklets", "ranks", "occurred_on")

    def __init__(self, *args: Any, points: Sequence[DistributionPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "point_id", [(one.pk, one.name) for one in points])
