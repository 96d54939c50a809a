"""Points of distribution: opened, made a sous-régie, closed."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import DistributionPoint
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.regie.forms import CloseForm, OpenSubRegieForm, PointForm, SubRegieForm
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form
from quitus.usecases import regie as usecases


@page(audience="authority", roles=(MANAGER,))
def new_point(request: SchemeRequest, imprest_id: int) -> HttpResponse:
    """Open a place where pass are handed out under a régie."""
    found(queries.imprest, imprest_id)
    back = Link(_("La régie"), here(request, "authority:imprest", imprest_id))
    return _open(request, back, imprest_id=imprest_id)


@page(audience="authority", roles=(MANAGER,))
def new_mandated_point(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """Open a place where a mandated body hands out pass."""
    found(queries.mandate_convention, mandate_id)
    back = Link(_("L'organisme mandaté"), here(request, "authority:mandate", mandate_id))
    return _open(request, back, mandate_id=mandate_id)


def _open(request: SchemeRequest, back: Link, **under: int) -> HttpResponse:
    form = PointForm(sent(request))
    return carry_out(
        request,
        form,
        operations.open_point,
        done=_("Le point de distribution est ouvert. Nommez qui y remettra les pass."),
        to=back.url,
        refused={"name_of_point_taken": "name"},
        **under,
    ) or show_form(
        request,
        title=_("Ouvrir un point de distribution"),
        lead=_("Un lieu où des personnes nommées remettent les pass."),
        form=form,
        submit=_("Ouvrir le point"),
        back=back,
    )


@page(audience="authority")
@require_GET
def point(request: SchemeRequest, point_id: int) -> HttpResponse:
    """One point: where it is, who serves there, what limits it, its thread."""
    one = found(queries.point, point_id)
    status = written.point_status(one)
    sub_regie = written.latest_sub_regie(one)
    return show_detail(
        request,
        title=one.name,
        lead=_("Un lieu où des personnes nommées remettent les pass."),
        back=_back(request, one),
        status=status,
        facts=[*written.point_facts(one), *written.sub_regie_facts(sub_regie)],
        thread=fil("point", one.pk, stands=status, coming=written.sub_regie_coming(sub_regie)),
        tables=[
            written.people_of_point_table(
                one,
                appointment_url=lambda made: here(request, "authority:appointment", made.pk),
                person_url=lambda made: here(request, "authority:mandate", made.mandate_id),
                empty=Empty(_("Personne n'est nommé à ce point."), _("Sans personne nommée, rien ne s'y remet.")),
            )
        ],
        actions=list(_actions(request, one)),
    )


def _back(request: SchemeRequest, one: DistributionPoint) -> Link:
    if one.imprest is not None:
        return Link(one.imprest.name, here(request, "authority:imprest", one.imprest.pk))
    assert one.mandate is not None
    return Link(one.mandate.body.short_name, here(request, "authority:mandate", one.mandate.pk))


def _actions(request: SchemeRequest, one: DistributionPoint) -> Iterator[Link]:
    read = Link(_("Lire son registre"), here(request, "authority:register", one.holder.pk), icon="journal-text")
    if one.closed_on is not None:
        yield read
        return
    sub_regie = written.latest_sub_regie(one)
    state = sub_regie.state if sub_regie else states.CLOSED
    if sub_regie is not None and state == states.PROPOSED:
        enter = here(request, "authority:enter_assent", usecases.SUB_REGIE, sub_regie.pk)
        yield Link(_("Saisir l'avis signé sur papier"), enter, "primary", "file-earmark-text")
    if sub_regie is not None and state == states.ASSENTED:
        yield Link(_("Ouvrir la sous-régie"), here(request, "authority:open_sub_regie", sub_regie.pk), "primary")
    yield read
    if sub_regie is not None and state != states.CLOSED:
        yield Link(_("Mettre fin à la sous-régie"), here(request, "authority:close_sub_regie", sub_regie.pk), "link")
    elif one.imprest is not None and one.imprest.state == states.OPEN:
        yield Link(_("En faire une sous-régie"), here(request, "authority:new_sub_regie", one.pk), icon="safe")
    if request.actor.role == MANAGER:
        yield Link(_("Fermer le point"), here(request, "authority:close_point", one.pk), "link")


@page(audience="authority", roles=(MANAGER,))
def close_point(request: SchemeRequest, point_id: int) -> HttpResponse:
    """Close an empty point."""
    one = found(queries.point, point_id)
    to = here(request, "authority:distribution_point", point_id)
    form = CloseForm(sent(request))
    return carry_out(
        request,
        form,
        operations.close_point,
        done=_("Le point est fermé."),
        to=to,
        refused={"point_closes_too_early": "closed_on"},
        point_id=point_id,
    ) or show_confirm(
        request,
        title=_("Fermer le point « %(name)s »") % {"name": one.name},
        happens=_("Après ce jour, aucun pass n'y arrive ni ne s'y remet."),
        facts=written.point_facts(one),
        final=_("Un point fermé ne rouvre pas : ouvrez-en un autre au même endroit."),
        form=form,
        button=_("Fermer le point"),
        danger=True,
        back=Link(_("Revenir au point"), to),
    )


@page(audience="authority")
def new_sub_regie(request: SchemeRequest, point_id: int) -> HttpResponse:
    """Propose that a point become a sous-régie."""
    one = found(queries.point, point_id)
    to = here(request, "authority:distribution_point", point_id)
    form = SubRegieForm(sent(request))
    return carry_out(
        request,
        form,
        operations.propose_sub_regie,
        done=_("La sous-régie est proposée. Le comptable doit donner son avis."),
        to=to,
        refused={"ceiling_not_positive": "ceiling_cents"},
        point_id=point_id,
    ) or show_form(
        request,
        title=_("Faire de ce point une sous-régie"),
        lead=_("Elle a son propre plafond et son sous-régisseur, sous la responsabilité du régisseur."),
        facts=written.point_facts(one),
        form=form,
        submit=_("Proposer la sous-régie"),
        back=Link(one.name, to),
    )


@page(audience="authority")
def open_sub_regie(request: SchemeRequest, sub_regie_id: int) -> HttpResponse:
    """Record the act of a sous-régie."""
    one = found(queries.sub_regie, sub_regie_id)
    to = here(request, "authority:distribution_point", one.point_id)
    form = OpenSubRegieForm(sent(request))
    return carry_out(
        request,
        form,
        operations.open_sub_regie,
        done=_("La sous-régie est ouverte. Nommez son sous-régisseur."),
        to=to,
        refused={"dates_of_imprest_disagree": "adopted_on", "reference_missing": "act_reference"},
        sub_regie_id=sub_regie_id,
    ) or show_confirm(
        request,
        title=_("Ouvrir la sous-régie « %(name)s »") % {"name": one.point.name},
        happens=_("À partir de ce jour, ce point ne peut pas détenir plus que son plafond."),
        facts=written.sub_regie_facts(one),
        form=form,
        button=_("Ouvrir la sous-régie"),
        back=Link(_("Revenir au point"), to),
    )


@page(audience="authority")
def close_sub_regie(request: SchemeRequest, sub_regie_id: int) -> HttpResponse:
    """Give up a sous-régie, or end it."""
    one = found(queries.sub_regie, sub_regie_id)
    to = here(request, "authority:distribution_point", one.point_id)
    form = CloseForm(sent(request))
    return carry_out(
        request,
        form,
        operations.close_sub_regie,
        done=_("La sous-régie prend fin."),
        to=to,
        refused={"dates_of_imprest_disagree": "closed_on"},
        sub_regie_id=sub_regie_id,
    ) or show_confirm(
        request,
        title=_("Mettre fin à la sous-régie « %(name)s »") % {"name": one.point.name},
        happens=_("Ce point reste ouvert, comme simple point de la régie ; son plafond propre ne compte plus."),
        facts=written.sub_regie_facts(one),
        form=form,
        button=_("Mettre fin à la sous-régie"),
        danger=True,
        back=Link(_("Revenir au point"), to),
    )
