"""The parts of an application, each a page that saves what it asks and comes back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.venues import asking, files, operations
from quitus.domain.venues.queries import services
from quitus.interfaces.web.layout.applications import offer_words
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.doing import files as sent_files
from quitus.interfaces.web.layout.pages import show_confirm, show_form
from quitus.interfaces.web.public.applying import forms as our
from quitus.interfaces.web.public.applying.guard import ApplicantRequest, at, own
from quitus.usecases.applications import write_account, write_answers, write_regie

SAVED = "application"


@own
def structure(request: ApplicantRequest) -> HttpResponse:
    """Where the structure is, and who answers for it."""
    form = our.StructureFacts(sent(request), initial=request.application.content.get(asking.STRUCTURE))
    return _part(
        request,
        form,
        operations.write_part,
        title=_("La structure et son contact"),
        lead=_("Comment joindre votre structure."),
        part=asking.STRUCTURE,
    )


@own
def new_place(request: ApplicantRequest) -> HttpResponse:
    """One more venue, then its services."""
    known = request.application.content.get(asking.STRUCTURE, {})
    initial = {name: known.get(name, "") for name in ("address", "postcode", "commune")}
    count = len(request.application.content.get(asking.VENUES, []))
    return _place(request, initial, to=at(request, "application_offer", count))


@own
def place(request: ApplicantRequest, rank: int) -> HttpResponse:
    """A venue, to be corrected."""
    return _place(request, _place_of(request, rank), to=at(request, SAVED), rank=rank)


@own
def drop_place(request: ApplicantRequest, rank: int) -> HttpResponse:
    """Take a venue out."""
    one = _place_of(request, rank)
    return _drop(
        request,
        operations.drop_place,
        title=_("Retirer un lieu"),
        happens=_("%(place)s et ses services quittent la candidature.") % {"place": one["name"]},
        button=_("Retirer ce lieu"),
        rank=rank,
    )


@own
def offer(request: ApplicantRequest, rank: int) -> HttpResponse:
    """One more service of a venue."""
    one = _place_of(request, rank)
    given = {known["service_code"] for known in one["offers"]}
    left = [service for service in services() if service.code not in given]
    labels = {service.code: _(service.label) for service in services()}
    given_facts = [
        Fact(
            offer_words(known, labels),
            Link(_("Retirer"), at(request, "application_drop_offer", rank, known["service_code"]), "link"),
        )
        for known in one["offers"]
    ]
    return _part(
        request,
        our.OfferForm(sent(request), services=left),
        operations.write_offer,
        title=_("Ajouter un service"),
        lead=_("Un service que %(place)s rend, et à quelles conditions.") % {"place": one["name"]},
        facts=given_facts,
        rank=rank,
    )


@own
def drop_offer(request: ApplicantRequest, rank: int, service_code: str) -> HttpResponse:
    """Take a service out of a venue."""
    one = _place_of(request, rank)
    if service_code not in {known["service_code"] for known in one["offers"]}:
        raise Http404
    return _drop(
        request,
        operations.drop_offer,
        title=_("Retirer un service"),
        happens=_("%(place)s ne proposera plus ce service.") % {"place": one["name"]},
        button=_("Retirer ce service"),
        rank=rank,
        service_code=service_code,
    )


@own
def answers(request: ApplicantRequest) -> HttpResponse:
    """The questions of the authority."""
    version = request.application.version
    questions = list(version.questions.order_by("rank")) if version else []
    if not questions:
        raise Http404
    known = request.application.content.get(asking.ANSWERS, {})
    initial = {f"q{key}": value for key, value in known.items()}
    return _part(
        request,
        our.AnswersForm(sent(request), sent_files(request), questions=questions, initial=initial),
        write_answers,
        title=_("Les questions de la collectivité"),
        lead=_("Répondez à ce que vous savez ; le reste se complète plus tard, avant l'envoi."),
        facts=_joined(request, *(asking.purpose_of(one.pk) for one in questions)),
    )


@own
def bank(request: ApplicantRequest) -> HttpResponse:
    """Where the structure will be paid, and the proof of it."""
    return _part(
        request,
        our.BankForm(sent(request), sent_files(request), initial=request.application.content.get(asking.BANK)),
        write_account,
        title=_("Le compte bancaire"),
        lead=_("Le compte de la structure, jamais celui d'une personne. Une seconde personne le vérifiera."),
        refused={
            "not_an_iban": "iban",
            **dict.fromkeys(("scan_empty", "scan_too_large", "scan_of_this_type_refused"), "proof"),
        },
        facts=_joined(request, asking.BANK_PROOF),
    )


@own
def regie(request: ApplicantRequest) -> HttpResponse:
    """The régie de recettes of a public venue."""
    return _part(
        request,
        our.RegieForm(sent(request), sent_files(request), initial=request.application.content.get(asking.REGIE)),
        write_regie,
        title=_("La régie de recettes"),
        lead=_("Un lieu public encaisse par une régie de recettes : donnez l'acte qui la crée."),
        refused=dict.fromkeys(("scan_empty", "scan_too_large", "scan_of_this_type_refused"), "act"),
        facts=_joined(request, asking.REGIE_ACT),
    )


@own
def charter(request: ApplicantRequest) -> HttpResponse:
    """The charter, read then accepted."""
    version = request.application.version
    if version is None or not version.charter:
        raise Http404
    return _part(
        request,
        our.CharterForm(sent(request)),
        operations.write_part,
        title=_("La charte"),
        lead=_("Version %(number)s. Votre nom et la date d'aujourd'hui seront gardés.") % {"number": version.number},
        template="public/applying/charter.html",
        charter=version.charter,
        part=asking.CHARTER,
    )


def _place(request: ApplicantRequest, initial: dict[str, Any], *, to: str, rank: int | None = None) -> HttpResponse:
    def write(*, by: Any, application_id: int, **said: Any) -> object:
        return operations.write_place(by=by, application_id=application_id, place=said, rank=rank)

    return _part(
        request,
        our.PlaceForm(sent(request), initial=initial),
        write,
        title=_("Un lieu") if rank is None else initial["name"],
        lead=_("Où la structure reçoit le public, et comment. Vous direz ensuite quels services y sont rendus."),
        to=to,
        actions=[] if rank is None else [Link(_("Retirer ce lieu"), at(request, "application_drop_place", rank))],
    )


def _place_of(request: ApplicantRequest, rank: int) -> dict[str, Any]:
    places = request.application.content.get(asking.VENUES, [])
    if not 0 <= rank < len(places):
        raise Http404
    one: dict[str, Any] = places[rank]
    return one


def _joined(request: ApplicantRequest, *purposes: str) -> list[Fact]:
    known = files.files_of(request.application)
    return [
        Fact(_("Déjà joint"), Link(one.file_name, at(request, "application_file", one.pk), "link"))
        for purpose, one in known.items()
        if purpose in purposes
    ]


def _part(
    request: ApplicantRequest,
    form: forms.Form,
    operation: Callable[..., object],
    *,
    title: str,
    lead: str,
    to: str = "",
    refused: dict[str, str] | None = None,
    facts: list[Fact] | None = None,
    actions: list[Link] | None = None,
    template: str = "layout/form.html",
    charter: str = "",
    **keys: Any,
) -> HttpResponse:
    back = Link(_("Ma candidature"), at(request, SAVED))
    response = carry_out(
        request,
        form,
        operation,
        done=_("C'est enregistré."),
        to=to or back.url,
        refused=refused,
        application_id=request.application.pk,
        **keys,
    )
    return response or show_form(
        request,
        title=title,
        lead=lead,
        form=form,
        submit=_("Enregistrer"),
        back=back,
        facts=facts or [],
        actions=actions or [],
        template=template,
        charter=charter,
    )


def _drop(
    request: ApplicantRequest,
    operation: Callable[..., object],
    *,
    title: str,
    happens: str,
    button: str,
    **keys: Any,
) -> HttpResponse:
    back = Link(_("Ma candidature"), at(request, SAVED))
    response = carry_out(
        request,
        forms.Form(sent(request)),
        operation,
        done=_("C'est enregistré."),
        to=back.url,
        application_id=request.application.pk,
        **keys,
    )
    return response or show_confirm(request, title=title, happens=happens, button=button, back=back)
