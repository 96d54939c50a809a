"""Why a signature under minutes is not entered."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class NotWhoSignsThere(Refusal):
    """Minutes are signed by who counted, who answers for the pass, who controlled: by nobody in his place."""

    code = "not_who_signs_there"
    template = N_(
        "« %(name)s » ne signe pas ce procès-verbal au titre de « %(party)s ». "
        "Signature attendue à ce titre : %(expected)s. Vérifiez le papier et le nom."
    )


class WitnessIsAParty(Refusal):
    """A witness is a third: nobody vouches for what he signs himself."""

    code = "witness_is_a_party"
    template = N_(
        "%(name)s ne peut pas signer à la fois comme témoin et au titre de « %(party)s » : le témoin est une autre "
        "personne. Faites signer quelqu'un d'autre."
    )
