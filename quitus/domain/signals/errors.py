"""Why a signal may not go on."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class SignalUnknown(Refusal):
    """No such signal here, or it is about another structure."""

    code = "signal_unknown"
    template = N_("Ce signalement n'est pas l'un des vôtres. Choisissez-en un dans la liste.")


class SignalNotInThatState(Refusal):
    """What is asked does not follow from where the signal stands."""

    code = "signal_not_in_that_state"
    template = N_("Ce signalement est à l'état « %(state)s » : cela n'est pas possible à cette étape.")


class NoVenueToAsk(Refusal):
    """The lines of the signal are of several structures, or of none."""

    code = "no_venue_to_ask"
    template = N_("Ce signalement ne concerne pas une seule structure. Contactez chacune d'elles autrement.")


class QuestionEmpty(Refusal):
    """A venue is asked something."""

    code = "question_empty"
    template = N_("Écrivez ce que vous demandez au lieu : il le lira.")


class AnswerToSignalEmpty(Refusal):
    """A venue answers something."""

    code = "answer_to_signal_empty"
    template = N_("Écrivez votre réponse : la collectivité la lira.")


class NothingAsked(Refusal):
    """A venue answers what it was asked."""

    code = "nothing_asked"
    template = N_("La collectivité ne vous a rien demandé à ce sujet, ou vous avez déjà répondu.")


class DecisionNeedsAReason(Refusal):
    """A decision is read later by those who did not take it."""

    code = "decision_needs_a_reason"
    template = N_("Indiquez la raison de la décision : elle est gardée avec le signalement.")


class DecidesOnOwnPass(Refusal):
    """Who takes pass for a structure does not decide on what looks strange there."""

    code = "decides_on_own_pass"
    template = N_("Vous encaissez aussi des pass pour %(structure)s : une autre personne doit décider.")


class FollowUpInThePast(Refusal):
    """One looks again later."""

    code = "follow_up_in_the_past"
    template = N_("Le %(on)s est déjà passé. Indiquez un jour à venir pour le suivi.")


class NothingToFollow(Refusal):
    """No follow-up was planned, or it is done."""

    code = "nothing_to_follow"
    template = N_("Aucun suivi n'est prévu pour ce signalement.")


class ThresholdOutOfBounds(Refusal):
    """A threshold is a whole number between bounds."""

    code = "threshold_out_of_bounds"
    template = N_("« %(label)s » : indiquez un nombre entre %(least)s et %(most)s.")


class ThresholdsUnchanged(Refusal):
    """A new version of the thresholds changes something."""

    code = "thresholds_unchanged"
    template = N_("Ces seuils sont déjà ceux en vigueur. Changez-en au moins un.")
