"""What is declared about structures: themselves, their venues, services, people and account."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.organisations import kinds
from quitus.domain.organisations import operations as organisations
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.queries import members
from quitus.domain.organisations.roles import MANAGER, MEDIATOR
from quitus.domain.venues import operations, queries
from quitus.domain.venues.models import Venue
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.venues import forms
from quitus.interfaces.web.authority.venues.views import back_to, structure_of
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, files, sent
from quitus.interfaces.web.layout.pages import show_form
from quitus.interfaces.web.layout.qualifications import BANK_REFUSALS
from quitus.kernel.clock import today
from quitus.usecases.structures import give_account


@page(audience="authority", roles=(MANAGER,))
def new_structure(request: SchemeRequest) -> HttpResponse:
    """Register a structure, then its first venue."""
    form = forms.StructureForm(sent(request))
    register = partial(_register, request)
    response = carry_out(
        request,
        form,
        register,
        done=_("La structure est enregistrée. Ajoutez maintenant le lieu où elle reçoit."),
        to=lambda made: here(request, "authority:new_venue", made.pk),
        refused={"siret_not_valid": "siret", "siret_already_registered": "siret"},
    )
    return response or show_form(
        request,
        title=_("Enregistrer une structure"),
        lead=_("L'association, la commune ou l'entreprise qui sera qualifiée et payée."),
        form=form,
        submit=_("Enregistrer la structure"),
        back=Link(_("Lieux"), here(request, "authority:venues")),
    )


@page(audience="authority", roles=(MANAGER,))
def new_venue(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Add a venue to a structure, then its services."""
    one = structure_of(organisation_id)
    form = forms.VenueForm(sent(request), initial={"postcode": one.postcode, "commune": one.commune})
    response = carry_out(
        request,
        form,
        operations.register_venue,
        done=_("Le lieu est enregistré. Déclarez maintenant ses services."),
        to=lambda made: here(request, "authority:venue_services", one.pk, made.pk),
        refused={"venue_already_registered": "name"},
        organisation_id=one.pk,
    )
    return response or show_form(
        request,
        title=_("Ajouter un lieu"),
        lead=_("Où %(structure)s reçoit le public.") % {"structure": one.name},
        form=form,
        submit=_("Enregistrer le lieu"),
        back=back_to(request, one),
    )


@page(audience="authority", roles=(MANAGER,))
def services(request: SchemeRequest, organisation_id: int, venue_id: int) -> HttpResponse:
    """Declare what a venue offers."""
    one, place = _place(organisation_id, venue_id)
    given = {offered.service_id for offered in place.offers.all()}
    left = [service for service in queries.services() if service.pk not in given]
    form = forms.ServicesForm(sent(request), services=left)
    back = back_to(request, one)
    response = carry_out(
        request,
        form,
        operations.offer_services,
        done=_("Les services sont déclarés."),
        to=back.url,
        venue_id=place.pk,
    )
    return response or show_form(
        request,
        title=_("Déclarer des services"),
        lead=_("Parmi les neuf services nationaux, ceux que rend %(venue)s.") % {"venue": place.name},
        form=form,
        submit=_("Déclarer ces services"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def staff(request: SchemeRequest, organisation_id: int, venue_id: int) -> HttpResponse:
    """Say who takes pass at a venue."""
    one, place = _place(organisation_id, venue_id)
    mediators = members(request.membership.scheme_id, role=MEDIATOR).filter(organisation_id=one.pk)
    form = forms.StaffForm(sent(request), members=mediators, initial={"starts_on": today()})
    back = back_to(request, one)
    response = carry_out(
        request,
        form,
        operations.assign_staff,
        done=_("Cette personne peut encaisser des pass dans ce lieu."),
        to=back.url,
        venue_id=place.pk,
    )
    return response or show_form(
        request,
        title=_("Ajouter une personne"),
        lead=_("Qui encaisse des pass à %(venue)s, parmi les médiateurs de la structure.") % {"venue": place.name},
        form=form,
        submit=_("Ajouter cette personne"),
        back=back,
    )


@page(audience="authority")
def bank(request: SchemeRequest, organisation_id: int) -> HttpResponse:
    """Type the bank details of a structure; somebody else verifies them."""
    one = structure_of(organisation_id)
    form = forms.BankForm(sent(request), files(request), initial={"holder_name": one.name})
    back = back_to(request, one)
    response = carry_out(
        request,
        form,
        give_account,
        done=_("Le compte est enregistré. Une autre personne doit maintenant le vérifier."),
        to=back.url,
        refused=BANK_REFUSALS,
        organisation_id=one.pk,
    )
    return response or show_form(
        request,
        title=_("Saisir un compte bancaire"),
        lead=_(
            "Rien n'est payé avant qu'une seconde personne ait vérifié ce compte. S'il en remplace un autre, l'ancien "
            "n'est plus payé non plus jusque-là."
        ),
        form=form,
        submit=_("Enregistrer ce compte"),
        back=back,
    )


def _register(request: SchemeRequest, *, name: str, **facts: Any) -> Organisation:
    return organisations.register_organisation(
        **facts,
        name=name,
        short_name=name[:60],
        kind=kinds.STRUCTURE,
        is_example=request.membership.scheme.is_example,
    )


def _place(organisation_id: int, venue_id: int) -> tuple[Organisation, Venue]:
    one = structure_of(organisation_id)
    for place in queries.venues_of_structure(one.pk):
        if place.pk == venue_id:
            return one, place
    raise Http404
