"""Why the restrictions of an order may not be changed."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class RestrictionsSettled(Refusal):
    """What the accountant has visaed, or the operator prints, is not restricted otherwise."""

    code = "restrictions_settled"
    template = N_(
        "La commande %(number)s est « %(state)s » : ses restrictions et sa date ne changent plus. "
        "Si elles sont fausses, annulez-la avant la production et préparez-en une autre."
    )


class RestrictionsUnchanged(Refusal):
    """What is asked for is what the order says already."""

    code = "restrictions_unchanged"
    template = N_("La commande %(number)s dit déjà cela. Changez une restriction ou le dernier jour, ou revenez.")
