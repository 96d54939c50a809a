"""The accountant's pages as a Django app."""

from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry


class AccountantConfig(AudienceConfig):
    """Mounted under « comptable »."""

    name = "quitus.interfaces.web.accountant"
    label = "web_accountant"
    audience = "accountant"
    prefix = "comptable"
    roles = (ACCOUNTANT,)
    search = "accountant:search"
    search_hint = _("Pass, commande, bordereau")
    rail = (
        RailEntry(_("Accueil"), "accountant:home", "house"),
        RailEntry(_("Commandes"), "accountant:orders", "box-seam"),
        RailEntry(_("Pass en caisse"), "accountant:stock", "safe"),
        RailEntry(_("Registres"), "accountant:papers", "journal-text"),
        RailEntry(_("Régie"), "accountant:imprests", "bank"),
        RailEntry(_("Contrôles"), "accountant:controls", "shield-check"),
        RailEntry(_("États des dépenses"), "accountant:statements", "file-earmark-text"),
    )
