"""Printing and delivering an order, as operator, accountant and authority meet it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.errors import NotOfThisOrder, NumbersUnknown
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.queries import Arrival
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import MOST_COUNTED, CountField, DayField, refusals_on
from quitus.interfaces.web.layout.order_lines import range_words
from quitus.interfaces.web.layout.orders import order_facts, pass_count, sum_words
from quitus.interfaces.web.layout.pages import show_form, show_refusal
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS, ByAccountant, UploadField
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


def show_delivery(request: SchemeRequest, order: Order, *, back: Link, in_charge: bool) -> HttpResponse:
    """Count a delivery, read what it comes to beside what was awaited, then record it, at one address.

    What was counted goes from page to page in fields that are not seen, however long, and nothing is written before
    the last button. `back` is the order's page; `in_charge` says that who counts is the accountant.
    """
    if (refused := _refused(request, order, back)) is not None:
        return refused
    typed = {name: request.POST[name] for name in CountForm.base_fields if name in request.POST}
    if "again" in request.POST:
        return _show_count(request, order, CountForm(order=order, initial=typed), back)
    if "came" in request.POST:
        try:
            arrival = _counted(request, order)
        except Refusal as refusal:
            return show_refusal(request, refusal=refusal, back=back)
        told = DeliveryForm(request.POST, request.FILES, arrival=arrival, typed=typed)
        return _show_sum(request, order, told, back, in_charge=in_charge)
    counting_form = CountForm(sent(request), order=order)
    if counting_form.is_bound and counting_form.is_valid():
        told = DeliveryForm(arrival=counting_form.cleaned_data["arrival"], typed=typed)
        return _show_sum(request, order, told, back, in_charge=in_charge)
    return _show_count(request, order, counting_form, back)


def _show_count(request: SchemeRequest, order: Order, form: forms.Form, back: Link) -> HttpResponse:
    """Ask what came and what lacks."""
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


def _show_sum(
    request: SchemeRequest, order: Order, form: "DeliveryForm", back: Link, *, in_charge: bool
) -> HttpResponse:
    """Say what the delivery comes to; recorded once `form` is sent and right."""
    if in_charge:
        form.leave_out_paper()
    act = _act(order, form.arrival, in_charge=in_charge)
    return bind(request, form, usecases.receive_delivery, act, back=back, order_id=order.pk)


def _refused(request: SchemeRequest, order: Order, back: Link) -> HttpResponse | None:
    """The page that says why no delivery of the order is counted, where none is."""
    try:
        usecases.refuse_step(order, "receive_delivery")
    except Refusal as refusal:
        return show_refusal(request, refusal=refusal, back=back)
    return None


def _title(order: Order) -> str:
    return _("Enregistrer la livraison de la commande %(number)s") % {"number": order.number}


def _ranges(ranges: Sequence[NumberRange]) -> str:
    return ",".join(f"{one.first}-{one.last}" for one in ranges)


def _counted(request: SchemeRequest, order: Order) -> Arrival:
    """What was counted on the page before; 404 when it is nothing one can count. Refuses as `queries.arrival`."""
    surplus = request.POST.get("surplus", "")
    try:
        came, lacking = (
            [NumberRange.parse(part) for part in request.POST.get(name, "").split(",", MOST_RANGES) if part]
            for name in ("came", "never")
        )
    except Refusal as nonsense:
        raise Http404 from nonsense
    if not surplus.isdecimal() or len(surplus) > len(str(MOST_COUNTED)) or int(surplus) > MOST_COUNTED:
        raise Http404
    return queries.arrival(order, received=came, missing=lacking, surplus_count=int(surplus))


def _act(order: Order, arrival: Arrival, *, in_charge: bool) -> Act:
    happens = _("Aucun pass de la commande n'est pris en charge.")
    if arrival.came and in_charge:
        happens = _("Le comptable prend en charge %(sum)s. Ces pass restent inactifs jusqu'au mandat.")
    elif arrival.came:
        happens = _(
            "Vous comptez %(sum)s, inactifs jusqu'au mandat. Le comptable les prend en charge en signant : "
            "joignez le bon qu'il a signé, sinon sa signature reste attendue."
        )
    return Act(
        title=_title(order),
        happens=happens % {"sum": sum_words(order, arrival.came)},
        final=_("Les pass qui ne viendront pas sont annulés pour toujours.") if arrival.missing else "",
        undo=_("La commande s'activera une fois que plus aucun pass n'est attendu.") if arrival.left else "",
        button=_("Enregistrer la livraison"),
        again=_("Compter autrement"),
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
MOST_RANGES = 2_000
MOST_TYPED = 2_000
"""How many characters say which booklets or pass: some 400 numbers, each typed apart."""


class CountForm(forms.Form):
    """What came of what was awaited, by booklets and, where one is not whole, by pass."""

    received = forms.CharField(
        label=gettext_lazy("Carnets reçus"),
        required=False,
        max_length=MOST_TYPED,
        help_text=gettext_lazy("Laissez vide si tout le reste est là. Sinon leurs numéros, par exemple 1-300, 305."),
    )
    missing = forms.CharField(
        label=gettext_lazy("Carnets qui ne viendront pas"),
        required=False,
        max_length=MOST_TYPED,
        help_text=gettext_lazy("Seulement si c'est définitif : leurs pass sont annulés. Par exemple 12, 40-45."),
    )
    absent = forms.CharField(
        label=gettext_lazy("Pass qui manquent dans un carnet reçu"),
        required=False,
        max_length=MOST_TYPED,
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
        if astray := without(absent, *came):
            self.add_error("absent", _not_received(self.order, astray, missing))
            return said
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


def _not_received(order: Order, astray: list[NumberRange], never: list[NumberRange]) -> str:
    """Why pass cannot lack in a booklet that came: theirs never will, or was not told to have come."""
    words = _(
        "Leur carnet n'est pas parmi ceux que vous dites reçus : %(pass)s. Ajoutez ce carnet, ou retirez ces pass : un "
        "carnet qui n'est pas venu reste attendu en entier."
    )
    if without(astray, *never) != astray:
        words = _(
            "Vous dites que le carnet ne viendra pas, et que des pass y manquent seulement : %(pass)s. "
            "Retirez-les d'ici, ou retirez leur carnet de ceux qui ne viendront pas."
        )
    return words % {"pass": range_words(order, astray)}


class DeliveryForm(ByAccountant):
    """When a delivery came, what was seen, and its note, signed by hand or not; unseen, what was counted and typed."""

    delivered_on = DayField(label=gettext_lazy("Date de la livraison"), not_after_today=True, initial=today)
    note = forms.CharField(
        label=gettext_lazy("Ce qui a été constaté"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Par exemple : carton ouvert, carnet incomplet. L'opérateur le lira."),
    )
    slip_reference = forms.CharField(label=gettext_lazy("Référence du bon de livraison"), max_length=60, required=False)
    signed_by = forms.CharField(
        label=gettext_lazy("Prise en charge signée par le comptable"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Si vous joignez son papier. Le bon signé par le livreur n'est pas une prise en charge."
        ),
    )
    file = UploadField(label=gettext_lazy("Son papier, numérisé"), required=False)

    def __init__(self, *args: Any, arrival: Arrival, typed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrival = arrival
        counted = {
            "came": _ranges(arrival.came),
            "never": _ranges(arrival.missing),
            "surplus": str(arrival.surplus_count),
        }
        self.unseen = {**counted, **typed}
        for name, value in self.unseen.items():
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=value, required=False)
        self.fields["note"].required = bool(arrival.missing or arrival.surplus_count)
        self.fields["note"].error_messages["required"] = _(
            "Il manque des pass ou il y en a trop : écrivez ce qui a été constaté."
        )

    def leave_out_paper(self) -> None:
        """The accountant who counts takes in charge by doing so."""
        for name in ("signer", "signed_by", "quality", "file"):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """The facts of `receive_delivery`."""
        said = super().clean() or {}
        return {name: value for name, value in said.items() if name not in self.unseen} | {
            "received": self.arrival.came,
            "missing": self.arrival.missing,
            "surplus_count": self.arrival.surplus_count,
        }
