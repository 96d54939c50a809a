"""Why something is not printed, or not given."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class DesignMissing(Refusal):
    """What the pass say has not been written yet."""

    code = "design_missing"
    template = N_("Le modèle d'impression n'est pas encore écrit. Écrivez ses textes, puis préparez l'épreuve.")


class DesignIncomplete(Refusal):
    """The letter tells what the pass is, how to use it in four sentences, where, and whom to call."""

    code = "design_incomplete"
    template = N_(
        "Il manque un texte : ce qu'est le pass, les quatre phrases du mode d'emploi, les lieux et le téléphone sont "
        "tous nécessaires. Complétez-les."
    )


class DesignTooLong(Refusal):
    """The letter fits on its page."""

    code = "design_too_long"
    template = N_("Ces textes ne tiennent pas sur une page (%(pages)s pages). Raccourcissez-les.")


class DesignUnchanged(Refusal):
    """A new version says something new."""

    code = "design_unchanged"
    template = N_("Ce modèle est déjà celui en usage. Modifiez un texte avant d'en enregistrer un nouveau.")


class PublicLabelPrinted(Refusal):
    """A public label never stands on a pass nor on its letter."""

    code = "public_label_printed"
    template = N_(
        "« %(label)s » dit à quel public appartient la personne. Rien de tel ne s'imprime : retirez ce mot du texte."
    )


class CharacterNotPrintable(Refusal):
    """No font of the pass has this character."""

    code = "character_not_printable_on_a_pass"
    template = N_("Le caractère « %(character)s » ne peut pas être imprimé. Remplacez-le dans le modèle.")


class NotAtProof(Refusal):
    """A proof is made of an order that is confirmed and not produced yet."""

    code = "not_at_proof"
    template = N_(
        "La commande %(number)s est « %(state)s ». L'épreuve se prépare entre sa confirmation et sa production."
    )


class ProofAwaitsDecision(Refusal):
    """One proof at a time."""

    code = "proof_awaits_decision"
    template = N_("Une épreuve de la commande %(number)s attend déjà une décision. Approuvez-la ou refusez-la d'abord.")


class ProofDecided(Refusal):
    """Somebody has already decided on the proof."""

    code = "proof_decided"
    template = N_("Une décision a déjà été prise sur cette épreuve. Préparez-en une autre si elle doit changer.")


class ProofOlderThanOrder(Refusal):
    """A step does not come before the one before it."""

    code = "proof_decided_before_it_was_made"
    template = N_("L'épreuve a été faite le %(made_on)s. La décision ne peut pas être antérieure.")


class ApproverMissing(Refusal):
    """A proof is approved by a named person."""

    code = "approver_missing"
    template = N_("Une épreuve s'approuve au nom d'une personne. Indiquez son prénom et son nom.")


class ReasonMissing(Refusal):
    """Whoever must put it right needs to know what is wrong."""

    code = "printing_reason_missing"
    template = N_("Dites pourquoi, en une phrase : la personne qui lira l'historique doit comprendre.")


class ProofNotApproved(Refusal):
    """Nothing is printed before the proof is approved."""

    code = "proof_not_approved"
    template = N_("Le bon à tirer de la commande %(number)s n'est pas donné. Faites d'abord approuver une épreuve.")


class NotOfTheOrder(Refusal):
    """A run prints pass of one order."""

    code = "print_range_not_of_the_order"
    template = N_("Ces pass ne sont pas tous de la commande %(number)s. Indiquez des carnets de 1 à %(most)s.")


class BookletsAreWhole(Refusal):
    """A booklet is printed whole, with its cover and its letter."""

    code = "booklets_are_printed_whole"
    template = N_("Un carnet s'imprime entier. Choisissez des carnets entiers, ou des planches.")


class OnePassAlone(Refusal):
    """The single pass with its letter is one pass."""

    code = "one_pass_alone"
    template = N_("Cette impression est celle d'un seul pass. Indiquez un seul numéro.")


class PrintedAlready(Refusal):
    """Printing a pass twice makes two papers that are worth one."""

    code = "printed_already"
    template = N_(
        "%(count)s de ces pass ont déjà été imprimés. Dites pourquoi il faut les imprimer de nouveau, "
        "et détruisez les premiers."
    )


class DeliveredAlready(Refusal):
    """Once an order is delivered its pass are in somebody's hands."""

    code = "delivered_already"
    template = N_(
        "La commande %(number)s est livrée : ses pass circulent. Seul un carnet à la fois s'imprime encore, "
        "avec son motif."
    )


class SomeCancelled(Refusal):
    """A cancelled pass is worth nothing: it is not printed."""

    code = "some_cancelled"
    template = N_("%(count)s de ces pass sont annulés pour toujours. Choisissez d'autres pass.")


class SomeBlocked(Refusal):
    """A blocked pass, lost for instance, is not printed: once found and released there would be two papers of it."""

    code = "some_blocked"
    template = N_(
        "%(count)s de ces pass sont bloqués, perdus par exemple. Choisissez d'autres pass, ou débloquez-les d'abord."
    )


class RunStandsElsewhere(Refusal):
    """The run is not at the step at which this may be done."""

    code = "run_stands_elsewhere"
    template = N_("Cette impression est « %(state)s ». Revenez à la commande pour en demander une autre.")


class RunIncomplete(Refusal):
    """Some parts are not made yet."""

    code = "run_incomplete"
    template = N_("%(missing)s parties de cette impression ne sont pas encore prêtes. Attendez la fin.")


class RunUnderWay(Refusal):
    """Another process makes this run."""

    code = "run_under_way"
    template = N_("Cette impression est déjà en cours de préparation. Attendez la fin.")


class PrinterBusy(Refusal):
    """As many parts as the machine may bear are being made."""

    code = "printer_busy"
    template = N_("D'autres impressions occupent la machine. Réessayez dans un instant.")


class PrintingStopped(Refusal):
    """Making a part took more than its time or its memory."""

    code = "printing_stopped"
    template = N_(
        "La préparation a été arrêtée : elle prenait trop de temps ou de mémoire. Reprenez-la ; "
        "ce qui est prêt est gardé."
    )


class FilesErased(Refusal):
    """The files of a run are kept no longer than they are needed."""

    code = "print_files_erased"
    template = N_("Les fichiers de cette impression ont été effacés. Demandez-en une autre si elle est nécessaire.")


class FileLost(Refusal):
    """A file is not in the data folder any more, or is not what was made."""

    code = "print_file_lost"
    template = N_(
        "Le fichier de la partie %(rank)s manque ou a changé sur le disque. Demandez une nouvelle impression "
        "de ses carnets."
    )
