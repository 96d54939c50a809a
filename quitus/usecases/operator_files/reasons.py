"""Why a row is rejected, in words for the operator who corrects its file."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import gettext as _

from quitus.connectors.tabular import TableNotReadable
from quitus.domain.redemption.operations import Told
from quitus.kernel.money import format_euros
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

USES = {
    "pass_unknown": N_("Ce pass n'existe pas dans ce dispositif."),
    "pass_already_used": N_("Ce pass a déjà été utilisé, pour un service du %(used_on)s."),
    "pass_inactive": N_("La commande de ce pass n'était pas active le jour du service."),
    "pass_blocked": N_("Ce pass est bloqué."),
    "pass_cancelled": N_("Ce pass est annulé."),
    "pass_expired": N_("Le service suit la fin de validité : ce pass était utilisable jusqu'au %(usable_until)s."),
    "venue_not_qualified": N_("La structure n'était pas qualifiée le jour du service."),
    "venue_outside_territory": N_("Le lieu est hors du territoire de la commande."),
    "service_not_offered": N_("Ce service ne fait pas partie de ceux que le lieu a déclarés."),
    "service_not_covered": N_("Ce service n'est pas couvert par la commande."),
    "service_date_too_old": N_("Le lieu a saisi ce service après le délai de %(days)s jours."),
    "order_entrusted_to_another": N_(
        "La commande de ce pass est confiée à un autre opérateur : celui d'avant n'y ajoute plus d'utilisations, et "
        "personne ne la paie ici. Si le pass a servi, annulez-le pour qu'il ne serve pas deux fois ; le lieu demande "
        "son dû à l'opérateur d'avant, ou à son liquidateur."
    ),
    "same_request_other_facts": N_("Une ligne de même identifiant a déjà été importée avec d'autres indications."),
}

PROBLEMS = {
    "headings": N_("il n'a pas de colonne « %(heading)s ». Ses colonnes : %(found)s."),
    "empty": N_("il est vide."),
    "not_a_text": N_("ce n'est ni un tableau CSV ni un classeur."),
    "wrong_encoding": N_("son encodage n'est pas celui de la description (ligne %(line)s)."),
    "wrong_encoding_found": N_("il est en %(found)s, la description dit autre chose (ligne %(line)s)."),
    "damaged": N_("il est abîmé (ligne %(line)s) : des guillemets ne se ferment pas, ou une ligne n'a pas de fin."),
    "encrypted": N_("il est protégé par un mot de passe."),
    "no_such_sheet": N_("il n'a pas la feuille que nomme la description."),
    "too_heavy": N_("il demande trop de temps ou de mémoire. Demandez-le en CSV."),
    "too_many_rows": N_("il compte plus de %(most)s lignes. Demandez à l'opérateur de le couper en plusieurs."),
}


class Reason(NamedTuple):
    """Why one row is rejected: a stable code, a French sentence, its facts."""

    code: str
    template: str
    facts: Mapping[str, object] = MappingProxyType({})

    @classmethod
    def of(cls, refusal: Refusal) -> "Reason":
        """The reason that a refusal gives."""
        return cls(refusal.code, refusal.template, refusal.facts)

    @classmethod
    def of_use(cls, told: Told) -> "Reason":
        """The reason for which a use reported was refused."""
        facts = {"used_on": told.used_on, "usable_until": told.usable_until, "days": told.late_entry_days}
        return cls(told.outcome, USES[told.outcome], facts)

    @property
    def sentence(self) -> str:
        """The sentence, its facts written out."""
        return self.sentence_in(_)

    def sentence_in(self, words: Callable[[str], str]) -> str:
        """The same, translated by `words`: a file of rejects asks for few sentences very often."""
        written = {name: _written(name, fact, words) for name, fact in self.facts.items()}
        return words(self.template) % written


def problem_of(error: TableNotReadable) -> dict[str, object]:
    """What is kept of a file that cannot be read: the reason and its facts."""
    found = str(error.facts.get("found", ""))
    known = error.reason == "wrong_encoding" and found
    reason = "wrong_encoding_found" if known else error.reason
    return {"reason": reason, "line": error.facts.get("line", 0), "found": found.upper()}


def told_problem(problem: Mapping[str, object]) -> str:
    """Why a file cannot be read, in the reader's language."""
    return _(PROBLEMS.get(str(problem["reason"]), PROBLEMS["damaged"])) % {"line": 0, "found": "", **problem}


SHORT = {
    "cell_missing": N_("Une cellule nécessaire est vide"),
    "cell_not_readable": N_("Une cellule ne convient pas à sa colonne"),
    "row_of_another_shape": N_("La ligne n'a pas toutes ses cellules"),
    "row_date_in_the_future": N_("Une date n'est pas encore arrivée"),
    "row_twice_in_file": N_("La ligne, ou le pass, figure déjà plus haut"),
    "row_changed": N_("La ligne a été importée avec d'autres indications"),
    "serial_unknown": N_("Le numéro n'est celui d'aucun pass"),
    "serial_of_another_order": N_("Le numéro est d'une autre commande"),
    "serial_already_given": N_("Le numéro est déjà celui d'un autre pass"),
    "serials_not_a_range": N_("Le premier et le dernier ne font pas une suite"),
    "more_serials_than_pass": N_("La commande compte moins de pass"),
    "venue_unknown": N_("Le lieu n'est pas reconnu"),
    "venue_ambiguous": N_("La structure a plusieurs lieux"),
    "entered_before_the_service": N_("La saisie précède le service"),
    "fee_below_zero": N_("Un montant de frais est négatif"),
    "order_unknown": N_("La commande n'est pas de ce contrat"),
    "not_at_face_value": N_("Le montant n'est pas la valeur faciale des pass"),
    "more_credited_than_left": N_("Plus de pass crédités qu'il n'en reste"),
    "pass_already_used": N_("Le pass a déjà été utilisé"),
    "pass_expired": N_("Le service suit la fin de validité"),
    "service_date_too_old": N_("Le lieu a saisi le service trop tard"),
    "order_entrusted_to_another": N_("La commande est confiée à un autre opérateur"),
}


def told_reason(code: str) -> str:
    """What a reason is, for a table that counts rows by reason."""
    return _(SHORT.get(code) or USES.get(code) or code)


def _written(name: str, fact: object, words: Callable[[str], str]) -> str:
    if isinstance(fact, str):
        return words(fact) if name == "field" else fact
    if isinstance(fact, date):
        return f"{fact:%d/%m/%Y}"
    if name.endswith("_cents") and isinstance(fact, int):
        return format_euros(fact)
    return str(fact)
