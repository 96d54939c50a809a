"""The form that chooses which pass go to which safe."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder, Imprest
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.orders import full_pass_words
from quitus.interfaces.web.layout.words import count
from quitus.kernel.ranges import NumberRange


class SupplyForm(forms.Form):
    """Which régie, out of which range, how many booklets."""

    imprest = forms.ChoiceField(label=_("Régie"), widget=forms.RadioSelect)
    held = forms.ChoiceField(label=_("Prendre dans"), widget=forms.RadioSelect)
    booklets = forms.IntegerField(
        label=_("Nombre de carnets"),
        min_value=1,
        required=False,
        help_text=_("Pris depuis le premier. Laissez vide pour les prendre tous."),
    )

    def __init__(self, *args: Any, holder: Holder, imprests: list[Imprest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranges = {str(numbers.first): numbers for numbers in queries.ranges(holder.pk)}
        self.orders = vouchers.orders_by_series({rules.series_of(one.first) for one in self.ranges.values()})
        _offer(self.fields["imprest"], [(str(one.pk), one.name) for one in imprests])
        _offer(self.fields["held"], [(first, self._words(numbers)) for first, numbers in self.ranges.items()])

    def _order(self, numbers: NumberRange) -> Order:
        return self.orders[rules.series_of(numbers.first)]

    def _words(self, numbers: NumberRange) -> str:
        order = self._order(numbers)
        pass_ = _("%(count)s pass") % {"count": count(numbers.count)}
        return f"{order.number} – {full_pass_words(numbers, order)} ({pass_})"

    def clean(self) -> dict[str, Any]:
        """The range that leaves: whole booklets from the first, or all of it."""
        said = super().clean() or {}
        if self.errors:
            return said
        numbers, booklets = self.ranges[said["held"]], said["booklets"]
        if booklets:
            size = self._order(numbers).booklet_size
            last = rules.booklet_of(numbers.first, size) + booklets - 1
            if last > rules.booklet_of(numbers.last, size):
                self.add_error("booklets", _("Il n'y a pas autant de carnets dans cette plage."))
                return said
            end = rules.booklet_range(rules.series_of(numbers.first), last, size).last
            numbers = NumberRange(numbers.first, min(end, numbers.last))
        said["numbers"] = numbers
        return said


def open_imprests() -> list[Imprest]:
    """The régies that may receive pass."""
    return [one for one in queries.imprests() if one.state == states.OPEN]


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Offer these choices, the only one already chosen."""
    field.choices = choices  # type: ignore[attr-defined]
    if len(choices) == 1:
        field.initial = choices[0][0]
