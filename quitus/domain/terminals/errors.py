"""Why a device is not enrolled, opened or listened to."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class TerminalLabelMissing(Refusal):
    """A lost device is stopped by its name."""

    code = "terminal_label_missing"
    template = N_("L'appareil n'a pas de nom. Donnez-lui-en un que vos collègues reconnaîtront.")


class TerminalVenuesMissing(Refusal):
    """A device is for one or several venues of the person who enrols it."""

    code = "terminal_venues_missing"
    template = N_("Choisissez au moins un lieu où vous encaissez des pass.")


class NotAPublicKey(Refusal):
    """The device did not give a point of P-256."""

    code = "not_a_public_key"
    template = N_("Cet appareil n'a pas su créer sa clé. Mettez son navigateur à jour, ou utilisez-en un autre.")


class KeyAlreadyEnrolled(Refusal):
    """One key is one device."""

    code = "key_already_enrolled"
    template = N_("La clé de cet appareil est déjà enregistrée. Rechargez la page pour en créer une nouvelle.")


class TerminalUnknown(Refusal):
    """No such device of this structure."""

    code = "terminal_unknown"
    template = N_("Cet appareil n'est pas enregistré pour votre structure. Enregistrez-le depuis la page du lieu.")


class TerminalAwaitsApproval(Refusal):
    """The convention asks the authority to approve each device."""

    code = "terminal_awaits_approval"
    template = N_("Cet appareil attend l'autorisation de la collectivité. D'ici là, encaissez en ligne.")


class TerminalIsStopped(Refusal):
    """A stopped device takes and sends nothing any more."""

    code = "terminal_is_stopped"
    template = N_(
        "Cet appareil a été arrêté le %(on)s. Saisissez les pass qu'il gardait depuis une autre page, "
        "et enregistrez un autre appareil."
    )


class TerminalStandsElsewhere(Refusal):
    """What is asked does not follow the state of the device."""

    code = "terminal_stands_elsewhere"
    template = N_("L'appareil « %(label)s » est dans l'état « %(state)s » : il n'y a rien à faire.")


class StopReasonMissing(Refusal):
    """Whoever used the device reads why it was stopped."""

    code = "stop_reason_missing"
    template = N_("Indiquez pourquoi cet appareil est arrêté : perdu, volé, rendu…")


class BatchTooLarge(Refusal):
    """One batch holds a bounded number of lines."""

    code = "batch_too_large"
    template = N_("Un lot contient au plus %(most)s lignes. Envoyez-les en plusieurs fois.")


class BatchUnreadable(Refusal):
    """A line of the batch does not say which one it is."""

    code = "batch_unreadable"
    template = N_("Ce lot ne se lit pas. Rechargez la page de l'appareil, puis renvoyez-le.")


class BatchNotSigned(Refusal):
    """The head of the chain is not signed with the key of the device: its lines prove nothing."""

    code = "batch_not_signed"
    template = N_(
        "La signature de ce lot n'est pas celle de l'appareil. Rien n'est enregistré : prévenez la collectivité."
    )


class ChainBroken(Refusal):
    """The lines do not follow those that were received."""

    code = "chain_broken"
    template = N_(
        "Ces lignes ne suivent pas la ligne %(acknowledged_n)s, la dernière reçue de cet appareil. "
        "Rien n'est enregistré : rechargez la page de l'appareil, puis renvoyez le lot."
    )


class SameBatchOtherLines(Refusal):
    """A batch that was received is sent again with other lines."""

    code = "same_batch_other_lines"
    template = N_("Ce lot a déjà été reçu avec d'autres lignes. Rechargez la page de l'appareil, puis renvoyez-le.")


class LineUnreadable(Refusal):
    """A signed line lacks what a taking needs."""

    code = "line_unreadable"
    template = N_("Cette ligne de l'appareil ne se lit pas : le pass est à saisir en ligne.")


class DateNotBelieved(Refusal):
    """The device cannot have taken the pass when it says."""

    code = "taken_at_not_believed"
    template = N_(
        "L'heure donnée par l'appareil n'est pas possible : il a pu être mal réglé, ou rester hors connexion plus de "
        "%(days)s jours. Saisissez ce pass en ligne."
    )


class PersonNotOnTerminal(Refusal):
    """The person had not opened the device, or no longer."""

    code = "person_not_on_terminal"
    template = N_("La personne qui a encaissé ce pass n'avait pas ouvert cet appareil. Saisissez ce pass en ligne.")


class VenueNotOfTerminal(Refusal):
    """The device is enrolled for other venues."""

    code = "venue_not_of_terminal"
    template = N_("Cet appareil n'est pas enregistré pour ce lieu. Saisissez ce pass en ligne.")


class TerminalLimitPassed(Refusal):
    """The device held more than it may between two contacts."""

    code = "terminal_limit_passed"
    template = N_(
        "L'appareil gardait plus de %(most)s pass, ou plus de %(limit_cents)s, sans s'être mis à jour. "
        "Saisissez ce pass en ligne."
    )


class LineStruck(Refusal):
    """The person undid it on the device before it was sent."""

    code = "line_struck"
    template = N_("Encaissement annulé sur l'appareil avant son envoi.")


class LineUndone(Refusal):
    """The line that undoes another: it takes nothing itself."""

    code = "undone"
    template = N_("Encaissement annulé depuis l'appareil.")


class TooLateToStrike(Refusal):
    """What is undone is no taking that was recorded, or too many are undone at once."""

    code = "too_late_to_strike"
    template = N_("Cet encaissement ne s'annule plus depuis l'appareil : annulez-le depuis « Pass encaissés ».")


OF_LINES: dict[str, type[Refusal]] = {
    refusal.code: refusal
    for refusal in (
        LineUnreadable,
        DateNotBelieved,
        PersonNotOnTerminal,
        VenueNotOfTerminal,
        TerminalLimitPassed,
        LineStruck,
        LineUndone,
        TooLateToStrike,
    )
}
"""The reasons for which one line of a device is set aside before its pass is looked at."""
