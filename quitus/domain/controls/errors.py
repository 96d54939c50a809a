"""Why a file of loss, a handover or a control does not go on."""

from quitus.kernel.refusals import NotAllowed, Refusal
from quitus.kernel.words import N_


class OnlyMissingPassAreLost(Refusal):
    """What is there in addition was not lost."""

    code = "only_missing_pass_are_lost"
    template = N_("Ces pass sont là, en trop : expliquez d'où ils viennent. Seuls des manquants ouvrent un dossier.")


class CircumstancesMissing(Refusal):
    """A file of loss tells what happened."""

    code = "circumstances_missing"
    template = N_("Écrivez ce qui s'est passé : où, quand, qui l'a constaté.")


class FoundOutBeforeItHappened(Refusal):
    """A loss is found out on the day it happens, or later."""

    code = "found_out_before_it_happened"
    template = N_("Les faits sont du %(occurred_on)s : ils ont été découverts ce jour ou un jour plus tard.")


class WitnessesMissing(Refusal):
    """Pass are destroyed before somebody."""

    code = "witnesses_missing"
    template = N_("Une destruction se fait devant témoin. Indiquez le nom et la qualité d'une personne présente.")


class ComplaintIncomplete(Refusal):
    """A complaint is named by its number and its day, on or after the theft."""

    code = "complaint_incomplete"
    template = N_("Une plainte se désigne par son numéro et sa date, le %(occurred_on)s ou plus tard.")


class ComplaintMissing(Refusal):
    """Stolen pass are cancelled once the complaint is filed."""

    code = "complaint_missing"
    template = N_(
        "Le vol %(number)s n'a pas encore de plainte. Les pass restent bloqués : enregistrez le numéro de la plainte."
    )


class LossStandsElsewhere(Refusal):
    """The file is not at the step at which this may be done."""

    code = "loss_stands_elsewhere"
    template = N_("Le dossier %(number)s est « %(state)s » : cette action n'est pas possible.")


class StillLost(Refusal):
    """Pass that are lost, stolen or destroyed come back by their file only."""

    code = "still_lost"
    template = N_(
        "Des pass de cette plage sont perdus, volés ou détruits. Faites-les d'abord revenir par leur dossier de perte, "
        "ou débloquez les autres seulement."
    )


class CashMovedSinceCount(Refusal):
    """The minutes of a handover tell the cash as it is on that day."""

    code = "cash_moved_since_count"
    template = N_(
        "Le procès-verbal %(number)s dit %(counted_cents)s d'espèces à ce jour, et les lignes en disent maintenant "
        "%(held_cents)s. Corrigez ces lignes par d'autres, puis signez."
    )


class NotInThisFile(Refusal):
    """The pass are not among those that the file still looks for."""

    code = "not_in_this_file"
    template = N_("Ces pass ne sont pas, ou plus, recherchés par le dossier %(number)s. Vérifiez les numéros.")


class DestroyedForGood(Refusal):
    """Pass that somebody saw destroyed are not found again."""

    code = "destroyed_for_good"
    template = N_("Le dossier %(number)s constate une destruction devant témoin : ses pass ne se retrouvent pas.")


class DeadForEver(Refusal):
    """A number once cancelled never lives again, even if the paper is found."""

    code = "dead_for_ever"
    template = N_(
        "Les pass du dossier %(number)s sont annulés pour toujours : s'ils sont retrouvés, faites-les détruire."
    )


class NothingToRelease(Refusal):
    """Only pass found again, and still blocked, are put back into use."""

    code = "nothing_to_release"
    template = N_("Aucun pass du dossier %(number)s n'est retrouvé et encore bloqué.")


class HandoutNotFound(Refusal):
    """A loss is reported of pass that somebody received."""

    code = "handout_not_found"
    template = N_(
        "Aucune remise ne correspond. Recopiez le numéro du bon de remise, par exemple R3-2023-0012, ou le code "
        "imprimé sur l'un des pass. Sans l'un ni l'autre, la fiche d'orientation de la personne donne son bon."
    )


class HandoutElsewhere(Refusal):
    """The loss of pass is reported where they were handed out, or to who sees every point."""

    code = "handout_elsewhere"
    template = N_(
        "Ces pass ont été remis par « %(point)s ». Appelez ce point, ou la personne qui gère le dispositif : "
        "ils déclarent la perte tout de suite."
    )


class HandoutNotOfThesePass(Refusal):
    """A person reports the loss of what he was given."""

    code = "handout_not_of_these_pass"
    template = N_("Ces pass n'ont pas tous été remis par le bon %(slip)s. Vérifiez les numéros.")


class ReplacementNotAllowed(Refusal):
    """The operator's contract says whether lost pass are replaced."""

    code = "replacement_not_allowed"
    template = N_("Le contrat %(contract)s ne prévoit pas de remplacer les pass perdus. Ils restent annulés.")


class NotCancelledYet(Refusal):
    """A pass is replaced once it is dead: never two that live for one."""

    code = "not_cancelled_yet"
    template = N_(
        "Ces pass ne sont pas tous annulés : on ne remplace que des pass annulés pour toujours et jamais utilisés."
    )


class AlreadyReplaced(Refusal):
    """One pass for one pass, once."""

    code = "already_replaced"
    template = N_("Des pass de cette plage sont déjà remplacés, ou en remplacent déjà d'autres. Vérifiez les numéros.")


class ReplacementNotAlike(Refusal):
    """As many pass, of the same value, that the same payer pays."""

    code = "replacement_not_alike"
    template = N_(
        "Un remplacement se fait pass pour pass, à la même valeur, dans une commande du même payeur. "
        "Choisissez %(count)s pass qui conviennent."
    )


class ReplacementNotUsable(Refusal):
    """What replaces is good: delivered, neither blocked nor used, and in the authority's hands or the person's."""

    code = "replacement_not_usable"
    template = N_(
        "Les pass de remplacement ne sont pas tous disponibles : bloqués, utilisés, pas encore livrés, "
        "ou entre d'autres mains. Choisissez-en d'autres."
    )


class ReplacementBeforeTheLoss(Refusal):
    """A replacement comes after the cancelling."""

    code = "replacement_before_the_loss"
    template = N_("Les pass ont été annulés le %(cancelled_on)s. Indiquez ce jour ou un jour plus tard.")


class NotAnInventoryOfThisSafe(Refusal):
    """Duty is handed over on a concluded inventory of the safe."""

    code = "not_an_inventory_of_this_safe"
    template = N_(
        "La remise de service s'appuie sur un inventaire terminé du coffre de la régie « %(imprest)s ». "
        "Faites-le d'abord, à deux."
    )


class StockMovedSinceCount(Refusal):
    """What is handed over is what was counted."""

    code = "stock_moved_since_count"
    template = N_(
        "Des pass sont entrés au coffre ou en sont sortis depuis l'inventaire %(number)s. "
        "Comptez de nouveau avant la remise de service."
    )


class NotTheNextHolder(Refusal):
    """Duty goes from an imprest holder to the one appointed after him, in the same régie."""

    code = "not_the_next_holder"
    template = N_("La remise de service va d'un régisseur à celui qui est nommé ensuite dans la même régie.")


class HandedOverAlready(Refusal):
    """An appointment takes duty over once."""

    code = "handed_over_already"
    template = N_("La remise de service à %(person)s existe déjà : %(number)s.")


class HandedOverTooEarly(Refusal):
    """Duty is handed over on the first day of the new holder, or when the safe is counted, whichever is later."""

    code = "handed_over_too_early"
    template = N_("La remise de service vient le %(earliest_on)s au plus tôt : nomination et inventaire la précèdent.")


class CashDifferenceUnexplained(Refusal):
    """Cash that is not what the accounts say is explained."""

    code = "cash_difference_unexplained"
    template = N_(
        "La caisse contient %(found_cents)s au lieu de %(expected_cents)s. Écrivez ce qui explique la différence."
    )


class HandoverStandsElsewhere(Refusal):
    """A handover that is done stays so."""

    code = "handover_stands_elsewhere"
    template = N_("La remise de service %(number)s est « %(state)s » : cette action n'est pas possible.")


class HandoverNotSigned(Refusal):
    """Both sign before the new imprest holder answers for the safe."""

    code = "handover_not_signed"
    template = N_("Il manque à la remise de service %(number)s une signature : %(party)s.")


class NotYoursToSign(NotAllowed):
    """Each signs for himself; who has no account signs on paper."""

    code = "not_yours_to_sign"
    template = N_(
        "Vous ne signez pas ici en cette qualité. "
        "Faites signer la personne, ou joignez le procès-verbal signé sur papier."
    )


class NotYoursToEnter(NotAllowed):
    """What another signed by hand is entered by the authorising side, or by who stands across from him."""

    code = "not_yours_to_enter"
    template = N_(
        "Ce papier n'est pas à saisir par vous. Remettez-le à la personne qui gère le dispositif : elle le saisira "
        "avec sa copie numérisée."
    )


class SignedForTheOtherSide(Refusal):
    """Two sides are two people."""

    code = "signed_for_the_other_side"
    template = N_(
        "%(name)s a déjà signé ce procès-verbal pour l'autre partie. Indiquez la personne qui signe pour celle-ci."
    )


class AlreadySigned(Refusal):
    """Each signs once."""

    code = "already_signed"
    template = N_("%(name)s a déjà signé le %(signed_on)s.")


class NotReadyToSign(Refusal):
    """Minutes are signed once what they tell is settled."""

    code = "not_ready_to_sign"
    template = N_("Ce procès-verbal se signe une fois l'inventaire terminé. Traitez d'abord les écarts.")


class SignedTooEarly(Refusal):
    """Minutes are signed on the day they tell of, or later."""

    code = "signed_too_early"
    template = N_("Le procès-verbal raconte le %(told_on)s. Indiquez ce jour ou un jour plus tard.")


class ControllerUnnamed(Refusal):
    """Who controlled is named, with his quality."""

    code = "controller_unnamed"
    template = N_("Indiquez le nom et la qualité de la personne qui a contrôlé.")


class ControlOfAnotherSide(NotAllowed):
    """The accountant writes his own controls; the authorising side its own, and those the accountant gave on paper."""

    code = "control_of_another_side"
    template = N_("Le contrôle de l'ordonnateur est écrit par ses services.")


class ControlStandsElsewhere(Refusal):
    """A control that is closed stays so."""

    code = "control_stands_elsewhere"
    template = N_("Le contrôle %(number)s est « %(state)s » : cette action n'est pas possible.")


class FindingEmpty(Refusal):
    """A finding says something."""

    code = "finding_empty"
    template = N_("Écrivez ce qui a été constaté.")


class AnswerEmpty(Refusal):
    """An answer says something."""

    code = "answer_empty"
    template = N_("Écrivez la réponse au constat.")


class AlreadyAnswered(Refusal):
    """A finding is answered once."""

    code = "finding_already_answered"
    template = N_("Une réponse a déjà été donnée le %(answered_on)s.")


class AnsweredTooEarly(Refusal):
    """An answer comes after the control."""

    code = "answered_too_early"
    template = N_("Le contrôle est du %(controlled_on)s. Indiquez ce jour ou un jour plus tard.")


class FindingsUnanswered(Refusal):
    """Each finding is answered before the control is closed."""

    code = "findings_unanswered"
    template = N_("Il reste %(count)s constats sans réponse. Le contrôle est clos une fois chacun répondu.")


class ControlNotSigned(Refusal):
    """Who controlled signs."""

    code = "control_not_signed"
    template = N_("Le procès-verbal du contrôle %(number)s n'est pas signé par qui a contrôlé.")
