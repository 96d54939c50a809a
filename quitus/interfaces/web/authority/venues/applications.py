"""Applications online as the authority examines them: read, ticked, completed, taken in, joined, refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.venues import files, operations, queries, states
from quitus.domain.venues.models import Application, ApplicationFile
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.venues import application_forms as our_forms
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.applications import (
    answers_table,
    appeals_table,
    application_facts,
    application_status,
    checklist_table,
    places_table,
)
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Table, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_list
from quitus.interfaces.web.layout.qualifications import kept_file
from quitus.kernel.clock import today
from quitus.kernel.life import after
from quitus.usecases.applications import file_content, join_structure, take_in

SHOWN = {state: label for state, label in states.APPLICATION_LABELS.items() if state not in (states.DRAFT,)}
A_FORTNIGHT = timedelta(days=14)


@page(audience="authority")
@require_GET
def applications(request: SchemeRequest) -> HttpResponse:
    """Every application sent, the last first."""
    scheme_id = request.membership.scheme_id
    every = files.applications(scheme_id)
    state = request.GET.get("etat", "")
    lines = paginate(request, every.filter(state=state) if state in SHOWN else every)
    counts = files.application_counts(scheme_id)
    return show_list(
        request,
        title=_("Candidatures"),
        lead=_("Ce que les structures ont envoyé en ligne pour être qualifiées."),
        back=Link(_("Lieux"), here(request, "authority:venues")),
        actions=[Link(_("Questionnaire et critères"), here(request, "authority:questionnaires"))],
        chips=chips(
            request,
            "etat",
            [(one, _(label), counts[one]) for one, label in SHOWN.items() if one in counts],
            everything=_("Toutes"),
        ),
        page=lines,
        table=Table(
            caption=_("Candidatures"),
            columns=[
                Column(_("Structure")),
                Column(_("Candidature de")),
                Column(_("Envoyée le"), "day"),
                Column(_("À compléter avant"), "day"),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        one.structure_name,
                        one.applicant.full_name,
                        one.submitted_on,
                        one.complete_by,
                        application_status(one),
                    ],
                    url=here(request, "authority:application", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucune candidature n'a été envoyée."),
                _("Une structure candidate depuis la page publique « Devenir lieu qualifié »."),
            ),
        ),
    )


@page(audience="authority")
@require_GET
def application(request: SchemeRequest, application_id: int) -> HttpResponse:
    """One application: what it says, the checklist, what was decided."""
    one = found(files.application, application_id)
    joined = files.files_of(one)

    def url_of(file: ApplicationFile) -> str:
        return here(request, "authority:application_file", one.pk, file.pk)

    status = application_status(one)
    answered = answers_table(one, joined, url_of)
    known = files.appeals_of(application_id=one.pk)
    tables = [places_table(one), *([answered] if answered else []), _checklist(request, one)]
    if known:
        tables.append(appeals_table(known, lambda appeal: here(request, "authority:appeal", appeal.pk)))
    return show_detail(
        request,
        title=one.structure_name,
        lead=_("Une candidature envoyée en ligne."),
        back=Link(_("Candidatures"), here(request, "authority:applications")),
        status=status,
        facts=[*_facts(one), *application_facts(one, joined, url_of)],
        thread=fil("application", one.pk, stands=status, coming=_coming(one)),
        tables=tables,
        actions=_actions(request, one),
    )


@page(audience="authority")
@require_GET
def application_file(request: SchemeRequest, application_id: int, file_id: int) -> HttpResponse:
    """A file joined to an application."""
    one, content = found(file_content, file_id, application_id)
    return kept_file(one.file_name, one.media_type, content)


@page(audience="authority", roles=(MANAGER,))
def tick(request: SchemeRequest, application_id: int, criterion_id: int) -> HttpResponse:
    """Say that a line of the checklist is met, or is not any more."""
    one = found(files.application, application_id)
    lines = [line for line in files.application_checklist(one) if line.criterion_id == criterion_id]
    if not lines:
        raise Http404
    return tick_page(
        request,
        lines[0],
        Link(one.structure_name, here(request, "authority:application", one.pk)),
        application_id=one.pk,
    )


def tick_page(request: SchemeRequest, line: files.CheckLine, back: Link, **of: Any) -> HttpResponse:
    """The page that ticks a line of a checklist, or takes the tick back."""
    form = forms.Form(sent(request))
    response = carry_out(
        request,
        form,
        operations.tick_criterion,
        done=_("C'est enregistré, avec votre nom et la date."),
        to=back.url,
        criterion_id=line.criterion_id,
        is_met=not line.is_met,
        **of,
    )
    return response or show_confirm(
        request,
        title=line.label,
        happens=_("Ce critère ne sera plus constaté.")
        if line.is_met
        else _("Vous constatez que ce critère est rempli."),
        button=_("Décocher ce critère") if line.is_met else _("Cocher ce critère"),
        undo=_("Vous pourrez changer d'avis ; chaque geste reste au fil."),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def complete(request: SchemeRequest, application_id: int) -> HttpResponse:
    """Ask for a completion."""
    return _decide(
        request,
        application_id,
        operations.ask_completion,
        our_forms.CompletionForm(sent(request), initial={"until_on": today() + A_FORTNIGHT}),
        title=_("Demander un complément"),
        happens=_("La structure reçoit ce que vous demandez par courriel, complète, puis renvoie sa candidature."),
        button=_("Demander ce complément"),
        done=_("La demande est envoyée."),
        refused={"reason_missing": "what", "completion_in_the_past": "until_on"},
    )


@page(audience="authority", roles=(MANAGER,))
def accept(request: SchemeRequest, application_id: int) -> HttpResponse:
    """Take in a complete application."""
    one = found(files.application, application_id)
    known = files.structure_of_siret(one.siret)
    form = our_forms.TakeInForm(sent(request), known=known.name if known else "")
    return _decide(
        request,
        application_id,
        take_in,
        form,
        title=_("Prendre en charge le dossier"),
        happens=_(
            "La structure, ses lieux, ses services et son compte sont enregistrés, et la personne qui candidate reçoit "
            "l'accès aux pages de la structure. Vous constatez que le SIRET est bien le sien."
        ),
        undo=_("Rien n'est encore décidé : une seconde personne vérifie le compte, puis vous qualifiez ou refusez."),
        button=_("Prendre en charge le dossier"),
        done=_("Le dossier est complet : le compte reste à vérifier, puis la structure à qualifier."),
        refused={"structure_known": "confirms_structure"},
    )


@page(audience="authority", roles=(MANAGER,))
def join(request: SchemeRequest, application_id: int) -> HttpResponse:
    """Confirm that a person is of a structure that is known here."""
    one = found(files.application, application_id)
    known = files.structure_of_siret(one.siret)
    return _decide(
        request,
        application_id,
        join_structure,
        forms.Form(sent(request)),
        title=_("Confirmer le rattachement"),
        happens=_("%(person)s aura accès aux pages de %(structure)s, à son compte et à ses remboursements.")
        % {"person": one.applicant.full_name, "structure": known.name if known else one.structure_name},
        undo=_("Assurez-vous auprès de la structure que cette personne en fait partie. Un rôle se retire ensuite."),
        button=_("Confirmer le rattachement"),
        done=_("Le rattachement est confirmé."),
    )


@page(audience="authority", roles=(MANAGER,))
def refuse(request: SchemeRequest, application_id: int) -> HttpResponse:
    """Refuse an application."""
    return _decide(
        request,
        application_id,
        operations.refuse_application,
        our_forms.RefusalForm(sent(request)),
        title=_("Refuser la candidature"),
        happens=_("La structure reçoit le refus et son motif par courriel ; elle peut déposer un recours."),
        button=_("Refuser la candidature"),
        done=_("La candidature est refusée."),
        refused={"reason_missing": "reason"},
        danger=True,
    )


def _decide(
    request: SchemeRequest,
    application_id: int,
    operation: Callable[..., object],
    form: forms.Form,
    *,
    title: str,
    happens: str,
    button: str,
    done: str,
    refused: dict[str, str] | None = None,
    undo: str = "",
    danger: bool = False,
) -> HttpResponse:
    one = found(files.application, application_id)
    back = Link(_("Revenir à la candidature"), here(request, "authority:application", one.pk))
    response = carry_out(request, form, operation, done=done, to=back.url, refused=refused, application_id=one.pk)
    facts = [Fact(_("Structure"), one.structure_name), Fact(_("Candidature de"), one.applicant.full_name)]
    return response or show_confirm(
        request,
        title=title,
        happens=happens,
        facts=facts,
        form=form,
        button=button,
        undo=undo,
        danger=danger,
        back=back,
    )


def _checklist(request: SchemeRequest, one: Application) -> Table:
    file = queries.qualification(one.organisation_id) if one.organisation_id else None
    lines = files.checklist(file) if file else files.application_checklist(one)

    def more(line: files.CheckLine) -> Link | None:
        if line.code:
            return None
        label = _("Décocher") if line.is_met else _("Cocher")
        return Link(label, here(request, "authority:tick_application", one.pk, line.criterion_id or 0), "link")

    ticks = request.actor.role == MANAGER and one.state in (states.SUBMITTED, states.COMPLETION_ASKED)
    return checklist_table(lines, more if ticks else None)


def _facts(one: Application) -> list[Fact]:
    facts = [Fact(_("Envoyée le"), day(one.submitted_on))]
    if one.version is not None:
        facts.append(Fact(_("Version du questionnaire"), str(one.version.number)))
    if one.asked:
        facts.append(Fact(_("Complément demandé"), one.asked))
    if one.reason:
        facts.append(Fact(_("Motif du refus"), one.reason))
    return facts


def _coming(one: Application) -> list[Next]:
    if one.state == states.COMPLETION_ASKED:
        late = one.complete_by is not None and one.complete_by < today()
        return [Next(_("Compléter la candidature"), _("la structure"), due=one.complete_by, late=late)]
    words = {
        states.SUBMITTED: _("Examiner la candidature"),
        states.JOINING: _("Confirmer le rattachement"),
        states.COMPLETE: _("Vérifier le compte, puis qualifier la structure"),
    }
    return [Next(words[one.state], _("la collectivité"))] if one.state in words else []


def _actions(request: SchemeRequest, one: Application) -> list[Link]:
    ways = []
    if one.organisation_id is not None:
        ways.append(
            Link(_("Ouvrir la structure"), here(request, "authority:structure", one.organisation_id), "primary")
        )
    if request.actor.role != MANAGER:
        return ways
    joins = one.state == states.JOINING or files.has_file(one.siret)
    decisions = [
        ("confirm_joining", "authority:join_application", _("Confirmer le rattachement"), joins),
        ("accept", "authority:accept_application", _("Prendre en charge le dossier"), not joins),
        ("ask_completion", "authority:complete_application", _("Demander un complément"), True),
        ("refuse", "authority:refuse_application", _("Refuser la candidature"), one.state != states.COMPLETE),
    ]
    for verb, view, words, is_offered in decisions:
        if is_offered and after(states.APPLICATION, one.state, verb):
            ways.append(Link(words, here(request, view, one.pk), "secondary" if ways else "primary"))
    return ways
