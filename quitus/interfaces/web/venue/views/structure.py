"""The structure as its own people see it: qualification, venues, services, bank details."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.venues import files as dossier
from quitus.domain.venues import operations, queries, states
from quitus.domain.venues.models import Appeal, BankDetails, Qualification
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.applications import appeals_table
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, day, siret
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show_detail, show_form
from quitus.interfaces.web.layout.qualifications import BANK_REFUSALS, bank_facts, kept_file, qualification_status
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.venue.forms import BankForm, OfferForm
from quitus.usecases.structures import give_account, proof_of_account


@page(audience="venue")
@require_GET
def structure(request: SchemeRequest) -> HttpResponse:
    """What the authority knows of the structure, and what the structure can change itself."""
    mine = request.membership.organisation
    file = queries.qualification(mine.pk)
    details = queries.bank_details(mine.pk)
    status = qualification_status(file.state if file else None)
    return show_detail(
        request,
        title=mine.name,
        lead=_("Votre structure telle que la collectivité la connaît."),
        status=status,
        facts=_facts(request, file, details, mine.siret),
        thread=thread(audit.thread("structure", mine.pk), stands=status),
        tables=[_venues(request), *_appeals(request)],
        actions=[
            *_answers(request, file),
            Link(_("Changer de compte bancaire"), here(request, "venue:bank")),
            Link(_("Appareils"), here(request, "venue:terminals")),
            Link(_("Logiciels"), here(request, "venue:softwares")),
        ],
    )


@page(audience="venue")
def offer(request: SchemeRequest, venue_id: int) -> HttpResponse:
    """Declare one more service at a venue of the structure."""
    place = next((one for one in queries.venues_of_structure(_own_id(request)) if one.pk == venue_id), None)
    if place is None:
        raise Http404
    given = {offered.service_id for offered in place.offers.all()}
    left = [service for service in queries.services() if service.pk not in given]
    form = OfferForm(request.POST if request.method == "POST" else None, services=left)
    back = Link(_("Ma structure"), here(request, "venue:structure"))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, service_already_offered="service_code"):
            operations.offer_service(by=request.actor, venue_id=venue_id, **form.cleaned_data)
            messages.success(request, _("Le service est déclaré : vous pouvez encaisser des pass pour lui."))
            return redirect(back.url)
    return show_form(
        request,
        title=_("Déclarer un service"),
        lead=_("Un service du catalogue national que vous rendez à %(venue)s.") % {"venue": place.name},
        form=form,
        submit=_("Déclarer ce service"),
        back=back,
    )


@page(audience="venue")
def bank(request: SchemeRequest) -> HttpResponse:
    """Give the account on which the structure is paid; somebody else verifies it."""
    form = BankForm(sent(request), files(request))
    back = Link(_("Ma structure"), here(request, "venue:structure"))
    response = carry_out(
        request,
        form,
        give_account,
        done=_("Les coordonnées sont enregistrées ; la collectivité va les vérifier."),
        to=back.url,
        refused=BANK_REFUSALS,
        organisation_id=_own_id(request),
    )
    return response or show_form(
        request,
        title=_("Changer de compte bancaire"),
        lead=_(
            "La collectivité confirmera ce compte avec vous, par téléphone ou en personne. Jusque-là rien n'est payé, "
            "pas même sur l'ancien compte."
        ),
        form=form,
        submit=_("Enregistrer ce compte"),
        back=back,
    )


@page(audience="venue")
@require_GET
def bank_proof(request: SchemeRequest, details_id: int) -> HttpResponse:
    """The file that the structure gave to prove its account."""
    details, content = found(proof_of_account, details_id, _own_id(request))
    return kept_file(details.proof_name, details.proof_media_type, content)


def _own_id(request: SchemeRequest) -> int:
    return request.membership.organisation_id


def _facts(
    request: SchemeRequest, file: Qualification | None, details: BankDetails | None, number: str | None
) -> list[Fact]:
    lacking = dossier.lacking(file) if file and file.state != states.QUALIFIED else ()
    told = ", ".join(_(label) for label in lacking)
    return [
        Fact(_("SIRET"), siret(number)),
        *([Fact(_("Motif de la décision"), _reason(file))] if file and _reason(file) else []),
        *([Fact(_("Charte signée le"), day(file.charter_signed_on))] if file else []),
        *([Fact(_("Accueil et accessibilité"), file.reception or None)] if file else []),
        *(
            [Fact(_("Régie de recettes"), file.regie_recettes_reference)]
            if file and file.regie_recettes_reference
            else []
        ),
        *([Fact(_("Il manque à votre dossier"), told)] if told else []),
        *bank_facts(details, here(request, "venue:bank_proof", details.pk) if details else "", by_name=False),
    ]


def _reason(file: Qualification) -> str:
    """Why the structure is suspended or removed."""
    if file.state not in (states.SUSPENDED, states.REMOVED):
        return ""
    return queries.steps(file.organisation_id)[-1].reason


def _answers(request: SchemeRequest, file: Qualification | None) -> list[Link]:
    """What a structure may do against a decision: one appeal for each."""
    if file is None or not _reason(file):
        return []
    step = queries.steps(file.organisation_id)[-1]
    if any(one.step_id == step.pk for one in dossier.appeals_of(organisation_id=file.organisation_id)):
        return []
    return [Link(_("Déposer un recours"), here(request, "venue:appeal"), "primary")]


def _appeals(request: SchemeRequest) -> list[Table]:
    known = dossier.appeals_of(organisation_id=_own_id(request))

    def url_of(one: Appeal) -> str:
        return here(request, "venue:appeal_file", one.pk) if one.sha256 else ""

    return [appeals_table(known, url_of)] if known else []


def _venues(request: SchemeRequest) -> Table:
    places = list(queries.venues_of_structure(_own_id(request)))
    return Table(
        caption=_("Nos lieux"),
        columns=[
            Column(_("Lieu")),
            Column(_("Commune")),
            Column(_("Services")),
            Column(_("Qui encaisse")),
            Column(_("Ajouter")),
            Column(_("Annuaire")),
        ],
        rows=[
            Row(
                [
                    place.name,
                    place.commune,
                    ", ".join(_(offered.service.label) for offered in place.offers.all()) or None,
                    ", ".join(person.user.full_name for person in place.people) or None,  # type: ignore[attr-defined]
                    Link(_("Déclarer un service"), here(request, "venue:offer", place.pk), "link"),
                    Link(_("Décrire"), here(request, "venue:describe", place.pk), "link"),
                ]
            )
            for place in places
        ],
        empty=Empty(_("Aucun lieu n'est enregistré."), _("La collectivité enregistre vos lieux.")),
    )
