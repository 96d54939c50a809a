"""Why a pass was not taken, or a taking not undone.

The first group answers for one pass among several: `BY_OUTCOME` names each by the outcome that the
redemption statement computes and that the register of attempts keeps.
"""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class PassUnknown(Refusal):
    """No pass of this scheme has this code: mistyped, made up or of another scheme, never told apart."""

    code = "pass_unknown"
    template = N_(
        "Ce code n'est celui d'aucun pass de ce dispositif. "
        "Vérifiez les 14 caractères imprimés et saisissez-les à nouveau."
    )


class PassAlreadyUsed(Refusal):
    """The pass is spent. `where` says whether by this structure, nothing more."""

    code = "pass_already_used"
    template = N_("Ce pass a déjà été utilisé, pour un service du %(service_on)s, %(where)s. Demandez un autre pass.")


class PassInactive(Refusal):
    """The order of the pass was not active on the day of the service."""

    code = "pass_inactive"
    template = N_("Ce pass n'était pas encore actif le %(service_on)s. Ne l'encaissez pas et prévenez la collectivité.")


class PassBlocked(Refusal):
    """The pass is blocked, for instance declared lost."""

    code = "pass_blocked"
    template = N_("Ce pass est bloqué. Ne l'encaissez pas et prévenez la collectivité.")


class PassCancelled(Refusal):
    """The pass was cancelled for good."""

    code = "pass_cancelled"
    template = N_("Ce pass est annulé, il ne vaut plus rien. Demandez un autre pass.")


class PassExpired(Refusal):
    """The service was given after the end of validity and its tolerance."""

    code = "pass_expired"
    template = N_("Ce pass était utilisable jusqu'au %(usable_until)s, tolérance comprise. Demandez un autre pass.")


class NotAtThisVenue(Refusal):
    """The person takes no pass at this venue."""

    code = "not_at_this_venue"
    template = N_(
        "Vous n'encaissez pas de pass dans ce lieu. Choisissez l'un de vos lieux, "
        "ou demandez à la collectivité de vous y ajouter."
    )


class VenueNotQualified(Refusal):
    """Only what a venue takes while its structure is qualified is paid."""

    code = "venue_not_qualified"
    template = N_(
        "Votre structure n'était pas qualifiée le %(service_on)s : ce pass ne serait pas payé. "
        "Contactez la collectivité."
    )


class ServiceNotOffered(Refusal):
    """The venue has not declared this service."""

    code = "service_not_offered"
    template = N_(
        "Ce service ne fait pas partie de ceux que ce lieu a déclarés. "
        "Choisissez-en un autre ou demandez à la collectivité de l'ajouter."
    )


class ServiceNotCovered(Refusal):
    """The order of the pass is for certain services, and this is none of them."""

    code = "service_not_covered"
    template = N_("Ce pass ne paie pas ce service : sa commande le réserve à d'autres. Demandez un autre pass.")


class VenueOutsideTerritory(Refusal):
    """The order of the pass is for a territory, and the venue is not in it."""

    code = "venue_outside_territory"
    template = N_("Ce pass est réservé à un territoire où ce lieu ne se trouve pas. Demandez un autre pass.")


class TooManyPassForPeople(Refusal):
    """A service takes so many pass from a person, as the convention says; the request has more for its people."""

    code = "too_many_pass_for_people"
    template = N_(
        "Un service se paie avec %(per_person)s pass par personne au plus. "
        "Vérifiez le nombre de personnes, ou retirez des pass."
    )


class DurationUnlikely(Refusal):
    """A service lasts some minutes, or some hours."""

    code = "duration_unlikely"
    template = N_("Une durée se donne en minutes, entre %(least)s et %(most)s.")


class ServiceDateInTheFuture(Refusal):
    """A pass is taken after the service."""

    code = "service_date_in_the_future"
    template = N_("Le %(service_on)s n'est pas encore arrivé : un pass s'encaisse après le service.")


class ServiceDateTooOld(Refusal):
    """The service is too far back to be recorded for a pass of this order."""

    code = "service_date_too_old"
    template = N_(
        "Pour ce pass, un service s'enregistre dans un délai de %(days)s jours. Le plus ancien possible est le "
        "%(earliest_on)s : pour le %(service_on)s, contactez la collectivité."
    )


class SameRequestOtherFacts(Refusal):
    """The request was already answered for this pass, with another venue, service or day."""

    code = "same_request_other_facts"
    template = N_(
        "Cet envoi a déjà été enregistré pour ce pass avec d'autres indications. "
        "Revenez à la page « Encaisser un pass » et saisissez-le à nouveau."
    )


class TooManyWrongCodes(Refusal):
    """Somebody may be guessing codes."""

    code = "too_many_wrong_codes"
    template = N_("Trop de codes erronés ont été saisis. Attendez %(minutes)s minutes avant de réessayer.")


class PassTypedTwice(Refusal):
    """The same pass stands twice in one list."""

    code = "pass_typed_twice"
    template = N_("Ce pass figure deux fois dans votre saisie. Il n'est compté qu'une fois.")


class TooManyAtOnce(Refusal):
    """One request takes a bounded number of pass."""

    code = "too_many_at_once"
    template = N_("Encaissez au plus %(most)s pass à la fois.")


class NoPassGiven(Refusal):
    """Nothing to take."""

    code = "no_pass_given"
    template = N_("Saisissez au moins un code.")


class RedemptionUnknown(Refusal):
    """No such taking by this structure."""

    code = "redemption_unknown"
    template = N_("Cette utilisation n'est pas celle d'un pass encaissé par votre structure.")


class AlreadyUndone(Refusal):
    """A taking is undone once."""

    code = "already_undone"
    template = N_("Cette utilisation est déjà annulée, depuis le %(on)s.")


class FiguresFixed(Refusal):
    """The figures of the order were set out to its operator: no use of it is undone any more."""

    code = "figures_fixed"
    template = N_(
        "Les comptes de cette commande sont arrêtés avec l'opérateur depuis le %(on)s : "
        "cette utilisation ne s'annule plus."
    )


class UndoNeedsAReason(Refusal):
    """After ten minutes the authority reads why."""

    code = "undo_needs_a_reason"
    template = N_("Plus de dix minutes ont passé : indiquez la raison de l'annulation, la collectivité la lira.")


class OrderEntrustedToAnother(Refusal):
    """Once an order is handed to another operator, the one before no longer reports uses of it."""

    code = "order_entrusted_to_another"
    template = N_("La commande de ce pass est confiée à un autre opérateur, qui répond de ses utilisations.")


BY_OUTCOME: dict[str, type[Refusal]] = {
    refusal.code: refusal
    for refusal in (
        PassUnknown,
        PassAlreadyUsed,
        PassInactive,
        PassBlocked,
        PassCancelled,
        PassExpired,
        ServiceNotCovered,
        VenueOutsideTerritory,
        NotAtThisVenue,
        VenueNotQualified,
        ServiceNotOffered,
        OrderEntrustedToAnother,
        ServiceDateInTheFuture,
        ServiceDateTooOld,
        TooManyPassForPeople,
        SameRequestOtherFacts,
        TooManyWrongCodes,
    )
}
