"""Why a draft may not be corrected, or a visa neither given nor refused."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class DraftSettled(Refusal):
    """What the accountant has visaed, or the operator prints, is no longer a draft."""

    code = "draft_settled"
    template = N_(
        "La commande %(number)s est « %(state)s » : elle ne se corrige plus. "
        "Si elle est fausse, annulez-la avant la production et préparez-en une autre."
    )


class DraftUnchanged(Refusal):
    """What is asked for is what the order says already."""

    code = "draft_unchanged"
    template = N_("La commande %(number)s dit déjà cela. Changez ce qui est faux, ou revenez.")


class RefusalNotAnswered(Refusal):
    """Who asks again for a visa that was refused has changed the order, or says why it stays as it is."""

    code = "refusal_not_answered"
    template = N_(
        "Le comptable a refusé son visa à la commande %(number)s telle qu'elle est. "
        "Corrigez-la, ou écrivez-lui pourquoi elle ne change pas."
    )


class DraftedAfterRefusal(Refusal):
    """An order whose visa was refused was drafted by that day."""

    code = "drafted_after_refusal"
    template = N_("Le visa a été refusé le %(refused_on)s : la commande date de ce jour ou d'un jour plus tôt.")


class OrderCorrectedSince(Refusal):
    """Who visas an order, refuses it, confirms it or corrects it has read it as it says now."""

    code = "order_corrected_since"
    template = N_(
        "La commande %(number)s a été corrigée depuis que vous l'avez ouverte, par %(corrector)s, le %(at)s. "
        "Relisez-la telle qu'elle est maintenant, puis recommencez."
    )


class VisaRefusalTooLong(Refusal):
    """A reason is read at a glance, on the order and in the tasks."""

    code = "visa_refusal_too_long"
    template = N_("Ce motif dépasse %(most)s caractères. Dites l'essentiel, et joignez le reste à part.")


class VisaRefusalNotExplained(Refusal):
    """Whoever refuses a visa says what is wrong."""

    code = "visa_refusal_not_explained"
    template = N_("Un refus de visa dit ce qui ne va pas, pour que la commande soit corrigée. Écrivez-en le motif.")
