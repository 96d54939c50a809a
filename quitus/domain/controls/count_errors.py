"""Why an inventory does not go on."""

from quitus.kernel.refusals import NotAllowed, Refusal
from quitus.kernel.words import N_


class NothingToCount(Refusal):
    """An inventory is made somewhere."""

    code = "nothing_to_count"
    template = N_("Choisissez au moins un lieu à inventorier : le coffre ou un point de distribution.")


class NotYourPlace(NotAllowed):
    """Who keeps pass counts his own; those who control count anywhere."""

    code = "not_your_place"
    template = N_("Vous ne répondez pas des pass de « %(holder)s ». Comptez dans le lieu dont vous avez la charge.")


class PlaceIsNotCounted(Refusal):
    """Only a safe, a point, a drawer or the accountant's cash is a place where pass lie and can be counted."""

    code = "place_is_not_counted"
    template = N_("« %(holder)s » n'est pas un lieu où l'on compte des pass. Choisissez un coffre ou un point.")


class AlreadyBeingCounted(Refusal):
    """One count at a time in one place."""

    code = "already_being_counted"
    template = N_("Un inventaire de « %(holder)s » est déjà en cours : %(number)s. Terminez-le, ou abandonnez-le.")


class InventoryStandsElsewhere(Refusal):
    """The inventory is not at the step at which this may be done."""

    code = "inventory_stands_elsewhere"
    template = N_("L'inventaire %(number)s en est à l'étape « %(state)s » : cette action n'est pas possible.")


class NotCounted(Refusal):
    """Only what was counted is withdrawn."""

    code = "not_counted"
    template = N_("Ces pass n'ont pas été comptés dans ce lieu. Vérifiez les numéros.")


class ConcludedBeforeTheCount(Refusal):
    """An inventory is concluded once it is counted."""

    code = "concluded_before_the_count"
    template = N_("Le comptage est du %(counted_on)s. Indiquez ce jour ou un jour plus tard.")


class NoDifferenceThere(Refusal):
    """A difference is settled once."""

    code = "no_difference_there"
    template = N_("Cet écart est déjà traité, ou ne contient pas ces pass. Rechargez la page de l'inventaire.")


class DifferencesUnsettled(Refusal):
    """Every difference is explained, or turned into a file of loss, before the inventory is concluded."""

    code = "differences_unsettled"
    template = N_(
        "Il reste %(count)s pass d'écart à expliquer ou à déclarer perdus. Traitez chaque écart, puis terminez."
    )


class ExplanationMissing(Refusal):
    """An explanation says something."""

    code = "explanation_missing"
    template = N_("Écrivez en une phrase ce qui explique l'écart.")


class WhichOrder(Refusal):
    """Ranks and booklets are those of one order; a code or a whole number says it by itself."""

    code = "which_order"
    template = N_("Choisissez la commande dont c'est le numéro de carnet ou de pass.")
