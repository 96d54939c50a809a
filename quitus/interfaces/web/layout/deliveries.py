"""Printing and delivering an order, as operator, accountant and authority meet it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.errors import NotOfThisOrder, NumbersUnknown
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.queries import Arrival
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import files, sent
from quitus.interfaces.web.layout.forms import MOST_COUNTED, CountField, DayField, refusals_on
from quitus.interfaces.web.layout.order_lines import range_words
from quitus.interfaces.web.layout.orders import order_facts, pass_count, sum_words
from quitus.interfaces.web.layout.pages import show_form, show_refusal
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS, UploadField
from quitus.interfaces.web.layout.words import count, sentence
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange, without
from quitus.kernel.refusals import Refusal
from quitus.usecases import counting
from quitus.usecases import orders as usecases


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
        final=_(
            "Une commande produite ne s'annule plus : elle s'abandonne par un acte, tant qu'elle n'est pas active."
        ),
        button=_("Produire les pass"),
        done=_("Les pass sont produits."),
        facts=tuple(order_facts(order)),
        refused={"date_before_previous_step": "produced_on"},
    )


@dataclass(frozen=True)
class Side:
    """From where a delivery is counted: the views where one counts, confirms, and reads the order."""

    count: str
    confirm: str
    order: str


def show_count(request: SchemeRequest, order: Order, side: Side) -> HttpResponse:
    """Say what came and what lacks; nothing is written yet."""
    back = Link(_("Revenir à la commande"), here(request, side.order, order.pk))
    if (refused := _refused(request, order, back)) is not None:
        return refused
    form = CountForm(sent(request), order=order)
    if request.method == "POST" and form.is_valid():
        return redirect(here(request, side.confirm, order.pk, query=_told(form.cleaned_data["arrival"])))
    due = queries.awaited(order)
    return show_form(
        request,
        title=_title(order),
        lead=_("Dites ce qui est arrivé. La page suivante en fait la somme ; rien n'est encore enregistré."),
        form=form,
        submit=_("Compter"),
        facts=[Fact(_("Encore attendus"), sum_words(order, due), range_words(order, due))],
        back=back,
    )


def show_delivery(request: SchemeRequest, order: Order, side: Side) -> HttpResponse:
    """Say what the delivery comes to, beside what was awaited; then record it."""
    back = Link(_("Compter autrement"), here(request, side.count, order.pk))
    if refused := _refused(request, order, Link(_("Revenir à la commande"), here(request, side.order, order.pk))):
        return refused
    try:
        arrival = _asked(request, order)
    except Refusal as refusal:
        return show_refusal(request, refusal=refusal, back=back)
    form = DeliveryForm(sent(request), files(request), explained=bool(arrival.missing or arrival.surplus_count))
    return bind(
        request,
        form,
        usecases.receive_delivery,
        _act(order, arrival),
        back=back,
        to=here(request, side.order, order.pk),
        order_id=order.pk,
        received=arrival.came,
        missing=arrival.missing,
        surplus_count=arrival.surplus_count,
    )


def _refused(request: SchemeRequest, order: Order, back: Link) -> HttpResponse | None:
    """The page that says why no delivery of the order is counted, where none is."""
    try:
        usecases.refuse_step(order, "receive_delivery")
    except Refusal as refusal:
        return show_refusal(request, refusal=refusal, back=back)
    return None


def _title(order: Order) -> str:
    return _("Enregistrer la livraison de la commande %(number)s") % {"number": order.number}


def _told(arrival: Arrival) -> str:
    """What was counted, for the address of the page that confirms it."""
    told = {"livres": arrival.came, "manquants": arrival.missing}
    ranges = {name: ",".join(f"{one.first}-{one.last}" for one in each) for name, each in told.items()}
    return urlencode({**ranges, "trop": arrival.surplus_count})


def _asked(request: SchemeRequest, order: Order) -> Arrival:
    """What the address says was counted; 404 when it says nothing one can count. Refuses as `queries.arrival`."""
    surplus = request.GET.get("trop", "")
    try:
        came, lacking = (
            [NumberRange.parse(part) for part in request.GET.get(name, "").split(",") if part]
            for name in ("livres", "manquants")
        )
    except Refusal as nonsense:
        raise Http404 from nonsense
    if not surplus.isdecimal() or int(surplus) > MOST_COUNTED:
        raise Http404
    return queries.arrival(order, received=came, missing=lacking, surplus_count=int(surplus))


def _act(order: Order, arrival: Arrival) -> Act:
    return Act(
        title=_title(order),
        happens=_("Le comptable prend en charge %(sum)s. Ces pass restent inactifs jusqu'au mandat.")
        % {"sum": sum_words(order, arrival.came)}
        if arrival.came
        else _("Aucun pass de la commande n'est pris en charge."),
        final=_("Les pass qui ne viendront pas sont annulés pour toujours.") if arrival.missing else "",
        undo=_("La commande s'activera une fois que plus aucun pass n'est attendu.") if arrival.left else "",
        button=_("Enregistrer la livraison"),
        done=_("La livraison est enregistrée."),
        facts=tuple(_sums(order, arrival)),
        refused={
            "difference_not_explained": "note",
            "surplus_not_explained": "note",
            "date_before_previous_step": "delivered_on",
            **SCAN_REFUSALS,
        },
    )


def _sums(order: Order, arrival: Arrival) -> Iterator[Fact]:
    """What came, what never will, what is still awaited, and by how much it differs from what was awaited."""
    for label, ranges in (
        (_("Reçus"), arrival.came),
        (_("Ne viendront pas, annulés"), arrival.missing),
        (_("Encore attendus ensuite"), arrival.left),
    ):
        if ranges or ranges is arrival.came:
            yield Fact(label, sum_words(order, ranges), range_words(order, ranges))
    if arrival.surplus_count:
        yield Fact(_("En trop, rendus à l'opérateur"), pass_count(arrival.surplus_count))
    short = arrival.missing_count + sum(one.count for one in arrival.left)
    words = [_("%(pass)s de moins") % {"pass": pass_count(short)}] if short else []
    if arrival.surplus_count:
        words.append(_("%(pass)s de trop") % {"pass": pass_count(arrival.surplus_count)})
    yield Fact(_("Différence avec ce qui était attendu"), ", ".join(words) or _("Aucune"))


AWAITED, NEVER = "awaited", "never"


class CountForm(forms.Form):
    """What came of what was awaited, by booklets and, where one is not whole, by pass."""

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
    absent = forms.CharField(
        label=gettext_lazy("Pass qui manquent dans un carnet reçu"),
        required=False,
        help_text=gettext_lazy("Leurs numéros, un par un ou par plages : 57, 111-113. Laissez vide si rien ne manque."),
    )
    absent_are = forms.ChoiceField(
        label=gettext_lazy("Ces pass"),
        choices=[
            (AWAITED, gettext_lazy("viendront plus tard : ils restent attendus")),
            (NEVER, gettext_lazy("ne viendront pas : ils sont annulés")),
        ],
        widget=forms.RadioSelect,
        initial=AWAITED,
        required=False,
    )
    surplus_count = CountField(
        label=gettext_lazy("Pass en trop"),
        required=False,
        initial=0,
        help_text=gettext_lazy("Ce qui n'était pas commandé n'entre pas en stock : l'opérateur le reprend."),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def clean_received(self) -> list[NumberRange]:
        """The pass of the booklets said to have come."""
        return self._told("received", counting.BOOKLET)

    def clean_missing(self) -> list[NumberRange]:
        """The pass of the booklets said never to come."""
        return self._told("missing", counting.BOOKLET)

    def clean_absent(self) -> list[NumberRange]:
        """The pass that lack in booklets that came."""
        return self._told("absent", counting.SINGLE)

    def _told(self, name: str, unit: str) -> list[NumberRange]:
        try:
            return counting.told_of(self.order, self.cleaned_data[name], unit=unit)
        except (NumbersUnknown, NotOfThisOrder) as refusal:
            most = {
                "booklets": count(self.order.quantity // self.order.booklet_size),
                "most": count(self.order.quantity),
            }
            words = _("Les carnets de cette commande vont de 1 à %(booklets)s, ses pass de 1 à %(most)s.")
            raise forms.ValidationError(words % most) from refusal
        except Refusal as refusal:
            raise forms.ValidationError(sentence(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """What it comes to, as `arrival`."""
        said = super().clean() or {}
        if self.errors:
            return said
        absent, missing = said["absent"], said["missing"]
        came = said["received"] or without(queries.awaited(self.order), *missing)
        if said["absent_are"] == NEVER:
            missing = [*missing, *absent]
        with refusals_on(self, not_of_this_order="missing", already_counted="received", nothing_delivered="received"):
            said["arrival"] = queries.arrival(
                self.order,
                received=without(came, *absent),
                missing=missing,
                surplus_count=said["surplus_count"] or 0,
            )
        return said


class DeliveryForm(forms.Form):
    """When a delivery came, what was seen, and its note, signed by hand or not."""

    delivered_on = DayField(label=gettext_lazy("Date de la livraison"), not_after_today=True, initial=today)
    note = forms.CharField(
        label=gettext_lazy("Ce qui a été constaté"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Par exemple : carton ouvert, carnet incomplet. L'opérateur le lira."),
    )
    slip_reference = forms.CharField(label=gettext_lazy("Référence du bon de livraison"), max_length=60, required=False)
    signed_by = forms.CharField(
        label=gettext_lazy("Signé par"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Si vous joignez le bon de livraison signé."),
    )
    file = UploadField(label=gettext_lazy("Bon de livraison signé"), required=False)

    def __init__(self, *args: Any, explained: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = explained
        self.fields["note"].error_messages["required"] = _(
            "Il manque des pass ou il y en a trop : écrivez ce qui a été constaté."
        )


def read_range(text: str) -> NumberRange:
    """A range somebody typed, or the error shown under the field."""
    try:
        return NumberRange.parse(text)
    except Refusal as refusal:
        raise forms.ValidationError(sentence(refusal)) from refusal
