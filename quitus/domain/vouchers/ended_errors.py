"""Why an order whose last day has passed goes no further."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class EndedBeforeProduction(Refusal):
    """Pass that nobody could use are neither agreed to, nor ordered, nor printed."""

    code = "ended_before_production"
    template = N_(
        "La commande %(number)s devait servir jusqu'au %(valid_until)s, et ce jour est passé. Le responsable du "
        "dispositif en corrige le dernier jour tant qu'elle est en préparation ; ensuite, il l'annule et en prépare "
        "une autre."
    )


class EndedBeforeActivation(Refusal):
    """Pass that nobody could use are not paid: the order is prolonged, or given up."""

    code = "ended_before_activation"
    template = N_(
        "La commande %(number)s devait servir jusqu'au %(valid_until)s, et ce jour est passé. Le responsable du "
        "dispositif la prolonge, et elle s'active ensuite ; ou il l'abandonne."
    )
