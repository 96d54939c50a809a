"""Pass of an order blocked, released or cancelled by range."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.controls import operations as controls
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.vouchers import operations, queries
from quitus.domain.vouchers.errors import OrderNotProduced
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.orders.forms import RangeForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.orders import quantity_words
from quitus.interfaces.web.layout.pages import show_confirm


@page(audience="authority", roles=(MANAGER,))
def block(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Block pass at once."""
    return _mark(
        request,
        order_id,
        operations.block_range,
        title=_("Bloquer des pass"),
        happens=_("Ces pass sont refusés partout, tout de suite : ni remis, ni utilisés."),
        undo=_("Vous pourrez les débloquer."),
        button=_("Bloquer ces pass"),
        done=_("Les pass sont bloqués."),
    )


@page(audience="authority", roles=(MANAGER,))
def unblock(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Release blocked pass."""
    return _mark(
        request,
        order_id,
        controls.unblock_pass,
        title=_("Débloquer des pass"),
        happens=_(
            "Les pass bloqués de cette plage redeviennent ce que leur commande en fait. "
            "Ceux d'un dossier de perte se débloquent par ce dossier."
        ),
        button=_("Débloquer ces pass"),
        done=_("Les pass sont débloqués."),
    )


@page(audience="authority", roles=(MANAGER,))
def cancel(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Cancel pass for ever."""
    return _mark(
        request,
        order_id,
        operations.cancel_range,
        title=_("Annuler des pass"),
        happens=_("Les pass de cette plage qui n'ont pas été utilisés ne vaudront plus rien."),
        final=_("Un pass annulé l'est pour toujours."),
        button=_("Annuler ces pass"),
        done=_("Les pass sont annulés."),
        danger=True,
    )


def _mark(
    request: SchemeRequest,
    order_id: int,
    operation: Callable[..., object],
    *,
    title: str,
    happens: str,
    button: str,
    done: str,
    undo: str = "",
    final: str = "",
    danger: bool = False,
) -> HttpResponse:
    order = found(queries.order, order_id)
    if order.series is None:
        raise OrderNotProduced(number=order.number)
    form = RangeForm(sent(request), order=order)
    to = here(request, "authority:order", order_id)
    facts = [
        Fact(_("Commande"), order.number, quantity_words(order)),
        Fact(_("Numéros imprimés"), _("de 1 à %(last)s") % {"last": order.quantity}),
    ]
    return carry_out(
        request,
        form,
        operation,
        done=done,
        to=to,
        refused={"nothing_to_mark": "first", "still_lost": "first"},
    ) or show_confirm(
        request,
        title=title,
        happens=happens,
        facts=facts,
        undo=undo,
        final=final,
        form=form,
        button=button,
        danger=danger,
        back=Link(_("Revenir à la commande"), to),
    )
