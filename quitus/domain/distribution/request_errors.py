"""Why pass are not asked for, and why a request is not withdrawn or declined."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class RequestOfNothing(Refusal):
    """A request asks for pass."""

    code = "request_of_nothing"
    template = N_("Indiquez combien de pass vous demandez : un au moins.")


class RequestAlreadyWaiting(Refusal):
    """A régie, or a mandated body, asks once, and waits for the answer."""

    code = "request_already_waiting"
    template = N_(
        "« %(holder)s » a déjà demandé %(count)s pass le %(requested_on)s, et le comptable n'a pas encore répondu. "
        "Attendez sa réponse, ou retirez cette demande pour en faire une autre."
    )


class RequestBeyondCeiling(Refusal):
    """Nobody asks for more than the act, or the convention de mandat, lets him hold."""

    code = "request_beyond_ceiling"
    template = N_(
        "Avec ces pass, « %(holder)s » détiendrait %(total_cents)s, au-delà de son plafond de %(ceiling_cents)s. "
        "Demandez au plus %(most)s pass, ou faites d'abord relever le plafond."
    )


class RequestAlreadyAnswered(Refusal):
    """A request is answered once, and changes no more."""

    code = "request_already_answered"
    template = N_("Cette demande est déjà close : %(state)s, le %(answered_on)s. Faites-en une autre s'il le faut.")


class AnsweredBeforeAsked(Refusal):
    """A request is answered on its day or later."""

    code = "answered_before_asked"
    template = N_("La demande est du %(requested_on)s. Indiquez ce jour ou un jour plus tard.")


class RequestDeclinedWithoutReason(Refusal):
    """Who is refused pass is told why."""

    code = "request_declined_without_reason"
    template = N_("Dites pourquoi vous refusez : la personne qui demande lira ce motif.")
