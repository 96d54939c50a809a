"""Why an order may not be handed to another operator."""

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
