"""Mandated bodies, for the accountant: the convention, the people, the accounts; read only."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import MandateConvention
from quitus.domain.documents import queries as documents
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import mandates as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Link, Table
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.scans import scans_table
from quitus.interfaces.web.layout.supply_requests import asked_of
from quitus.interfaces.web.layout.threads import thread


@page(audience="accountant")
@require_GET
def mandates(request: SchemeRequest) -> HttpResponse:
    """The bodies that distribute pass for the authority."""
    lines = paginate(request, queries.mandate_conventions())
    return show_list(
        request,
        title=_("Organismes mandatés"),
        lead=_("Ils remettent des pass par convention de mandat, sur votre avis conforme, et rendent leurs comptes."),
        back=Link(_("Régie d'avances"), here(request, "accountant:imprests")),
        page=lines,
        table=written.mandates_table(
            lines.items,
            url=lambda one: here(request, "accountant:mandate", one.pk),
            empty=Empty(_("Aucun organisme mandaté."), _("Il arrive ici dès que la collectivité en propose un.")),
        ),
    )


@page(audience="accountant")
@require_GET
def mandate(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """One convention de mandat."""
    one = found(queries.mandate_convention, mandate_id)
    status = written.mandate_status(one)
    give = Link(_("Donner l'avis conforme"), here(request, "accountant:assent_to_mandate", one.pk), "primary")
    return show_detail(
        request,
        title=one.body.name,
        lead=_("Un organisme qui remet des pass pour la collectivité, par convention de mandat."),
        back=Link(_("Organismes mandatés"), here(request, "accountant:mandates")),
        status=status,
        facts=written.mandate_facts(one),
        thread=thread(audit.thread("mandate", one.pk), stands=status, coming=written.mandate_coming(one)),
        tables=list(_tables(request, one)),
        actions=[give] if one.state == states.PROPOSED else [],
    )


def _tables(request: SchemeRequest, one: MandateConvention) -> Iterator[Table]:
    if one.signed_on is not None:
        yield written.people_table(
            list(queries.mandated_people(one.pk)), url=lambda made: "", empty=Empty(_("Personne n'est nommé."))
        )
        yield written.accounts_table(one)
    yield from asked_of(
        one,
        slip_url=lambda slip_id: here(request, "accountant:slip", slip_id),
        paper_url=lambda paper_id: here(request, "accountant:signed_paper", paper_id),
        waiting_url=lambda asked: here(request, "accountant:supply_safe", query=f"demande={asked.pk}"),
    )
    papers = list(documents.signed_papers("mandate", one.pk))
    if papers:
        yield scans_table(papers, url=lambda paper: here(request, "accountant:signed_paper", paper.pk))
