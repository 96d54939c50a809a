"""Why a claim or a payment may not go on."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class MonthNotOver(Refusal):
    """A claim covers a month that has ended."""

    code = "month_not_over"
    template = N_("Le mois n'est pas terminé. La demande pourra être préparée après le %(last_on)s.")


class ClaimUnknown(Refusal):
    """No such claim here, or it is another structure's."""

    code = "claim_unknown"
    template = N_("Cette demande n'est pas l'une des vôtres. Choisissez une demande de la liste.")


class ClaimNotInThatState(Refusal):
    """What is asked does not follow from where the claim stands."""

    code = "claim_not_in_that_state"
    template = N_("La demande %(number)s est à l'état « %(state)s » : cela n'est pas possible à cette étape.")


class ClaimEmpty(Refusal):
    """A claim has at least one line."""

    code = "claim_empty"
    template = N_("La demande %(number)s ne contient aucun pass. Attendez d'en avoir encaissé.")


class MediatorMayNotCertify(Refusal):
    """Who takes pass for a structure does not certify that structure's claim."""

    code = "mediator_may_not_certify"
    template = N_(
        "Vous encaissez aussi des pass pour %(structure)s : une autre personne doit certifier le service fait."
    )


class DateBeforeTheClaim(Refusal):
    """What follows a claim comes after it."""

    code = "date_before_the_claim"
    template = N_("La demande a été envoyée le %(submitted_on)s. Indiquez ce jour ou un jour plus tard.")


class DateBeforeTheStepBefore(Refusal):
    """Each step of a payment comes after the one before."""

    code = "date_before_the_step_before"
    template = N_("L'étape précédente est du %(before_on)s. Indiquez ce jour ou un jour plus tard.")


class ReasonMissing(Refusal):
    """A claim is sent back with a reason."""

    code = "reason_missing"
    template = N_("Indiquez le motif : la structure le lira.")


class NothingToPay(Refusal):
    """No certified claim waits for this payment."""

    code = "nothing_to_pay"
    template = N_("Aucune demande certifiée n'attend de paiement. Certifiez d'abord le service fait.")


class SeveralPayers(Refusal):
    """One payment has one payer."""

    code = "several_payers"
    template = N_("Ces demandes n'ont pas toutes le même payeur. Ordonnez leur paiement séparément.")


class OneCreditorAMandat(Refusal):
    """A mandat pays one creditor."""

    code = "one_creditor_a_mandat"
    template = N_("Un mandat ne paie qu'une structure. Ordonnez le paiement de chaque structure à part.")


class BankDetailsNotVerified(Refusal):
    """Nothing is paid to an account that a second person has not verified."""

    code = "bank_details_not_verified"
    template = N_(
        "Les coordonnées bancaires de %(structure)s ne sont pas vérifiées : rien ne peut lui être payé. "
        "Faites-les vérifier par une seconde personne."
    )


class BankChangeNotConfirmed(Refusal):
    """Once a structure has announced another account, neither it nor the old one is paid before it is confirmed."""

    code = "bank_change_not_confirmed"
    template = N_(
        "%(structure)s a annoncé un changement de compte le %(announced_on)s : rien ne lui est payé, pas même sur "
        "l'ancien compte. Confirmez d'abord ce changement par téléphone, sur place ou par courrier."
    )


class PaymentUnknown(Refusal):
    """No such payment for this payer."""

    code = "payment_unknown"
    template = N_("Ce paiement n'est pas à votre charge. Choisissez un paiement de la liste.")


class PaymentNotInThatState(Refusal):
    """What is asked does not follow from where the payment stands."""

    code = "payment_not_in_that_state"
    template = N_("Le paiement %(number)s est à l'état « %(state)s » : cela n'est pas possible à cette étape.")


class MandatNumberMissing(Refusal):
    """A mandat has a number."""

    code = "mandat_number_missing"
    template = N_("Indiquez le numéro de mandat que le logiciel de gestion financière a donné.")


class OperatorListMissing(Refusal):
    """What an operator outside paid is recorded by the list that it sends."""

    code = "operator_list_missing"
    template = N_(
        "%(operator)s travaille à l'extérieur : indiquez la référence de la liste par laquelle il dit ce qu'il a payé."
    )


class RedemptionOnAClaim(Refusal):
    """What has been claimed is no longer undone by the venue."""

    code = "redemption_on_a_claim"
    template = N_(
        "Ce pass est compté dans la demande de remboursement %(number)s : il ne peut plus être annulé. "
        "Contactez la collectivité."
    )
