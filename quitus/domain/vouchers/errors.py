"""Why something about an order or a pass may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class OrderStandsElsewhere(Refusal):
    """The order is not at the step at which this may be done."""

    code = "order_stands_elsewhere"
    template = N_(
        "La commande %(number)s est « %(state)s ». Cette étape vient seulement quand elle est « %(wanted)s »."
    )


class OrderNotDelivered(Refusal):
    """Pass are activated once they have been received and counted."""

    code = "order_not_delivered"
    template = N_("La commande %(number)s n'est pas livrée. Enregistrez d'abord sa livraison, puis activez-la.")


class OrderNumberTaken(Refusal):
    """Two orders of a scheme never have the same number."""

    code = "order_number_taken"
    template = N_("Le numéro %(number)s est déjà celui d'une autre commande. Choisissez-en un autre.")


class NotWholeBooklets(Refusal):
    """Pass are ordered by whole booklets."""

    code = "not_whole_booklets"
    template = N_(
        "%(quantity)s pass ne font pas un nombre entier de carnets de %(booklet_size)s. Corrigez la quantité."
    )


class TooManyPassInOneOrder(Refusal):
    """A series numbers at most 9,999,999 pass."""

    code = "too_many_pass_in_one_order"
    template = N_("Une commande compte au plus %(most)s pass. Répartissez la quantité sur plusieurs commandes.")


class ConventionMissing(Refusal):
    """Pass are ordered to carry out a convention."""

    code = "convention_missing"
    template = N_("Ce dispositif n'a pas encore de convention. Préparez-la avant de commander des pass.")


class MarketNotRunning(Refusal):
    """The market does not run on that day."""

    code = "market_not_running"
    template = N_("Le marché %(market)s ne couvre pas le %(on)s. Choisissez un marché en cours à cette date.")


class MarketCeilingExceeded(Refusal):
    """The orders of a market may not go beyond its ceiling."""

    code = "market_ceiling_exceeded"
    template = N_(
        "Cette commande porterait les commandes du marché %(market)s à %(total_cents)s, au-delà "
        "de son maximum de "
        "%(ceiling_cents)s. Réduisez la quantité ou passez un nouveau marché."
    )


class ContractNotRunning(Refusal):
    """The operator's contract does not run on that day."""

    code = "contract_not_running"
    template = N_("Le contrat %(contract)s ne couvre pas le %(on)s. Choisissez un contrat en cours à cette date.")


class ContractNumberTaken(Refusal):
    """Two contracts with one operator never have the same number."""

    code = "contract_number_taken"
    template = N_("Le numéro %(number)s est déjà celui d'un contrat avec cet opérateur. Choisissez-en un autre.")


class ContractEndsBeforeItStarts(Refusal):
    """A contract runs for some time."""

    code = "contract_ends_before_it_starts"
    template = N_("Le contrat commence le %(starts_on)s. Indiquez une fin ce jour ou plus tard.")


class FaceValueNotOfTheConvention(Refusal):
    """The face value of the pass is a parameter of the convention."""

    code = "face_value_not_of_the_convention"
    template = N_(
        "La convention fixe la valeur d'un pass à %(convention_cents)s, la commande dit "
        "%(order_cents)s. "
        "Corrigez la commande, ou signez un avenant."
    )


class PayerNotOfTheOrder(Refusal):
    """The venues are paid by the operator of the order or by the authority, nobody else."""

    code = "payer_not_of_the_order"
    template = N_(
        "Les lieux sont payés par l'opérateur de la commande ou par la collectivité. Choisissez l'un des deux."
    )


class DateBeforePreviousStep(Refusal):
    """The steps of an order follow one another in time."""

    code = "date_before_previous_step"
    template = N_("L'étape précédente de la commande date du %(previous_on)s. Indiquez ce jour ou un jour plus tard.")


class ValidityAlreadyOver(Refusal):
    """The last day of validity would already be past."""

    code = "validity_already_over"
    template = N_("La fin de validité du %(valid_until)s est déjà passée. Indiquez une date à venir.")


class MandatNumberMissing(Refusal):
    """Pass are activated by the number of the mandat that pays them, or of the engagement."""

    code = "mandat_number_missing"
    template = N_("Une commande s'active par un numéro de mandat ou d'engagement. Indiquez ce numéro.")


class SeriesTaken(Refusal):
    """Two orders never share a series, in the whole instance."""

    code = "series_taken"
    template = N_("La série %(series)s est déjà prise. Laissez le logiciel en tirer une autre.")


class NotOfThisOrder(Refusal):
    """The numbers do not belong to the order."""

    code = "not_of_this_order"
    template = N_("Ces numéros ne sont pas tous ceux de la commande %(number)s. Vérifiez le premier et le dernier.")


class DifferenceNotExplained(Refusal):
    """A delivery that is short says why."""

    code = "difference_not_explained"
    template = N_("Il manque %(missing_count)s pass à la livraison. Écrivez ce qui a été constaté avec l'opérateur.")


class NumbersUnknown(Refusal):
    """No pass of this scheme has these numbers."""

    code = "numbers_unknown"
    template = N_(
        "Ces numéros ne sont pas ceux de pass de ce dispositif. "
        "Vérifiez le premier et le dernier, puis saisissez-les à nouveau."
    )


class LateEntriesStillAllowed(Refusal):
    """What venues may still record for services given in time is paid: an order is closed after that."""

    code = "late_entries_still_allowed"
    template = N_(
        "Les structures peuvent encore saisir des utilisations de pass de la commande %(number)s. "
        "Vous pourrez la clore à partir du %(closable_on)s."
    )


class NothingToMark(Refusal):
    """No pass of the range is in the state that this changes."""

    code = "nothing_to_mark"
    template = N_("Aucun pass de cette plage n'est dans l'état voulu. Vérifiez les numéros.")


class OrderNotProduced(Refusal):
    """The pass of an order have codes once they are produced."""

    code = "order_not_produced"
    template = N_("Les pass de la commande %(number)s n'existent pas encore. Produisez-les d'abord.")


class BookletNotOfThisOrder(Refusal):
    """The order has no booklet of that rank."""

    code = "booklet_not_of_this_order"
    template = N_("Les carnets de la commande %(number)s vont de 1 à %(most)s. Corrigez le numéro du carnet.")


class StopStartsTomorrow(Refusal):
    """Hand-outs already made today stay right: the stop of an order starts tomorrow at the earliest."""

    code = "stop_starts_tomorrow"
    template = N_(
        "L'arrêt des remises commence au plus tôt demain. Indiquez une date après le %(today)s, "
        "ou bloquez dès maintenant les pass concernés."
    )
