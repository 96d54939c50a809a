from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.audiences import AudienceConfig, RailEntry


class SampleConfig(AudienceConfig):
    name = "tests.interfaces.web.layout.sample"
    label = "sample"
    audience = "sample"
    prefix = "essai"
    roles = (MANAGER, FINANCE)
    search = "sample:orders"
    rail = (
        RailEntry("Accueil", "sample:home", "house"),
        RailEntry("Conventions et actes", "sample:sheet", "file-earmark-text"),
        RailEntry("Commandes", "sample:orders", "ticket-perforated"),
        RailEntry("Mandatement", "sample:finance", "bank", roles=(FINANCE,)),
    )
