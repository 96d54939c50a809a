"""Why something about an act may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class DeliberationNoLongerADraft(Refusal):
    """The text of an act does not change once the assembly has decided."""

    code = "deliberation_no_longer_a_draft"
    template = N_(
        "Cette délibération est déjà « %(state)s » : son texte ne peut plus changer. Rédigez-en une nouvelle."
    )


class DeliberationNotOnAgenda(Refusal):
    """Only what is on the agenda of a sitting is put to the vote."""

    code = "deliberation_not_on_agenda"
    template = N_("Cette délibération n'est à l'ordre du jour d'aucune réunion. Inscrivez-la d'abord à une réunion.")


class DeliberationNotAdopted(Refusal):
    """Only an adopted deliberation is transmitted and published."""

    code = "deliberation_not_adopted"
    template = N_("Cette délibération n'est pas adoptée. Enregistrez d'abord le vote de l'assemblée.")


class SittingNotHeld(Refusal):
    """A vote is recorded after the sitting, not before."""

    code = "sitting_not_held"
    template = N_("La réunion est prévue le %(held_on)s. Enregistrez le vote à partir de ce jour.")


class QuorumMissing(Refusal):
    """Too few members present or represented."""

    code = "quorum_missing"
    template = N_(
        "Le quorum n'est pas atteint : %(represented)s membres présents ou représentés sur %(members)s. "
        "Vérifiez les présences, ou indiquez qu'il s'agit de la seconde convocation."
    )


class MoreVotesThanVoters(Refusal):
    """The vote counts more votes than those who could vote."""

    code = "more_votes_than_voters"
    template = N_("Le vote compte %(votes)s voix pour %(most)s votants au plus. Vérifiez le vote et les présences.")


class NoVoteCast(Refusal):
    """A result needs at least one vote."""

    code = "no_vote_cast"
    template = N_("Aucune voix n'est comptée. Indiquez le nombre de voix pour et contre.")


class TieNeedsThePresident(Refusal):
    """The president's voice decides a tie and must be known."""

    code = "tie_needs_the_president"
    template = N_("Il y a égalité des voix. Indiquez le vote du président, dont la voix est prépondérante.")


class NumberMissing(Refusal):
    """An act that is voted has a number."""

    code = "number_missing"
    template = N_("Cette délibération n'a pas de numéro. Indiquez celui que l'assemblée lui a donné.")


class NumberAlreadyUsed(Refusal):
    """Two acts of one authority never have the same number."""

    code = "number_already_used"
    template = N_("Le numéro %(number)s est déjà celui d'une autre délibération. Vérifiez le numéro.")


class DateBeforeAdoption(Refusal):
    """An act is transmitted, published after it was voted."""

    code = "date_before_adoption"
    template = N_("La délibération a été adoptée le %(adopted_on)s. Indiquez ce jour ou un jour plus tard.")


class NotTransmitted(Refusal):
    """The prefect acknowledges what was transmitted."""

    code = "not_transmitted"
    template = N_("Cette délibération n'est pas transmise. Enregistrez d'abord la date de transmission au préfet.")


class AcknowledgedBeforeTransmission(Refusal):
    """An acknowledgement cannot come before the transmission."""

    code = "acknowledged_before_transmission"
    template = N_("La délibération a été transmise le %(transmitted_on)s. Indiquez ce jour ou un jour plus tard.")


class AlreadyRecorded(Refusal):
    """A date of fact is recorded once."""

    code = "already_recorded"
    template = N_("Cette date est déjà enregistrée : %(on)s. Elle ne peut pas être remplacée.")


class OpinionAfterTheSitting(Refusal):
    """A commission is consulted before the sitting."""

    code = "opinion_after_the_sitting"
    template = N_("La réunion est fixée au %(held_on)s. L'avis d'une commission est rendu au plus tard ce jour-là.")
