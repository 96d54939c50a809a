"""Why pass of paper are not destroyed, nor controlled."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class PaperNotYours(Refusal):
    """No such venue, minutes or control for this structure."""

    code = "paper_not_yours"
    template = N_("Ces pass ne sont pas ceux de votre structure. Choisissez l'un de vos lieux.")


class NothingToDestroy(Refusal):
    """No pass of paper of the venue may be destroyed on that day."""

    code = "nothing_to_destroy"
    template = N_("Aucun pass de ce lieu ne peut être détruit le %(on)s : gardez-les jusqu'à leur date.")


class CountUnexplained(Refusal):
    """As many pass are destroyed as were taken, or it is said why not."""

    code = "count_unexplained"
    template = N_("%(expected)s pass sont attendus et %(counted)s comptés : expliquez l'écart dans les remarques.")


class WayOfDestructionMissing(Refusal):
    """Minutes say how pass were destroyed."""

    code = "way_of_destruction_missing"
    template = N_("Indiquez comment les pass ont été détruits, par exemple « broyés sur place ».")


class DestructionNotInThatState(Refusal):
    """What is asked does not follow from where the minutes stand."""

    code = "destruction_not_in_that_state"
    template = N_("Le procès-verbal %(number)s est à l'état « %(state)s » : cela n'est pas possible à cette étape.")


class SignedBeforeDestruction(Refusal):
    """Minutes are signed once it is done."""

    code = "signed_before_destruction"
    template = N_("Les pass ont été détruits le %(destroyed_on)s. Indiquez ce jour ou un jour plus tard.")


class AskedToBeShown(Refusal):
    """The authority asked to see some of these pass: they are not destroyed before."""

    code = "asked_to_be_shown"
    template = N_("La collectivité a demandé à voir des pass de ce lieu (contrôle %(number)s) : gardez-les jusque-là.")


class ClaimNotPaidYet(Refusal):
    """A control is of a paid claim."""

    code = "claim_not_paid_yet"
    template = N_("La demande %(number)s n'est pas payée. Attendez son paiement pour contrôler ses pass.")


class NothingToDraw(Refusal):
    """All the pass of the claim are destroyed."""

    code = "nothing_to_draw"
    template = N_("Tous les pass de la demande %(number)s sont détruits. Choisissez une demande plus récente.")


class SampleOutOfBounds(Refusal):
    """A control asks for at least one pass, and for so many at most."""

    code = "sample_out_of_bounds"
    template = N_("Demandez de 1 à %(most)s pass.")


class OutcomeMissing(Refusal):
    """Each pass asked for was seen or not."""

    code = "outcome_missing"
    template = N_("Dites de chaque pass s'il a été vu. Il en manque %(count)s.")


class PaperCheckDone(Refusal):
    """What was seen is recorded once."""

    code = "paper_check_done"
    template = N_("Le contrôle %(number)s est déjà enregistré.")


class SeenBeforeAsked(Refusal):
    """A pass is shown after it was asked for."""

    code = "seen_before_asked"
    template = N_("Les pass ont été demandés le %(asked_on)s. Indiquez ce jour ou un jour plus tard.")
