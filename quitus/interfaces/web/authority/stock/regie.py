"""The régie: proposed, opened on the accountant's assent, with its points and its people."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Imprest
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.stock.forms import (
    CloseImprestForm,
    ImprestForm,
    OpenImprestForm,
    PointForm,
)
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list


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
        actions=[new],
        page=lines,
        table=written.imprests_table(
            lines.items,  # type: ignore[arg-type]
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
        to=lambda made: here(request, "authority:imprest", made.pk),  # type: ignore[attr-defined]
    ) or show_form(
        request,
        title=_("Proposer une régie"),
        lead=_("Le comptable donne son avis, puis l'acte constitutif est signé."),
        form=form,
        submit=_("Proposer la régie"),
        back=Link(_("Régie d'avances"), here(request, "authority:imprests")),
    )


@page(audience="authority")
@require_GET
def imprest(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """One régie: what it may hold, its points, its people, its thread."""
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
        tables=[
            written.appointments_table(
                list(queries.appointments(imprest_id=imprest_id)),
                url=lambda made: here(request, "authority:end_appointment", made.pk),
                empty=Empty(_("Personne n'est nommé."), _("Sans régisseur nommé, rien n'entre au coffre.")),
            ),
            written.points_table(
                [point for point in queries.points() if point.imprest_id == one.pk],
                url=lambda point: here(request, "authority:register", point.holder.pk),
                empty=Empty(_("Aucun point de distribution."), _("Ouvrez les lieux où les pass seront remis.")),
            ),
        ],
        actions=list(_actions(request, one)),
    )


def _actions(request: SchemeRequest, one: Imprest) -> Iterator[Link]:
    if one.state == states.ASSENTED:
        yield Link(_("Ouvrir la régie"), here(request, "authority:open_imprest", one.pk), "primary")
    if one.state == states.CLOSED:
        return
    yield Link(_("Nommer une personne"), here(request, "authority:appoint", one.pk), icon="person-plus")
    if request.actor.role == MANAGER:
        yield Link(_("Ouvrir un point"), here(request, "authority:new_point", one.pk), icon="geo-alt")
    if one.state == states.OPEN:
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
    """End a régie that holds nothing any more."""
    one = found(queries.imprest, imprest_id)
    form = CloseImprestForm(sent(request))
    to = here(request, "authority:imprest", imprest_id)
    return carry_out(
        request, form, operations.close_imprest, done=_("La régie est close."), to=to, imprest_id=imprest_id
    ) or show_confirm(
        request,
        title=_("Clore la régie « %(name)s »") % {"name": one.name},
        happens=_("La régie ne pourra plus ni recevoir ni remettre de pass."),
        facts=written.imprest_facts(one),
        final=_("Une régie close ne se rouvre pas."),
        form=form,
        button=_("Clore la régie"),
        danger=True,
        back=Link(_("Revenir à la régie"), to),
    )


@page(audience="authority", roles=(MANAGER,))
def new_point(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Open a place where pass are handed out."""
    found(queries.imprest, imprest_id)
    form = PointForm(sent(request))
    to = here(request, "authority:imprest", imprest_id)
    return carry_out(
        request,
        form,
        operations.open_point,
        done=_("Le point de distribution est ouvert. Nommez-y un mandataire."),
        to=to,
        imprest_id=imprest_id,
        refused={"name_of_point_taken": "name"},
    ) or show_form(
        request,
        title=_("Ouvrir un point de distribution"),
        lead=_("Un lieu où des mandataires nommés remettent les pass."),
        form=form,
        submit=_("Ouvrir le point"),
        back=Link(_("La régie"), to),
    )
