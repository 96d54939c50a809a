"""An application as its author reads it: its parts, what is missing, where it stands; then it is sent, or given up."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.venues import asking, files, operations, states
from quitus.domain.venues.models import Appeal, ApplicationFile
from quitus.interfaces.web.layout.applications import (
    answers_table,
    appeals_table,
    application_facts,
    application_status,
    places_table,
)
from quitus.interfaces.web.layout.components import Fact, IndexLine, IndexPart, Link, Next, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.doing import files as sent_files
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form
from quitus.interfaces.web.layout.papers import AppealForm
from quitus.interfaces.web.layout.qualifications import kept_file
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.layout.words import day
from quitus.interfaces.web.public.applying.guard import ApplicantRequest, at, own
from quitus.kernel.life import after
from quitus.usecases.applications import appeal_file, appeal_refusal, file_content

VIEWS = {
    asking.STRUCTURE: "application_structure",
    asking.VENUES: "application_new_place",
    asking.ANSWERS: "application_answers",
    asking.BANK: "application_bank",
    asking.REGIE: "application_regie",
    asking.CHARTER: "application_charter",
}


@own
@require_GET
def application(request: ApplicantRequest) -> HttpResponse:
    """All of it on one page."""
    one = request.application
    joined = files.files_of(one)
    writable = one.state in states.WRITABLE
    known = writable and files.has_file(one.siret)
    lacks = files.lacks_of(one) if writable and not known else []
    status = application_status(one)

    def url_of(file: ApplicationFile) -> str:
        return at(request, "application_file", file.pk)

    answered = answers_table(one, joined, url_of)
    return show_detail(
        request,
        title=one.structure_name,
        lead=_lead(request, known=known),
        status=status,
        index=_parts(request, lacks) if writable and not known else (),
        facts=[*_said(request, lacks), *application_facts(one, joined, url_of)],
        thread=thread(audit.thread("application", one.pk), stands=status, coming=_coming(request, lacks)),
        tables=[] if known else [_places(request, writable), *([answered] if answered else []), *_appeals(request)],
        actions=_actions(request, known=known, ready=not lacks),
    )


@own
def submit(request: ApplicantRequest) -> HttpResponse:
    """Send the application."""
    return _act(
        request,
        operations.submit_application,
        title=_("Envoyer la candidature"),
        happens=_("%(authority)s recevra la candidature et l'examinera."),
        final=_("Ce que vous envoyez est gardé tel quel ; il ne change plus, sauf si un complément vous est demandé."),
        button=_("Envoyer la candidature"),
        done=_("La candidature est envoyée. Vous recevrez un message à chaque étape."),
    )


@own
def join(request: ApplicantRequest) -> HttpResponse:
    """Ask to join a structure that has its file."""
    return _act(
        request,
        operations.ask_to_join,
        title=_("Demander à rejoindre la structure"),
        happens=_("%(authority)s confirmera que vous en faites partie, puis vous ouvrira ses pages."),
        button=_("Demander à rejoindre la structure"),
        done=_("La demande est envoyée."),
    )


@own
def withdraw(request: ApplicantRequest) -> HttpResponse:
    """Give the application up."""
    return _act(
        request,
        operations.withdraw_application,
        title=_("Abandonner la candidature"),
        happens=_("La candidature s'arrête là. Vous pourrez en commencer une autre."),
        button=_("Abandonner la candidature"),
        done=_("La candidature est abandonnée."),
        danger=True,
    )


@own
def appeal(request: ApplicantRequest) -> HttpResponse:
    """Contest a refusal."""
    form = AppealForm(sent(request), sent_files(request))
    back = Link(_("Ma candidature"), at(request, "application"))
    response = carry_out(
        request,
        form,
        appeal_refusal,
        done=_("Le recours est déposé. La collectivité y répondra avec ses raisons."),
        to=back.url,
        refused=dict.fromkeys(("scan_empty", "scan_too_large", "scan_of_this_type_refused"), "file"),
        application_id=request.application.pk,
    )
    return response or show_form(
        request,
        title=_("Déposer un recours"),
        lead=_("La collectivité regardera de nouveau sa décision."),
        facts=[Fact(_("Motif du refus"), request.application.reason)],
        form=form,
        submit=_("Déposer le recours"),
        back=back,
    )


@own
@require_GET
def file(request: ApplicantRequest, file_id: int) -> HttpResponse:
    """A file that was joined."""
    one, content = found(file_content, file_id, request.application.pk)
    return kept_file(one.file_name, one.media_type, content)


@own
@require_GET
def file_of_appeal(request: ApplicantRequest, appeal_id: int) -> HttpResponse:
    """The file joined to an appeal."""
    mine = {one.pk: one for one in files.appeals_of(application_id=request.application.pk) if one.sha256}
    if appeal_id not in mine:
        raise Http404
    one = mine[appeal_id]
    return kept_file(one.file_name, one.media_type, appeal_file(one))


def _lead(request: ApplicantRequest, *, known: bool) -> str:
    one = request.application
    if known:
        return _(
            "La structure de ce SIRET a déjà son dossier ici. Demandez à la rejoindre : la collectivité confirmera que "
            "vous en faites partie."
        )
    if one.state == states.COMPLETION_ASKED:
        return _("La collectivité vous demande de compléter la candidature, puis de la renvoyer.")
    if one.state == states.DRAFT:
        return _("Remplissez les parties dans l'ordre que vous voulez : chacune s'enregistre, vous revenez plus tard.")
    return _("Votre candidature et ce qu'elle devient.")


def _said(request: ApplicantRequest, lacks: list[asking.Lack]) -> list[Fact]:
    one, facts = request.application, []
    if one.complete_by is not None:
        facts.append(Fact(_("À compléter avant le %(day)s") % {"day": day(one.complete_by)}, one.asked))
    if one.reason:
        facts.append(Fact(_("Motif du refus"), one.reason))
    if lacks:
        words = " ; ".join(_(lack.words) % {"name": lack.name} for lack in lacks)
        facts.append(Fact(_("Il manque"), words))
    return facts


def _parts(request: ApplicantRequest, lacks: list[asking.Lack]) -> list[IndexPart]:
    missing = {lack.part for lack in lacks}
    lines = [
        IndexLine(
            _(asking.PARTS[part]) if part != asking.VENUES else _("Ajouter un lieu"),
            at(request, VIEWS[part]),
            "clock" if part in missing else "check-circle-fill",
            _("à compléter") if part in missing else _("complet"),
        )
        for part in asking.parts_of(request.application.content, files.terms_of(request.application))
    ]
    return [IndexPart(_("Remplir"), lines)]


def _places(request: ApplicantRequest, writable: bool) -> Table:
    def more(rank: int) -> list[Link]:
        return [
            Link(_("Modifier"), at(request, "application_place", rank), "link"),
            Link(_("Un service"), at(request, "application_offer", rank), "link"),
        ]

    return places_table(request.application, more if writable else None)


def _appeals(request: ApplicantRequest) -> list[Table]:
    known = files.appeals_of(application_id=request.application.pk)

    def url_of(one: Appeal) -> str:
        return at(request, "application_appeal_file", one.pk) if one.sha256 else ""

    return [appeals_table(known, url_of)] if known else []


def _coming(request: ApplicantRequest, lacks: list[asking.Lack]) -> list[Next]:
    one = request.application
    if one.state in states.WRITABLE:
        words = _("Compléter la candidature") if lacks else _("Envoyer la candidature")
        return [Next(words, _("votre structure"), due=one.complete_by)]
    waits = {
        states.SUBMITTED: _("Examiner la candidature"),
        states.JOINING: _("Confirmer le rattachement"),
        states.COMPLETE: _("Décider de la qualification"),
    }
    return [Next(waits[one.state], one.scheme.authority.short_name)] if one.state in waits else []


def _actions(request: ApplicantRequest, *, known: bool, ready: bool) -> list[Link]:
    one, ways = request.application, []
    if known:
        ways.append(Link(_("Demander à rejoindre la structure"), at(request, "application_join"), "primary"))
    elif one.state in states.WRITABLE and ready:
        ways.append(Link(_("Envoyer la candidature"), at(request, "application_submit"), "primary"))
    if one.state in states.TAKEN_IN:
        home = reverse("venue:structure", args=[one.scheme.slug])
        ways.append(Link(_("Ouvrir les pages de la structure"), home, "primary"))
    if one.state == states.REFUSED and not files.appeals_of(application_id=one.pk):
        ways.append(Link(_("Déposer un recours"), at(request, "application_appeal"), "primary"))
    if after(states.APPLICATION, one.state, "withdraw"):
        ways.append(Link(_("Abandonner la candidature"), at(request, "application_withdraw")))
    return ways


def _act(
    request: ApplicantRequest,
    operation: Callable[..., object],
    *,
    title: str,
    happens: str,
    button: str,
    done: str,
    final: str = "",
    danger: bool = False,
) -> HttpResponse:
    back = Link(_("Ma candidature"), at(request, "application"))
    form = forms.Form(sent(request))
    key = request.application.pk
    response = carry_out(request, form, operation, done=done, to=back.url, application_id=key)
    return response or show_confirm(
        request,
        title=title,
        happens=happens % {"authority": request.application.scheme.authority.name},
        facts=[Fact(_("Structure"), request.application.structure_name)],
        final=final,
        form=form if form.is_bound else None,
        button=button,
        danger=danger,
        back=back,
    )
