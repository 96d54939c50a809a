"""Reports received: read with small counts hidden, then accepted or sent back."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.grants import queries as grants
from quitus.domain.reporting import operations, queries, states
from quitus.domain.reporting.models import Report
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.funder.forms import DatedForm, ReturnForm
from quitus.interfaces.web.funder.views.home import masking_fact
from quitus.interfaces.web.layout import reports as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Next,
    Row,
    Table,
    Thread,
    code,
    moment,
    money,
)
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.threads import past
from quitus.kernel.clock import today

STATES = (states.SUBMITTED, states.ACCEPTED, states.RETURNED)
REFUSED = {"earlier_than_the_step_before": "on"}
SEEN = ("submit_report", "accept_report", "return_report")  # what of the thread is the funder's business


@page(audience="funder")
@require_GET
def reports(request: SchemeRequest) -> HttpResponse:
    """The reports that the authority has sent."""
    scheme_id = request.membership.scheme_id
    state = request.GET.get("etat", "")
    lines = paginate(request, queries.reports(scheme_id, state=state if state in STATES else "", submitted=True))
    counted = queries.reports_by_state(scheme_id, submitted=True)
    return show_list(
        request,
        title=_("Rapports reçus"),
        lead=_("Leurs chiffres sont calculés à partir des registres de la collectivité et figés à l'envoi."),
        chips=chips(
            request,
            "etat",
            [(one, _(states.REPORT_LABELS[one]), counted.get(one, 0)) for one in STATES],
            everything=_("Tous"),
        ),
        page=lines,
        table=Table(
            caption=_("Rapports reçus"),
            columns=[
                Column(_("Rapport")),
                Column(_("Période")),
                Column(_("Reçu le"), "day"),
                Column(_("Part du financeur"), "money"),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        _named(one),
                        written.period(one.period_from, one.period_to),
                        one.submitted_on,
                        one.frozen.figures["basis"]["state_cents"],
                        written.report_status(one.state),
                    ],
                    url=here(request, "funder:report", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucun rapport reçu."), _("La collectivité vous envoie ses rapports depuis ses propres pages.")
            ),
        ),
    )


@page(audience="funder")
@require_GET
def report(request: SchemeRequest, report_id: int) -> HttpResponse:
    """One report: counts only, as frozen."""
    one = _received(report_id)
    told = queries.figures_of(one)
    below = grants.terms_at(one.scheme_id, one.period_to).small_count_below
    figures = queries.for_funder(told.figures, below)
    return show_detail(
        request,
        title=_named(one),
        lead=_("Période %(days)s, envoyé par %(authority)s.")
        % {"days": written.period(one.period_from, one.period_to), "authority": one.scheme.authority.name},
        back=Link(_("Rapports reçus"), here(request, "funder:reports")),
        status=written.report_status(one.state),
        steps=written.report_steps(one.state, submitted_on=one.submitted_on, decided_on=one.decided_on),
        facts=[
            Fact(_("Chiffres connus au"), moment(told.known_at)),
            Fact(_("Empreinte"), code(told.sha256[:16])),
            masking_fact(below),
            *([Fact(_("Motif du renvoi"), one.return_reason)] if one.return_reason else []),
        ],
        thread=_thread(request, one),
        actions=_actions(request, one),
        template="layout/reports/report.html",
        **written.shown(figures),
        answers=written.answers(one.answers),
    )


@page(audience="funder")
def accept(request: SchemeRequest, report_id: int) -> HttpResponse:
    """Accept a report: it can serve as the basis of a payment."""
    one = _received(report_id)
    act = Act(
        title=_("Accepter le rapport"),
        happens=_("Ce rapport pourra servir de base au versement de l'aide."),
        facts=_reminder(one),
        final=_("Un rapport accepté ne se renvoie plus."),
        button=_("Accepter le rapport"),
        done=_("Le rapport est accepté."),
        refused=REFUSED,
    )
    form = DatedForm(sent(request), initial={"on": today()})
    back = Link(_("Ne pas accepter maintenant"), here(request, "funder:report", one.pk))
    return bind(request, form, operations.accept_report, act, back=back, report_id=one.pk)


@page(audience="funder")
def send_back(request: SchemeRequest, report_id: int) -> HttpResponse:
    """Send a report back, with a reason."""
    one = _received(report_id)
    act = Act(
        title=_("Renvoyer le rapport"),
        happens=_("La collectivité reprendra ce rapport et vous en enverra une nouvelle version."),
        facts=_reminder(one),
        final=_("Ce rapport reste tel qu'il a été envoyé."),
        button=_("Renvoyer à la collectivité"),
        done=_("Le rapport est renvoyé à la collectivité."),
        refused=REFUSED | {"reason_missing": "reason"},
        danger=True,
    )
    form = ReturnForm(sent(request), initial={"on": today()})
    back = Link(_("Ne pas renvoyer"), here(request, "funder:report", one.pk))
    return bind(request, form, operations.return_report, act, back=back, report_id=one.pk)


def _received(report_id: int) -> Report:
    try:
        one = queries.report(report_id)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    if one.state == states.PREPARED:  # not yet anybody's but the authority's
        raise Http404
    return one


def _named(one: Report) -> str:
    name = written.kind_of_report(one.kind)
    return name if one.version == 1 else _("%(name)s, version %(version)s") % {"name": name, "version": one.version}


def _reminder(one: Report) -> tuple[Fact, ...]:
    basis = one.frozen.figures["basis"]
    return (
        Fact(_("Rapport"), _named(one)),
        Fact(_("Période"), written.period(one.period_from, one.period_to)),
        Fact(_("Base de calcul"), money(basis["eligible_cents"])),
        Fact(_("Part du financeur"), money(basis["state_cents"])),
    )


def _thread(request: SchemeRequest, one: Report) -> Thread:
    entries = [entry for entry in audit.thread("report", one.pk) if entry.verb in SEEN]
    waiting = (
        [Next(_("Accepter le rapport ou le renvoyer"), _("le financeur"))] if one.state == states.SUBMITTED else []
    )
    return Thread(past=[past(entry) for entry in entries], stands=written.report_status(one.state), next=waiting)


def _actions(request: SchemeRequest, one: Report) -> list[Link]:
    if one.state != states.SUBMITTED:
        return []
    return [
        Link(_("Accepter le rapport"), here(request, "funder:accept_report", one.pk), "primary"),
        Link(_("Renvoyer avec un motif"), here(request, "funder:return_report", one.pk)),
    ]
