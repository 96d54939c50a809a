"""The orders asked from this operator, from their confirmation on: no other is there for anybody of it."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import order_lines
from quitus.interfaces.web.layout import orders as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import DayForm, bind
from quitus.interfaces.web.layout.components import Empty, Link
from quitus.interfaces.web.layout.deliveries import production_of
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.order_standings import order_status, standing_chips, standings
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.life import after
from quitus.usecases import orders as usecases

INTERNAL = ("draft_order", "correct_draft", "visa_order", "refuse_visa")
"""What the authority and its accountant did before the order was sent."""


def own_orders(request: SchemeRequest, *states_in: str) -> QuerySet[Order]:
    """The orders sent to the operator of the request; only those in certain states when they are given."""
    found = queries.orders(operator_id=request.membership.organisation_id, states_in=states_in)
    return found.filter(confirmed_on__isnull=False)


def own_order(request: SchemeRequest, order_id: int) -> Order:
    """One of them; 404 for any other."""
    one = own_orders(request).filter(pk=order_id).first()
    if one is None:
        raise Http404
    return one


@page(audience="operator")
@require_GET
def orders(request: SchemeRequest) -> HttpResponse:
    """The orders of this operator, or those at one step."""
    among, every = standings(request.membership.scheme_id), own_orders(request)
    lines = paginate(request, among.only(every, request.GET.get("etat", "")))
    return show_list(
        request,
        title=_("Commandes"),
        lead=_("Les pass que la collectivité vous a commandés."),
        chips=standing_chips(request, every, among, (states.PROOFED, states.PRODUCED)),
        page=lines,
        table=written.orders_table(
            lines.items,
            among,
            url=lambda one: here(request, "operator:order", one.pk),
            empty=Empty(_("Aucune commande."), _("Elles arrivent ici dès que la collectivité vous les confirme.")),
        ),
    )


@page(audience="operator")
@require_GET
def order(request: SchemeRequest, order_id: int) -> HttpResponse:
    """One order: what is asked, what was delivered and counted, what comes next."""
    one = own_order(request, order_id)
    status = order_status(one)
    entries = [entry for entry in audit.thread("order", one.pk) if entry.verb not in INTERNAL]
    return show_detail(
        request,
        title=_("Commande %(number)s") % {"number": one.number},
        lead=written.lead_words(one),
        back=Link(_("Commandes"), here(request, "operator:orders")),
        status=status,
        steps=written.order_steps(one),
        facts=written.order_facts(one),
        thread=thread(entries, stands=status, coming=written.order_coming(one)),
        tables=[*order_lines.lines_of(one), written.marks_table(one)] if one.series else [],
        actions=list(_actions(request, one)),
    )


def _actions(request: SchemeRequest, one: Order) -> Iterator[Link]:
    if after(states.ORDER, one.state, "produce_order"):
        url = here(request, "operator:produce_order", one.pk)
        if queries.has_ended_unused(one):  # only what was printed by its last day is still entered
            yield Link(_("Saisir une production faite à temps"), url, "link")
        else:
            yield Link(_("Produire les pass"), url, "primary")
    yield Link(_("Épreuve et impression"), here(request, "operator:printing", one.pk), icon="printer")


@page(audience="operator")
def produce(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Give the pass of an order their numbers."""
    one = own_order(request, order_id)
    form = DayForm(sent(request), name="produced_on", label=_("Date de production"))
    back = Link(_("Revenir à la commande"), here(request, "operator:order", one.pk))
    return bind(request, form, usecases.produce_order, production_of(one), back=back, order_id=one.pk)
