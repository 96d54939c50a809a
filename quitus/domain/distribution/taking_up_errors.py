"""Why pass that were given in another instance do not come back as such."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class HandedOutHere(Refusal):
    """Pass handed out here come back through their hand-out, which says to whom they were given."""

    code = "handed_out_here"
    template = N_("Le pass %(number)s a été remis ici. Enregistrez son retour sur la page de sa remise.")
