"""The order that a command speaks of."""

from __future__ import annotations

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Order
from quitus.interfaces.commands.support.stop import Stop


def order_named(number: str, slug: str | None) -> tuple[Scheme, Order]:
    """The order with this number and its scheme; stops when there is none, or several and no scheme is said."""
    places = []
    for scheme in organisations.schemes():
        if slug in (None, scheme.slug):
            with within_scheme(scheme):
                places += [(scheme, order) for order in vouchers.orders().filter(number=number)]
    if not places:
        raise Stop(f"there is no order {number}" + (f" in a scheme {slug}" if slug else ""))
    if len(places) > 1:
        known = ", ".join(scheme.slug for scheme, _ in places)
        raise Stop(f"several schemes have an order {number}: say which with --scheme ({known})")
    return places[0]
