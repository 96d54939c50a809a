"""Why pass may not be moved or handed out, and other refusals of this room."""

from quitus.kernel.refusals import NotAllowed, Refusal
from quitus.kernel.words import N_


class NotInThatCustody(Refusal):
    """Whoever gives pass away must hold them."""

    code = "not_in_that_custody"
    template = N_(
        "Ces pass ne sont pas, ou plus, dans « %(holder)s » : ils sont dans « %(elsewhere)s ». "
        "Vérifiez les numéros ou prenez-en d'autres."
    )


class MovedBeforeItArrived(Refusal):
    """Pass leave a place after they came to it."""

    code = "moved_before_it_arrived"
    template = N_("Ces pass sont arrivés là le %(since_on)s. Indiquez ce jour ou un jour plus tard.")


class ImprestNotConstituted(Refusal):
    """No stock enters a safe before the régie exists (CGCT R.1617-1 and following)."""

    code = "imprest_not_constituted"
    template = N_(
        "La régie « %(imprest)s » n'était pas constituée le %(on)s. "
        "Son acte constitutif doit être signé avant que des pass entrent au coffre."
    )


class NoHolderAppointed(Refusal):
    """Somebody must answer for what is in the safe."""

    code = "no_holder_appointed"
    template = N_(
        "Aucun régisseur ni suppléant n'était nommé pour la régie « %(imprest)s » le %(on)s. "
        "Faites-le nommer, sur avis du comptable, avant d'approvisionner le coffre."
    )


class CeilingExceeded(Refusal):
    """The value held by the régie stays below its ceiling."""

    code = "ceiling_exceeded"
    template = N_(
        "La régie détiendrait %(total_cents)s de pass, au-delà de son plafond de %(ceiling_cents)s. "
        "Approvisionnez moins, ou faites modifier l'acte constitutif."
    )


class PointNotOpen(Refusal):
    """Pass go to points that are open on that day."""

    code = "point_not_open"
    template = N_("Le point « %(point)s » n'était pas ouvert le %(on)s. Choisissez un autre point ou une autre date.")


class NoMandateOverTheSafe(NotAllowed):
    """Only the imprest holder and the substitute, appointed on that day, move what is in the safe."""

    code = "no_mandate_over_the_safe"
    template = N_(
        "Vous n'étiez pas nommé régisseur ni suppléant le %(on)s. "
        "Seule une personne nommée, sur avis du comptable, peut mouvementer le coffre."
    )


class NoMandateToHandOut(NotAllowed):
    """Prescribing is not handing out: only appointed persons do."""

    code = "no_mandate_to_hand_out"
    template = N_(
        "Vous n'étiez pas nommé mandataire au point « %(point)s » le %(on)s. "
        "Seule une personne nommée, sur avis du comptable, peut y remettre des pass."
    )


class NoMandateOverTheBody(NotAllowed):
    """Only the people whom a mandated body has named move what it keeps, while its convention holds."""

    code = "no_mandate_over_the_body"
    template = N_(
        "« %(body)s » ne vous avait pas désigné pour garder ses pass le %(on)s. "
        "Seule une personne désignée par l'organisme mandaté peut les mouvementer."
    )


class NoMandateOverTheDrawer(NotAllowed):
    """What is in a drawer is in the hands of its keeper."""

    code = "no_mandate_over_the_drawer"
    template = N_("Ces pass sont dans « %(holder)s » : seule cette personne peut les remettre ou les rendre.")


class PassStillGood(Refusal):
    """Only pass that can be used no more go back to the operator."""

    code = "pass_still_good"
    template = N_(
        "Des pass de cette plage sont encore utilisables jusqu'au %(until)s. "
        "Seuls des pass bloqués, annulés ou périmés se rendent à l'opérateur."
    )


class ContestedPassNotOfTheSlip(Refusal):
    """Only what a slip brought can be missing at its reception."""

    code = "contested_pass_not_of_the_slip"
    template = N_("Le bordereau %(number)s n'apporte pas ces pass. Indiquez des numéros qui y figurent.")


class ContestNeedsANote(Refusal):
    """A difference at the reception is explained."""

    code = "contest_needs_a_note"
    template = N_("Vous n'avez pas reçu tous les pass du bordereau. Dites ce que vous avez constaté.")


class HandoutUndone(Refusal):
    """Pass of a hand-out come back once."""

    code = "handout_undone"
    template = N_("Ces pass de la remise %(number)s sont déjà revenus. Choisissez-en d'autres.")


class CorrectedAnotherDay(Refusal):
    """A mistake is corrected on its day; later, the person gives pass back."""

    code = "corrected_another_day"
    template = N_(
        "La remise %(number)s a été inscrite le %(recorded_on)s : une erreur se corrige le jour même. "
        "Si la personne rend des pass, inscrivez un retour."
    )


class PassNotOfTheHandout(Refusal):
    """Only what a hand-out gave can come back from it."""

    code = "pass_not_of_the_handout"
    template = N_("La remise %(number)s ne comprend pas ces pass. Indiquez des numéros qui y figurent.")


class PassUsedMeanwhile(Refusal):
    """A pass that a venue has taken does not come back into stock."""

    code = "pass_used_meanwhile"
    template = N_("Des pass de cette plage ont déjà été utilisés dans un lieu : ils ne peuvent pas revenir en stock.")


class PassInactive(Refusal):
    """The order of the pass has not been activated."""

    code = "handed_out_before_activation"
    template = N_(
        "La commande %(order)s n'était pas active le %(on)s : ses pass ne peuvent pas être remis. "
        "L'ordonnateur doit d'abord l'activer."
    )


class PassBlocked(Refusal):
    """The pass, or the distribution of its order, is blocked."""

    code = "handed_out_while_blocked"
    template = N_(
        "Des pass de cette plage sont bloqués. Mettez-les de côté, prévenez le régisseur et prenez-en d'autres."
    )


class PassExpired(Refusal):
    """Nobody is handed a pass after its last day."""

    code = "handed_out_after_the_last_day"
    template = N_("Ces pass étaient valables jusqu'au %(until)s. Rendez-les au régisseur et prenez-en d'autres.")


class PassCancelled(Refusal):
    """A cancelled pass is worth nothing, for ever."""

    code = "handed_out_though_cancelled"
    template = N_("Des pass de cette plage sont annulés définitivement. Rendez-les au régisseur et prenez-en d'autres.")


class PassAlreadyUsed(Refusal):
    """A pass taken by a venue before anybody received it: something is wrong."""

    code = "handed_out_though_used"
    template = N_("Des pass de cette plage ont déjà été utilisés. Mettez-les de côté et prévenez le régisseur.")


class NotTargetPublic(Refusal):
    """Pass are for the publics that the convention names."""

    code = "not_target_public"
    template = N_(
        "Cette personne ne relève d'aucun public cible. Indiquez son public ; sinon ne remettez rien, et classez sa "
        "fiche si elle en a une."
    )


class PublicNotCovered(Refusal):
    """The order of the pass is for certain publics, and the person belongs to none of them."""

    code = "public_not_covered"
    template = N_(
        "Les pass de la commande %(order)s sont réservés à d'autres publics que ceux de cette personne. "
        "Remettez-en d'une autre commande."
    )


class NotFarFromDigital(Refusal):
    """The second of two conditions: far from digital life, established and recorded."""

    code = "not_far_from_digital"
    template = N_(
        "L'éloignement du numérique de cette personne n'est pas établi. "
        "Faites le point avec elle ; sinon ne remettez rien, et classez sa fiche si elle en a une."
    )


class HandoutTooLarge(Refusal):
    """The convention says how many pass a person is given at a time."""

    code = "handout_too_large"
    template = N_("Une remise compte au plus %(most)s pass, vous en remettriez %(count)s. Réduisez le nombre.")


class ReferralNotOpen(Refusal):
    """A referral is served or closed once."""

    code = "referral_not_open"
    template = N_("La fiche %(number)s est « %(state)s ». Choisissez une fiche en attente.")


class ReferralOfAnotherPoint(Refusal):
    """A referral sends a person to one point."""

    code = "referral_of_another_point"
    template = N_("La fiche %(number)s oriente la personne vers « %(point)s ». Orientez-la vers ce point.")


class ReferralLater(Refusal):
    """A hand-out comes after the referral that asks for it."""

    code = "referral_later"
    template = N_("La fiche %(number)s date du %(issued_on)s. Indiquez ce jour ou un jour plus tard.")


class SlipAlreadyAcknowledged(Refusal):
    """A receipt is given once."""

    code = "slip_already_acknowledged"
    template = N_("Le bordereau %(number)s est déjà accepté depuis le %(received_on)s.")


class SlipNotYours(NotAllowed):
    """Only who receives the pass acknowledges."""

    code = "slip_not_yours"
    template = N_("Seule une personne nommée à « %(holder)s » peut accuser réception du bordereau %(number)s.")


class ReceivedBeforeHanded(Refusal):
    """A receipt is dated on or after the day of the slip."""

    code = "received_before_handed"
    template = N_("Le bordereau %(number)s date du %(occurred_on)s. Indiquez ce jour ou un jour plus tard.")


class AssentMissing(Refusal):
    """The accountant agrees before the authority adopts (CGCT R.1617-1 and following)."""

    code = "assent_missing"
    template = N_("L'avis conforme du comptable manque. Il doit être donné avant la signature de l'acte.")


class AssentTooLate(Refusal):
    """An assent comes before what it agrees to."""

    code = "assent_too_late"
    template = N_("La nomination commence le %(starts_on)s : l'avis du comptable doit être donné ce jour au plus tard.")


class AlreadyAssented(Refusal):
    """An assent is given once."""

    code = "already_assented"
    template = N_("L'avis conforme a déjà été donné le %(assent_on)s.")


class ImprestStandsElsewhere(Refusal):
    """The imprest is not at the step at which this may be done."""

    code = "imprest_stands_elsewhere"
    template = N_("La régie « %(imprest)s » en est à l'étape « %(state)s » : cette action n'est pas possible.")


class DatesOfImprestDisagree(Refusal):
    """Assent, acte constitutif, closing follow one another."""

    code = "dates_of_imprest_disagree"
    template = N_("L'étape précédente de la régie date du %(previous_on)s. Indiquez ce jour ou un jour plus tard.")


class SafeNotEmpty(Refusal):
    """A régie closes once nothing is left to answer for."""

    code = "safe_not_empty"
    template = N_(
        "La régie détient encore %(count)s pass. Faites-les revenir ou constatez leur sort avant de la clore."
    )


class ReferenceMissing(Refusal):
    """An act is named by its reference."""

    code = "reference_missing"
    template = N_("Indiquez la référence de l'acte signé.")


class SubstituteTooLong(Refusal):
    """A substitute serves two months at most (CGCT R.1617-3 and following)."""

    code = "substitute_too_long"
    template = N_("Un suppléant est nommé pour deux mois au plus. Indiquez une fin au plus tard le %(latest_on)s.")


class AnotherHolderThen(Refusal):
    """A régie has one imprest holder at a time."""

    code = "another_holder_then"
    template = N_("La régie « %(imprest)s » a déjà un régisseur à cette période. Mettez d'abord fin à sa nomination.")


class AgentWithoutPoint(Refusal):
    """An agent hands out at one point; holder and substitute are bound to none."""

    code = "agent_without_point"
    template = N_("Un mandataire est nommé pour un point de distribution, un régisseur ou un suppléant pour aucun.")


class AppointmentEndsTooEarly(Refusal):
    """An appointment ends on or after the day it starts."""

    code = "appointment_ends_too_early"
    template = N_("La nomination commence le %(starts_on)s. Indiquez une fin ce jour ou plus tard.")


class AppointmentUsedLater(Refusal):
    """A power does not end before the last thing done under it."""

    code = "appointment_used_later"
    template = N_(
        "Cette personne a encore remis ou reçu des pass, ou tenu la caisse, le %(last_on)s. Indiquez une fin ce jour "
        "ou plus tard."
    )


class AppointmentAlreadyEnded(Refusal):
    """An appointment that has ended stays so."""

    code = "appointment_already_ended"
    template = N_("Cette nomination a pris fin le %(ends_on)s.")


class PersonOfAnotherScheme(Refusal):
    """Only members of the scheme are appointed."""

    code = "person_of_another_scheme"
    template = N_("Cette personne n'a pas de rôle dans ce dispositif. Donnez-lui d'abord un rôle.")


class NameMissing(Refusal):
    """A thing is named."""

    code = "name_of_point_missing"
    template = N_("Indiquez un nom.")


class NameTaken(Refusal):
    """Two points of a scheme never have the same name."""

    code = "name_of_point_taken"
    template = N_("Un point de distribution s'appelle déjà « %(name)s ». Choisissez un autre nom.")


class IdentityErased(Refusal):
    """The name is gone, the figures stay."""

    code = "identity_erased"
    template = N_("L'identité de cette personne a été effacée : sa durée de conservation est passée.")
