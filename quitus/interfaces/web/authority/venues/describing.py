"""What the public reads of a venue, where it is on the map, and who may show the directory."""

from typing import Any

from django import forms as fields
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.venues import directory, operations, queries
from quitus.domain.venues.describing import VenueTold
from quitus.domain.venues.models import Description, Venue
from quitus.domain.venues.models.descriptions import DOUBTFUL
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.venues.forms import POSTCODE
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.describing import LinesField, describe
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_form


class DegreesField(fields.CharField):
    """Degrees typed « 50,2910 » or « 50.2910 »."""

    def clean(self, value: Any) -> Any:
        """A number, or None."""
        text = str(super().clean(value)).strip().replace(",", ".")
        if not text:
            return None
        try:
            return float(text)
        except ValueError as wrong:
            raise fields.ValidationError(_("Écrivez des degrés, par exemple 50,2910.")) from wrong

    def prepare_value(self, value: Any) -> Any:
        """With a comma."""
        return str(value).replace(".", ",") if isinstance(value, float) else value


class PositionForm(fields.Form):
    """Where a venue is."""

    latitude = DegreesField(label=gettext_lazy("Latitude"), required=False)
    longitude = DegreesField(label=gettext_lazy("Longitude"), required=False)


class CorrectForm(fields.Form):
    """How a venue is called and its address."""

    name = fields.CharField(label=gettext_lazy("Nom du lieu"), max_length=200)
    address = fields.CharField(label=gettext_lazy("Adresse"), max_length=300, required=False)
    postcode = fields.CharField(label=gettext_lazy("Code postal"), max_length=5, validators=[POSTCODE])
    commune = fields.CharField(label=gettext_lazy("Commune"), max_length=100)
    is_mobile = fields.BooleanField(label=gettext_lazy("Lieu itinérant"), required=False)


class HostsForm(fields.Form):
    """The sites that may show the directory."""

    hosts = LinesField(
        label=gettext_lazy("Sites qui peuvent montrer l'annuaire"),
        help_text=gettext_lazy(
            "Un par ligne, par exemple https://www.exemple.fr. Aucun : l'annuaire reste sur ce site."
        ),
        required=False,
    )


@page(audience="authority", roles=(MANAGER,))
def describe_venue(request: SchemeRequest, organisation_id: int, venue_id: int) -> HttpResponse:
    """Write what the public reads of a venue."""
    place, back = _place(request, organisation_id, venue_id)

    def write(told: VenueTold) -> object:
        return operations.describe_venue(by=request.actor, venue_id=place.pk, told=told)

    def done() -> HttpResponse:
        messages.success(request, _("La description est enregistrée."))
        return redirect(back.url)

    return describe(request, place, write, back, done)


@page(audience="authority", roles=(MANAGER,))
def correct_venue(request: SchemeRequest, organisation_id: int, venue_id: int) -> HttpResponse:
    """Correct the name or the address of a venue."""
    place, back = _place(request, organisation_id, venue_id)
    known = {name: getattr(place, name) for name in ("name", "address", "postcode", "commune", "is_mobile")}
    form = CorrectForm(sent(request), initial=known)
    response = carry_out(
        request,
        form,
        operations.correct_venue,
        done=_("Le lieu est corrigé."),
        to=back.url,
        refused={"venue_already_registered": "name"},
        venue_id=place.pk,
    )
    return response or show_form(
        request,
        title=_("Corriger le nom ou l'adresse"),
        lead=_("Une position trouvée pour l'ancienne adresse sera cherchée à nouveau."),
        form=form,
        submit=_("Corriger le lieu"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def place_venue(request: SchemeRequest, organisation_id: int, venue_id: int) -> HttpResponse:
    """Say where a venue is, or confirm the doubtful point that was found."""
    place, back = _place(request, organisation_id, venue_id)
    about: Description = getattr(place, "description", None) or Description()
    doubtful = about.position == DOUBTFUL
    point = (about.candidate_latitude, about.candidate_longitude) if doubtful else (place.latitude, place.longitude)
    form = PositionForm(sent(request), initial={"latitude": point[0], "longitude": point[1]})
    same = (
        form.is_bound and form.is_valid() and (form.cleaned_data["latitude"], form.cleaned_data["longitude"]) == point
    )
    response = (
        _confirm(request, place, back)
        if doubtful and same
        else carry_out(
            request,
            form,
            operations.place_venue,
            done=_("La position est enregistrée."),
            to=back.url,
            refused={"not_a_point_of_the_earth": "latitude"},
            venue_id=place.pk,
        )
    )
    return response or show_form(
        request,
        title=_("Placer le lieu sur la carte"),
        lead=_("En degrés, tels qu'une carte en ligne les donne. Vide : la position sera cherchée d'après l'adresse."),
        facts=_found(about) if doubtful else (),
        form=form,
        submit=_("Confirmer cette position") if doubtful else _("Enregistrer la position"),
        back=back,
        actions=[
            Link(_("Corriger le nom ou l'adresse"), here(request, "authority:correct_venue", organisation_id, place.pk))
        ],
    )


@page(audience="authority", roles=(MANAGER,))
def directory_settings(request: SchemeRequest) -> HttpResponse:
    """Say which sites may show the public directory."""
    back = Link(_("Lieux"), here(request, "authority:venues"))
    form = HostsForm(sent(request), initial={"hosts": directory.embed_hosts(request.membership.scheme_id)})
    response = carry_out(
        request,
        form,
        operations.show_directory_at,
        done=_("Les sites sont enregistrés."),
        to=back.url,
        refused={"not_a_host": "hosts"},
    )
    return response or show_form(
        request,
        title=_("Intégrer l'annuaire à un site"),
        lead=_("Un autre site peut montrer la liste des lieux dans une de ses pages, s'il est nommé ici."),
        form=form,
        submit=_("Enregistrer les sites"),
        back=back,
        template="authority/venues/directory_settings.html",
        slug=request.membership.scheme.slug,
    )


def _confirm(request: SchemeRequest, place: Venue, back: Link) -> HttpResponse:
    operations.confirm_position(by=request.actor, venue_id=place.pk)
    messages.success(request, _("La position est confirmée."))
    return redirect(back.url)


def _found(about: Description) -> list[Fact]:
    score = f"{(about.position_score or 0) // 10} %"
    return [
        Fact(_("Adresse trouvée"), about.position_label),
        Fact(_("Ressemblance avec l'adresse du lieu"), score, note=_("À confirmer : comparez avec l'adresse du lieu.")),
    ]


def _place(request: SchemeRequest, organisation_id: int, venue_id: int) -> tuple[Venue, Link]:
    places = queries.venues_of_structure(organisation_id).select_related("description", "organisation")
    place = places.filter(pk=venue_id).first()
    if place is None:
        raise Http404
    return place, Link(place.organisation.name, here(request, "authority:structure", organisation_id))
