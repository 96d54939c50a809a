"""Why a file or a text given as an act cannot be read."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class FileWithoutText(Refusal):
    """There is nothing in it."""

    code = "file_without_text"
    template = N_("Ce fichier est vide : il n'y a rien à lire. Choisissez le fichier de l'acte.")


class FileTooLargeToRead(Refusal):
    """More bytes than a text of an act can have."""

    code = "file_too_large_to_read"
    template = N_("Ce fichier dépasse %(most)s Mo. Donnez l'acte seul, sans ses annexes.")


class FileIsNotAText(Refusal):
    """Neither text, nor PDF, nor ODT, nor DOCX."""

    code = "file_is_not_a_text"
    template = N_("Ce fichier n'est pas un texte. Donnez l'acte en PDF, en ODT, en DOCX ou en texte simple.")


class FileIsAnImage(Refusal):
    """A picture holds no text."""

    code = "file_is_an_image"
    template = N_("Ce fichier est une image : il ne contient pas de texte. Donnez l'acte en PDF, ODT ou DOCX.")


class FileOfAnOldFormat(Refusal):
    """The formats of older word processors are not read."""

    code = "file_of_an_old_format"
    template = N_("Ce format ancien (DOC, RTF) n'est pas lu. Enregistrez l'acte en DOCX, ODT ou PDF, puis recommencez.")


class FileIsEncrypted(Refusal):
    """A password protects it."""

    code = "file_is_encrypted"
    template = N_("Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez.")


class FileIsDamaged(Refusal):
    """It begins like a format that is read, and cannot be."""

    code = "file_is_damaged"
    template = N_("Ce fichier est abîmé ou incomplet. Ouvrez-le et enregistrez-le à nouveau, puis recommencez.")


class FileIsScanned(Refusal):
    """A PDF made of pictures."""

    code = "file_is_scanned"
    template = N_(
        "Ce PDF est numérisé : ses %(pages)s pages sont des images sans texte. "
        "Faites reconnaître le texte, ou collez celui de l'acte."
    )


class FileOfTooManyPages(Refusal):
    """A collection of acts, or an act with all its annexes."""

    code = "file_of_too_many_pages"
    template = N_("Ce PDF compte %(pages)s pages ; %(most)s au plus sont lues. Donnez l'acte seul, sans ses annexes.")


class TextTooLong(Refusal):
    """More letters than an act and its convention can have."""

    code = "text_too_long"
    template = N_("Ce texte dépasse %(most)s caractères. Donnez l'acte seul, sans ses annexes.")


class FileTooHeavy(Refusal):
    """It asked for more time or memory than a file may."""

    code = "file_too_heavy"
    template = N_("Ce fichier demande trop de temps ou de mémoire. Enregistrez l'acte en PDF ou en texte simple.")


class TextTakesTooLong(Refusal):
    """Its letters are few enough, what stands in them is more than any act says."""

    code = "text_takes_too_long"
    template = N_("La lecture a été arrêtée : ce texte demande trop de temps. Donnez l'acte seul, sans ses annexes.")


class WithdrawnActIsNotEntered(Refusal):
    """What was withdrawn before the vote decided nothing."""

    code = "withdrawn_act_is_not_entered"
    template = N_("Cet acte a été retiré avant le vote : il n'a rien décidé et ne s'enregistre pas comme acte ancien.")


class ActIsNotIdentified(Refusal):
    """Title, assembly and day say which act it is."""

    code = "act_is_not_identified"
    template = N_("Il manque l'objet, l'assemblée ou la date de la réunion. Indiquez-les pour enregistrer l'acte.")


class ReadingExpired(Refusal):
    """What was read is kept for a day, on the page only."""

    code = "reading_expired"
    template = N_(
        "Cette lecture n'est plus valable : elle date de plus d'un jour ou a été altérée. Relisez le fichier."
    )


# What the reader of files says → the refusal that says it.
class TooManyFilesAtOnce(Refusal):
    """Other files are being read, and each costs much."""

    code = "too_many_files_at_once"
    template = N_("D'autres fichiers sont en cours de lecture. Réessayez dans une minute.")


BY_REASON: dict[str, type[Refusal]] = {
    "empty": FileWithoutText,
    "too_large": FileTooLargeToRead,
    "not_a_text": FileIsNotAText,
    "image": FileIsAnImage,
    "old_word": FileOfAnOldFormat,
    "encrypted": FileIsEncrypted,
    "damaged": FileIsDamaged,
    "scanned": FileIsScanned,
    "too_many_at_once": TooManyFilesAtOnce,
    "too_many_pages": FileOfTooManyPages,
    "too_long": TextTooLong,
    "too_heavy": FileTooHeavy,
    "too_slow": TextTakesTooLong,
}
