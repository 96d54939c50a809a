"""Why pass wait for a signature on their slip."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class PassNotReceived(Refusal):
    """Pass move on once whoever received them has signed for them: until then their giver answers for them."""

    code = "pass_not_received"
    template = N_(
        "Ces pass sont arrivés à « %(holder)s » par le bordereau %(slip)s, que personne n'y a encore signé. "
        "Ouvrez ce bordereau, confirmez sa réception, puis recommencez."
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
