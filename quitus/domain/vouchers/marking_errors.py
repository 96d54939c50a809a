"""Why pass are not blocked at once by who asks."""

from quitus.kernel.refusals import NotAllowed
from quitus.kernel.words import N_


class TooManyForOneAgent(NotAllowed):
    """One person alone stops one booklet at a time of what he does not answer for."""

    code = "too_many_for_one_agent"
    template = N_(
        "Vous pouvez bloquer seul un carnet à la fois, soit %(most)s pass, parmi ceux dont vous ne répondez pas. Pour "
        "davantage, prévenez tout de suite la personne qui gère le dispositif : elle les bloque. Ceux que vous avez "
        "remis et que personne n'a encore signés se bloquent depuis leur bordereau ; ceux que vous gardez, par un "
        "dossier de perte."
    )
