"""Why something may not happen at the end of validity."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class EndStandsElsewhere(Refusal):
    """The step does not follow from where the end of the order stands."""

    code = "end_stands_elsewhere"
    template = N_("La fin de validité de la commande %(number)s en est à « %(state)s » : cette étape est déjà passée.")


class OrderHasNoEnd(Refusal):
    """Only an active order, whose pass can be used, comes to an end of validity."""

    code = "order_has_no_end"
    template = N_("La commande %(number)s n'est pas active : elle n'a pas de fin de validité à suivre.")


class NotYetExpired(Refusal):
    """Venues still accept the pass of the order."""

    code = "not_yet_expired"
    template = N_(
        "La fin de validité de la commande %(number)s n'est pas encore constatée : les lieux acceptent ses pass "
        "jusqu'au %(until)s inclus. Constatez-la d'abord, à partir du lendemain, sur la page de cette fin de validité."
    )


class NotToldOfThisEnd(Refusal):
    """Who acknowledges was not told of this end, or does not answer for these pass."""

    code = "not_told_of_this_end"
    template = N_("Aucun arrêt des remises de cette commande n'attend la réponse de ce détenteur.")


class AlreadyAcknowledged(Refusal):
    """The holder has signed already."""

    code = "end_already_acknowledged"
    template = N_("%(holder)s a déjà accusé réception le %(on)s.")


class NobodyToRemind(Refusal):
    """Every keeper of pass has acknowledged, or was asked today."""

    code = "nobody_to_remind"
    template = N_(
        "Personne n'est à relancer pour la commande %(number)s : tous ont accusé réception, "
        "ou ont été prévenus aujourd'hui."
    )


class NoStatementWithoutOperator(Refusal):
    """The authority issued the pass of the order: there is nobody to compare with."""

    code = "no_statement_without_operator"
    template = N_(
        "La collectivité a émis elle-même la commande %(number)s : aucun état contradictoire n'est à dresser."
    )


class StatementAlreadyDrawn(Refusal):
    """The order has its statement."""

    code = "statement_already_drawn"
    template = N_("L'état contradictoire de la commande %(number)s est déjà dressé.")


class StatementStandsElsewhere(Refusal):
    """The step does not follow from where the statement stands."""

    code = "statement_stands_elsewhere"
    template = N_("L'état contradictoire en est à « %(state)s » : cette étape n'est pas possible maintenant.")


class LinesMayStillCome(Refusal):
    """Venues may still record services given in time."""

    code = "lines_may_still_come"
    template = N_("Les lieux enregistrent encore des services rendus à temps : dressez l'état à partir du %(from_on)s.")


class NumbersOfAnotherOrder(Refusal):
    """The operator names pass that are not of the order."""

    code = "numbers_of_another_order"
    template = N_("Certains numéros ne sont pas de la commande %(number)s. Vérifiez la liste.")


class TotalAndNumbersDisagree(Refusal):
    """The operator's total is not the count of the numbers it lists."""

    code = "total_and_numbers_disagree"
    template = N_("La liste compte %(listed)s pass et le total annoncé est %(total)s. Corrigez l'un ou l'autre.")


class MoreUsedThanPaid(Refusal):
    """No more pass can have been used than there were."""

    code = "more_used_than_paid"
    template = N_("%(used)s pass utilisés, c'est plus que les %(paid)s dont l'opérateur répond.")


class DifferenceReasonMissing(Refusal):
    """A difference is settled with its reason."""

    code = "difference_reason_missing"
    template = N_("Dites pourquoi ce chiffre est retenu.")


class DifferencesRemain(Refusal):
    """Every difference is settled before the statement is concluded."""

    code = "differences_remain"
    template = N_("Il reste %(count)s écart(s) à traiter avant d'arrêter l'état.")


class UseStillStands(Refusal):
    """A use of our register, which pays a venue, cannot be given up for the avoir alone."""

    code = "use_still_stands"
    template = N_(
        "Une utilisation de notre registre est due au lieu qui l'a enregistrée : elle reste retenue. "
        "Si elle est fausse, elle devait être annulée avant de dresser l'état."
    )


class StockStillOut(Refusal):
    """Pass of the order are still in places where they could be handed out."""

    code = "stock_still_out"
    template = N_(
        "%(count)s pass de la commande %(number)s sont encore au coffre, dans un point ou en chemin. "
        "Faites-les rendre au comptable, ou détruire avec procès-verbal, avant de clore."
    )


class StatementStillOpen(Refusal):
    """The operator owes an avoir that is not settled."""

    code = "statement_still_open"
    template = N_(
        "L'état contradictoire de la commande %(number)s n'est pas soldé : "
        "concluez-le et enregistrez l'avoir avant de clore."
    )


class CreditNoteNotAtFaceValue(Refusal):
    """The avoir is the face value of the pass paid and not used, and nothing else."""

    code = "credit_note_not_at_face_value"
    template = N_(
        "L'état arrêté donne un avoir de %(due_cents)s, à la valeur faciale et sans frais ; "
        "celui-ci est de %(amount_cents)s. Demandez un avoir rectifié à l'opérateur."
    )


class NoCreditDue(Refusal):
    """No avoir follows from the statement."""

    code = "no_credit_due"
    template = N_("L'état arrêté de la commande %(number)s ne donne aucun avoir : il n'y a rien à enregistrer.")


class NoComplementDue(Refusal):
    """The operator pays no more uses than it was paid for."""

    code = "no_complement_due"
    template = N_("L'état arrêté de la commande %(number)s ne donne aucun complément à payer à l'opérateur.")


class ComplementMandatMissing(Refusal):
    """A complement is paid by a named mandat."""

    code = "complement_mandat_missing"
    template = N_("Indiquez le numéro du mandat qui paie le complément.")


class CreditNoteNotAsDeclared(Refusal):
    """The operator's file gives this avoir another date or another amount."""

    code = "credit_note_not_as_declared"
    template = N_(
        "Le fichier de l'opérateur déclare l'avoir n° %(note)s du %(noted_on)s pour %(declared_cents)s ; vous "
        "saisissez le %(issued_on)s et %(amount_cents)s. Relisez le papier ; s'il dit autre chose que le fichier, "
        "demandez un avoir rectifié à l'opérateur."
    )


class CreditNoteNumberTaken(Refusal):
    """Two credit notes cannot bear the same number."""

    code = "credit_note_number_taken"
    template = N_("Un avoir n° %(number)s est déjà enregistré.")


class CreditReferenceMissing(Refusal):
    """Money comes back by a titre de recettes or is deducted from a named paper."""

    code = "credit_reference_missing"
    template = N_("Indiquez le numéro du titre de recettes, ou de la facture dont l'avoir est déduit.")


class DateBeforeTheStepBefore(Refusal):
    """A step cannot come before the one it follows."""

    code = "date_before_the_step_before"
    template = N_("Cette date précède l'étape d'avant, du %(previous_on)s.")
