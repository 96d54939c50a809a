"""What a structure answers to a decision against it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.venues import files as dossier
from quitus.domain.venues import queries, states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import carry_out, files, sent
from quitus.interfaces.web.layout.pages import show_form
from quitus.interfaces.web.layout.papers import AppealForm
from quitus.interfaces.web.layout.qualifications import kept_file
from quitus.usecases.applications import appeal_decision, appeal_file


@page(audience="venue")
def appeal(request: SchemeRequest) -> HttpResponse:
    """Contest a suspension or a removal."""
    steps = queries.steps(request.membership.organisation_id)
    if not steps or steps[-1].state not in (states.SUSPENDED, states.REMOVED):
        raise Http404
    back = Link(_("Ma structure"), here(request, "venue:structure"))
    form = AppealForm(sent(request), files(request))
    response = carry_out(
        request,
        form,
        appeal_decision,
        done=_("Le recours est déposé. La collectivité y répondra avec ses raisons."),
        to=back.url,
        refused=dict.fromkeys(("scan_empty", "scan_too_large", "scan_of_this_type_refused"), "file"),
    )
    return response or show_form(
        request,
        title=_("Déposer un recours"),
        lead=_("La collectivité regardera de nouveau sa décision."),
        facts=[Fact(_(states.LABELS[steps[-1].state]), steps[-1].reason)],
        form=form,
        submit=_("Déposer le recours"),
        back=back,
    )


@page(audience="venue")
@require_GET
def file_of_appeal(request: SchemeRequest, appeal_id: int) -> HttpResponse:
    """The file joined to an appeal of the structure."""
    known = dossier.appeals_of(organisation_id=request.membership.organisation_id)
    mine = {one.pk: one for one in known if one.sha256}
    if appeal_id not in mine:
        raise Http404
    one = mine[appeal_id]
    return kept_file(one.file_name, one.media_type, appeal_file(one))
