"""Pass on the road of which the authority keeps the register, for itself or for an operator that works outside."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.carriers import lines_of, show_coming_back, show_dispatch
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import found


def entered_here(order: Order) -> bool:
    """Whether the authority says where the pass of an order are: it issues them, or the operator has no account."""
    return order.shape != voucher_states.INSIDE


def road_links(request: SchemeRequest, holder: Holder) -> list[Link]:
    """What the manager enters of the pass that a printer or a carrier has."""
    kinds = {states.PRINTER: "dispatch", states.CARRIER: "coming_back"}
    if request.actor.role != MANAGER or holder.kind not in kinds or not lines_of(holder, entered_here):
        return []
    words = _("Confier à un transporteur") if holder.kind == states.PRINTER else _("Des pass reviennent")
    return [Link(words, here(request, f"authority:{kinds[holder.kind]}", holder.pk), icon="truck")]


@page(audience="authority", roles=(MANAGER,))
def dispatch(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Say which pass went to a carrier."""
    printer = found(queries.holder, holder_id)
    if printer.kind != states.PRINTER:
        raise Http404
    return show_dispatch(request, printer, entered_here, slip_view="authority:slip", back=_back(request, holder_id))


@page(audience="authority", roles=(MANAGER,))
def coming_back(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Say which pass a carrier brought back."""
    carrier, back = found(queries.holder, holder_id), _back(request, holder_id)
    return show_coming_back(request, carrier, entered_here, slip_view="authority:slip", back=back)


def _back(request: SchemeRequest, holder_id: int) -> Link:
    return Link(_("Registre"), here(request, "authority:register", holder_id))
