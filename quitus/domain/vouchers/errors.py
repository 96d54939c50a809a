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


class OrderPartlyDelivered(Refusal):
    """One mandat pays an order whole: it is activated once nothing of it is awaited any more."""

    code = "order_partly_delivered"
    template = N_(
        "Il manque encore %(awaited_count)s pass de la commande %(number)s, que paie un seul mandat. Attendez leur "
        "livraison, ou faites-les déclarer manquants pour toujours dans « Enregistrer la livraison » : la commande "
        "s'activera ensuite."
    )


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


class StopStartsTomorrow(Refusal):
    """Hand-outs already made today stay right: the stop of an order starts tomorrow at the earliest."""

    code = "stop_starts_tomorrow"
    template = N_(
        "L'arrêt des remises commence au plus tôt demain. Indiquez une date après le %(today)s, "
        "ou bloquez dès maintenant les pass concernés."
    )


class VisaMissing(Refusal):
    """The convention asks for the accountant's visa before an order is confirmed."""

    code = "visa_missing"
    template = N_(
        "La commande %(number)s n'est pas visée. La convention demande le visa du comptable public : "
        "demandez-le, puis confirmez la commande."
    )


class LegalOpinionMissing(Refusal):
    """Pass issued by the authority itself need a favourable opinion on law, recorded with its file."""

    code = "legal_opinion_missing"
    template = N_(
        "Le droit ne dit pas clairement qu'une collectivité peut émettre elle-même ses pass. "
        "Enregistrez un avis juridique favorable avec son fichier, puis confirmez la commande %(number)s."
    )


class SelfIssueAssentMissing(Refusal):
    """Pass issued by the authority itself need the accountant's assent to that way."""

    code = "self_issue_assent_missing"
    template = N_(
        "Le comptable public n'a pas donné son accord à l'émission par la collectivité. "
        "Demandez-le, puis confirmez la commande %(number)s."
    )


class OpinionNotFavourable(Refusal):
    """The accountant assents to a favourable opinion."""

    code = "opinion_not_favourable"
    template = N_("L'avis %(reference)s n'est pas favorable. L'accord du comptable porte sur un avis favorable.")


class OpinionReferenceTaken(Refusal):
    """Two opinions of a scheme never have the same reference."""

    code = "opinion_reference_taken"
    template = N_("La référence %(reference)s est déjà celle d'un autre avis. Choisissez-en une autre.")


class AssentAlreadyGiven(Refusal):
    """The accountant assents to an opinion once."""

    code = "assent_already_given"
    template = N_("L'accord du comptable sur l'avis %(reference)s est déjà donné, depuis le %(assent_on)s.")


class AssentBeforeOpinion(Refusal):
    """The accountant assents once the opinion is given."""

    code = "assent_before_opinion"
    template = N_("L'avis date du %(given_on)s. Indiquez ce jour ou un jour plus tard.")


class BookletSizeNotOfTheContract(Refusal):
    """The contract says how many pass a booklet holds."""

    code = "booklet_size_not_of_the_contract"
    template = N_(
        "Le contrat %(contract)s prévoit des carnets de %(sizes)s pass. Choisissez l'une de ces tailles de carnet."
    )


class QuantityOutsideTheContract(Refusal):
    """The contract bounds the quantity of an order."""

    code = "quantity_outside_the_contract"
    template = N_("Le contrat %(contract)s prévoit des commandes de %(least)s à %(most)s pass. Corrigez la quantité.")


class ContractBoundsDisagree(Refusal):
    """The least quantity is not above the most."""

    code = "contract_bounds_disagree"
    template = N_("La quantité minimale dépasse la quantité maximale. Corrigez l'une des deux.")


class ContractDelaysDisagree(Refusal):
    """The end of validity is announced, then hand-outs stop, then distributors acknowledge."""

    code = "contract_delays_disagree"
    template = N_(
        "L'alerte vient avant l'arrêt des remises, qui vient avant l'accusé des distributeurs. Corrigez les délais."
    )


class ReplacementNotInTheContract(Refusal):
    """Replacements that are not made are not charged."""

    code = "replacement_not_in_the_contract"
    template = N_("Ce contrat ne remplace pas les pass perdus : n'indiquez pas de frais de remplacement.")


class ProofFileMissing(Refusal):
    """The proof of an operator outside is a file that was signed."""

    code = "proof_file_missing"
    template = N_("L'opérateur travaille hors du logiciel : joignez le bon à tirer signé de la commande %(number)s.")


class ProofApproverMissing(Refusal):
    """A proof is approved by a named person."""

    code = "proof_approver_missing"
    template = N_("Un bon à tirer est donné par une personne. Indiquez son nom.")


class AlreadyCounted(Refusal):
    """A pass is delivered, or declared missing, once."""

    code = "already_counted"
    template = N_(
        "Des pass de cette livraison ont déjà été comptés, ou comptés deux fois. "
        "Corrigez les numéros : il reste à recevoir %(awaited_count)s pass de la commande %(number)s."
    )


class NothingDelivered(Refusal):
    """A delivery brings pass, or says that some will never come."""

    code = "nothing_delivered"
    template = N_("Cette livraison n'apporte rien. Indiquez les pass reçus, ou ceux qui ne viendront pas.")


class SurplusNotExplained(Refusal):
    """A delivery that is long says what was too much, and what became of it."""

    code = "surplus_not_explained"
    template = N_("Il y a %(surplus_count)s pass de trop à la livraison. Écrivez lesquels et ce qu'ils deviennent.")


class TerritoryUnknown(Refusal):
    """A territory is made of départements and postcodes."""

    code = "territory_unknown"
    template = N_("« %(part)s » n'est ni un département ni un code postal. Écrivez par exemple 62 ou 62300.")


class ServiceUnknown(Refusal):
    """An order is for services of the national catalogue."""

    code = "service_unknown"
    template = N_("« %(service)s » n'est pas un service du catalogue national. Choisissez-en un de la liste.")


class PublicUnknown(Refusal):
    """An order is for publics of the catalogue."""

    code = "public_unknown"
    template = N_("« %(public)s » n'est pas un public du catalogue. Choisissez-en un de la liste.")


class DecisionNotExplained(Refusal):
    """A decision that moves an end says why."""

    code = "decision_not_explained"
    template = N_("Cette décision change ce que les gens ont lu sur leurs pass ou attendaient. Écrivez-en le motif.")


class ActReferenceMissing(Refusal):
    """An order is prolonged by an act."""

    code = "act_reference_missing"
    template = N_("Une prolongation est décidée par un acte. Indiquez sa référence.")


class AbandonActMissing(Refusal):
    """An order whose pass exist is given up by an act."""

    code = "abandon_act_missing"
    template = N_("Une commande déjà produite est abandonnée par un acte. Indiquez sa référence.")


class ProlongationNotLater(Refusal):
    """To prolong is to set a later last day."""

    code = "prolongation_not_later"
    template = N_("La commande est déjà valable jusqu'au %(valid_until)s. Indiquez un jour plus tard.")
