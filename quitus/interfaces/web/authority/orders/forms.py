"""Forms of orders."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.budget import queries as budget
from quitus.domain.grants import queries as grants
from quitus.domain.vouchers import queries, rules, states
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.interfaces.web.layout.forms import DayField, EurosField, offer
from quitus.interfaces.web.layout.visas import MOST_SAID
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.tenancy import current_scheme_id

MOST_FACE_VALUE = 1_000_00

SELF_ISSUED = "self"


class OrderForm(forms.Form):
    """An order being prepared: what it is for, under which contract, until when, with what restrictions."""

    number = forms.CharField(label=_("Numéro de la commande"), max_length=20, help_text=_("Par exemple 2021-01."))
    operator_contract = forms.ChoiceField(
        label=_("Qui produit les pass"), help_text=_("Un opérateur, sous son contrat, ou la collectivité elle-même.")
    )
    market = forms.TypedChoiceField(
        label=_("Marché de l'imprimeur"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "Seulement si la collectivité émet elle-même et fait imprimer sous un marché. Sous le contrat d'un "
            "opérateur, le marché est déjà connu. Le plafond de ce marché n'est pas vérifié ici."
        ),
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
    territory = forms.CharField(
        label=_("Territoire"),
        required=False,
        help_text=_(
            "Départements ou codes postaux des lieux, par exemple 62, 59000. Laissez vide pour tous les lieux."
        ),
    )
    services = forms.MultipleChoiceField(
        label=_("Services"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ceux que ces pass paient. Aucun coché : tous."),
    )
    publics = forms.MultipleChoiceField(
        label=_("Publics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ceux à qui ces pass sont remis. Aucun coché : tous. Jamais écrit sur un pass."),
    )

    def __init__(self, *args: Any, authority_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority_id = authority_id
        markets = budget.markets(current_scheme_id())
        offer(
            self,
            "market",
            [("", _("Aucun")), *((one.pk, f"{one.number} – {one.operator.short_name}") for one in markets)],
        )
        offer(self, "services", [(one.code, _(one.label)) for one in grants.services()])
        offer(self, "publics", [(one.code, _(one.label)) for one in grants.publics()])
        self._offer_contracts(queries.contracts(running_on=today()))

    def _offer_contracts(self, contracts: Iterable[OperatorContract]) -> None:
        choices = [(str(one.pk), f"{one.operator.short_name} – {one.number}") for one in contracts]
        offer(self, "operator_contract", [*choices, (SELF_ISSUED, _("La collectivité émet elle-même"))])

    def clean_territory(self) -> list[str]:
        """Each département or postcode that was typed."""
        return [part for part in re.split(r"[\s,;]+", self.cleaned_data["territory"]) if part]

    def clean(self) -> dict[str, Any]:
        """The facts of `draft_order`."""
        said = super().clean() or {}
        if self.errors:
            return said
        contract = said.pop("operator_contract")
        self_issued = contract == SELF_ISSUED
        own = said.pop("payer") == "authority" or self_issued
        market_id = said.pop("market")
        if market_id and not self_issued:
            self.add_error("market", _("Le contrat de l'opérateur dit déjà son marché. Choisissez « Aucun »."))
        quantity = said.pop("booklets") * said["booklet_size"]
        return {
            **said,
            "quantity": quantity,
            "operator_contract_id": None if self_issued else int(contract),
            "market_id": market_id,
            "payer_id": self.authority_id if own else None,
        }


class CorrectionForm(OrderForm):
    """A draft as it stands, to be corrected; once its visa was refused, an answer to the accountant may do instead."""

    corrected_on = DayField(
        label=_("Date de la correction"),
        not_after_today=True,
        initial=today,
        help_text=_("Le visa ne pourra pas dater d'avant."),
    )
    answer = forms.CharField(
        label=_("Réponse au comptable"),
        max_length=MOST_SAID,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce que vous lui dites de son refus. Il suffit d'une réponse si rien n'est à corriger."),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        said = queries.restrictions(order)
        contract = order.operator_contract
        initial = {
            "number": order.number,
            "operator_contract": str(contract.pk) if contract else SELF_ISSUED,
            "market": None if contract else order.market_id,
            "payer": "operator" if contract and order.payer_id == contract.operator_id else "authority",
            "booklets": order.quantity // order.booklet_size,
            "booklet_size": order.booklet_size,
            "face_value_cents": order.face_value_cents,
            "valid_until": order.valid_until,
            "drafted_on": order.drafted_on,
            "territory": ", ".join(rules.territory_words(said.territory)),
            "services": said.services,
            "publics": said.publics,
        }
        super().__init__(*args, initial=initial, **kwargs)
        running = list(queries.contracts(running_on=today()))
        if contract is not None and contract not in running:
            self._offer_contracts([contract, *running])
        if order.state == states.VISA_REFUSED:
            self.order_fields(["answer"])
        else:
            del self.fields["answer"]


class ActivateForm(forms.Form):
    """The mandat that pays the pass, or the engagement of what the venues will be paid; the day they are usable."""

    mandat_number = forms.CharField(
        label=_("Numéro du mandat"), max_length=40, help_text=_("Le mandat qui paie l'opérateur.")
    )
    activated_on = DayField(label=_("Date d'activation"), not_after_today=True, initial=today)

    def __init__(self, *args: Any, engages: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if engages:
            self.fields["mandat_number"].label = _("Numéro d'engagement")
            self.fields["mandat_number"].help_text = _(
                "Aucun mandat ne paie ces pass d'avance : la somme est engagée pour payer les lieux."
            )


class CancelOrderForm(forms.Form):
    """Why an order is given up."""

    cancelled_on = DayField(label=_("Date"), not_after_today=True, initial=today)
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))


class AbandonOrderForm(forms.Form):
    """Why an order whose pass exist is given up, and the act that decides it."""

    act_reference = forms.CharField(
        label=_("Acte qui le décide"), max_length=100, help_text=_("Par exemple la délibération ou la décision.")
    )
    abandoned_on = DayField(label=_("Date de l'acte"), not_after_today=True, initial=today)
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))


class ProlongForm(forms.Form):
    """The new last day, and the act that decides it."""

    valid_until = DayField(label=_("Nouveau dernier jour de validité"))
    act_reference = forms.CharField(
        label=_("Acte qui le décide"), max_length=100, help_text=_("Par exemple la délibération ou la décision.")
    )
    decided_on = DayField(label=_("Date de l'acte"), not_after_today=True, initial=today)
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))


class ClosingForm(forms.Form):
    """From when an order is in closing; a decision taken before its last day says why."""

    closing_on = DayField(label=_("Date"), not_after_today=True, initial=today)
    reason = forms.CharField(
        label=_("Motif"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("À remplir avant la fin de validité, par exemple : l'opérateur cesse son activité."),
    )


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
