"""Entering the hand-out that another agent made on signed paper."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.forms import UnreferredOnPaperForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import files, sent
from quitus.interfaces.web.layout.handouts_on_paper import HandoutOnPaperForm, show_handout_on_paper
from quitus.kernel.clock import today

NAME = "distributor:enter_handout"


@page(audience="distributor", roles=(IMPREST_HOLDER, HANDOUT_AGENT))
def enter_handout(request: SchemeRequest) -> HttpResponse:
    """Enter what another gave at a point where the reader may hand out today; `?sans-fiche` to a person without one."""
    points = queries.points_of(request.actor.user_id, today())
    if not points:
        raise Http404
    asked = request.GET.get("point", "")
    point = next((one for one in points if str(one.pk) == asked), points[0])
    unreferred = "sans-fiche" in request.GET
    kind = UnreferredOnPaperForm if unreferred else HandoutOnPaperForm
    form = kind(
        sent(request),
        files(request),
        point=point,
        reader_id=request.actor.user_id,
        initial={"referral_number": request.GET.get("fiche", "")},
    )
    there = f"point={point.pk}"
    other = Link(_("La personne n'avait pas de fiche"), here(request, NAME, query=f"{there}&sans-fiche="))
    if unreferred:
        other = Link(_("La personne avait une fiche"), here(request, NAME, query=there))
    return show_handout_on_paper(
        request,
        point,
        form,
        slip_view="distributor:slip",
        back=Link(_("Remises"), here(request, "distributor:handouts")),
        points=points if len(points) > 1 else (),
        ways=[other],
    )
