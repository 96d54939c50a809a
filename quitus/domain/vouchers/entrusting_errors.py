"""Why an order may not be handed to another operator, or taken up under its number."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class OrderNotToEntrust(Refusal):
    """Only pass that were delivered and still live are handed to another operator."""

    code = "order_not_to_entrust"
    template = N_(
        "La commande %(number)s est « %(state)s » : elle ne se confie pas à un autre opérateur. "
        "Choisissez une commande livrée, active ou en clôture."
    )


class OrderWithoutOperator(Refusal):
    """Pass that the authority issued itself are nobody's to hand over."""

    code = "order_without_operator"
    template = N_("La commande %(number)s est émise par la collectivité : aucun opérateur n'en répond.")


class SameOperator(Refusal):
    """An order is handed to another operator than its own."""

    code = "same_operator"
    template = N_("La commande %(number)s est déjà chez %(operator)s. Choisissez le contrat d'un autre opérateur.")


class EntrustingNotExplained(Refusal):
    """An order changes hands by an act, for a reason."""

    code = "entrusting_not_explained"
    template = N_("Une commande se confie à un autre opérateur par un acte. Indiquez sa référence et le motif.")


class EntrustingMandatMissing(Refusal):
    """An operator that is to pay the venues is paid beforehand, by a mandat."""

    code = "entrusting_mandat_missing"
    template = N_(
        "%(operator)s paiera les lieux : indiquez le numéro du mandat qui lui verse la valeur faciale des pass "
        "encore utilisables, ou choisissez que la collectivité paie."
    )


class FiguresAlreadyFixed(Refusal):
    """Once its figures are set out to its operator, an order stays with it."""

    code = "figures_already_fixed"
    template = N_(
        "Les chiffres de la commande %(number)s sont arrêtés avec son opérateur : elle ne se confie plus à un autre."
    )


class NothingUsableToPay(Refusal):
    """Nobody is paid beforehand for pass that nobody can use any more."""

    code = "nothing_usable_to_pay"
    template = N_(
        "Les pass de la commande %(number)s n'étaient utilisables que jusqu'au %(usable_until)s : rien n'est à verser "
        "d'avance à %(operator)s. Choisissez que la collectivité paie les utilisations qui restent à saisir."
    )


class MandatAlreadyUsed(Refusal):
    """A mandat pays one order, one act that hands orders to another operator, or one complement."""

    code = "mandat_already_used"
    template = N_(
        "Le mandat %(mandat)s a déjà payé la commande %(number)s. Indiquez le numéro du mandat de ce paiement, précédé "
        "de son exercice si deux années donnent le même."
    )


class RepaymentReferenceMissing(Refusal):
    """The money that comes back has a titre de recettes."""

    code = "repayment_reference_missing"
    template = N_("Une somme rendue s'encaisse par un titre de recettes. Indiquez son numéro.")


class RepaymentBeyondHeld(Refusal):
    """Nobody gives back more than it holds."""

    code = "repayment_beyond_held"
    template = N_(
        "%(operator)s détient encore %(held_cents)s pour la commande %(number)s : une somme rendue va d'un centime à "
        "ce montant. Corrigez le montant."
    )


class NumberTakenHere(Refusal):
    """An order taken up has, in the other instance, the number of an order of this scheme."""

    code = "number_taken_here"
    template = N_(
        "Le numéro %(number)s est déjà celui d'une autre commande ici, et rien n'est repris. Recommencez en donnant à "
        "la commande %(before)s un numéro libre : « --rename %(before)s=NOUVEAU »."
    )


class NumberUnfit(Refusal):
    """The number of an order is a few characters that a page and a paper can show."""

    code = "number_unfit"
    template = N_(
        "« %(number)s » ne peut pas être le numéro d'une commande. Donnez-en un autre à celle de l'archive, de 1 à 20 "
        "caractères sans retour à la ligne : « --rename %(before)s=NOUVEAU »."
    )
