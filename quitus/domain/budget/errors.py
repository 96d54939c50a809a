"""Why something about the money may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class LineIsAResource(Refusal):
    """Money is spent on a line of expenditure."""

    code = "line_is_a_resource"
    template = N_("« %(line)s » est une ressource : on n'y impute pas de dépense. Choisissez un poste de dépenses.")


class LineAlreadyPlanned(Refusal):
    """Each line of the budget has its own code."""

    code = "line_already_planned"
    template = N_("Le poste « %(code)s » existe déjà. Choisissez un autre code.")


class MarketAlreadyNotified(Refusal):
    """A market number names one market."""

    code = "market_already_notified"
    template = N_("Le marché n° %(number)s est déjà enregistré. Vérifiez le numéro.")


class MarketDatesDisagree(Refusal):
    """A market is launched, awarded, notified, ended, in that order."""

    code = "market_dates_disagree"
    template = N_("Les dates du marché ne se suivent pas : lancement, attribution, notification, fin. Vérifiez-les.")


class ProcurementNotThere(Refusal):
    """A procedure is awarded once, notified once it is awarded, and abandoned before."""

    code = "procurement_not_there"
    template = N_(
        "Cette procédure d'achat est « %(state)s » : cela n'est plus possible. Ouvrez-la pour voir l'étape qui suit."
    )


class AbandonedWithoutReason(Refusal):
    """Nobody abandons a procedure without saying why."""

    code = "abandoned_without_reason"
    template = N_("Dites pourquoi la procédure est sans suite : le motif est gardé avec elle.")


class CommittedOutsideMarket(Refusal):
    """Nothing is committed under a market before its notification, nor after its end."""

    code = "committed_outside_market"
    template = N_("Le marché court du %(notified_on)s au %(ends_on)s. Vérifiez la date ou choisissez un autre marché.")


class StepNotReached(Refusal):
    """Commitment, invoice, mandat, payment: in that order, each once."""

    code = "step_not_reached"
    template = N_("Cette dépense est « %(state)s » : cette étape n'est pas celle qui suit. Reprenez l'étape suivante.")


class StepTooEarly(Refusal):
    """A step is not dated before the one it follows."""

    code = "step_too_early"
    template = N_("L'étape précédente est datée du %(previous_on)s. Indiquez ce jour ou un jour plus tard.")


class AmountNotPositive(Refusal):
    """An amount spent is more than nothing."""

    code = "amount_not_positive"
    template = N_("Le montant doit être supérieur à zéro.")


class EligibleAboveInvoice(Refusal):
    """What is eligible is part of the invoice, with or without tax as the convention says. `base` says which."""

    code = "eligible_above_invoice"
    template = N_(
        "La convention retient le montant « %(base)s » des factures : celui de celle-ci est de %(most_cents)s, "
        "et le montant éligible le dépasse ou est négatif. Corrigez-le."
    )


class InvoiceAlreadyRecorded(Refusal):
    """The same invoice of the same supplier is not paid twice."""

    code = "invoice_already_recorded"
    template = N_("La facture %(reference)s de %(supplier)s est déjà enregistrée. Ouvrez la dépense qui la porte.")


class SpendingReversed(Refusal):
    """Nothing follows a reversal."""

    code = "spending_reversed"
    template = N_("Cette dépense est annulée depuis le %(occurred_on)s. Saisissez-en une nouvelle.")


class EvidenceTooLarge(Refusal):
    """A file too heavy to be kept."""

    code = "evidence_too_large"
    template = N_("Ce fichier dépasse %(most)s Mo. Réduisez-le ou partagez-le en plusieurs.")


class EvidenceEmpty(Refusal):
    """A file without content proves nothing."""

    code = "evidence_empty"
    template = N_("Ce fichier est vide. Choisissez-en un autre.")


class EvidenceOfThisTypeRefused(Refusal):
    """Only types that can be read in ten years."""

    code = "evidence_of_this_type_refused"
    template = N_("Ce fichier n'est ni un PDF ni une image PNG ou JPEG. Enregistrez-le dans un de ces formats.")


class EvidenceAlreadyAdded(Refusal):
    """The same file proves a spending once."""

    code = "evidence_already_added"
    template = N_("Ce fichier est déjà joint à cette dépense, sous le nom « %(file_name)s ».")


class TitreAlreadyUsed(Refusal):
    """A titre de recettes accounts for one sum; its number is one of its exercice."""

    code = "titre_already_used"
    template = N_(
        "Le titre de recettes %(titre)s de l'exercice %(exercice)s est déjà enregistré (%(what)s, %(about)s). "
        "Un titre n'encaisse qu'une somme : vérifiez son numéro et la date d'encaissement."
    )


class InstalmentStepNotReached(Refusal):
    """Planned, claimed, received: in that order, each once."""

    code = "instalment_step_not_reached"
    template = N_("Ce versement est « %(state)s » : cette étape n'est pas celle qui suit.")
