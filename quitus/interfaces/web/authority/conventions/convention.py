"""The convention of the scheme: where it stands, its terms, and its text on any day."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import queries, states
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import queries as obligations
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import showing
from quitus.interfaces.web.authority.conventions.index import index_of
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.obligations import showing as owed
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Next,
    Row,
    Table,
    day,
    money,
    number,
    share,
)
from quitus.interfaces.web.layout.pages import show, show_detail
from quitus.interfaces.web.layout.wordings import asked_day, show_consolidated
from quitus.kernel.clock import today

NEXT_OBLIGATIONS = 5


def convention_of(request: SchemeRequest) -> Convention:
    """The convention of the scheme; 404 when there is none."""
    found = queries.convention_of(request.membership.scheme_id)
    if found is None:
        raise Http404
    return found


@page(audience="authority")
@require_GET
def convention(request: SchemeRequest) -> HttpResponse:
    """The convention as it stands today; how to begin when there is none."""
    found = queries.convention_of(request.membership.scheme_id)
    leads = request.actor.role == MANAGER
    if found is None:
        begin = Link(_("Préparer la convention"), here(request, "authority:draft_convention"), "primary")
        return show(
            request,
            "authority/conventions/none.html",
            title=_("Convention"),
            lead=_("Le contrat avec le financeur : ses termes commandent tout le reste."),
            nothing=Empty(
                _("Ce dispositif n'a pas encore de convention."),
                _("Elle se prépare, se vote, se signe ; les commandes de pass viennent ensuite."),
                begin if leads else None,
            ),
            actions=[Link(_("Voir les actes"), here(request, "authority:acts"))],
        )
    executory_on = queries.executory_on(found)
    parameters = queries.consolidated_parameters(found.pk, today())
    status = showing.text_status(found)
    return show_detail(
        request,
        title=_("Convention n° %(number)s") % {"number": found.number},
        lead=found.title,
        status=status,
        index=index_of(request, found),
        steps=showing.signature_steps(found, executory_on),
        figures=_figures(request, parameters),
        facts=[
            _deliberation_fact(request, found.deliberation),
            *_signature_facts(found),
            *showing.parameter_facts(parameters),
        ],
        thread=fil("convention", found.pk, stands=status, coming=_coming(request, found, executory_on)),
        tables=[_amendments(request, found), _obligations(request, found)],
        actions=_actions(request, found, leads),
    )


@page(audience="authority")
@require_GET
def text(request: SchemeRequest) -> HttpResponse:
    """The text as it stood on a day, with what each amendment changed."""
    found = convention_of(request)
    form, on = asked_day(request)
    return show_consolidated(
        request,
        queries.consolidated(found.pk, on),
        form,
        back=Link(_("Convention"), here(request, "authority:convention")),
        file_url=lambda sha256: here(request, "authority:annex_file", sha256),
    )


def _figures(request: SchemeRequest, parameters: list[queries.ConsolidatedParameter]) -> list[Figure]:
    values = {one.name: one.value for one in parameters}
    told = []
    if isinstance(budget := values["budget_cents"], int):
        told.append(Figure(money(budget), _("de budget total"), here(request, "authority:financing_plan")))
    if isinstance(rate := values["state_share_per_mille"], int):
        told.append(Figure(share(rate), _("à la charge du financeur")))
    if isinstance(target := values["target_count"], int):
        told.append(Figure(number(target), _("pass à déployer")))
    return told


def _deliberation_fact(request: SchemeRequest, act: Deliberation | None) -> Fact:
    label = _("Autorisée par la délibération")
    if act is None:
        return Fact(label, None, _("Aucune délibération n'est encore rattachée."))
    return Fact(label, Link(act.number or act.title, here(request, "authority:deliberation", act.pk)))


def _signature_facts(found: Convention) -> list[Fact]:
    """Who signed it and when."""
    facts = []
    for party, label in (
        (states.AUTHORITY, _("Signée par la collectivité le")),
        (states.FUNDER, _("Signée par le financeur le")),
    ):
        if (on := found.signed_on(party)) is not None:
            facts.append(Fact(label, day(on), str(found.signatory(party) or "")))
    return facts


def _coming(request: SchemeRequest, found: Convention, executory_on: date | None) -> list[Next]:
    manager = _("la personne responsable du dispositif")
    if found.state != states.DRAFTED:
        return [
            Next(_("Fin de l'action"), due=one.on)
            for one in queries.days_coming(found.scheme_id)
            if one.kind == "action_end"
        ]
    if found.deliberation is None:
        return [Next(_("Rattacher la délibération"), manager, url=here(request, "authority:attach_deliberation"))]
    if executory_on is None:
        url = here(request, "authority:deliberation", found.deliberation.pk)
        return [Next(_("Rendre la délibération exécutoire"), manager, url=url)]
    return [
        Next(
            _("Recueillir la signature : %(party)s") % {"party": _(label)},
            url=here(request, "authority:sign_convention", party),
        )
        for party, label in states.PARTIES.items()
        if found.signed_on(party) is None
    ]


def _actions(request: SchemeRequest, found: Convention, leads: bool) -> list[Link]:
    if not leads:
        return []
    if found.state != states.DRAFTED:
        under_way = queries.amendments(found.pk).filter(state=states.DRAFTED).first()
        if under_way is not None:  # one amendment is prepared at a time
            return [Link(_("Suivre l'avenant"), here(request, "authority:amendment", under_way.pk), "primary")]
        return [Link(_("Préparer un avenant"), here(request, "authority:draft_amendment"), "primary")]
    signed = found.authority_signed_on or found.funder_signed_on
    write = [
        Link(_("Ajouter un article"), here(request, "authority:new_article")),
        Link(_("Saisir des signatures anciennes"), here(request, "authority:enter_convention")),
        Link(_("Fixer les paramètres"), here(request, "authority:parameters")),
        Link(_("Rattacher la délibération"), here(request, "authority:attach_deliberation")),
    ]
    sign = {
        states.AUTHORITY: _("Enregistrer la signature de la collectivité"),
        states.FUNDER: _("Enregistrer la signature du financeur"),
    }
    signatures = [
        Link(label, here(request, "authority:sign_convention", party), "primary")
        for party, label in sign.items()
        if found.signed_on(party) is None
    ]
    return [*signatures, *([] if signed else write)]


def _amendments(request: SchemeRequest, found: Convention) -> Table:
    return Table(
        caption=_("Avenants"),
        columns=[Column(_("Avenant")), Column(_("Objet")), Column(_("En vigueur le"), "day"), Column(_("État"))],
        rows=[
            Row(
                [_("N° %(number)s") % {"number": one.number}, one.title, one.in_force_on, showing.text_status(one)],
                url=here(request, "authority:amendment", one.pk),
            )
            for one in queries.amendments(found.pk)
        ],
        empty=Empty(
            _("Aucun avenant."), _("Un avenant change une convention en vigueur : durée, budget, obligations.")
        ),
    )


def _obligations(request: SchemeRequest, found: Convention) -> Table:
    coming = list(obligations.agenda(found.pk, today(), obligations.Filters())[:NEXT_OBLIGATIONS])
    return owed.table_of(
        request,
        coming,
        today(),
        caption=_("Prochaines obligations"),
        empty=Empty(_("Aucune obligation à venir.")),
    )
