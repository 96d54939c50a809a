"""Supplying a safe or a mandated body against receipt: choose, then confirm; by the accountant, or from his paper."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder, SupplyRequest
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Table, Words, money, number
from quitus.interfaces.web.layout.custody_forms import MOST_RANGES, RanksField, numbers_of_ranks
from quitus.interfaces.web.layout.doing import files, found, sent
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.orders import full_pass_words
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.interfaces.web.layout.papers import ByAccountant
from quitus.interfaces.web.layout.scans import UNDER, ScanForm
from quitus.interfaces.web.layout.supply_requests import request_facts
from quitus.interfaces.web.layout.words import count, euros
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.usecases import stock as usecases


@dataclass(frozen=True)
class Side:
    """Who enters a supply: the accountant himself, or the authorising side from the paper that he signed.

    `choose`, `confirm` and `slip` name the views of his audience; `back` is where he comes from; `decline` the
    view that refuses a request, for who may.
    """

    choose: str
    confirm: str
    slip: str
    back: Link
    on_paper: bool = False
    decline: str = ""


@dataclass(frozen=True)
class Taker:
    """A safe or a mandated body that may be supplied, and what it asks for; amounts in cents."""

    kind: str
    pk: int
    name: str
    held_cents: int
    ceiling_cents: int
    asked: SupplyRequest | None

    @property
    def key(self) -> str:
        """As the address and the form name it."""
        return f"{self.kind}-{self.pk}"


class SupplyForm(forms.Form):
    """To whom, out of which range, how many booklets or which pass."""

    to = forms.ChoiceField(label=gettext_lazy("À qui"), widget=forms.RadioSelect)
    held = forms.ChoiceField(label=gettext_lazy("Prendre dans"), widget=forms.RadioSelect)
    booklets = forms.IntegerField(
        label=gettext_lazy("Nombre de carnets"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("Pris depuis le premier. Laissez vide pour les prendre tous."),
    )
    ranks = RanksField(
        label=gettext_lazy("Ou seulement ces pass"),
        required=False,
        help_text=gettext_lazy("Les numéros imprimés, un par un ou par plages : 1-10, 21, 31-35."),
    )

    def __init__(self, *args: Any, holder: Holder, takers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranges = {str(numbers.first): numbers for numbers in queries.ranges(holder.pk)}
        self.orders = vouchers.orders_by_series({rules.series_of(one.first) for one in self.ranges.values()})
        offer(self, "to", takers)
        offer(self, "held", [(first, self._words(numbers)) for first, numbers in self.ranges.items()])

    def propose(self, asked: SupplyRequest) -> None:
        """Who asks is already chosen, and how many booklets hold what he asks, as far as a range has them."""
        self.initial["to"] = f"{usecases.REGIE}-{asked.imprest_id}"
        if asked.mandate_id is not None:
            self.initial["to"] = f"{usecases.BODY}-{asked.mandate_id}"
        for first, numbers in self.ranges.items():
            size = self._order(numbers).booklet_size
            if numbers.count >= asked.pass_count:
                self.initial["held"], self.initial["booklets"] = first, -(-asked.pass_count // size)
                return

    def _order(self, numbers: NumberRange) -> Order:
        return self.orders[rules.series_of(numbers.first)]

    def _words(self, numbers: NumberRange) -> str:
        order = self._order(numbers)
        pass_ = _("%(count)s pass") % {"count": count(numbers.count)}
        return f"{order.number} – {full_pass_words(numbers, order)} ({pass_})"

    def clean(self) -> dict[str, Any]:
        """The ranges that leave: the pass typed, else whole booklets from the first, else all of the range."""
        said = super().clean() or {}
        if self.errors:
            return said
        held, booklets, ranks = self.ranges[said["held"]], said["booklets"], said["ranks"]
        if ranks:
            said["numbers"] = numbers_of_ranks(self, ranks, self._order(held).series or 0)
        elif booklets:
            said["numbers"] = self._first_booklets(held, booklets)
        else:
            said["numbers"] = [held]
        return said

    def _first_booklets(self, held: NumberRange, booklets: int) -> list[NumberRange]:
        size = self._order(held).booklet_size
        last = rules.booklet_of(held.first, size) + booklets - 1
        if last > rules.booklet_of(held.last, size):
            self.add_error("booklets", _("Il n'y a pas autant de carnets dans cette plage."))
            return []
        end = rules.booklet_range(rules.series_of(held.first), last, size).last
        return [NumberRange(held.first, min(end, held.last))]


class PaperSupplyForm(ByAccountant, ScanForm):
    """The day of a supply, who signed it, and the scan."""

    occurred_on = DayField(
        label=gettext_lazy("Date de la remise"),
        not_after_today=True,
        help_text=gettext_lazy("Celle qui figure sur le papier."),
    )
    field_order = ("occurred_on", "signed_by", "file")


def show_choice(request: SchemeRequest, side: Side) -> HttpResponse:
    """Choose to whom and which booklets; nothing is written yet."""
    holder, takers = queries.holder_of_kind(states.ACCOUNTANT), _takers()
    asked = _asked(request)
    if holder is None or not takers or not queries.held_by(holder.pk).count:
        return _nothing_to_supply(request, side, asked, lacks_taker=not takers)
    form = SupplyForm(sent(request), holder=holder, takers=takers)
    if asked is not None:
        form.propose(asked)
    if request.method == "POST" and form.is_valid():
        numbers = ",".join(f"{one.first}-{one.last}" for one in form.cleaned_data["numbers"])
        return redirect(
            here(request, side.confirm, query=urlencode({"vers": form.cleaned_data["to"], "pass": numbers}))
        )
    return show_form(
        request,
        title=_title(side),
        lead=_lead(side),
        form=form,
        submit=_("Continuer"),
        back=side.back,
        facts=request_facts(asked) if asked else (),
        more=_decline_links(request, side, asked),
        template="layout/supply.html",
    )


def _asked(request: SchemeRequest) -> SupplyRequest | None:
    """The request that the address names, while it waits; an answered one is simply supplied again."""
    key = request.GET.get("demande", "")
    one = found(queries.supply_request, int(key)) if key.isdecimal() else None
    return one if one is not None and one.answered_on is None else None


def _decline_links(request: SchemeRequest, side: Side, asked: SupplyRequest | None) -> list[Link]:
    if asked is None or not side.decline:
        return []
    label = _("Saisir un refus signé sur papier") if side.on_paper else _("Refuser la demande")
    return [Link(label, here(request, side.decline, asked.pk), "link")]


def _title(side: Side) -> Words:
    return _("Saisir un approvisionnement signé sur papier") if side.on_paper else _("Approvisionner le coffre")


def _lead(side: Side) -> Words:
    if side.on_paper:
        return _("Le comptable a remis des pass contre reçu et l'a signé à la main : dites lesquels, puis joignez-le.")
    return _("Les pass passent de votre caisse au coffre de la régie, ou à l'organisme mandaté, contre reçu.")


def _takers() -> list[tuple[str, str]]:
    """The régies that are open and the mandates in force."""
    regies = [(f"{usecases.REGIE}-{one.pk}", one.name) for one in queries.imprests() if one.state == states.OPEN]
    bodies = [
        (f"{usecases.BODY}-{one.pk}", one.body.name)
        for one in queries.mandate_conventions()
        if one.state == states.IN_FORCE
    ]
    return [*regies, *bodies]


def _taker(key: str) -> Taker:
    """Who is supplied, as the address names it; 404 when there is nobody such."""
    kind, _dash, pk = key.partition("-")
    if not pk.isdecimal() or kind not in (usecases.REGIE, usecases.BODY):
        raise Http404
    if kind == usecases.REGIE:
        imprest = found(queries.imprest, int(pk))
        held = queries.held_by_imprest(imprest.pk).value_cents
        asked = next(iter(queries.requests_waiting(imprest.safe)), None)
        return Taker(kind, imprest.pk, imprest.name, held, queries.ceiling_on(imprest.pk, today()), asked)
    mandate = found(queries.mandate_convention, int(pk))
    held = queries.held_by_mandate(mandate.pk).value_cents
    asked = next(iter(queries.requests_waiting(mandate.stock)), None)
    return Taker(kind, mandate.pk, mandate.body.name, held, mandate.ceiling_cents, asked)


def _nothing_to_supply(
    request: SchemeRequest, side: Side, asked: SupplyRequest | None, *, lacks_taker: bool
) -> HttpResponse:
    if lacks_taker:
        audience = side.choose.partition(":")[0]
        why = Empty(
            _("Aucune régie n'est ouverte."),
            _("Un coffre existe une fois l'acte constitutif signé, sur avis conforme du comptable."),
            Link(_("Voir la régie"), here(request, f"{audience}:imprests")),
        )
    else:
        why = Empty(_("Aucun pass en caisse."), _("Ils y entrent quand une livraison est comptée."))
    return show_list(
        request,
        title=_title(side),
        back=side.back,
        actions=_decline_links(request, side, asked),
        table=Table(caption=_("Pass en caisse"), columns=[Column(_("Pass"))], rows=[], empty=why),
    )


def show_confirmation(request: SchemeRequest, side: Side) -> HttpResponse:
    """Say what goes where, then do it."""
    taker, ranges = _taker(request.GET.get("vers", "")), _chosen(request)
    leaving = [(vouchers.order_of_range(one), one) for one in ranges]
    value = sum(one.count * order.face_value_cents for order, one in leaving)
    form: forms.Form = DayForm(sent(request), name="occurred_on", label=_("Date de la remise"))
    if side.on_paper:
        form = PaperSupplyForm(sent(request), files(request))
    return bind(
        request,
        form,
        usecases.supply,
        _act(side, taker, leaving, value),
        back=Link(_("Choisir d'autres pass"), here(request, side.choose)),
        to=lambda slip: here(request, side.slip, slip.pk),
        taker=taker.kind,
        taker_id=taker.pk,
        numbers=ranges,
    )


def _act(side: Side, taker: Taker, leaving: list[tuple[Order, NumberRange]], value: int) -> Act:
    happens = _("%(count)s pass sortent de la caisse du comptable et entrent au coffre de « %(name)s ».")
    if taker.kind == usecases.BODY:
        happens = _("%(count)s pass sortent de la caisse du comptable et sont confiés à « %(name)s ».")
    passes = sum(one.count for _order, one in leaving)
    return Act(
        title=_title(side),
        happens=happens % {"count": count(passes), "name": taker.name},
        final=_("Qui les reçoit en confirmera la réception, et pourra en rendre."),
        button=_("Enregistrer l'approvisionnement") if side.on_paper else _("Confier ces pass"),
        done=_("L'approvisionnement est enregistré. Imprimez le bordereau : qui reçoit les pass le signera."),
        facts=(
            *(request_facts(taker.asked) if taker.asked else ()),
            *(Fact(order.number, full_pass_words(one, order)) for order, one in leaving),
            Fact(_("Nombre de pass"), number(passes)),
            Fact(_("Valeur"), money(value)),
            Fact(
                _("« %(name)s » détiendra") % {"name": taker.name},
                money(taker.held_cents + value),
                _("plafond %(ceiling)s") % {"ceiling": euros(taker.ceiling_cents)},
            ),
        ),
        refused={**UNDER, "moved_before_it_arrived": "occurred_on", "date_in_the_future": "occurred_on"},
    )


def _chosen(request: SchemeRequest) -> list[NumberRange]:
    """The ranges that the address says were chosen; 404 when it says nothing one can choose."""
    try:
        found_here = sorted(NumberRange.parse(part) for part in request.GET.get("pass", "").split(",")[:MOST_RANGES])
    except Refusal as nonsense:
        raise Http404 from nonsense
    if any(one.last >= other.first for one, other in pairwise(found_here)):
        raise Http404
    return found_here
