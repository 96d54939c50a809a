"""What reports rest on: the indicators of the day, the annexed schedule, the funder's questions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.reporting import catalogue, operations, queries, rules
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.reports import behind
from quitus.interfaces.web.authority.reports.forms import PlanForm, QuestionForm
from quitus.interfaces.web.layout import reports as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, moment, number
from quitus.interfaces.web.layout.doing import carry_out, found
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.kernel.clock import today


@page(audience="authority")
@require_GET
def indicators(request: SchemeRequest) -> HttpResponse:
    """Where the scheme stands today, from the beginning of the action."""
    told = queries.indicators_now(request.membership.scheme_id, today())
    return show_detail(
        request,
        title=_("Indicateurs à ce jour"),
        lead=_("Calculés à l'instant à partir des registres, depuis le début de l'action."),
        back=_back(request),
        facts=[
            Fact(_("Connus au"), moment(told.known_at)),
            Fact(_("Objectif de la convention"), number(told.figures["terms"]["target_count"]), _("pass")),
        ],
        template="layout/reports/report.html",
        **written.shown(told.figures, behind.counts(request), behind.spendings(request, told.figures["evidence"])),
        answers=[],
    )


@page(audience="authority")
@require_GET
def schedule(request: SchemeRequest) -> HttpResponse:
    """The pass planned per year."""
    lines = queries.schedule(request.membership.scheme_id)
    planning = Link(_("Prévoir une année"), here(request, "authority:plan_year"), "primary")
    may_plan = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Échéancier de déploiement"),
        lead=_("Les pass prévus par année dans l'annexe de la convention : les rapports d'étape s'y comparent."),
        back=_back(request),
        actions=[planning] if may_plan else [],
        table=Table(
            caption=_("Échéancier"),
            columns=[Column(_("Année")), Column(_("Pass prévus"), "number"), Column(_("Source"))],
            rows=[Row([str(line.year), line.planned_count, _source(line.is_placeholder)]) for line in lines],
            totals=[_("Total"), number(sum(line.planned_count for line in lines)), ""] if lines else [],
            empty=Empty(
                _("L'échéancier est vide."), _("Reprenez les chiffres de l'annexe."), planning if may_plan else None
            ),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def plan_year(request: SchemeRequest) -> HttpResponse:
    """Enter or correct a year; the former line stays in the history."""
    form = PlanForm(request.POST or None)
    back = Link(_("Échéancier"), here(request, "authority:schedule"))
    response = carry_out(
        request,
        form,
        operations.plan_year,
        done=_("L'échéancier est à jour."),
        to=back.url,
        refused={"year_outside_the_convention": "year"},
    )
    return response or show_form(
        request,
        title=_("Prévoir une année"),
        lead=_("Une année déjà prévue est remplacée ; les rapports déjà envoyés gardent leur chiffre."),
        form=form,
        submit=_("Enregistrer l'année"),
        back=back,
    )


@page(audience="authority")
@require_GET
def questions(request: SchemeRequest) -> HttpResponse:
    """The funder's framework: one question a line."""
    asking = Link(_("Ajouter une question"), here(request, "authority:new_report_question"), "primary")
    may_edit = request.actor.role == MANAGER
    return show_list(
        request,
        title=_("Questions du financeur"),
        lead=_("Le cadre de réponse de chaque sorte de rapport. Un rapport déjà préparé garde ses questions."),
        back=_back(request),
        actions=[asking] if may_edit else [],
        table=Table(
            caption=_("Questions"),
            columns=[Column(_("Question")), Column(_("Rapport")), Column(_("Réponse")), Column(_("Source"))],
            rows=[
                Row(
                    [
                        one.text,
                        written.kind_of_report(one.kind),
                        _("nombre déclaré") if one.expects == rules.COUNT else _("texte"),
                        _source(one.is_placeholder),
                    ],
                    url=here(request, "authority:drop_report_question", one.pk) if may_edit else "",
                )
                for one in queries.questions(request.membership.scheme_id)
            ],
            empty=Empty(_("Aucune question."), _("Reprenez celles du cadre de réponse."), asking if may_edit else None),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def new_question(request: SchemeRequest) -> HttpResponse:
    """Add a question at the end of a framework."""
    form = QuestionForm(request.POST or None, initial={"kind": request.GET.get("sorte", rules.STAGE)})
    back = Link(_("Questions"), here(request, "authority:report_questions"))
    response = carry_out(
        request,
        form,
        operations.ask_question,
        done=_("La question est ajoutée."),
        to=back.url,
        refused={"question_empty": "text"},
    )
    return response or show_form(
        request,
        title=_("Ajouter une question"),
        lead=_("Telle que le financeur la pose."),
        form=form,
        submit=_("Ajouter la question"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def drop_question(request: SchemeRequest, question_id: int) -> HttpResponse:
    """Take a question out of the framework."""
    one = found(queries.question, question_id)
    back = Link(_("Garder la question"), here(request, "authority:report_questions"))
    if request.method == "POST":
        operations.drop_question(by=request.actor, question_id=one.pk)
        messages.success(request, _("La question est retirée."))
        return redirect(back.url)
    return show_confirm(
        request,
        title=_("Retirer une question"),
        happens=_("La question ne sera plus posée dans les prochains rapports."),
        facts=[
            Fact(_("Question"), one.text),
            Fact(_("Rapport"), _(catalogue.KIND_LABELS[one.kind])),
        ],
        undo=_("Vous pourrez l'ajouter de nouveau."),
        button=_("Retirer la question"),
        back=back,
    )


def _back(request: SchemeRequest) -> Link:
    return Link(_("Rapports"), here(request, "authority:reports"))


def _source(is_placeholder: bool) -> object:
    return Status("waiting", _("exemple, à remplacer")) if is_placeholder else _("convention")
