"""Why a conflict is not decided, or not paid."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class ConflictUnknown(Refusal):
    """No such conflict in this scheme."""

    code = "conflict_unknown"
    template = N_("Ce conflit n'existe pas dans ce dispositif. Choisissez-le dans la liste.")


class ConflictStandsElsewhere(Refusal):
    """A conflict is decided once, and compensated once it is owed."""

    code = "conflict_stands_elsewhere"
    template = N_("Ce conflit est dans l'état « %(state)s » : cette action n'est plus possible.")


class DecisionReasonMissing(Refusal):
    """Both structures read why."""

    code = "decision_reason_missing"
    template = N_("Indiquez la raison de la décision : la structure la lira.")


class BearerIsFixed(Refusal):
    """The table of conflicts names one side for good."""

    code = "bearer_is_fixed"
    template = N_("Pour ce conflit, c'est toujours la même partie qui supporte la perte : %(bearer)s. Choisissez-la.")


class CompensationMandatMissing(Refusal):
    """A compensation is paid by a mandat."""

    code = "compensation_mandat_missing"
    template = N_("Indiquez le numéro du mandat qui paie ce dédommagement.")


class PaidBeforeDecided(Refusal):
    """What is paid was decided first."""

    code = "paid_before_decided"
    template = N_("Le dédommagement a été décidé le %(decided_on)s : il n'a pas pu être payé le %(paid_on)s.")
