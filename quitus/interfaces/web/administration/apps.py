"""The administrator's pages as a Django app."""

from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.roles import ADMINISTRATOR
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry


class AdministrationConfig(AudienceConfig):
    """Mounted under « administration »."""

    name = "quitus.interfaces.web.administration"
    label = "web_administration"
    audience = "administration"
    prefix = "administration"
    roles = (ADMINISTRATOR,)
    rail = (
        RailEntry(_("Accueil"), "administration:home", "house"),
        RailEntry(_("Personnes et rôles"), "administration:people", "people"),
        RailEntry(_("Organismes"), "administration:organisations", "building"),
        RailEntry(_("Apparence"), "administration:theme", "gear"),
        RailEntry(_("Clés des codes"), "administration:keys", "key"),
        RailEntry(_("Journal"), "administration:trail", "journal-text"),
    )
