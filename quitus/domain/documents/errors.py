"""Why a document is not made, or a template not taken."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class TitleMissing(Refusal):
    """A document names itself to those who cannot see it."""

    code = "title_missing"
    template = N_("Le document n'a pas de titre (%(place)s). Donnez-lui un objet, puis produisez-le de nouveau.")


class LanguageMissing(Refusal):
    """A screen reader must know in which language to read."""

    code = "language_missing"
    template = N_("La langue du document « %(place)s » n'est pas dite. Indiquez-la par ses deux lettres.")


class AlternativeMissing(Refusal):
    """What a picture shows is also told in words (RGAA 1.1)."""

    code = "alternative_missing"
    template = N_("L'image de « %(place)s » n'est pas décrite. Écrivez en une phrase ce qu'elle montre.")


class HeadingSkipped(Refusal):
    """Titles go down one level at a time (RGAA 9.1)."""

    code = "heading_skipped"
    template = N_("Le titre « %(place)s » saute un niveau. Placez-le sous le titre qui le précède, sans en sauter.")


class TextMissing(Refusal):
    """A title, or the header of a table, says nothing."""

    code = "text_missing"
    template = N_("Un titre ou une légende est vide après « %(place)s ». Complétez-le.")


class TableUneven(Refusal):
    """A row has not as many cells as there are columns."""

    code = "table_uneven"
    template = N_("Le tableau « %(place)s » a des lignes incomplètes. Vérifiez ses cases.")


class CharacterNotPrintable(Refusal):
    """No font of the documents has this character."""

    code = "character_not_printable"
    template = N_("Le caractère « %(character)s » ne peut pas être imprimé (%(place)s). Remplacez-le dans le texte.")


class TypesettingStopped(Refusal):
    """Making the document took more than its time or its memory."""

    code = "typesetting_stopped"
    template = N_(
        "La mise en page a été arrêtée : elle prenait trop de temps ou de mémoire. "
        "Vérifiez le modèle, ou allégez le document."
    )


class TypesettingBusy(Refusal):
    """Others are making documents, as many at once as the machine may bear."""

    code = "typesetting_busy"
    template = N_("Plusieurs documents sont en cours de production. Réessayez dans un instant.")


class TemplateBroken(Refusal):
    """A template that does not make a document is not taken; the message is Typst's own."""

    code = "template_broken"
    template = N_(
        "Ligne %(line)s du modèle, Typst répond : « %(message)s ». Corrigez cette ligne, puis proposez-le de nouveau."
    )


class TemplateNotAccessible(Refusal):
    """A template whose documents not everybody could read is not taken (PDF/UA-1)."""

    code = "template_not_accessible"
    template = N_(
        "Ce modèle ne donne pas un document lisible par tous. Typst répond : « %(message)s ». "
        "Partez du modèle fourni, qui le permet."
    )


class TemplateTooLarge(Refusal):
    """A template is a page of text."""

    code = "template_too_large"
    template = N_("Le modèle dépasse %(most)s ko. Retirez-en ce qui n'est pas de la mise en page.")


class TemplateNotText(Refusal):
    """A template is a text file."""

    code = "template_not_text"
    template = N_("Ce fichier n'est pas un texte. Choisissez un modèle Typst, en .typ, enregistré en UTF-8.")


class TemplateWithoutText(Refusal):
    """A template that does not print the text it is given would make empty papers."""

    code = "template_without_text"
    template = N_(
        "Ce modèle n'imprime pas tout le document : « %(missing)s » n'y paraît pas. "
        "Gardez les lignes #masthead(paper), #headline(paper) et #body(paper) du modèle fourni."
    )


class TemplateUnchanged(Refusal):
    """The template proposed is the current one."""

    code = "template_unchanged"
    template = N_("Ce modèle est déjà le modèle en vigueur. Rien n'a changé.")


class TemplateIsTheProgramsOwn(Refusal):
    """There is nothing to go back from."""

    code = "template_is_the_programs_own"
    template = N_("Ce type de document suit déjà le modèle fourni. Il n'y a rien à retirer.")


class NothingToPrint(Refusal):
    """The thing has no text yet from which to make this document."""

    code = "nothing_to_print"
    template = N_("Il n'y a encore rien à mettre dans ce document : %(missing)s. Complétez, puis produisez-le.")


class DateNeeded(Refusal):
    """A consolidated text is that of a day."""

    code = "date_needed"
    template = N_("Indiquez le jour dont vous voulez le texte.")


class SignerMissing(Refusal):
    """A paper signed by hand says who signed it."""

    code = "signer_missing"
    template = N_("Indiquez le nom de la personne qui a signé le papier, tel qu'il y est écrit.")


class QualityMissing(Refusal):
    """Whom the program does not know signs with his name and his quality."""

    code = "quality_missing"
    template = N_(
        "Le logiciel ne connaît pas « %(name)s » à ce titre : indiquez aussi sa qualité, telle qu'elle figure "
        "sur le papier."
    )


class OwnSignatureOnPaper(Refusal):
    """Who has an account signs with it: nobody enters a paper for himself."""

    code = "own_signature_on_paper"
    template = N_(
        "Ce papier est signé de votre nom, %(name)s. Signez vous-même dans le logiciel, ou faites saisir le papier "
        "par une autre personne."
    )


class ScanEmpty(Refusal):
    """A scan has a content."""

    code = "scan_empty"
    template = N_("Ce fichier est vide. Numérisez de nouveau le papier signé.")


class ScanTooLarge(Refusal):
    """A scan fits among the documents."""

    code = "scan_too_large"
    template = N_("Ce fichier dépasse %(most)s Mo. Numérisez le papier avec une résolution plus faible.")


class ScanOfThisTypeRefused(Refusal):
    """A scan keeps its form wherever it is opened."""

    code = "scan_of_this_type_refused"
    template = N_("Ce fichier n'est ni un PDF, ni une image PNG ou JPEG. Numérisez le papier dans l'un de ces formats.")
