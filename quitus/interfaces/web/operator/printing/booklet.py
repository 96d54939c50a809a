"""The codes of one booklet, for whoever prints it: asked, then shown once and recorded."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.vouchers import operations, rules
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations import Printed
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, code, day, money, number
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import Section, show_confirm, show_sheet
from quitus.interfaces.web.operator.orders.views import own_order
from quitus.kernel.codes import group


class BookletForm(forms.Form):
    """Which booklet."""

    booklet = forms.IntegerField(
        label=gettext_lazy("Numéro du carnet"),
        min_value=1,
        help_text=gettext_lazy("Celui des bordereaux et du registre, à partir de 1."),
    )


@page(audience="operator")
def print_pass(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Ask which booklet, then show its codes: by POST, so that they stand in no address and no history."""
    one = own_order(request, order_id)
    form = BookletForm(sent(request))
    back = Link(_("Revenir à la commande"), here(request, "operator:order", one.pk))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, booklet_not_of_this_order="booklet"):
            printed = operations.print_booklet(by=request.actor, order_id=one.pk, **form.cleaned_data)
            return _sheet(request, one, form.cleaned_data["booklet"], printed, back)
    return show_confirm(
        request,
        title=_("Imprimer un carnet"),
        happens=_("Les codes des pass de ce carnet s'affichent, prêts à imprimer."),
        final=_("Un code vaut le pass. Sa lecture est inscrite au fil de la commande, avec votre nom."),
        form=form,
        button=_("Afficher les codes du carnet"),
        back=back,
    )


def _sheet(request: SchemeRequest, one: Order, booklet: int, printed: list[Printed], back: Link) -> HttpResponse:
    return show_sheet(
        request,
        title=_("Carnet %(booklet)s") % {"booklet": booklet},
        reference=_("Commande %(number)s") % {"number": one.number},
        lead=_("Un pass ouvre droit à un service d'accompagnement numérique, dans un lieu qualifié."),
        back=back,
        sections=[
            Section(
                facts=[
                    Fact(_("Valeur d'un pass"), money(one.face_value_cents)),
                    Fact(_("Valable jusqu'au"), day(one.valid_until)),
                    Fact(_("Pass"), number(len(printed))),
                ]
            ),
            Section(
                title=_("Codes"),
                table=Table(
                    caption=_("Codes du carnet"),
                    columns=[Column(_("Pass"), "number"), Column(_("Code du pass"), "code")],
                    rows=[Row([rules.rank_of(each.number), code(group(each.code))]) for each in printed],
                    empty=Empty(_("Ce carnet n'a pas de pass.")),
                ),
            ),
        ],
    )
