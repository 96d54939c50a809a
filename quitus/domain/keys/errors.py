"""Why something about a key may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class NoActiveKey(Refusal):
    """Nothing signs new orders."""

    code = "no_active_key"
    template = N_("Aucune clé active ne signe les codes. Créez-en une avec « quitus keys create ».")


class KeyUnknown(Refusal):
    """No key has this name here."""

    code = "key_unknown"
    template = N_("Aucune clé ne porte le nom %(key)s. « quitus keys list » donne celles de cette installation.")


class KeyStandsElsewhere(Refusal):
    """The key is not in the state in which this may be done."""

    code = "key_stands_elsewhere"
    template = N_("La clé %(key)s est « %(state)s » : cela n'est plus possible pour elle.")


class LastActiveKey(Refusal):
    """The only key that signs new orders is not retired without another."""

    code = "last_active_key"
    template = N_(
        "La clé %(key)s est la seule à signer de nouvelles commandes. Remplacez-la avec « quitus keys rotate »."
    )


class KeyNameTaken(Refusal):
    """Another key of this instance already has that name."""

    code = "key_name_taken"
    template = N_("Le nom %(key)s est déjà celui d'une autre clé. Créez une autre clé.")


class KeySecretMissing(Refusal):
    """The secret of the key is not in this instance."""

    code = "key_secret_missing"
    template = N_(
        "Le secret de la clé %(key)s n'est pas dans cette installation : ses codes ne peuvent être ni imprimés ni lus. "
        "Restaurez-le de son séquestre avec « quitus keys restore »."
    )


class KeysFolderIsOpen(Refusal):
    """Secrets are kept where only their owner reads."""

    code = "keys_folder_is_open"
    template = N_(
        "D'autres que son propriétaire peuvent lire le dossier des clés %(folder)s : aucune clé n'y est gardée. "
        "Fermez-le avec « chmod 700 », puis recommencez."
    )


class KeyIsStolen(Refusal):
    """Codes of a stolen key are not printed any more."""

    code = "key_is_stolen"
    template = N_("La clé %(key)s a été volée : ses codes ne s'impriment plus. Remplacez les pass par une commande.")


class KeyIsHere(Refusal):
    """A key whose secret is here is not lost."""

    code = "key_is_here"
    template = N_(
        "Le secret de la clé %(key)s est dans cette installation : elle n'est pas perdue. "
        "Mettez-le en séquestre avec « quitus keys escrow »."
    )


class ReasonMissing(Refusal):
    """Whoever says that a key is lost or stolen says how it is known."""

    code = "key_reason_missing"
    template = N_("Écrivez ce qui s'est passé : comment la perte ou le vol a été constaté.")


class PrintedElsewhere(Refusal):
    """The codes of the order are not ours: its operator prints its own."""

    code = "printed_elsewhere"
    template = N_("Les codes de ces pass sont ceux de l'opérateur : il n'y a rien à imprimer ici.")
