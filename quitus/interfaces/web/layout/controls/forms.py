"""Forms of inventories, losses, handovers, controls and signatures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.controls import catalogue
from quitus.domain.controls.operations import WhatHappened
from quitus.domain.distribution.models import Appointment, Holder, Imprest
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.custody_forms import RanksField, numbers_of_ranks, offer_orders
from quitus.interfaces.web.layout.forms import DayField, EurosField, offer
from quitus.interfaces.web.layout.stock import holder_words
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange


class OpenForm(forms.Form):
    """Which places are counted, and what for."""

    holder_ids = forms.TypedMultipleChoiceField(
        label=_("Lieux à inventorier"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(
        label=_("Objet"),
        choices=[(key, _(label)) for key, label in catalogue.PURPOSES.items()],
        widget=forms.RadioSelect,
        initial=catalogue.ROUTINE,
    )

    def __init__(self, *args: Any, holders: Sequence[Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "holder_ids", [(one.pk, holder_words(one)) for one in holders])
        if len(holders) == 1:
            self.fields["holder_ids"].initial = [holders[0].pk]


class RanksForm(forms.Form):
    """Pass of one order, by booklets or by the numbers printed on them."""

    order_id = forms.TypedChoiceField(label=_("Commande"), coerce=int)
    from_booklet = forms.IntegerField(label=_("Du carnet"), min_value=1, required=False)
    to_booklet = forms.IntegerField(
        label=_("Au carnet"), min_value=1, required=False, help_text=_("Laissez vide pour un seul carnet.")
    )
    first = forms.IntegerField(
        label=_("Ou du pass"),
        min_value=1,
        required=False,
        help_text=_("Pour quelques pass seulement : le rang du premier et du dernier."),
    )
    last = forms.IntegerField(label=_("Au pass"), min_value=1, required=False)

    def __init__(self, *args: Any, orders: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = {one.pk: one for one in orders}
        offer(self, "order_id", [(one.pk, one.number) for one in orders])

    def clean(self) -> dict[str, Any]:
        """The pass as one range of numbers."""
        said = super().clean() or {}
        if self.errors:
            return said
        order = self.orders[said.pop("order_id")]
        booklet, to_booklet = said.pop("from_booklet"), said.pop("to_booklet")
        first, last = said.pop("first"), said.pop("last")
        numbers = _by_booklet(order, booklet, to_booklet) if booklet else _by_rank(order, first, last)
        if numbers is None:
            self.add_error("from_booklet", _("Indiquez les carnets, ou les pass, du premier au dernier."))
            return said
        return {**said, "numbers": numbers}


def _by_booklet(order: Order, first: int, last: int | None) -> NumberRange | None:
    if (last or first) < first:
        return None
    series, size = order.series or 0, order.booklet_size
    to = rules.booklet_range(series, last or first, size)
    return NumberRange(rules.booklet_range(series, first, size).first, to.last)


def _by_rank(order: Order, first: int | None, last: int | None) -> NumberRange | None:
    if first is None or (last or first) < first or (last or first) > rules.MOST_PASS:
        return None
    series = order.series or 0
    return NumberRange(rules.number_of(series, first), rules.number_of(series, last or first))


class PartForm(forms.Form):
    """All the pass of a range, or only some of them, by the rank printed on them."""

    first = forms.IntegerField(
        label=_("Du pass"), min_value=1, required=False, help_text=_("Laissez vide s'il s'agit de tous.")
    )
    last = forms.IntegerField(label=_("Au pass"), min_value=1, required=False)

    def __init__(self, *args: Any, whole: NumberRange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole

    def clean(self) -> dict[str, Any]:
        """The pass as one range of numbers, within the whole."""
        said = super().clean() or {}
        if self.errors:
            return said
        first, last = said.pop("first"), said.pop("last")
        numbers = self.whole if first is None else _ranked(self.whole, first, last or first)
        if numbers is None or not self.whole.covers(numbers):
            self.add_error("first", _("Ces pass ne sont pas parmi ceux dont il s'agit."))
            return said
        return {**said, "numbers": numbers}


def _ranked(whole: NumberRange, first: int, last: int) -> NumberRange | None:
    if last < first or last > rules.MOST_PASS:
        return None
    series = rules.series_of(whole.first)
    return NumberRange(rules.number_of(series, first), rules.number_of(series, last))


class SettleForm(PartForm):
    """Why the register and the count disagree."""

    reason = forms.ChoiceField(
        label=_("Raison"),
        choices=[(key, _(label)) for key, label in catalogue.REASONS.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Explication"), widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("reason", "text", "first", "last")


class WhatForm(forms.Form):
    """What happened to the pass."""

    kind = forms.ChoiceField(
        label=_("Que s'est-il passé ?"),
        choices=[(key, _(label)) for key, label in catalogue.LOSS_KINDS.items()],
        widget=forms.RadioSelect,
        initial=catalogue.LOSS,
    )
    occurred_on = DayField(label=_("Date des faits"), not_after_today=True, initial=today)
    discovered_on = DayField(label=_("Découverts le"), not_after_today=True, initial=today)
    circumstances = forms.CharField(
        label=_("Circonstances"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Où, comment, qui l'a constaté. Ne nommez pas la personne qui a reçu les pass."),
    )
    witnesses = forms.CharField(
        label=_("Témoins"),
        max_length=300,
        required=False,
        help_text=_("Nom et qualité. Obligatoire pour une destruction."),
    )
    complaint_number = forms.CharField(
        label=_("Numéro de la plainte"),
        max_length=60,
        required=False,
        help_text=_("Pour un vol. Vous pourrez l'ajouter plus tard."),
    )
    complaint_on = DayField(label=_("Date de la plainte"), required=False, not_after_today=True)

    def what(self, said: dict[str, Any], *, reported_by: str = "") -> WhatHappened:
        """What was told, taken out of what the form said."""
        facts = {name: said.pop(name) for name in WhatForm.base_fields}
        return WhatHappened(reported_by=reported_by, **facts)


class LossForm(RanksForm, WhatForm):
    """Which pass of a place are gone, and what happened."""

    field_order = (*RanksForm.base_fields, *WhatForm.base_fields)

    def clean(self) -> dict[str, Any]:
        """The facts of `open_loss_file`."""
        said = super().clean() or {}
        return said if self.errors else {"ranges": [said.pop("numbers")], "what": self.what(said)}


class MissingForm(PartForm, WhatForm):
    """Which pass of a difference are gone, and what happened."""

    field_order = (*PartForm.base_fields, *WhatForm.base_fields)

    def clean(self) -> dict[str, Any]:
        """The facts of `open_loss_file`."""
        said = super().clean() or {}
        return said if self.errors else {"ranges": [said.pop("numbers")], "what": self.what(said)}


class ReportForm(WhatForm):
    """What a person tells of the pass he received and has no more: all of them, or those that he names."""

    ranks = RanksField(
        label=_("Seulement ces pass"),
        required=False,
        help_text=_("Laissez vide s'il s'agit de tous. Sinon les numéros imprimés : 1-10, 21."),
    )
    order_id = forms.TypedChoiceField(label=_("Commande de ces pass"), coerce=int, required=False)
    reported_by = forms.CharField(
        label=_("Comment l'avez-vous su ?"),
        max_length=200,
        required=False,
        help_text=_("Par exemple « par téléphone ». N'écrivez pas le nom de la personne."),
    )
    field_order = ("ranks", "order_id", *WhatForm.base_fields, "reported_by")

    def __init__(self, *args: Any, orders: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = {one.pk: one.series or 0 for one in orders}
        offer_orders(self, "order_id", orders)

    def clean(self) -> dict[str, Any]:
        """The facts of `report_loss_by_beneficiary`; `numbers` is None for all of them."""
        said = super().clean() or {}
        if self.errors:
            return said
        by, ranks, order_id = said.pop("reported_by"), said.pop("ranks"), said.pop("order_id")
        series = self.series.get(order_id or next(iter(self.series), 0), 0)
        numbers = numbers_of_ranks(self, ranks, series) if ranks else None
        return {"numbers": numbers, "what": self.what(said, reported_by=by)}


class HandoutForm(forms.Form):
    """How a hand-out is found again."""

    text = forms.CharField(
        label=_("Bon de remise, ou code ou numéro d'un pass"),
        max_length=400,
        help_text=_("Par exemple R3-2023-0012. Ne tapez pas le nom de la personne."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


class ComplaintForm(forms.Form):
    """The complaint filed after a theft."""

    complaint_number = forms.CharField(label=_("Numéro de la plainte"), max_length=60)
    complaint_on = DayField(label=_("Date de la plainte"), not_after_today=True, initial=today)


class FoundForm(PartForm):
    """Pass found again, and where they come back."""

    to_holder_id = forms.TypedChoiceField(label=_("Où vont-ils ?"), coerce=int)
    found_on = DayField(label=_("Retrouvés le"), not_after_today=True, initial=today)
    note = forms.CharField(label=_("Remarque"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("to_holder_id", "first", "last", "found_on", "note")

    def __init__(self, *args: Any, holders: Sequence[Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to_holder_id", [(one.pk, holder_words(one)) for one in holders])


class HandoverForm(forms.Form):
    """Who takes duty over, on which inventory, with how much cash."""

    incoming_id = forms.TypedChoiceField(label=_("Régisseur entrant"), coerce=int)
    inventory_id = forms.TypedChoiceField(
        label=_("Inventaire du coffre"), coerce=int, help_text=_("Terminé, et sans mouvement du coffre depuis.")
    )
    occurred_on = DayField(label=_("Date de la remise de service"), not_after_today=True, initial=today)
    cash_found_cents = EurosField(label=_("Espèces comptées"), least=0, initial=0)
    reserves = forms.CharField(
        label=_("Réserves du régisseur entrant"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce qu'il ne prend pas en charge sans le dire. Obligatoire si les espèces ne tombent pas juste."),
    )

    def __init__(self, *args: Any, incoming: Sequence[Appointment], inventories: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "incoming_id", [(one.pk, f"{one.user.full_name} – {one.imprest.name}") for one in incoming])
        offer(self, "inventory_id", [(one.pk, one.number) for one in inventories])


class ControlForm(forms.Form):
    """Who controlled which régie, when, and what was seen."""

    imprest_id = forms.TypedChoiceField(label=_("Régie"), coerce=int)
    side = forms.ChoiceField(
        label=_("Contrôle de"),
        choices=[(key, _(label)) for key, label in catalogue.CONTROLLERS.items()],
        widget=forms.RadioSelect,
    )
    controller_name = forms.CharField(label=_("Nom de la personne qui a contrôlé"), max_length=200)
    controller_quality = forms.CharField(label=_("Sa qualité"), max_length=200)
    controlled_on = DayField(label=_("Date du contrôle"), not_after_today=True, initial=today)
    inventory_id = forms.TypedChoiceField(
        label=_("Inventaire fait ce jour"), coerce=int, empty_value=None, required=False
    )
    cash_found_cents = EurosField(label=_("Espèces comptées"), least=0, initial=0)
    observations = forms.CharField(label=_("Observations"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, imprests: Sequence[Imprest], inventories: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "imprest_id", [(one.pk, one.name) for one in imprests])
        offer(self, "inventory_id", [(one.pk, one.number) for one in inventories], empty=_("Aucun"))


class FindingForm(forms.Form):
    """What was found, what is asked for, until when."""

    text = forms.CharField(label=_("Constat"), widget=forms.Textarea(attrs={"rows": 3}))
    request = forms.CharField(label=_("Ce qui est demandé"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = DayField(label=_("Pour le"), required=False)


class AnswerForm(forms.Form):
    """The answer of the imprest holder: his own, or the one he gave on paper."""

    answer = forms.CharField(label=_("Réponse"), widget=forms.Textarea(attrs={"rows": 4}))
    answered_on = DayField(label=_("Date de la réponse"), not_after_today=True, initial=today)
    answered_by = forms.CharField(
        label=_("Répondu par"), max_length=200, help_text=_("Le nom du régisseur qui a répondu sur papier.")
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["answered_by"]


class ConcludeForm(forms.Form):
    """The end of an inventory."""

    concluded_on = DayField(label=_("Terminé le"), not_after_today=True, initial=today)
    conclusion = forms.CharField(label=_("Conclusion"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
