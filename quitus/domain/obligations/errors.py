"""Why something about what is owed may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class ObligationAlreadyDone(Refusal):
    """What is done stays done."""

    code = "obligation_already_done"
    template = N_("Cette obligation est déjà faite, depuis le %(done_on)s.")


class ObligationSuperseded(Refusal):
    """An amendment has replaced it."""

    code = "obligation_superseded"
    template = N_("Un avenant a remplacé cette obligation. Ouvrez celle qui la remplace.")


class ObligationAlreadyListed(Refusal):
    """Each obligation is listed once."""

    code = "obligation_already_listed"
    template = N_("Une obligation « %(label)s » est déjà inscrite à cette date. Ouvrez-la plutôt.")
