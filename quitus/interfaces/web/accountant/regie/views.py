"""Régies: the assents that the accountant gives, and what each holds, read only."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder, Imprest
from quitus.domain.documents import queries as documents
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Link, Table
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.scans import scan_response, scans_table
from quitus.interfaces.web.layout.stock import stock_table
from quitus.interfaces.web.layout.supply_requests import asked_of
from quitus.interfaces.web.layout.threads import thread
from quitus.usecases.signed_papers import scan_content


@page(audience="accountant")
@require_GET
def imprests(request: SchemeRequest) -> HttpResponse:
    """The régies of the scheme."""
    lines = paginate(request, queries.imprests())
    return show_list(
        request,
        title=_("Régie d'avances"),
        lead=_("Elle détient et remet les pass. Votre avis conforme précède l'acte constitutif et chaque nomination."),
        actions=[Link(_("Organismes mandatés"), here(request, "accountant:mandates"), icon="building")],
        page=lines,
        table=written.imprests_table(
            lines.items,
            url=lambda one: here(request, "accountant:imprest", one.pk),
            empty=Empty(_("Aucune régie pour l'instant."), _("Elle arrive ici dès que la collectivité la propose.")),
        ),
    )


@page(audience="accountant")
@require_GET
def imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """One régie: its acts, its people, what it holds and where."""
    one = found(queries.imprest, imprest_id)
    status = written.imprest_status(one)
    return show_detail(
        request,
        title=one.name,
        lead=_("La régie, les personnes nommées et les pass dont elle répond."),
        back=Link(_("Régie d'avances"), here(request, "accountant:imprests")),
        status=status,
        facts=written.imprest_facts(one),
        thread=thread(audit.thread("imprest", one.pk), stands=status, coming=written.imprest_coming(one)),
        tables=list(_tables(request, one)),
        actions=list(_actions(request, one)),
    )


def _tables(request: SchemeRequest, one: Imprest) -> Iterator[Table]:
    yield written.appointments_table(
        list(queries.appointments(imprest_id=one.pk)),
        url=lambda made: "" if made.assent_on else here(request, "accountant:assent_to_appointment", made.pk),
        empty=Empty(_("Personne n'est nommé."), _("Sans régisseur nommé, rien n'entre au coffre.")),
    )
    yield stock_table(
        [line for line in queries.stock() if _is_under(line.holder, one)],
        url=lambda holder: here(request, "accountant:register", holder.pk),
        empty=Empty(_("La régie ne détient aucun pass.")),
    )
    amendments = list(queries.amendments(one.pk))
    if amendments:
        yield written.amendments_table(
            amendments,
            url=lambda made: (
                here(request, "accountant:assent_to_imprest_amendment", made.pk)
                if made.state == states.PROPOSED
                else ""
            ),
        )
    yield from asked_of(
        one,
        slip_url=lambda slip_id: here(request, "accountant:slip", slip_id),
        paper_url=lambda paper_id: here(request, "accountant:signed_paper", paper_id),
        waiting_url=lambda asked: here(request, "accountant:supply_safe", query=f"demande={asked.pk}"),
    )
    papers = list(documents.signed_papers("imprest", one.pk))
    if papers:
        yield scans_table(papers, url=lambda paper: here(request, "accountant:signed_paper", paper.pk))


def _is_under(holder: Holder, one: Imprest) -> bool:
    point = holder.point or holder.place
    return holder.imprest_id == one.pk or (point is not None and point.imprest_id == one.pk)


def _actions(request: SchemeRequest, one: Imprest) -> Iterator[Link]:
    if one.state == states.PROPOSED:
        yield Link(_("Donner l'avis conforme"), here(request, "accountant:assent_to_imprest", one.pk), "primary")
    if one.state == states.OPEN:
        yield Link(_("Approvisionner le coffre"), here(request, "accountant:supply_safe"), "primary")


@page(audience="accountant")
@require_GET
def signed_paper(request: SchemeRequest, paper_id: int) -> HttpResponse:
    """The scan of what he signed on paper."""
    paper, content = found(scan_content, paper_id)
    if paper.subject_kind not in ("imprest", "appointment", "point", "mandate", "slip"):
        raise Http404
    return scan_response(paper, content)
