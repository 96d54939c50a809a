"""Why a paper of the register is not made."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class PeriodBackwards(Refusal):
    """A period ends after it begins."""

    code = "period_backwards"
    template = N_("La période finit le %(until)s, avant de commencer le %(since)s. Corrigez l'une des deux dates.")


class PeriodNotOver(Refusal):
    """A register has no line of days to come."""

    code = "period_not_over"
    template = N_("La période va au-delà d'aujourd'hui, le %(today)s. Choisissez un jour qui n'est pas à venir.")


class RegisterTooLong(Refusal):
    """On paper, thousands of lines help nobody; a spreadsheet holds a million."""

    code = "register_too_long"
    template = N_(
        "La période compte %(count)s lignes, et ce format en tient %(most)s. "
        "Choisissez une période plus courte, ou le tableur."
    )
