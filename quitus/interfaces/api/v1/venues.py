"""The venues for which a token acts."""

from django.utils.translation import gettext
from ninja import Router

from quitus.domain.access.rules import READ
from quitus.interfaces.api.access import Bearer, SoftwareRequest, inside
from quitus.interfaces.api.v1 import schemas
from quitus.interfaces.api.v1.responses import answers
from quitus.kernel.words import N_
from quitus.usecases import software

router = Router(tags=[N_("Lieux")])


@router.get(
    "/venues",
    auth=Bearer(READ),
    response=answers(schemas.VenuesOut),
    operation_id="list_venues",
    summary=N_("Lire vos lieux et leurs services"),
    description=N_("Les lieux où ce jeton agit, avec l'identifiant et les codes de service à envoyer ailleurs."),
)
@inside
def list_venues(request: SoftwareRequest) -> schemas.VenuesOut:
    """The venues of the token."""
    return schemas.VenuesOut(
        venues=[
            schemas.MyVenue(
                id=str(place.venue.pk),
                name=place.venue.name,
                address=place.venue.address,
                postcode=place.venue.postcode,
                commune=place.venue.commune,
                is_qualified=place.is_qualified,
                services=[schemas.Service(code=one.code, label=gettext(one.label)) for one in place.services],
            )
            for place in software.places(access=request.auth.access)
        ]
    )
