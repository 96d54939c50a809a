"""Producing a document: what it will be is shown first, then kept for good."""

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.documents import kinds
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.documents.forms import ConsolidatedForm, LetterForm
from quitus.interfaces.web.authority.documents.subjects import MAKERS, VERBS, sees, subject_link
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_form
from quitus.kernel.clock import today
from quitus.usecases import papers
from quitus.usecases.papers.letter import LetterText, addressee


@page(audience="authority", roles=MAKERS)
def produce_document(request: SchemeRequest, kind: str, subject_id: int) -> HttpResponse:
    """A document about to be made, and what will be kept of it."""
    subject_kind = _subject_kind(request, kind)
    about = here(request, "authority:documents_about", subject_kind, subject_id)
    seen_first = Link(_("Voir un aperçu"), here(request, "authority:preview_document", kind, subject_id))
    return bind(
        request,
        _form(request, kind),
        found_by(kind, subject_id),
        Act(
            title=_(VERBS[kind]),
            happens=_("Un PDF accessible et un ODT modifiable seront faits avec les données d'aujourd'hui, et gardés."),
            facts=(
                Fact(_("À propos de"), subject_link(request, subject_kind, subject_id)),
                Fact(_("Avant de produire"), seen_first, _("L'aperçu n'est pas gardé.")),
                Fact(_("Ce qui est gardé"), _("Les fichiers, leurs empreintes, les données, le modèle, votre nom.")),
            ),
            final=_("Un document produit ne se modifie pas et ne se retire pas : on en produit un autre."),
            button=_("Produire le document"),
            done=_("Le document est produit et gardé."),
            refused={"date_needed": "on"},
        ),
        back=Link(_("Ne rien produire"), about),
        to=lambda made: _to(request, made),
    )


def found_by(kind: str, subject_id: int) -> Any:
    """`papers.produce` for one thing; 404 when there is no such thing in this scheme."""

    def produce(**facts: Any) -> ProducedDocument:
        return found(lambda: papers.produce(kind=kind, subject_id=subject_id, **facts))

    return produce


@page(audience="authority", roles=MAKERS)
@require_GET
def preview_document(request: SchemeRequest, kind: str, subject_id: int) -> HttpResponse:
    """The PDF as it would be made now; it is not kept."""
    _subject_kind(request, kind)
    form = ConsolidatedForm(request.GET)
    on = form.cleaned_data["on"] if form.is_valid() else today()
    content = found(papers.preview, kind, subject_id, on)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="apercu.pdf"'}
    )


@page(audience="authority", roles=(MANAGER,))
def write_letter(request: SchemeRequest) -> HttpResponse:
    """A letter to the funder, written and kept."""
    convention_id, to = found(addressee, request.membership.scheme.pk)
    form = LetterForm(sent(request), to=to)
    back = here(request, "authority:documents_about", "convention", convention_id)
    return carry_out(
        request,
        form,
        _write,
        done=_("Le courrier est produit et gardé. Une fois envoyé, inscrivez-le au registre du courrier."),
        to=lambda made: _to(request, made),
        convention_id=convention_id,
    ) or show_form(
        request,
        title=_("Écrire un courrier"),
        lead=_("Il est mis en page sous l'en-tête de la collectivité, et gardé tel quel. L'envoyer reste à faire."),
        form=form,
        submit=_("Produire le courrier"),
        back=Link(_("Documents"), back),
    )


def _write(*, convention_id: int, by: Any, **said: Any) -> ProducedDocument:
    return papers.produce_letter(by=by, convention_id=convention_id, letter=LetterText(**said))


def _subject_kind(request: SchemeRequest, kind: str) -> str:
    """What a document of this kind is about; 404 for a kind that is not made from a thing, or not the reader's."""
    if kind not in kinds.about(kinds.SUBJECTS.get(kind, "")) or not sees(request, kind):
        raise Http404
    return kinds.SUBJECTS[kind]


def _form(request: SchemeRequest, kind: str) -> django_forms.Form:
    if kind == kinds.CONSOLIDATED:
        return ConsolidatedForm(sent(request), initial={"on": today()})
    return django_forms.Form(sent(request))


def _to(request: SchemeRequest, made: object) -> str:
    assert isinstance(made, ProducedDocument)
    return here(request, "authority:document", made.pk)
