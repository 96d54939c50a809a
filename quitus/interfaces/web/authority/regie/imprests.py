"""The régie: proposed, opened on the accountant's assent, closed; with its points and its people."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Imprest
from quitus.domain.documents import queries as documents
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.documents.subjects import documents_link
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.regie.forms import TERMS_UNDER, CloseImprestForm, ImprestForm, OpenImprestForm
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Link, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.scans import scans_table
from quitus.interfaces.web.layout.supply_requests import asked_of
from quitus.kernel.clock import today
from quitus.usecases import regie as usecases


@page(audience="authority")
@require_GET
def imprests(request: SchemeRequest) -> HttpResponse:
    """The régies of the scheme."""
    lines = paginate(request, queries.imprests())
    new = Link(_("Proposer une régie"), here(request, "authority:new_imprest"), "primary", "plus-lg")
    return show_list(
        request,
        title=_("Régie d'avances"),
        lead=_("Elle seule permet de détenir et de remettre des pass. Aucun stock n'entre au coffre avant elle."),
        back=Link(_("Où sont les pass"), here(request, "authority:stock")),
        actions=[new, Link(_("Organismes mandatés"), here(request, "authority:mandates"), icon="building")],
        page=lines,
        table=written.imprests_table(
            lines.items,
            url=lambda one: here(request, "authority:imprest", one.pk),
            empty=Empty(
                _("Aucune régie pour l'instant."),
                _("Proposez-la au comptable : son avis précède la signature de l'acte constitutif."),
                new,
            ),
        ),
    )


@page(audience="authority")
def new_imprest(request: SchemeRequest) -> HttpResponse:
    """Propose a régie to the accountant."""
    form = ImprestForm(sent(request))
    return carry_out(
        request,
        form,
        operations.propose_imprest,
        done=_("La régie est proposée. Le comptable doit donner son avis."),
        to=lambda made: here(request, "authority:imprest", made.pk),
        refused=TERMS_UNDER,
    ) or show_form(
        request,
        title=_("Proposer une régie"),
        lead=_("Ce que dira l'acte constitutif. Le comptable donne son avis, puis l'acte est signé."),
        form=form,
        submit=_("Proposer la régie"),
        back=Link(_("Régie d'avances"), here(request, "authority:imprests")),
    )


@page(audience="authority")
def rewrite_imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Correct what was proposed, before the accountant agrees."""
    one = found(queries.imprest, imprest_id)
    form = ImprestForm(sent(request), initial=ImprestForm.initial_of(one.terms) | {"name": one.name})
    to = here(request, "authority:imprest", imprest_id)
    return carry_out(
        request,
        form,
        operations.rewrite_imprest,
        done=_("Le projet d'acte est réécrit."),
        to=to,
        refused=TERMS_UNDER,
        imprest_id=imprest_id,
    ) or show_form(
        request,
        title=_("Réécrire le projet d'acte"),
        lead=_("Possible tant que le comptable n'a pas donné son avis."),
        form=form,
        submit=_("Enregistrer le projet"),
        back=Link(_("La régie"), to),
    )


@page(audience="authority")
@require_GET
def imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """One régie: what its act allows, what it holds, its points, its people, its thread."""
    one = found(queries.imprest, imprest_id)
    status = written.imprest_status(one)
    return show_detail(
        request,
        title=one.name,
        lead=_("La régie, ses points de distribution et les personnes nommées."),
        back=Link(_("Régie d'avances"), here(request, "authority:imprests")),
        status=status,
        facts=written.imprest_facts(one),
        thread=fil("imprest", one.pk, stands=status, coming=written.imprest_coming(one)),
        tables=list(_tables(request, one)),
        actions=list(_actions(request, one)),
    )


def _tables(request: SchemeRequest, one: Imprest) -> Iterator[Table]:
    yield written.appointments_table(
        list(queries.appointments(imprest_id=one.pk)),
        url=lambda made: here(request, "authority:appointment", made.pk),
        empty=Empty(_("Personne n'est nommé."), _("Sans régisseur nommé, rien n'entre au coffre.")),
    )
    yield written.points_table(
        [point for point in queries.points() if point.imprest_id == one.pk],
        url=lambda point: here(request, "authority:distribution_point", point.pk),
        empty=Empty(_("Aucun point de distribution."), _("Ouvrez les lieux où les pass seront remis.")),
    )
    amendments = list(queries.amendments(one.pk))
    if amendments:
        yield written.amendments_table(
            amendments, url=lambda made: here(request, "authority:imprest_amendment", made.pk)
        )
    yield from asked_of(
        one,
        slip_url=lambda slip_id: here(request, "authority:slip", slip_id),
        paper_url=lambda paper_id: here(request, "authority:signed_paper", paper_id),
        waiting_url=lambda asked: here(request, "authority:enter_supply", query=f"demande={asked.pk}"),
    )
    papers = list(documents.signed_papers("imprest", one.pk))
    if papers:
        yield scans_table(papers, url=lambda paper: here(request, "authority:signed_paper", paper.pk))


def _actions(request: SchemeRequest, one: Imprest) -> Iterator[Link]:
    if one.state == states.PROPOSED:
        enter = here(request, "authority:enter_assent", usecases.IMPREST, one.pk)
        yield Link(_("Saisir l'avis signé sur papier"), enter, "primary", "file-earmark-text")
        yield Link(_("Réécrire le projet"), here(request, "authority:rewrite_imprest", one.pk), icon="pencil")
    if one.state == states.ASSENTED:
        yield Link(_("Ouvrir la régie"), here(request, "authority:open_imprest", one.pk), "primary")
    if one.state != states.CLOSED:
        yield Link(_("Nommer une personne"), here(request, "authority:appoint", one.pk), icon="person-plus")
        if request.actor.role == MANAGER:
            yield Link(_("Ouvrir un point"), here(request, "authority:new_point", one.pk), icon="geo-alt")
    yield documents_link(request, "imprest", one.pk)
    if one.state == states.OPEN:
        yield Link(_("Modifier l'acte"), here(request, "authority:amend_imprest", one.pk), icon="pencil")
        yield Link(_("Clore la régie"), here(request, "authority:close_imprest", one.pk), "link")


@page(audience="authority")
def open_imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Record the acte constitutif."""
    one = found(queries.imprest, imprest_id)
    form = OpenImprestForm(sent(request))
    to = here(request, "authority:imprest", imprest_id)
    return carry_out(
        request,
        form,
        operations.open_imprest,
        done=_("La régie est ouverte."),
        to=to,
        imprest_id=imprest_id,
        refused={"dates_of_imprest_disagree": "constituted_on", "reference_missing": "act_reference"},
    ) or show_confirm(
        request,
        title=_("Ouvrir la régie « %(name)s »") % {"name": one.name},
        happens=_("La régie existe : son coffre pourra recevoir des pass dès qu'un régisseur sera nommé."),
        facts=written.imprest_facts(one),
        final=_("Une régie ouverte ne disparaît pas : elle se clôt, une fois vide."),
        form=form,
        button=_("Ouvrir la régie"),
        back=Link(_("Revenir à la régie"), to),
    )


@page(audience="authority")
def close_imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """End a régie that holds nothing any more, with its final statement."""
    one = found(queries.imprest, imprest_id)
    form = CloseImprestForm(sent(request))
    to = here(request, "authority:imprest", imprest_id)
    return carry_out(
        request,
        form,
        operations.close_imprest,
        done=_("La régie est close."),
        to=to,
        imprest_id=imprest_id,
        refused={"reference_missing": "closing_reference", "dates_of_imprest_disagree": "closed_on"},
    ) or show_confirm(
        request,
        title=_("Clore la régie « %(name)s »") % {"name": one.name},
        happens=_(
            "La régie ne pourra plus ni recevoir ni remettre de pass ; ses points ferment et ses nominations prennent "
            "fin ce jour-là."
        ),
        facts=written.closing_facts(one, today()),
        final=_("Une régie close ne se rouvre pas. Produisez d'abord son compte d'emploi, dans ses documents."),
        form=form,
        button=_("Clore la régie"),
        danger=True,
        back=Link(_("Revenir à la régie"), to),
    )
