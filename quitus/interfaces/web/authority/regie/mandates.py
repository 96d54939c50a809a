"""Mandated bodies: the convention de mandat, the people of the body, the accounts it renders."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import MandateConvention
from quitus.domain.documents import kinds
from quitus.domain.documents import queries as documents
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.regie.forms import CloseForm, EndForm
from quitus.interfaces.web.authority.regie.mandate_forms import AccountForm, MandateForm, NameForm, SignMandateForm
from quitus.interfaces.web.layout import mandates as written
from quitus.interfaces.web.layout import regie as regie_written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Link, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.scans import UNDER, scans_table
from quitus.interfaces.web.layout.supply_requests import asked_of
from quitus.kernel.clock import today
from quitus.usecases import regie as usecases


@page(audience="authority")
@require_GET
def mandates(request: SchemeRequest) -> HttpResponse:
    """The bodies that distribute pass for the authority."""
    lines = paginate(request, queries.mandate_conventions())
    new = Link(_("Proposer une convention de mandat"), here(request, "authority:new_mandate"), "primary", "plus-lg")
    return show_list(
        request,
        title=_("Organismes mandatés"),
        lead=_("Ils remettent des pass pour la collectivité par convention de mandat, et rendent leurs comptes."),
        back=Link(_("Régie d'avances"), here(request, "authority:imprests")),
        actions=[new],
        page=lines,
        table=written.mandates_table(
            lines.items,
            url=lambda one: here(request, "authority:mandate", one.pk),
            empty=Empty(
                _("Aucun organisme mandaté."),
                _("Les pass sont remis par la régie. Un organisme extérieur peut l'être à sa place, par convention."),
                new,
            ),
        ),
    )


@page(audience="authority")
def new_mandate(request: SchemeRequest) -> HttpResponse:
    """Propose a convention de mandat to the accountant."""
    form = MandateForm(sent(request))
    return carry_out(
        request,
        form,
        operations.propose_mandate,
        done=_("La convention est proposée. Le comptable doit donner son avis."),
        to=lambda made: here(request, "authority:mandate", made.pk),
        refused={"mandate_incomplete": "ends_on"},
    ) or show_form(
        request,
        title=_("Proposer une convention de mandat"),
        lead=_("Le comptable donne son avis, puis la convention est signée (CGCT, article L. 1611-7)."),
        form=form,
        submit=_("Proposer la convention"),
        back=Link(_("Organismes mandatés"), here(request, "authority:mandates")),
    )


@page(audience="authority")
def rewrite_mandate(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """Correct what was proposed, before the accountant agrees."""
    one = found(queries.mandate_convention, mandate_id)
    form = MandateForm(sent(request), initial=MandateForm.initial_of(one))
    to = here(request, "authority:mandate", mandate_id)
    return carry_out(
        request,
        form,
        operations.propose_mandate,
        done=_("Le projet de convention est réécrit."),
        to=to,
        refused={"mandate_incomplete": "ends_on"},
        mandate_id=mandate_id,
    ) or show_form(
        request,
        title=_("Réécrire le projet de convention"),
        lead=_("Possible tant que le comptable n'a pas donné son avis."),
        form=form,
        submit=_("Enregistrer le projet"),
        back=Link(one.body.short_name, to),
    )


@page(audience="authority")
@require_GET
def mandate(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """One convention de mandat: what it says, its people, its points, the accounts rendered and owed."""
    one = found(queries.mandate_convention, mandate_id)
    status = written.mandate_status(one)
    return show_detail(
        request,
        title=one.body.name,
        lead=_("Un organisme qui remet des pass pour la collectivité, par convention de mandat."),
        back=Link(_("Organismes mandatés"), here(request, "authority:mandates")),
        status=status,
        facts=written.mandate_facts(one),
        thread=fil("mandate", one.pk, stands=status, coming=written.mandate_coming(one)),
        tables=list(_tables(request, one)),
        actions=list(_actions(request, one)),
    )


def _tables(request: SchemeRequest, one: MandateConvention) -> Iterator[Table]:
    if one.signed_on is None:
        return
    yield written.people_table(
        list(queries.mandated_people(one.pk)),
        url=lambda made: here(request, "authority:end_mandated_person", made.pk),
        empty=Empty(_("Personne n'est nommé."), _("L'organisme nomme par courrier qui détient et remet ses pass.")),
    )
    yield regie_written.points_table(
        [point for point in queries.points() if point.mandate_id == one.pk],
        url=lambda point: here(request, "authority:distribution_point", point.pk),
        empty=Empty(_("Aucun point de distribution."), _("Ouvrez les lieux où l'organisme remettra les pass.")),
    )
    yield written.accounts_table(one)
    yield from asked_of(
        one,
        slip_url=lambda slip_id: here(request, "authority:slip", slip_id),
        paper_url=lambda paper_id: here(request, "authority:signed_paper", paper_id),
        waiting_url=lambda asked: here(request, "authority:enter_supply", query=f"demande={asked.pk}"),
    )
    papers = list(documents.signed_papers("mandate", one.pk))
    if papers:
        yield scans_table(papers, url=lambda paper: here(request, "authority:signed_paper", paper.pk))


def _actions(request: SchemeRequest, one: MandateConvention) -> Iterator[Link]:
    if one.state == states.PROPOSED:
        enter = here(request, "authority:enter_assent", usecases.MANDATE, one.pk)
        yield Link(_("Saisir l'avis signé sur papier"), enter, "primary", "file-earmark-text")
        yield Link(_("Réécrire le projet"), here(request, "authority:rewrite_mandate", one.pk), icon="pencil")
    if one.state == states.ASSENTED:
        yield Link(_("Enregistrer la signature"), here(request, "authority:sign_mandate", one.pk), "primary")
    if one.state == states.IN_FORCE:
        yield Link(
            _("Nommer une personne"), here(request, "authority:name_mandated_person", one.pk), icon="person-plus"
        )
        if request.actor.role == MANAGER:
            yield Link(_("Ouvrir un point"), here(request, "authority:new_mandated_point", one.pk), icon="geo-alt")
    if one.signed_on is not None and written.periods_owed(one, today()):
        yield Link(_("Recevoir un compte"), here(request, "authority:render_account", one.pk), icon="inbox")
    if one.signed_on is not None:
        yield Link(_("Lire son registre"), here(request, "authority:register", one.stock.pk), icon="journal-text")
        compte = here(request, "authority:paper", kinds.MANDATE_COMPTE, one.pk)
        yield Link(_("Voir son compte d'emploi"), compte, icon="printer")
    if one.state == states.IN_FORCE:
        yield Link(_("Clore la convention"), here(request, "authority:close_mandate", one.pk), "link")


@page(audience="authority")
def sign_mandate(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """Record the signature of a convention de mandat."""
    one = found(queries.mandate_convention, mandate_id)
    form = SignMandateForm(sent(request))
    to = here(request, "authority:mandate", mandate_id)
    return carry_out(
        request,
        form,
        operations.sign_mandate,
        done=_("La convention est signée."),
        to=to,
        refused={"dates_of_imprest_disagree": "signed_on", "reference_missing": "act_reference"},
        mandate_id=mandate_id,
    ) or show_confirm(
        request,
        title=_("Signer la convention avec « %(name)s »") % {"name": one.body.short_name},
        happens=_("À partir de son premier jour, l'organisme pourra détenir et remettre des pass."),
        facts=written.mandate_facts(one),
        final=_("Une convention signée ne se réécrit plus."),
        form=form,
        button=_("Enregistrer la signature"),
        back=Link(_("Revenir à la convention"), to),
    )


@page(audience="authority")
def close_mandate(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """End a mandate once the body holds nothing."""
    one = found(queries.mandate_convention, mandate_id)
    form = CloseForm(sent(request))
    to = here(request, "authority:mandate", mandate_id)
    return carry_out(
        request,
        form,
        operations.close_mandate,
        done=_("La convention est close."),
        to=to,
        refused={"dates_of_imprest_disagree": "closed_on"},
        mandate_id=mandate_id,
    ) or show_confirm(
        request,
        title=_("Clore la convention avec « %(name)s »") % {"name": one.body.short_name},
        happens=_("L'organisme ne pourra plus ni détenir ni remettre de pass ; ses points ferment ce jour-là."),
        facts=written.mandate_facts(one),
        final=_("Une convention close ne se rouvre pas. Les comptes des périodes passées restent dus."),
        form=form,
        button=_("Clore la convention"),
        danger=True,
        back=Link(_("Revenir à la convention"), to),
    )


@page(audience="authority")
def name_person(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """Record a person whom the body has named."""
    one = found(queries.mandate_convention, mandate_id)
    form = NameForm(sent(request), mandate=one)
    to = here(request, "authority:mandate", mandate_id)
    return carry_out(
        request,
        form,
        operations.name_mandated_person,
        done=_("La personne peut détenir et remettre les pass de l'organisme."),
        to=to,
        refused={"mandate_not_in_force": "starts_on", "appointment_ends_too_early": "ends_on"},
        mandate_id=mandate_id,
    ) or show_form(
        request,
        title=_("Nommer une personne de « %(name)s »") % {"name": one.body.short_name},
        lead=_("L'organisme nomme ses personnes par courrier. Chacune a d'abord un rôle pour cet organisme ici."),
        form=form,
        submit=_("Enregistrer la personne"),
        back=Link(one.body.short_name, to),
    )


@page(audience="authority")
def end_person(request: SchemeRequest, person_id: int) -> HttpResponse:
    """The last day of a person of a mandated body."""
    one = found(queries.mandated_person, person_id)
    form = EndForm(sent(request))
    to = here(request, "authority:mandate", one.mandate_id)
    return carry_out(
        request,
        form,
        operations.end_mandated_person,
        done=_("Son pouvoir prend fin."),
        to=to,
        refused={"appointment_ends_too_early": "ends_on", "appointment_already_ended": "ends_on"},
        person_id=person_id,
    ) or show_confirm(
        request,
        title=_("Mettre fin au pouvoir de %(name)s") % {"name": one.user.full_name},
        happens=_("Après son dernier jour, cette personne ne pourra plus ni détenir ni remettre de pass."),
        facts=written.person_facts(one),
        form=form,
        button=_("Mettre fin au pouvoir"),
        back=Link(_("Revenir à l'organisme"), to),
    )


@page(audience="authority")
def render_account(request: SchemeRequest, mandate_id: int) -> HttpResponse:
    """Record the account that the body renders, with its signed scan."""
    one = found(queries.mandate_convention, mandate_id)
    files = request.FILES if request.method == "POST" else None
    form = AccountForm(sent(request), files, periods=written.periods_owed(one, today()))
    to = here(request, "authority:mandate", mandate_id)
    return carry_out(
        request,
        form,
        usecases.render_account,
        done=_("Le compte est enregistré."),
        to=to,
        refused={**UNDER, "account_rendered_too_early": "rendered_on", "period_not_accountable": "period_from"},
        mandate_id=mandate_id,
    ) or show_form(
        request,
        title=_("Recevoir un compte de « %(name)s »") % {"name": one.body.short_name},
        lead=_("Ce que l'organisme a reçu, remis et détient encore, signé par lui."),
        form=form,
        submit=_("Enregistrer le compte"),
        back=Link(one.body.short_name, to),
    )
