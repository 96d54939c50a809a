"""One obligation: where it comes from, how it was met, and what may be done about it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.obligations import operations, queries, states
from quitus.domain.obligations.models import Obligation
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.obligations import forms, showing
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, Next, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form
from quitus.kernel.clock import today
from quitus.usecases.obligations import settle_obligation


@page(audience="authority")
@require_GET
def obligation(request: SchemeRequest, obligation_id: int) -> HttpResponse:
    """One obligation: its date, where it comes from, how it was met."""
    one = found(queries.obligation, obligation_id)
    status = showing.status_of(one, today())
    leads = request.actor.role == MANAGER
    return show_detail(
        request,
        title=one.label,
        lead=_("Une obligation de la convention n° %(number)s.") % {"number": one.convention.number},
        back=_every(request),
        status=status,
        facts=[*_owed(one), *_origin(request, one), *_outcome(request, one)],
        thread=fil("obligation", one.pk, stands=status, coming=_coming(request, one, leads)),
        actions=_actions(request, one) if leads else [],
    )


@page(audience="authority")
@require_GET
def file(request: SchemeRequest, obligation_id: int) -> HttpResponse:
    """The file that proves that it was met."""
    one = found(queries.obligation, obligation_id)
    if not one.sha256:
        raise Http404
    return showing.download(one)


@page(audience="authority", roles=(MANAGER,))
def add(request: SchemeRequest) -> HttpResponse:
    """Something more that is owed."""
    convention = convention_of(request)
    form = forms.ObligationForm(sent(request))
    every = _every(request)
    return carry_out(
        request,
        form,
        operations.add_obligation,
        done=_("L'obligation est inscrite."),
        to=every.url,
        refused={"obligation_already_listed": "label"},
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=_("Inscrire une obligation"),
        lead=_("Pour une échéance qui revient ou qui suit un événement, écrivez plutôt une règle."),
        form=form,
        submit=_("Inscrire l'obligation"),
        back=every,
    )


@page(audience="authority", roles=(MANAGER,))
def settle(request: SchemeRequest, obligation_id: int) -> HttpResponse:
    """How an obligation was met."""
    one = found(queries.obligation, obligation_id)
    form = forms.SettlementForm(
        one.expected_evidence, sent(request), request.FILES or None, initial={"done_on": today()}
    )
    to = here(request, "authority:obligation", one.pk)
    return carry_out(
        request,
        form,
        settle_obligation,
        done=_("L'obligation est faite."),
        to=to,
        refused=forms.UPLOAD_REFUSALS | {"evidence_missing": "note"},
        obligation_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Marquer comme faite"),
        happens=_("L'obligation « %(label)s » sera faite et ne sera plus rappelée.") % {"label": one.label},
        facts=[Fact(_("Échéance"), day(one.due_on)), Fact(_("Ce qui la règle"), one.expected_evidence or None)],
        final=_("Un avenant ne déplacera plus une obligation faite."),
        button=_("Marquer comme faite"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


@page(audience="authority", roles=(MANAGER,))
def waive(request: SchemeRequest, obligation_id: int) -> HttpResponse:
    """Why an obligation needs not be met."""
    one = found(queries.obligation, obligation_id)
    form = forms.WaiverForm(sent(request), initial={"on": today()})
    to = here(request, "authority:obligation", one.pk)
    return carry_out(
        request,
        form,
        operations.waive_obligation,
        done=_("L'obligation est dispensée."),
        to=to,
        refused={"reason_missing": "reason"},
        obligation_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Dispenser de cette obligation"),
        happens=_("L'obligation « %(label)s » n'aura pas à être tenue ni rappelée.") % {"label": one.label},
        facts=[Fact(_("Échéance"), day(one.due_on))],
        undo=_("Elle pourra être rouverte si c'était une erreur."),
        button=_("Dispenser de cette obligation"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


@page(audience="authority", roles=(MANAGER,))
def reopen(request: SchemeRequest, obligation_id: int) -> HttpResponse:
    """What was settled by mistake."""
    one = found(queries.obligation, obligation_id)
    form = forms.ReasonForm(sent(request))
    to = here(request, "authority:obligation", one.pk)
    return carry_out(
        request,
        form,
        operations.reopen_obligation,
        done=_("L'obligation est rouverte."),
        to=to,
        refused={"reason_missing": "reason"},
        obligation_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Rouvrir cette obligation"),
        happens=_("L'obligation « %(label)s » sera de nouveau à tenir et rappelée.") % {"label": one.label},
        facts=[Fact(_("Échéance"), day(one.due_on))],
        final=_("Ce qui avait été noté reste dans le fil."),
        button=_("Rouvrir cette obligation"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


def _every(request: SchemeRequest) -> Link:
    return Link(_("Obligations"), here(request, "authority:obligations"))


def _owed(one: Obligation) -> list[Fact]:
    carried = one.counted_on is not None and one.counted_on != one.due_on
    note = _("reportée au premier jour ouvré") if carried else ""
    return [
        Fact(_("Échéance"), day(one.due_on), note),
        Fact(_("Due par"), _(states.OWED_BY[one.owed_by])),
        Fact(_("Due à"), _(states.OWED_BY[one.owed_to])),
        Fact(_("Nature"), _(states.KINDS[one.kind])),
        Fact(_("Article"), one.article_number or None),
        Fact(_("Ce qui la règle"), one.expected_evidence or None),
    ]


def _origin(request: SchemeRequest, one: Obligation) -> list[Fact]:
    facts = []
    if one.duty is not None:
        rule = Link(showing.when(one.duty), here(request, "authority:duty", one.duty_id))
        facts.append(Fact(_("Règle"), rule))
    for label, text in (
        (_("Fixée par l'avenant"), one.added_by_amendment),
        (_("Remplacée par l'avenant"), one.superseded_by_amendment),
    ):
        if text is not None:
            link = Link(_("N° %(number)s") % {"number": text.number}, here(request, "authority:amendment", text.pk))
            facts.append(Fact(label, link))
    if one.replaces is not None:
        facts.append(Fact(_("Échéance précédente"), day(one.replaces.due_on, _page(request, one.replaces_id))))
    if one.state == states.SUPERSEDED and (later := queries.replacement_of(one.pk)) is not None:
        facts.append(Fact(_("Nouvelle échéance"), day(later.due_on, _page(request, later.pk))))
    return facts


def _outcome(request: SchemeRequest, one: Obligation) -> list[Fact]:
    facts = []
    if one.done_on is not None:
        facts.append(Fact(_("Faite le"), day(one.done_on), one.done_note))
    if one.waived_on is not None:
        facts.append(Fact(_("Dispensée le"), day(one.waived_on), one.waived_reason))
    proof = showing.file_link(request, "authority:obligation_file", one.pk, one)
    if proof is not None:
        facts.append(Fact(_("Pièce"), proof))
    return facts


def _page(request: SchemeRequest, key: int | None) -> str:
    return here(request, "authority:obligation", key)


def _coming(request: SchemeRequest, one: Obligation, leads: bool) -> list[Next]:
    if one.state != states.OPEN:
        return []
    url = here(request, "authority:settle_obligation", one.pk) if leads else ""
    is_late = one.standing(today()) == states.LATE
    return [Next(_("À faire"), _(states.OWED_BY[one.owed_by]), one.due_on, url, is_late)]


def _actions(request: SchemeRequest, one: Obligation) -> list[Link]:
    if one.state == states.SUPERSEDED:
        return []
    if one.state != states.OPEN:
        return [Link(_("Rouvrir cette obligation"), here(request, "authority:reopen_obligation", one.pk))]
    links = [Link(_("Marquer comme faite"), here(request, "authority:settle_obligation", one.pk), "primary")]
    if one.kind == states.COMMITTEE:
        hold = here(request, "authority:hold_meeting", query=f"obligation={one.pk}")
        links = [Link(_("Enregistrer le comité"), hold, "primary"), *_second(links)]
    letter = here(request, "authority:record_letter", query=f"obligation={one.pk}")
    links.append(Link(_("Enregistrer un courrier"), letter))
    links.append(Link(_("Dispenser de cette obligation"), here(request, "authority:waive_obligation", one.pk)))
    return links


def _second(links: list[Link]) -> list[Link]:
    return [Link(link.label, link.url) for link in links]
