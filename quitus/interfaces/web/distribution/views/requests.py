"""Pass asked of the accountant, for a safe or for what a mandated body keeps."""

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.views.slips import stores_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link, Table
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.supply_requests import asked_of, show_request, show_withdrawal

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)


def request_links(request: SchemeRequest, kept: Sequence[Holder]) -> Iterator[Link]:
    """Ask for pass, or withdraw what was asked: the request that waits is the only one."""
    waiting = {one.holder.pk: one for one in queries.requests_waiting()} if kept else {}
    for holder in kept:
        if holder.pk in waiting:
            url = here(request, "distributor:withdraw_request", waiting[holder.pk].pk)
            yield Link(_("Retirer la demande"), url, about=holder.label)
        else:
            url = here(request, "distributor:ask_supply", holder.pk)
            yield Link(_("Demander un approvisionnement"), url, icon="inbox", about=holder.label)


def request_tables(request: SchemeRequest, kept: Sequence[Holder]) -> Iterator[Table]:
    """What was asked for each of these, and what became of it."""
    for holder in kept:
        asks = holder.imprest or holder.mandate
        assert asks is not None
        yield from asked_of(
            asks,
            slip_url=lambda slip_id: here(request, "distributor:slip", slip_id),
            paper_url=lambda paper_id: here(request, "distributor:signed_paper", paper_id),
            waiting_url=lambda asked: here(request, "distributor:withdraw_request", asked.pk),
            about=holder.label if len(kept) > 1 else "",
        )


@page(audience="distributor", roles=STOCK)
def ask(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Ask the accountant for pass."""
    mine = {one.pk: one for one in stores_of(request)}
    if holder_id not in mine:
        raise Http404
    return show_request(request, mine[holder_id], back=_back(request, mine[holder_id]))


@page(audience="distributor", roles=STOCK)
def withdraw(request: SchemeRequest, request_id: int) -> HttpResponse:
    """Ask no more."""
    one = found(queries.supply_request, request_id)
    if one.holder.pk not in {store.pk for store in stores_of(request)}:
        raise Http404
    return show_withdrawal(request, one, back=_back(request, one.holder))


def _back(request: SchemeRequest, holder: Holder) -> Link:
    if holder.kind == states.MANDATED:
        return Link(_("Mon stock"), here(request, "distributor:stock"))
    return Link(_("Coffre"), here(request, "distributor:safe"))


urlpatterns: list[URLPattern] = [
    path("coffre/demandes/<int:holder_id>/nouvelle/", ask, name="ask_supply"),
    path("coffre/demandes/<int:request_id>/retirer/", withdraw, name="withdraw_request"),
]
