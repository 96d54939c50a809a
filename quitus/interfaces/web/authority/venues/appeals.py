"""Appeals of structures, read and answered by the authority; and the checklist of a structure, ticked."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.venues import files, operations, queries, states
from quitus.domain.venues.models import Appeal, QualificationStep
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.venues import application_forms as our_forms
from quitus.interfaces.web.authority.venues.applications import tick_page
from quitus.interfaces.web.authority.venues.views import back_to, structure_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.applications import APPEAL_TONES
from quitus.interfaces.web.layout.components import Fact, Link, Status, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail
from quitus.interfaces.web.layout.qualifications import kept_file
from quitus.usecases.applications import appeal_file


@page(audience="authority")
@require_GET
def appeal(request: SchemeRequest, appeal_id: int) -> HttpResponse:
    """One appeal, what it is against, and its answer."""
    one = found(files.appeal, appeal_id)
    waits = one.state == states.LODGED and request.actor.role == MANAGER
    answer = Link(_("Répondre au recours"), here(request, "authority:answer_appeal", one.pk), "primary")
    file = Link(one.file_name, here(request, "authority:appeal_file", one.pk), "link") if one.sha256 else None
    return show_detail(
        request,
        title=_("Recours de %(structure)s") % {"structure": _name(one)},
        lead=_("Une structure demande de revoir une décision."),
        back=_back(request, one),
        status=Status(APPEAL_TONES[one.state], _(states.APPEAL_LABELS[one.state])),
        facts=[
            Fact(_("Contre"), _against(one)),
            Fact(_("Déposé le"), day(one.lodged_on), note=one.lodged_by.full_name),
            Fact(_("Motif du recours"), one.text),
            Fact(_("Pièce à l'appui"), file),
            *(
                [Fact(_("Réponse"), one.answer), Fact(_("Répondu le"), day(one.answered_on), note=one.answered_by)]
                if one.answer
                else []
            ),
        ],
        actions=[answer] if waits else [],
    )


@page(audience="authority")
@require_GET
def file_of_appeal(request: SchemeRequest, appeal_id: int) -> HttpResponse:
    """The file joined to an appeal."""
    one = found(files.appeal, appeal_id)
    if not one.sha256:
        raise Http404
    return kept_file(one.file_name, one.media_type, appeal_file(one))


@page(audience="authority", roles=(MANAGER,))
def answer(request: SchemeRequest, appeal_id: int) -> HttpResponse:
    """Answer an appeal."""
    one = found(files.appeal, appeal_id)
    form = our_forms.AnswerForm(sent(request), is_dated=one.step_id is not None)
    back = Link(_("Revenir au recours"), here(request, "authority:appeal", one.pk))
    response = carry_out(
        request,
        form,
        operations.answer_appeal,
        done=_("La réponse est envoyée."),
        to=back.url,
        refused={"reason_missing": "answer", "date_before_the_last_step": "effective_on"},
        appeal_id=one.pk,
    )
    return response or show_confirm(
        request,
        title=_("Répondre au recours"),
        happens=_(
            "La structure reçoit votre réponse et vos raisons. Accueilli, le recours rouvre la candidature, lève la "
            "suspension ou rétablit la structure."
        ),
        facts=[Fact(_("Structure"), _name(one)), Fact(_("Contre"), _against(one))],
        final=_("Un recours ne reçoit qu'une réponse."),
        form=form,
        button=_("Envoyer la réponse"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def tick(request: SchemeRequest, organisation_id: int, criterion_id: int) -> HttpResponse:
    """Tick a line of the checklist of a structure."""
    one = structure_of(organisation_id)
    file = queries.qualification(one.pk)
    lines = [line for line in files.checklist(file) if line.criterion_id == criterion_id] if file else []
    if not lines:
        raise Http404
    return tick_page(request, lines[0], back_to(request, one), organisation_id=one.pk)


def _name(one: Appeal) -> str:
    return one.application.structure_name if one.application else _step(one).qualification.organisation.name


def _step(one: Appeal) -> QualificationStep:
    assert one.step is not None
    return one.step


def _against(one: Appeal) -> str:
    if one.application is not None:
        return _("le refus de la candidature")
    told = {"state": _(states.LABELS[_step(one).state]), "reason": _step(one).reason}
    return _("%(state)s : %(reason)s") % told


def _back(request: SchemeRequest, one: Appeal) -> Link:
    if one.application is not None:
        return Link(_name(one), here(request, "authority:application", one.application.pk))
    return back_to(request, _step(one).qualification.organisation)
