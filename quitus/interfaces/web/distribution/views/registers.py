"""The papers of the register, for whoever answers for a safe or a point: of what is in his hands, and no other's."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.views.slips import holders_of, readable_by
from quitus.interfaces.web.layout import register_papers as shared
from quitus.kernel.clock import today

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)


def scope(request: SchemeRequest) -> shared.Scope:
    """What the reader answers for today; the papers of a régie or of a mandated body for who keeps its stock."""
    mine, readable = holders_of(request), readable_by(request)
    kept = queries.imprests_kept_by(request.actor.user_id, today())
    return shared.Scope(
        "distributor",
        list(queries.holders().filter(pk__in=mine)),
        kept,
        lambda slip_id: queries.slips_between(readable).filter(pk=slip_id).exists(),
        [one.mandate for one in queries.mandates_of(request.actor.user_id, today()) if one.point_id is None],
    )


@page(audience="distributor", roles=STOCK)
@require_GET
def papers(request: SchemeRequest) -> HttpResponse:
    """Which papers there are, and those kept."""
    return shared.show_papers(request, scope(request))


@page(audience="distributor", roles=STOCK)
@require_GET
def paper(request: SchemeRequest, kind: str, subject_id: int) -> HttpResponse:
    """One paper over a period."""
    return shared.show_paper(request, scope(request), kind, subject_id)


@page(audience="distributor", roles=STOCK)
def keep(request: SchemeRequest, kind: str, subject_id: int) -> HttpResponse:
    """Keep one paper."""
    return shared.keep_paper(request, scope(request), kind, subject_id)


@page(audience="distributor", roles=STOCK)
@require_GET
def kept(request: SchemeRequest, document_id: int, file_format: str) -> HttpResponse:
    """The file of a kept paper."""
    return shared.give_kept(request, scope(request), document_id, file_format)
