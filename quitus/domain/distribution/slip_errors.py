"""Why pass wait for a signature on their slip."""

from quitus.kernel.refusals import NotAllowed, Refusal
from quitus.kernel.words import N_


class PassNotReceived(Refusal):
    """Pass move on once whoever received them has signed for them: until then their giver answers for them."""

    code = "pass_not_received"
    template = N_(
        "Ces pass sont arrivés à « %(holder)s » par le bordereau %(slip)s, que personne n'y a encore signé. "
        "Ouvrez ce bordereau, confirmez sa réception, puis recommencez. S'ils ont disparu en route, qui les a remis "
        "les y bloque, et qui devait les recevoir y indique ceux qui manquent."
    )


class NoNumbersGiven(Refusal):
    """A slip is written for at least one pass."""

    code = "no_numbers_given"
    template = N_("Aucun pass n'est indiqué. Indiquez les numéros qui figurent sur le bordereau.")


class NumbersGivenTwice(Refusal):
    """A slip counts each pass once."""

    code = "numbers_given_twice"
    template = N_(
        "Des pass sont indiqués deux fois : %(numbers)s. Corrigez les plages, chaque pass n'y est qu'une fois."
    )


class NotInYourCharge(NotAllowed):
    """Many pass are stopped at once by who keeps them, who gave them until they are signed for, or the manager."""

    code = "not_in_your_charge"
    template = N_(
        "Vous ne répondez pas de tous ces pass : ils sont à « %(holder)s ». Si vous les attendez, signez leur "
        "bordereau en indiquant ceux qui manquent ; sinon, demandez tout de suite à la personne qui gère le dispositif."
    )


class NobodyAnsweredThere(Refusal):
    """What is signed by hand is signed by somebody who was appointed there on its day."""

    code = "nobody_answered_there"
    template = N_(
        "Personne n'était nommé pour répondre de « %(holder)s » le %(on)s : nul ne pouvait y signer ce papier. "
        "Vérifiez la date, ou la nomination de qui a signé."
    )


class NotAppointedThere(Refusal):
    """A hand-out signed by hand was made by somebody appointed at the point on that day."""

    code = "not_appointed_there"
    template = N_(
        "%(agent)s n'avait pas de nomination pour remettre des pass à « %(holder)s » le %(on)s. "
        "Vérifiez la date, ou qui a signé le bon."
    )


class ReferralUnknown(Refusal):
    """No fiche bears the number that was copied from a paper."""

    code = "referral_unknown"
    template = N_("Aucune fiche ne porte le numéro %(number)s. Vérifiez-le : par exemple F2021-0012.")


class DeliveryNotContested(Refusal):
    """A delivery is counted at once, by the manager for the accountant: what was not there is declared lost first."""

    code = "delivery_not_contested"
    template = N_(
        "Le bordereau %(number)s est celui d'une livraison déjà comptée : elle ne se conteste pas ici. Pour les pass "
        "qui n'y étaient pas, ouvrez d'abord un dossier de perte, ou demandez à qui a compté de l'ouvrir en votre "
        "nom ; signez ensuite le bordereau sans indiquer de pass qui manquent."
    )


class SignedByTheGiver(Refusal):
    """Who gave pass does not sign for their receiver, as long as somebody else can."""

    code = "signed_by_the_giver"
    template = N_(
        "%(giver)s a remis les pass du bordereau %(number)s et ne signe pas aussi leur réception. Une autre personne "
        "nommée pour « %(holder)s » les compte et signe, ici ou sur papier."
    )


class SlipsNotReceived(Refusal):
    """A régie or a point closes once every slip from it or to it is signed on both sides."""

    code = "slips_not_received"
    template = N_(
        "Des bordereaux de « %(holder)s » attendent encore une signature : %(slips)s. "
        "Faites-les signer par qui reçoit, puis recommencez."
    )


class RegieClosed(Refusal):
    """Nothing comes back to a régie that is closed: nobody answers for it any more."""

    code = "regie_closed"
    template = N_(
        "La régie « %(imprest)s » est close depuis le %(closed_on)s : plus aucun pass n'y entre. "
        "Confiez ces pass au comptable, ou ouvrez un dossier de perte s'ils manquent."
    )


class DeliveryNotTakenInCharge(Refusal):
    """Pass are activated once the accountant has signed for all that was delivered of their order."""

    code = "delivery_not_taken_in_charge"
    template = N_(
        "Le comptable public n'a pas encore pris en charge la commande %(number)s : il lui reste à signer %(slips)s. "
        "Qu'il confirme cette réception sur son accueil, ou saisissez le bordereau qu'il a signé, avec sa "
        "numérisation ; la commande s'activera ensuite."
    )


class LostOnTheRoad(Refusal):
    """What a carrier has is lost or stolen: the delivery then says what is missing of the order."""

    code = "lost_on_the_road"
    template = N_(
        "Chez « %(holder)s », des pass sont perdus ou volés. Déclarez une perte ou un vol : la livraison dira ensuite "
        "ce qui manque à la commande."
    )


class ContestedBeyondCeiling(Refusal):
    """What was not counted at its reception goes back to the giver, who may not hold so much any more."""

    code = "contested_beyond_ceiling"
    template = N_(
        "Les pass non reçus reviendraient à « %(holder)s », qui détiendrait alors %(total_cents)s de pass, au-delà de "
        "son plafond de %(ceiling_cents)s. Qu'il rende d'abord des pass, ou faites modifier l'acte, puis signez."
    )
