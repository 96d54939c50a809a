"""Supplying the safe of a régie against receipt: choose, then confirm."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from quitus.domain.distribution import operations, queries, states
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.accountant.stock.forms import SupplyForm, open_imprests
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Table, money, number
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.orders import full_pass_words
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.interfaces.web.layout.words import count, euros
from quitus.kernel.ranges import NumberRange


@page(audience="accountant")
def choose(request: SchemeRequest) -> HttpResponse:
    """Choose the régie and the booklets; nothing is written yet."""
    holder, imprests = queries.holder_of_kind(states.ACCOUNTANT), open_imprests()
    if holder is None or not imprests or not queries.held_by(holder.pk).count:
        return _nothing_to_supply(request, lacks_imprest=not imprests)
    form = SupplyForm(sent(request), holder=holder, imprests=imprests)
    if request.method == "POST" and form.is_valid():
        numbers = form.cleaned_data["numbers"]
        chosen = {"regie": form.cleaned_data["imprest"], "du": numbers.first, "au": numbers.last}
        return redirect(here(request, "accountant:confirm_supply", query=urlencode(chosen)))
    return show_form(
        request,
        title=_("Approvisionner le coffre"),
        lead=_("Les pass passent de votre caisse au coffre de la régie, contre reçu."),
        form=form,
        submit=_("Continuer"),
        back=_back(request),
    )


def _back(request: SchemeRequest) -> Link:
    return Link(_("Pass en caisse"), here(request, "accountant:stock"))


def _nothing_to_supply(request: SchemeRequest, *, lacks_imprest: bool) -> HttpResponse:
    if lacks_imprest:
        why = Empty(
            _("Aucune régie n'est ouverte."),
            _("Un coffre existe une fois l'acte constitutif signé, sur votre avis conforme."),
            Link(_("Voir la régie"), here(request, "accountant:imprests")),
        )
    else:
        why = Empty(_("Aucun pass en caisse."), _("Ils y entrent quand vous comptez une livraison."))
    return show_list(
        request,
        title=_("Approvisionner le coffre"),
        back=_back(request),
        table=Table(caption=_("Pass en caisse"), columns=[Column(_("Pass"))], rows=[], empty=why),
    )


@page(audience="accountant")
def confirm(request: SchemeRequest) -> HttpResponse:
    """Say what goes where, then do it."""
    imprest_id, numbers = _chosen(request)
    imprest = found(queries.imprest, imprest_id)
    order = vouchers.order_of_range(numbers)
    held = queries.held_by_imprest(imprest.pk)
    value = numbers.count * order.face_value_cents
    act = Act(
        title=_("Approvisionner le coffre"),
        happens=_("%(count)s pass sortent de votre caisse et entrent au coffre de « %(name)s ».")
        % {"count": count(numbers.count), "name": imprest.name},
        final=_("Le régisseur en confirmera la réception ; il pourra vous en rendre."),
        button=_("Approvisionner le coffre"),
        done=_("Le coffre est approvisionné. Imprimez le bordereau et faites-le signer au régisseur."),
        facts=(
            *_what(order, numbers, value),
            Fact(
                _("La régie détiendra"),
                money(held.value_cents + value),
                _("plafond %(ceiling)s") % {"ceiling": euros(imprest.ceiling_cents)},
            ),
        ),
        refused={"moved_before_it_arrived": "occurred_on"},
    )
    return bind(
        request,
        DayForm(sent(request), name="occurred_on", label=_("Date de la remise au régisseur")),
        operations.supply_safe,
        act,
        back=Link(_("Choisir d'autres pass"), here(request, "accountant:supply_safe")),
        to=lambda slip: here(request, "accountant:slip", slip.pk),
        imprest_id=imprest.pk,
        numbers=numbers,
    )


def _what(order: Order, numbers: NumberRange, value: int) -> list[Fact]:
    return [
        Fact(_("Commande"), order.number),
        Fact(_("Pass"), full_pass_words(numbers, order)),
        Fact(_("Nombre de pass"), number(numbers.count)),
        Fact(_("Valeur"), money(value)),
    ]


def _chosen(request: SchemeRequest) -> tuple[int, NumberRange]:
    """What the address says was chosen; 404 when it says nothing one can choose."""
    try:
        imprest_id, first, last = (int(request.GET.get(name, "")) for name in ("regie", "du", "au"))
        return imprest_id, NumberRange(first, last)
    except ValueError as nonsense:
        raise Http404 from nonsense
