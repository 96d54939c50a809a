"""What waits for the funder, and where the scheme stands."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.campaigns import queries as campaigns
from quitus.domain.grants import queries as grants
from quitus.domain.obligations import queries as obligations
from quitus.domain.obligations import states as obligations_states
from quitus.domain.reporting import queries, states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import reports as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Fact, Figure, Link, Past, Task, moment, number
from quitus.interfaces.web.layout.pages import show_detail, show_home
from quitus.interfaces.web.layout.words import count, day
from quitus.kernel.clock import today

RECENT = 5


@page(audience="funder")
@require_GET
def home(request: SchemeRequest) -> HttpResponse:
    """What waits for me, what is late, what came lately."""
    tasks = [*_to_sign(request), *_to_decide(request), *_to_reply(request), *_owed(request)]
    return show_home(
        request,
        title=_("Bonjour"),
        lead=_("Ce qui attend le financeur dans le dispositif « %(scheme)s ».")
        % {"scheme": request.membership.scheme.name},
        late=[task for task in tasks if task.tone == "late"],
        todo=[task for task in tasks if task.tone != "late"],
        recent=_received(request),
        figure=_figure(request),
        actions=[Link(_("Voir les indicateurs"), here(request, "funder:indicators"))],
        nothing=Empty(_("Rien ne vous attend."), _("Un rapport envoyé par la collectivité apparaîtra ici.")),
    )


@page(audience="funder")
@require_GET
def indicators(request: SchemeRequest) -> HttpResponse:
    """Indicators against the schedule: counts only, small ones hidden."""
    scheme_id = request.membership.scheme_id
    told = queries.indicators_now(scheme_id, today())
    below = grants.terms_at(scheme_id, today()).small_count_below
    figures = queries.for_funder(told.figures, below)
    return show_detail(
        request,
        title=_("Indicateurs à ce jour"),
        lead=_("Calculés à partir des registres de la collectivité, depuis le début de l'action."),
        facts=[
            Fact(_("Connus au"), moment(told.known_at)),
            Fact(_("Objectif de la convention"), number(figures["terms"]["target_count"]), _("pass")),
            masking_fact(below),
        ],
        template="layout/reports/report.html",
        **written.shown(figures),
        answers=[],
    )


def masking_fact(below: int | None) -> Fact:
    """How small counts are protected."""
    if below is None:
        note = _("La convention ne fixe pas de seuil : les effectifs de personnes ne sont pas ventilés.")
        return Fact(_("Petits effectifs"), _("non ventilés"), note)
    return Fact(_("Petits effectifs"), _("masqués au-dessous de %(count)s personnes") % {"count": below})


def _to_sign(request: SchemeRequest) -> Iterator[Task]:
    convention = grants.convention_of(request.membership.scheme_id)
    if convention is None:
        return
    if convention.authority_signed_on and not convention.funder_signed_on:
        yield Task(
            title=_("Signer la convention"),
            url=here(request, "funder:sign_convention", convention.pk),
            detail=_("signée par la collectivité le %(day)s") % {"day": day(convention.authority_signed_on)},
        )
    for amendment in grants.amendments(convention.pk):
        if amendment.authority_signed_on and not amendment.funder_signed_on:
            yield Task(
                title=_("Signer l'avenant n° %(number)s") % {"number": amendment.number},
                url=here(request, "funder:amendment", amendment.pk),
                detail=_("signé par la collectivité le %(day)s") % {"day": day(amendment.authority_signed_on)},
            )


def _to_decide(request: SchemeRequest) -> Iterator[Task]:
    for report in queries.reports(request.membership.scheme_id, state=states.SUBMITTED):
        assert report.submitted_on is not None
        yield Task(
            title=_("Accepter ou renvoyer : %(report)s") % {"report": written.kind_of_report(report.kind)},
            url=here(request, "funder:report", report.pk),
            detail=_("reçu le %(day)s") % {"day": day(report.submitted_on)},
        )


def _to_reply(request: SchemeRequest) -> Iterator[Task]:
    for proposal in campaigns.asked(request.membership.scheme_id):
        yield Task(
            title=_("Répondre à la question de la collectivité"),
            url=here(request, "funder:proposal", proposal.pk),
            detail=proposal.campaign.title,
        )


def _owed(request: SchemeRequest) -> Iterator[Task]:
    """What the authority owes and is late with, and what the funder itself owes."""
    open_ones = obligations.open_obligations(request.membership.scheme_id)
    reported = (obligations_states.REPORT, obligations_states.STATEMENT)
    for obligation in open_ones.filter(owed_by=obligations_states.HOLDER, kind__in=reported, due_on__lt=today()):
        yield Task(
            title=_("Pas encore reçu : %(report)s") % {"report": obligation.label},
            url=here(request, "funder:reports"),
            detail=_("attendu de la collectivité"),
            due=obligation.due_on,
            tone="late",
        )
    for obligation in open_ones.filter(owed_by=obligations_states.FUNDER):
        yield Task(
            title=obligation.label,
            url=here(request, "funder:convention"),
            due=obligation.due_on,
            tone="late" if obligation.due_on < today() else "waiting",
        )


def _received(request: SchemeRequest) -> list[Past]:
    scheme_id = request.membership.scheme_id
    received = [
        Past(
            at=report.submitted_on,
            sentence=_("%(report)s reçu") % {"report": written.kind_of_report(report.kind)},
            who=written.period(report.period_from, report.period_to),
            url=here(request, "funder:report", report.pk),
        )
        for report in queries.reports(scheme_id, submitted=True)[:RECENT]
        if report.submitted_on
    ] + [
        Past(
            at=statement.transmitted_on,
            sentence=_("État des dépenses attesté reçu"),
            who=_("arrêté au %(day)s") % {"day": day(statement.until)},
            url=here(request, "funder:statement", statement.pk),
        )
        for statement in queries.statements(scheme_id, states_in=(states.TRANSMITTED,))[:RECENT]
        if statement.transmitted_on
    ]
    return sorted(received, key=lambda past: past.at, reverse=True)[:RECENT]


def _figure(request: SchemeRequest) -> Figure | None:
    convention = grants.convention_of(request.membership.scheme_id)
    if convention is None or convention.in_force_on is None or convention.in_force_on > today():
        return None
    _handed, used = queries.handed_out_and_used(convention.scheme_id, today())
    target = grants.terms_at(convention.scheme_id, today()).target_count
    return Figure(
        number(used),
        _("pass consommés"),
        url=here(request, "funder:indicators"),
        note=_("sur un objectif de %(count)s") % {"count": count(target)},
    )
