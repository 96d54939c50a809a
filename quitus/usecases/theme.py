"""The look of an organisation's pages: its colour, and a logo kept among the documents."""

from quitus.connectors import documents
from quitus.domain.organisations.errors import LogoNotAnImage, LogoTooLarge
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.operations import set_theme
from quitus.domain.organisations.queries import organisation
from quitus.domain.organisations.rules import LOGO_SIZE_MAX, image_type
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def change_theme(*, by: Actor, organisation_id: int, accent: str, logo: bytes | None = None) -> Organisation:
    """Sets the colour, and the logo when `logo` brings the bytes of a PNG or SVG image.

    Without `logo` the former one stays. Refuses with `NotYourRole`, `ColourNotValid`,
    `ContrastTooLow`, `LogoTooLarge`, `LogoNotAnImage`.
    """
    former = organisation(organisation_id)
    if logo is None:
        return set_theme(
            by=by,
            organisation_id=organisation_id,
            accent=accent,
            logo_sha256=former.logo_sha256,
            logo_media_type=former.logo_media_type,
        )
    if len(logo) > LOGO_SIZE_MAX:
        raise LogoTooLarge(most=LOGO_SIZE_MAX // 1000)
    media_type = image_type(logo)
    if media_type is None:
        raise LogoNotAnImage()
    return set_theme(
        by=by,
        organisation_id=organisation_id,
        accent=accent,
        logo_sha256=documents.store(logo),
        logo_media_type=media_type,
    )
