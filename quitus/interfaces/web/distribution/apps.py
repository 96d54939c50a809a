"""The distributor's pages as a Django app."""

from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER, PRESCRIBER
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)


class DistributionConfig(AudienceConfig):
    """Mounted under « distribution »."""

    name = "quitus.interfaces.web.distribution"
    label = "web_distribution"
    audience = "distributor"
    prefix = "distribution"
    roles = (IMPREST_HOLDER, HANDOUT_AGENT, PRESCRIBER)
    search = "distributor:search"
    search_hint = _("Pass, carnet, bordereau, fiche")
    rail = (
        RailEntry(_("Accueil"), "distributor:home", "house"),
        RailEntry(_("Coffre"), "distributor:safe", "safe", roles=(IMPREST_HOLDER,)),
        RailEntry(_("Fiches en attente"), "distributor:waiting", "people", roles=STOCK),
        RailEntry(_("Stock des points"), "distributor:points", "box-seam", roles=(IMPREST_HOLDER,)),
        RailEntry(_("Mon stock"), "distributor:stock", "box-seam", roles=(HANDOUT_AGENT,)),
        RailEntry(_("Remises"), "distributor:handouts", "hand-index-thumb", roles=STOCK),
        RailEntry(_("Bordereaux"), "distributor:slips", "journal-text", roles=STOCK),
        RailEntry(_("Contrôles et pertes"), "distributor:controls", "shield-check", roles=(HANDOUT_AGENT,)),
        RailEntry(_("Régie"), "distributor:regie", "bank", roles=(IMPREST_HOLDER,), also=("distributor:controls",)),
        RailEntry(_("Orienter une personne"), "distributor:refer", "person-plus", roles=(PRESCRIBER,)),
        RailEntry(_("Mes fiches"), "distributor:referrals", "file-text", roles=(PRESCRIBER,)),
    )
