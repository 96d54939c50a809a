"""Reports: what is owed, prepared, sent and decided."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.reporting import operations, queries, rules, states
from quitus.domain.reporting.models import Report
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.reports import behind
from quitus.interfaces.web.authority.reports.forms import AnswersForm, DatedForm, ReportForm
from quitus.interfaces.web.layout import reports as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Table, code, moment
from quitus.interfaces.web.layout.doing import carry_out, found
from quitus.interfaces.web.layout.lists import Page, chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.threads import thread
from quitus.kernel.calendar import quarter_bounds
from quitus.kernel.clock import today
from quitus.usecases import reports as usecases

STATES = (states.PREPARED, states.SUBMITTED, states.ACCEPTED, states.RETURNED)


@page(audience="authority")
@require_GET
def reports(request: SchemeRequest) -> HttpResponse:
    """The reports of the scheme, latest first."""
    scheme_id = request.membership.scheme_id
    state = request.GET.get("etat", "")
    lines = paginate(request, queries.reports(scheme_id, state=state if state in STATES else ""))
    counted = queries.reports_by_state(scheme_id)
    preparing = Link(_("Préparer un rapport"), here(request, "authority:new_report"), "primary")
    may_prepare = [preparing] if request.actor.role == MANAGER else []
    return show_list(
        request,
        title=_("Rapports"),
        lead=_("Ce que la collectivité dit au financeur : chiffres calculés à partir des registres, figés à l'envoi."),
        actions=[
            *may_prepare,
            Link(_("États des dépenses"), here(request, "authority:statements")),
            Link(_("Indicateurs à ce jour"), here(request, "authority:indicators"), "link"),
            Link(_("Échéancier"), here(request, "authority:schedule"), "link"),
            Link(_("Questions du financeur"), here(request, "authority:report_questions"), "link"),
        ],
        chips=chips(
            request,
            "etat",
            [(one, _(states.REPORT_LABELS[one]), counted.get(one, 0)) for one in STATES],
            everything=_("Tous"),
        ),
        page=lines,
        table=_table(request, lines, preparing if may_prepare else None),
    )


@page(audience="authority", roles=(MANAGER,))
def new_report(request: SchemeRequest) -> HttpResponse:
    """Prepare a report: its kind and its days."""
    form = ReportForm(request.POST or None, initial=_proposed(request))
    response = carry_out(
        request,
        form,
        operations.prepare_report,
        done=_("Le rapport est préparé : relisez ses chiffres et répondez aux questions."),
        to=lambda made: here(request, "authority:report", made.pk),
        refused={
            "period_ends_before_it_begins": "period_to",
            "not_a_quarter": "period_to",
            "action_not_over": "period_to",
        },
    )
    return response or show_form(
        request,
        title=_("Préparer un rapport"),
        lead=_("Choisissez la période ; les chiffres viennent des registres et restent vivants jusqu'à l'envoi."),
        form=form,
        submit=_("Préparer le rapport"),
        back=_back(request),
    )


@page(audience="authority")
@require_GET
def report(request: SchemeRequest, report_id: int) -> HttpResponse:
    """One report: its figures, its answers, where it stands."""
    one = found(queries.report, report_id)
    told = queries.figures_of(one)
    leads = request.actor.role == MANAGER
    return show_detail(
        request,
        title=_named(one),
        lead=_lead(one),
        back=_back(request),
        status=written.report_status(one.state),
        steps=written.report_steps(one.state, submitted_on=one.submitted_on, decided_on=one.decided_on),
        facts=_facts(one, told),
        thread=thread(
            audit.thread("report", one.pk), stands=written.report_status(one.state), coming=_coming(request, one)
        ),
        actions=_actions(request, one) if leads else [],
        template="layout/reports/report.html",
        **written.shown(told.figures, behind.counts(request), behind.spendings(request, told.figures["evidence"])),
        answers=written.answers(one.answers),
    )


@page(audience="authority", roles=(MANAGER,))
def answer(request: SchemeRequest, report_id: int) -> HttpResponse:
    """Answer the funder's questions, all on one page."""
    one = found(queries.report, report_id)
    form = AnswersForm(request.POST or None, report=one)
    back = Link(_named(one), here(request, "authority:report", one.pk))

    def keep(**facts: object) -> Report:
        return operations.answer_questions(by=request.actor, report_id=one.pk, answers=form.answers())

    response = carry_out(request, form, keep, done=_("Les réponses sont enregistrées."), to=back.url)
    return response or show_form(
        request,
        title=_("Répondre aux questions"),
        lead=_("Les réponses s'enregistrent même incomplètes ; toutes sont attendues à l'envoi."),
        form=form,
        submit=_("Enregistrer les réponses"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def submit(request: SchemeRequest, report_id: int) -> HttpResponse:
    """Send the report: its figures are frozen."""
    one = found(queries.report, report_id)
    form = DatedForm(request.POST or None, initial={"on": today()})
    back = Link(_("Ne pas envoyer"), here(request, "authority:report", one.pk))
    response = carry_out(
        request,
        form,
        usecases.submit_report,
        done=_("Le rapport est envoyé au financeur."),
        to=back.url,
        refused={"period_not_over": "on"},
        report_id=one.pk,
    )
    told = queries.figures_of(one)
    return response or show_confirm(
        request,
        title=_("Envoyer le rapport"),
        happens=_(
            "Les chiffres et les réponses sont figés tels qu'ils sont connus maintenant, puis remis au financeur."
        ),
        facts=[
            Fact(_("Rapport"), _named(one)),
            Fact(_("Période"), written.period(one.period_from, one.period_to)),
            Fact(_("Pass consommés depuis le début"), told.figures["counts"]["redeemed"]["total"]),
            *written.basis_facts(told.figures)[-2:],
        ],
        final=_(
            "Un rapport envoyé ne se modifie plus. Si le financeur le renvoie, vous en préparez une nouvelle version."
        ),
        form=form,
        button=_("Envoyer au financeur"),
        back=back,
    )


def _table(request: SchemeRequest, lines: Page[Report], preparing: Link | None) -> Table:
    return Table(
        caption=_("Rapports"),
        columns=[
            Column(_("Rapport")),
            Column(_("Période")),
            Column(_("Attendu le"), "day"),
            Column(_("Envoyé le"), "day"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    _named(one),
                    written.period(one.period_from, one.period_to),
                    one.due_on,
                    one.submitted_on,
                    written.report_status(one.state),
                ],
                url=here(request, "authority:report", one.pk),
            )
            for one in lines.items
        ],
        empty=Empty(
            _("Aucun rapport pour l'instant."),
            _("Un rapport se prépare dès que la convention est signée ; ses chiffres se calculent tout seuls."),
            preparing,
        ),
    )


def _named(one: Report) -> str:
    name = written.kind_of_report(one.kind)
    return name if one.version == 1 else _("%(name)s, version %(version)s") % {"name": name, "version": one.version}


def _lead(one: Report) -> str:
    days = written.period(one.period_from, one.period_to)
    if one.state == states.PREPARED:
        return _("Période %(days)s. Les chiffres ci-dessous suivent les registres : ils seront figés à l'envoi.") % {
            "days": days
        }
    return _("Période %(days)s. Chiffres figés à l'envoi.") % {"days": days}


def _back(request: SchemeRequest) -> Link:
    return Link(_("Rapports"), here(request, "authority:reports"))


def _facts(one: Report, told: queries.Told) -> list[Fact]:
    facts = [
        Fact(_("Convention"), one.convention.number),
        Fact(_("Attendu le"), one.due_on),
        Fact(_("Chiffres connus au"), moment(told.known_at)),
    ]
    if one.return_reason:
        facts.append(Fact(_("Motif du renvoi"), one.return_reason))
    if told.is_frozen:
        facts.append(
            Fact(_("Empreinte"), code(told.sha256[:16]), _("Chaque chiffre figé peut être recalculé et comparé."))
        )
    return facts


def _coming(request: SchemeRequest, one: Report) -> list[Next]:
    if one.state == states.PREPARED:
        return [Next(_("Envoyer le rapport au financeur"), _("la collectivité"), one.due_on, late=_is_late(one.due_on))]
    if one.state == states.SUBMITTED:
        return [Next(_("Accepter le rapport ou le renvoyer"), _("le financeur"))]
    if one.state == states.RETURNED and queries.next_version(one) is None:
        return [Next(_("Préparer une nouvelle version"), _("la collectivité"), url=_again(request, one))]
    return []


def _actions(request: SchemeRequest, one: Report) -> list[Link]:
    if one.state == states.RETURNED:
        later = queries.next_version(one)
        if later is not None:
            return [Link(_("Voir la nouvelle version"), here(request, "authority:report", later.pk))]
        return [Link(_("Préparer une nouvelle version"), _again(request, one), "primary")]
    if one.state != states.PREPARED:
        return []
    sending = Link(_("Envoyer au financeur"), here(request, "authority:submit_report", one.pk), "primary")
    if not one.answers:
        return [sending]
    return [sending, Link(_("Répondre aux questions"), here(request, "authority:answer_report", one.pk))]


def _again(request: SchemeRequest, one: Report) -> str:
    return f"{here(request, 'authority:new_report')}?sorte={one.kind}&du={one.period_from}&au={one.period_to}"


def _proposed(request: SchemeRequest) -> dict[str, object]:
    """What the address proposes, else the last quarter that is over."""
    asked = request.GET
    since, until = quarter_bounds(quarter_bounds(today())[0] - timedelta(days=1))
    return {
        "kind": asked.get("sorte", rules.QUARTERLY),
        "period_from": parse_date(asked.get("du", "")) or since,
        "period_to": parse_date(asked.get("au", "")) or until,
        "due_on": parse_date(asked.get("attendu", "")),
    }


def _is_late(due_on: date | None) -> bool:
    return due_on is not None and due_on < today()
