"""The authority's pages as a Django app."""

from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.roles import ASSEMBLY, FINANCE, MANAGER
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry


class AuthorityConfig(AudienceConfig):
    """Mounted under « collectivite »."""

    name = "quitus.interfaces.web.authority"
    label = "web_authority"
    audience = "authority"
    prefix = "collectivite"
    roles = (MANAGER, FINANCE, ASSEMBLY)
    guests = (ASSEMBLY,)
    search = "authority:search"
    search_hint = _("Pass, commande, bordereau, lieu, acte")
    guest_search_hint = _("Acte")
    rail = (
        RailEntry(_("Accueil"), "authority:home", "house", roles=roles),
        RailEntry(_("Actes"), "authority:acts", "file-earmark-text", roles=guests, also=("authority:documents",)),
        RailEntry(_("Réunions"), "authority:sittings", "people", roles=guests),
        RailEntry(_("Convention"), "authority:convention", "file-earmark-text"),
        RailEntry(_("Commandes"), "authority:orders", "box-seam", also=("authority:ends", "authority:controls")),
        RailEntry(_("Lieux"), "authority:venues", "geo-alt", also=("authority:terminals", "authority:conflicts")),
        RailEntry(_("Remboursements"), "authority:claims", "receipt"),
        RailEntry(_("Dépenses"), "authority:budget", "wallet2"),
        RailEntry(_("Rapports"), "authority:reports", "bar-chart"),
    )
