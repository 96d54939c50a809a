"""One pass or a range of them, and the search box, for whoever answers for a safe or a point: those he ever held."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quitus.domain.distribution import queries
from quitus.domain.distribution.queries import screens
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.views.slips import holders_of
from quitus.interfaces.web.layout import passes as shared
from quitus.interfaces.web.layout import searching
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link, Row
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)


def sight(request: SchemeRequest) -> shared.Sight:
    """The pass that went through the reader's hands, and the slips that name them."""
    mine = frozenset(holders_of(request))

    def slip_url(slip_id: int, hands: Sequence[int]) -> str:
        return here(request, "distributor:slip", slip_id) if mine.intersection(hands) else ""

    return shared.Sight("distributor", lambda numbers: screens.has_held(mine, numbers), slip_url)


@page(audience="distributor")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: SchemeRequest) -> HttpResponse:
    """What answers what is typed in the box: pass and slips of one's own hands, one's fiches."""
    keeps = request.actor.role in STOCK
    return searching.answer(
        request,
        sight(request) if keeps else None,
        quick=lambda asked: _quick(request, asked, keeps=keeps),
        everything=lambda _asked: (),
        advice=_(
            "Cherchez un numéro de pass, un code, un bordereau, une fiche en attente, ou un carnet avec sa commande : "
            "« 2021-01 carnet 12 »."
        )
        if keeps
        else _("Cherchez le numéro d'une de vos fiches."),
    )


def _quick(request: SchemeRequest, asked: str, *, keeps: bool) -> Iterator[Row]:
    if keeps:
        yield from searching.slips(request, "distributor:slip", asked, holder_ids=holders_of(request))
        points = [point.pk for point in queries.points_of(request.actor.user_id, today())]
        waiting = queries.referrals_open(points).filter(number__istartswith=asked)
        for one in waiting[: searching.EACH]:
            yield Row([one.number, _("Fiche"), day(one.issued_on)], url=here(request, "distributor:hand_out", one.pk))
        return
    mine = queries.referrals(prescriber_id=request.actor.user_id).filter(number__istartswith=asked)
    for one in mine[: searching.EACH]:
        yield Row([one.number, _("Fiche"), day(one.issued_on)], url=here(request, "distributor:referral", one.pk))


@page(audience="distributor", roles=STOCK)
@require_GET
def one(request: SchemeRequest, number: int) -> HttpResponse:
    """The life of one pass."""
    return shared.show_life(request, sight(request), number, back=_back(request))


@page(audience="distributor", roles=STOCK)
@require_GET
def several(request: SchemeRequest, first: int, last: int) -> HttpResponse:
    """Where the pass of a range are."""
    return shared.show_range(request, sight(request), first, last, back=_back(request))


def _back(request: SchemeRequest) -> Link:
    return Link(_("Registres et états"), here(request, "distributor:papers"))
