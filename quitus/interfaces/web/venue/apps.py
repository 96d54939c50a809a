"""The venue's pages as a Django app."""

from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.roles import MEDIATOR
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry


class VenueConfig(AudienceConfig):
    """Mounted under « lieu »."""

    name = "quitus.interfaces.web.venue"
    label = "web_venue"
    audience = "venue"
    prefix = "lieu"
    roles = (MEDIATOR,)
    rail = (
        RailEntry(_("Encaisser un pass"), "venue:home", "ticket-perforated"),
        RailEntry(_("Pass encaissés"), "venue:redemptions", "list-check"),
        RailEntry(_("Ateliers"), "venue:sessions", "calendar-event"),
        RailEntry(_("Remboursements"), "venue:claims", "cash-coin"),
        RailEntry(_("Ma structure"), "venue:structure", "shop", also=("venue:terminals", "venue:conflicts")),
    )
