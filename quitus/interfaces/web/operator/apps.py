"""The operator's pages as a Django app."""

from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.roles import OPERATOR
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry


class OperatorConfig(AudienceConfig):
    """Mounted under « operateur »."""

    name = "quitus.interfaces.web.operator"
    label = "web_operator"
    audience = "operator"
    prefix = "operateur"
    roles = (OPERATOR,)
    search = "operator:search"
    search_hint = _("Pass, carnet, commande, bordereau")
    rail = (
        RailEntry(_("Accueil"), "operator:home", "house"),
        RailEntry(_("Commandes"), "operator:orders", "box-seam"),
        RailEntry(_("Pass à livrer"), "operator:stock", "truck"),
        RailEntry(_("Paiements"), "operator:payments", "cash-coin"),
    )
