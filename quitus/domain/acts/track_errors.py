"""Why an act may not be transmitted or published, or an answer be taken in; `errors` holds the other reasons."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class ActSettingsMissing(Refusal):
    """What names an authority in its files is settled before the first archive."""

    code = "act_settings_missing"
    template = N_("Les réglages des actes ne sont pas saisis. Enregistrez-les avant de préparer une transmission.")


class ActNoLongerInForce(Refusal):
    """An act repealed, taken back or annulled is neither transmitted nor published any more."""

    code = "act_no_longer_in_force"
    template = N_("Cet acte est « %(state)s ». Il n'est plus à transmettre ni à publier.")


class TransmissionUnderWay(Refusal):
    """One archive at a time goes to the prefect."""

    code = "transmission_under_way"
    template = N_("Une transmission est déjà en cours pour cet acte. Enregistrez sa réponse, ou annulez-la d'abord.")


class TransmissionMayNotMove(Refusal):
    """What the prefecture has settled does not move any more."""

    code = "transmission_may_not_move"
    template = N_(
        "Cette transmission est déjà « %(state)s ». Si l'acte est encore à transmettre, préparez-en une autre."
    )


class SentBeforeItWasMade(Refusal):
    """An archive is sent after it was made."""

    code = "sent_before_it_was_made"
    template = N_("L'archive a été préparée le %(produced_on)s. Indiquez ce jour ou un jour plus tard.")


class ActIdentifierTaken(Refusal):
    """Two acts never have one identifier with the prefecture."""

    code = "act_identifier_taken"
    template = N_(
        "Un autre acte du même jour a déjà l'identifiant %(identifier)s : seuls comptent les lettres et les chiffres "
        "des numéros. Vérifiez ceux des deux actes."
    )


class PackageNotReady(Refusal):
    """An archive that no operator would take is not made."""

    code = "package_not_ready"
    template = N_("L'archive ne peut pas être préparée. Complétez ou corrigez : %(faults)s.")


class PackageNotValid(Refusal):
    """The official schema has the last word."""

    code = "package_not_valid"
    template = N_("L'archive n'est pas conforme au schéma officiel : %(faults)s. Vérifiez les réglages des actes.")


class SchemaNotUsable(Refusal):
    """The schema that the instance names cannot be read."""

    code = "schema_not_usable"
    template = N_(
        "Le schéma officiel indiqué pour cette instance n'est pas lisible. "
        "Prévenez la personne qui administre ce service."
    )


class ActTextMissing(Refusal):
    """What is transmitted or published is a PDF of the act."""

    code = "act_text_missing"
    template = N_("Il n'y a pas de PDF de cet acte. Produisez le document de la délibération, ou joignez un PDF.")


class NotAPdf(Refusal):
    """The text of an act is a PDF."""

    code = "not_a_pdf"
    template = N_("Ce fichier n'est pas un PDF. Joignez le texte de l'acte en PDF.")


class PublishedTextNotReadable(Refusal):
    """What is online is the whole text, for everybody and for good (CGCT R.3131-2): neither a damaged nor a locked
    file, nor the picture of a page.
    """

    code = "published_text_not_readable"
    template = N_(
        "Ce PDF ne s'ouvre pas, ou n'a que des images de pages : tous ne pourraient pas le lire. "
        "Produisez le document de la délibération, ou joignez un PDF qui contient son texte."
    )


class AnswerNotRead(Refusal):
    """Only an answer of the prefecture is taken in."""

    code = "answer_not_read"
    template = N_(
        "Ce fichier n'est pas une réponse de la préfecture que l'on puisse lire. "
        "Joignez le fichier XML, ou l'archive .tar.gz, tel que l'opérateur l'a rendu."
    )


class AnswerAboutAnotherAct(Refusal):
    """An answer moves the act it is about, and no other."""

    code = "answer_about_another_act"
    template = N_("Cette réponse concerne un autre acte : %(identifier)s. Ouvrez cet acte pour l'enregistrer.")


class AlreadyOnline(Refusal):
    """What is online does not change."""

    code = "already_online"
    template = N_("Cet acte est en ligne depuis le %(on)s : sa publication ne peut plus changer.")


class AddressJustTaken(Refusal):
    """Two numbers written alike, put online at the same instant, do not have one address."""

    code = "address_just_taken"
    template = N_(
        "Un autre acte vient d'être mis en ligne à la même adresse. Publiez de nouveau : une autre sera prise."
    )


class AnnexesOfAnActOnline(Refusal):
    """What is online stays whole and unalterable, with its annexes (CGCT R.3131-2)."""

    code = "annexes_of_an_act_online"
    template = N_(
        "Cet acte est en ligne depuis le %(on)s : ses annexes ne changent plus. "
        "Si une pièce manque, faites adopter un acte qui le complète."
    )


class AuthorMissing(Refusal):
    """A published act names its author (CGCT R.3131-2)."""

    code = "author_missing"
    template = N_("Indiquez le prénom, le nom et la qualité de l'auteur de l'acte : la publication les mentionne.")
