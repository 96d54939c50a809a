"""Why something cannot be simulated."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class NothingToSimulate(Refusal):
    """A change that changes nothing is no amendment."""

    code = "nothing_to_simulate"
    template = N_("Rien ne change avec ces valeurs. Écrivez au moins une valeur différente de celle d'aujourd'hui.")


class TwoEnds(Refusal):
    """An end is given, or computed from months: not both."""

    code = "two_ends"
    template = N_("Écrivez un nombre de mois ou une date de fin, l'un des deux.")
