"""The orders, one order, its visa, its delivery."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries as distribution
from quitus.domain.vouchers import operations, queries, states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import orders as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Empty, Fact, Link, money
from quitus.interfaces.web.layout.deliveries import DeliveryForm, delivery_of
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.stock import stock_table
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.layout.words import euros
from quitus.usecases import orders as usecases


@page(audience="accountant")
@require_GET
def orders(request: SchemeRequest) -> HttpResponse:
    """Every order, or those at one step."""
    asked = request.GET.get("etat", "")
    lines = paginate(request, queries.orders(states_in=(asked,) if asked in states.ORDER else ()))
    return show_list(
        request,
        title=_("Commandes"),
        lead=_("Vous visez les commandes de pass, puis vous prenez en charge ce qui est livré."),
        chips=chips(
            request,
            "etat",
            [
                (states.DRAFTED, _("À viser"), queries.orders(states_in=(states.DRAFTED,)).count()),
                (states.PRODUCED, _("Livraison à enregistrer"), queries.orders(states_in=(states.PRODUCED,)).count()),
            ],
            everything=_("Toutes"),
        ),
        page=lines,
        table=written.orders_table(
            lines.items,  # type: ignore[arg-type]
            url=lambda one: here(request, "accountant:order", one.pk),
            empty=Empty(_("Aucune commande."), _("Elles arrivent ici dès que la collectivité les prépare.")),
        ),
    )


@page(audience="accountant")
@require_GET
def order(request: SchemeRequest, order_id: int) -> HttpResponse:
    """One order: its steps, its pass and where they are, its thread."""
    one = found(queries.order, order_id)
    held = [line for line in distribution.stock() if line.order.pk == one.pk]
    where = stock_table(
        held, url=lambda holder: here(request, "accountant:register", holder.pk), empty=Empty(_("Aucun pass."))
    )
    status = written.order_status(one)
    return show_detail(
        request,
        title=_("Commande %(number)s") % {"number": one.number},
        lead=written.quantity_words(one),
        back=Link(_("Commandes"), here(request, "accountant:orders")),
        status=status,
        steps=written.order_steps(one),
        facts=written.order_facts(one),
        thread=thread(audit.thread("order", one.pk), stands=status, coming=written.order_coming(one)),
        tables=[written.marks_table(one), where] if one.series else [],
        actions=list(_actions(request, one)),
    )


def _actions(request: SchemeRequest, one: Order) -> Iterator[Link]:
    if states.after(states.ORDER, one.state, "visa_order"):
        yield Link(_("Viser la commande"), here(request, "accountant:visa_order", one.pk), "primary")
    if states.after(states.ORDER, one.state, "receive_delivery"):
        yield Link(_("Enregistrer la livraison"), here(request, "accountant:receive_delivery", one.pk), "primary")


@page(audience="accountant")
def visa(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Agree to an order."""
    one = found(queries.order, order_id)
    act = Act(
        title=_("Viser la commande %(number)s") % {"number": one.number},
        happens=_("Avec votre visa, la collectivité peut confirmer cette commande de %(what)s.")
        % {"what": written.quantity_words(one)},
        final=_("Un visa donné ne se retire pas. Pour refuser, dites-le à la collectivité : elle annule la commande."),
        button=_("Viser la commande"),
        done=_("La commande est visée."),
        facts=(*written.order_facts(one), *_cost(one)),
        refused={"date_before_previous_step": "visa_on"},
    )
    form = DayForm(sent(request), name="visa_on", label=_("Date du visa"))
    return bind(request, form, operations.visa_order, act, back=_back(request, one), order_id=one.pk)


def _cost(one: Order) -> Iterator[Fact]:
    yield Fact(_("Coût avec les frais"), money(queries.cost_cents(one)), _("hors taxe"))
    if one.market is not None:
        most = _("sur %(most)s au plus") % {"most": euros(one.market.ceiling_cents)}
        yield Fact(_("Déjà commandé sous ce marché"), money(queries.committed_cents(one.market.pk)), most)


@page(audience="accountant")
def deliver(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Count what the operator delivers, and take it in charge."""
    one = found(queries.order, order_id)
    form = DeliveryForm(sent(request), order=one)
    act = delivery_of(one)
    return bind(request, form, usecases.receive_delivery, act, back=_back(request, one), order_id=one.pk)


def _back(request: SchemeRequest, one: Order) -> Link:
    return Link(_("Revenir à la commande"), here(request, "accountant:order", one.pk))
