"""Why a session may not be published, or a seat not be booked."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class SessionInThePast(Refusal):
    """A session is published before it is held."""

    code = "session_in_the_past"
    template = N_("Le %(held_on)s est déjà passé. Choisissez un jour à venir.")


class SessionTooFarAhead(Refusal):
    """Nobody knows so long before."""

    code = "session_too_far_ahead"
    template = N_("Le dernier jour serait le %(held_on)s. Publiez au plus tard pour le %(most_on)s.")


class SessionEndsBeforeItStarts(Refusal):
    """The end comes after the beginning, on the same day."""

    code = "session_ends_before_it_starts"
    template = N_("L'heure de fin doit venir après l'heure de début. Corrigez l'une des deux.")


class SeatsOrLink(Refusal):
    """Seats are booked here, or in the venue's own agenda."""

    code = "seats_or_link"
    template = N_("Indiquez le nombre de places, ou l'adresse de votre propre agenda : l'un des deux, pas les deux.")


class TravellingPlaceIncomplete(Refusal):
    """Where a travelling session is held is said by its commune and postcode."""

    code = "travelling_place_incomplete"
    template = N_("Pour un atelier hors de votre lieu, indiquez la commune et son code postal.")


class ServiceNotOffered(Refusal):
    """A venue gives in its sessions what it has declared."""

    code = "service_not_offered"
    template = N_("%(venue)s n'a pas déclaré ce service. Choisissez-en un autre, ou déclarez-le d'abord.")


class VenueNotQualified(Refusal):
    """A pass is good only at a structure qualified on the day of the service."""

    code = "venue_not_qualified"
    template = N_("La structure n'est pas qualifiée pour le %(held_on)s : un pass n'y serait pas payé ce jour-là.")


class SessionCancelled(Refusal):
    """What is cancelled is cancelled once, and no longer booked."""

    code = "session_cancelled"
    template = N_("Ce créneau du %(held_on)s est annulé. Choisissez-en un autre.")


class SessionUnderWay(Refusal):
    """One books before the session begins."""

    code = "session_under_way"
    template = N_("Ce créneau du %(held_on)s a déjà commencé. Choisissez-en un autre.")


class SessionNotBegun(Refusal):
    """Nobody is absent from what has not begun."""

    code = "session_not_begun"
    template = N_("Ce créneau du %(held_on)s n'a pas commencé : une absence se note ensuite.")


class BookedElsewhere(Refusal):
    """The venue keeps its own agenda."""

    code = "booked_elsewhere"
    template = N_("Ce lieu prend ses rendez-vous dans son propre agenda. Suivez le lien qu'il donne.")


class SessionFull(Refusal):
    """The last seat was just taken."""

    code = "session_full"
    template = N_("Il n'y a plus de place le %(held_on)s. Choisissez un autre créneau.")


class PassUnknown(Refusal):
    """No pass of this scheme has this code."""

    code = "pass_unknown"
    template = N_("Ce code n'est celui d'aucun pass de ce dispositif. Vérifiez les caractères imprimés sur le pass.")


class PassNotUsableThen(Refusal):
    """The pass could not be taken on the day of the session."""

    code = "pass_not_usable_then"
    template = N_("Le %(held_on)s, ce pass ne pourra pas être utilisé (%(state)s). Présentez un autre pass.")


class PassPaysOtherServices(Refusal):
    """The order of the pass is for other services."""

    code = "pass_pays_other_services"
    template = N_("Ce pass ne paie pas ce service. Choisissez un autre créneau, ou présentez un autre pass.")


class PassForAnotherTerritory(Refusal):
    """The order of the pass is for a territory in which the venue is not."""

    code = "pass_for_another_territory"
    template = N_("Ce pass est réservé à un territoire où ce lieu ne se trouve pas. Choisissez un autre lieu.")


class AlreadyBooked(Refusal):
    """A pass has one seat in a session."""

    code = "already_booked"
    template = N_("Ce pass a déjà une place dans ce créneau. Pour une autre personne, présentez un autre pass.")


class TooManyBookings(Refusal):
    """A pass does not keep the seats of others."""

    code = "too_many_bookings"
    template = N_("Ce pass a déjà %(most)s rendez-vous à venir. Annulez-en un, ou présentez un autre pass.")


class ConsentMissing(Refusal):
    """What a person leaves of himself is kept only when he agrees to it."""

    code = "consent_missing"
    template = N_("Un prénom, un téléphone ou une adresse se garde avec l'accord de la personne : cochez la case.")


class BookingEnded(Refusal):
    """What was done of a seat is not done again."""

    code = "booking_ended"
    template = N_("Cette réservation est déjà close : %(state)s.")


class ReasonMissing(Refusal):
    """Those who booked read why."""

    code = "reason_missing"
    template = N_("Indiquez pourquoi ce créneau est annulé : les personnes inscrites le liront.")
