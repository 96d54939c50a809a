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


class ObligationSettled(Refusal):
    """What is done or waived is settled already."""

    code = "obligation_settled"
    template = N_("Cette obligation est déjà réglée (%(state)s). Rouvrez-la d'abord si c'était une erreur.")


class ObligationStillOpen(Refusal):
    """Only what is settled is opened again."""

    code = "obligation_still_open"
    template = N_("Cette obligation n'est ni faite ni dispensée : elle n'a pas à être rouverte.")


class EvidenceMissing(Refusal):
    """What names its evidence is not met by a date alone."""

    code = "evidence_missing"
    template = N_(
        "Il manque ce qui règle cette obligation : %(expected)s. Joignez la pièce ou dites en une phrase ce qui le "
        "prouve. Un courrier ou un comité enregistré la règle aussi."
    )


class ReasonMissing(Refusal):
    """Nothing is waived or opened again without saying why."""

    code = "reason_missing"
    template = N_("Dites pourquoi : le motif est gardé avec l'obligation.")


class DutyIncomplete(Refusal):
    """A rule that says not when."""

    code = "duty_incomplete"
    template = N_("Il manque à cette règle : %(missing)s. Complétez-la.")


class DutyTooLong(Refusal):
    """A series that nobody would live to see the end of comes from a mistyped date."""

    code = "duty_too_long"
    template = N_(
        "Du %(since)s au %(until)s, cette règle ferait plus de 600 échéances. Vérifiez les dates de la convention."
    )


class DutyUnknown(Refusal):
    """Only a duty that stands is repealed."""

    code = "duty_unknown"
    template = N_("Aucune règle d'obligation « %(duty)s » n'est en vigueur. Choisissez-en une dans la liste.")


class DutyNotConditional(Refusal):
    """Only a condition is met; the rest follows from dates."""

    code = "duty_not_conditional"
    template = N_(
        "« %(duty)s » ne dépend d'aucune condition : ses échéances naissent d'elles-mêmes. "
        "Suivez-les dans la liste des obligations."
    )


class DesignationOverlaps(Refusal):
    """One representative and one substitute at a time."""

    code = "designation_overlaps"
    template = N_("%(name)s est déjà désigné depuis le %(starts_on)s. La désignation suivante commence après ce jour.")


class DesignationAlreadyEnded(Refusal):
    """A designation ends once."""

    code = "designation_already_ended"
    template = N_("Cette désignation a déjà pris fin, le %(ends_on)s. Enregistrez-en une nouvelle si elle reprend.")


class EndsBeforeItStarts(Refusal):
    """An end before its beginning."""

    code = "ends_before_it_starts"
    template = N_("La fin vient avant le début, le %(starts_on)s. Vérifiez la date.")


class NobodyAttended(Refusal):
    """A meeting that nobody attended did not take place."""

    code = "nobody_attended"
    template = N_("Personne n'est noté présent : inscrivez au moins une personne présente.")


class MinutesAlreadyJoined(Refusal):
    """Minutes are joined once."""

    code = "minutes_already_joined"
    template = N_("Le compte rendu de ce comité est déjà joint. Il ne se remplace pas.")


class ProofBeforeLetter(Refusal):
    """A proof of sending comes with the letter or after it."""

    code = "proof_before_letter"
    template = N_("Ce courrier est du %(on)s : sa preuve ne peut pas être plus ancienne. Corrigez sa date.")


class ProofAlreadyGiven(Refusal):
    """A proof is written once."""

    code = "proof_already_given"
    template = N_("La preuve d'envoi est déjà enregistrée, au %(on)s.")


class ProofOfIncomingLetter(Refusal):
    """Only what is sent is to be proved."""

    code = "proof_of_incoming_letter"
    template = N_("Ce courrier a été reçu : il n'y a pas d'envoi à prouver.")


class UnknownWord(Refusal):
    """A word that is none of those the room knows."""

    code = "unknown_word"
    template = N_("« %(word)s » n'est pas un choix possible ici. Choisissez dans la liste.")
