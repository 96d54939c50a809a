"""The funder's pages as a Django app."""

from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.roles import FUNDER
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry


class FunderConfig(AudienceConfig):
    """Mounted under « financeur »."""

    name = "quitus.interfaces.web.funder"
    label = "web_funder"
    audience = "funder"
    prefix = "financeur"
    roles = (FUNDER,)
    rail = (
        RailEntry(_("Accueil"), "funder:home", "house"),
        RailEntry(_("Convention"), "funder:convention", "file-earmark-text"),
        RailEntry(_("Indicateurs"), "funder:indicators", "graph-up"),
        RailEntry(_("Rapports"), "funder:reports", "bar-chart"),
        RailEntry(_("Dépenses"), "funder:statements", "receipt"),
        RailEntry(_("Versements"), "funder:instalments", "cash-coin"),
        RailEntry(_("Campagnes"), "funder:campaigns", "send"),
    )
