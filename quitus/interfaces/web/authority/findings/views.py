"""The findings by grade, and one of them with its decisions and what to do next."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import queries
from quitus.domain.grants.contradictions.finding import GRADES
from quitus.domain.grants.models import FindingDecision
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.findings import forms, showing
from quitus.interfaces.web.authority.findings.remedies import remedy
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Chip, Column, Empty, Link, Row, Table, moment
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.lists import chips
from quitus.interfaces.web.layout.pages import show
from quitus.usecases import findings as usecase
from quitus.usecases.findings import Standing

OPEN = "a-trancher"
DECIDED = "tranches"


@dataclass(frozen=True)
class Group:
    """The findings of one grade."""

    heading: str
    lead: str
    found: list[showing.Shown]


def back_to_findings(request: SchemeRequest) -> Link:
    """The way back."""
    return Link(_("Constats"), here(request, "authority:findings"))


@page(audience="authority")
@require_GET
def findings(request: SchemeRequest) -> HttpResponse:
    """What the texts say that does not agree, contradictions first."""
    convention = convention_of(request)
    compared = usecase.compare(convention)
    asked = request.GET.get("etat", "")
    kept = {OPEN: [one for one in compared.standings if one.is_open], DECIDED: _decided(compared.standings)}
    standings = kept.get(asked, compared.standings)
    read = Link(_("Énoncés des textes"), here(request, "authority:text_statements"), icon="file-text")
    return show(
        request,
        "authority/findings/list.html",
        title=_("Constats sur les textes"),
        lead=_("Ce que les textes énoncent, comparé à ce qui en découle. Un constat ne change rien de lui-même."),
        back=Link(_("Convention"), here(request, "authority:convention")),
        actions=[read],
        chips=_chips(request, compared.standings, kept),
        groups=_groups(standings),
        unchecked=[showing.sentence(one) for one in compared.unchecked],
        nothing=_nothing(request, asked),
    )


def _decided(standings: list[Standing]) -> list[Standing]:
    return [one for one in standings if one.decision is not None]


def _chips(request: SchemeRequest, every: list[Standing], kept: dict[str, list[Standing]]) -> list[Chip]:
    told = [
        (OPEN, _("À trancher"), len(kept[OPEN])),
        (DECIDED, _("Avec une décision"), len(kept[DECIDED])),
    ]
    return chips(request, "etat", told, everything=_("Tous (%(count)s)") % {"count": len(every)}) if every else []


def _groups(standings: list[Standing]) -> list[Group]:
    groups = []
    for grade in GRADES:
        of_grade = [showing.shown(one) for one in standings if one.finding.grade == grade]
        if of_grade:
            heading = f"{_(showing.GROUPS[grade])} ({len(of_grade)})"
            groups.append(Group(heading, _(showing.LEADS[grade]), of_grade))
    return groups


def _nothing(request: SchemeRequest, asked: str) -> Empty:
    if asked:
        return Empty(_("Aucun constat de ce genre."))
    return Empty(
        _("Rien de ce qui a été relevé ne se contredit."),
        _("Relevez ce que les textes énoncent : durées, dates, montants, délais."),
        Link(_("Relever un énoncé"), here(request, "authority:new_text_statement"), "primary")
        if request.actor.role == MANAGER
        else None,
    )


@page(audience="authority")
def finding(request: SchemeRequest, identity: str) -> HttpResponse:
    """One finding: its two passages, the decisions taken, what to do next, and the form to decide."""
    convention = convention_of(request)
    one = usecase.compare(convention).of(identity)
    if one is None:
        raise Http404
    leads = request.actor.role == MANAGER
    form = forms.DecisionForm(showing.answers(one), sent(request)) if leads else None
    if form is not None:
        done = carry_out(
            request,
            form,
            usecase.decide_finding,
            done=_("La décision est enregistrée. Rien d'autre n'a changé."),
            to=here(request, "authority:finding", identity),
            refused={"reason_missing": "reason", "answer_unknown": "answer", "already_decided_so": "reason"},
            convention_id=convention.pk,
            fingerprint=one.finding.fingerprint,
        )
        if done is not None:
            return done
    past = queries.decisions_about(convention.pk, identity)
    return show(
        request,
        "authority/findings/finding.html",
        title=showing.sentence(one.finding.about),
        back=back_to_findings(request),
        status=showing.grade(one.finding.grade),
        finding=showing.shown(one),
        form=form,
        submit=_("Enregistrer la décision"),
        remedy=remedy(request, convention, one) if one.is_decided else None,
        decisions=_decisions(one, past) if past else None,
        code=422 if form is not None and form.is_bound and form.errors else 200,
    )


def _decisions(one: Standing, past: list[FindingDecision]) -> Table:
    kind = one.finding.first.kind
    return Table(
        caption=_("Décisions"),
        columns=[Column(_("Valeur retenue")), Column(_("Motif")), Column(_("Par")), Column(_("Quand"))],
        rows=[
            Row(
                [
                    showing.kept(kind, decision.accepted) if decision.accepted else _("Expliqué"),
                    decision.reason,
                    decision.decided_by,
                    moment(decision.recorded_at),
                ]
            )
            for decision in past
        ],
        empty=Empty(_("Aucune décision.")),
    )
