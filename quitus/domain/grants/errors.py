"""Why something about a convention may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class ConventionNotSigned(Refusal):
    """No convention was in force on that day: there are no terms to apply."""

    code = "convention_not_signed"
    template = N_(
        "Aucune convention n'est en vigueur le %(on)s. Faites d'abord signer la convention par les deux parties."
    )


class TermsIncomplete(ConventionNotSigned):
    """A convention signed before the software came was entered without all its parameters: there are no terms yet."""

    code = "terms_incomplete"
    template = N_(
        "La convention en vigueur le %(on)s est saisie sans tous ses paramètres. "
        "Fixez d'abord ceux-ci : %(parameters)s."
    )


class ConventionAlreadyOpen(Refusal):
    """A scheme has one open convention at a time; what changes it is an amendment."""

    code = "convention_already_open"
    template = N_("Ce dispositif a déjà une convention, n° %(number)s. Pour la changer, préparez un avenant.")


class TextNoLongerADraft(Refusal):
    """A text that a party has signed does not change."""

    code = "text_no_longer_a_draft"
    template = N_("Ce texte porte déjà une signature : il ne peut plus changer. Pour le modifier, préparez un avenant.")


class DeliberationMissing(Refusal):
    """Nobody may sign without having been authorised by the assembly."""

    code = "deliberation_missing"
    template = N_("Aucune délibération n'autorise cette signature. Rattachez d'abord la délibération de l'assemblée.")


class DeliberationNotExecutory(Refusal):
    """The deliberation that authorises to sign is not yet executory on that day (CGCT L.3131-1)."""

    code = "deliberation_not_executory"
    template = N_(
        "La délibération qui autorise la signature n'est pas exécutoire le %(on)s : il faut qu'elle soit adoptée, "
        "transmise au préfet et publiée. Signez à partir du jour où elle l'est."
    )


class ArticleMissing(Refusal):
    """A text without articles, or with an empty one, cannot be signed."""

    code = "article_missing"
    template = N_("Il manque le texte d'un article : %(articles)s. Complétez-le avant de signer.")


class ArticleUnfinished(Refusal):
    """A text drafted for a person to complete cannot be signed while it says so."""

    code = "article_unfinished"
    template = N_(
        "Il reste un passage « À COMPLÉTER » à l'article : %(articles)s. Complétez-le et supprimez la marque avant de "
        "signer."
    )


class ParameterMissing(Refusal):
    """A required parameter is not set."""

    code = "parameter_missing"
    template = N_("Il manque des paramètres : %(parameters)s. Complétez-les avant de signer.")


class ParameterUnknown(Refusal):
    """Only the parameters of the catalogue exist."""

    code = "parameter_unknown"
    template = N_("Le paramètre « %(name)s » n'existe pas. Choisissez-en un dans la liste.")


class ParameterValueWrong(Refusal):
    """The value is not of the parameter's kind."""

    code = "parameter_value_wrong"
    template = N_("Cette valeur ne convient pas pour « %(parameter)s ». Vérifiez-la.")


class AnnexMissing(Refusal):
    """An annex that the text names is neither written nor joined."""

    code = "annex_missing"
    template = N_("Il manque le contenu d'une annexe : %(annexes)s. Écrivez-la ou joignez-en le fichier.")


class SignatoryMissing(Refusal):
    """Nobody holds the power to sign for this party on that day."""

    code = "signatory_missing"
    template = N_(
        "Personne n'a, le %(on)s, le pouvoir de signer pour cette partie : %(party)s. "
        "Enregistrez qui peut signer, et d'après quel texte."
    )


class SignatoryToChoose(Refusal):
    """Several people hold the power to sign for this party on that day."""

    code = "signatory_to_choose"
    template = N_("Plusieurs personnes peuvent signer le %(on)s pour cette partie : %(party)s. Dites laquelle a signé.")


class SignatoryWithoutPower(Refusal):
    """The person named does not hold the power to sign for that party on that day."""

    code = "signatory_without_power"
    template = N_(
        "%(person)s n'a pas le pouvoir de signer le %(on)s pour cette partie : %(party)s. "
        "Choisissez une autre personne, ou vérifiez les dates de son pouvoir."
    )


class NotReadyToSign(Refusal):
    """Several things are missing before this party may sign; `lacks` are the refusals that each would make alone."""

    code = "not_ready_to_sign"
    template = N_("Avant de signer : %(lacks)s")


class OriginalMissing(Refusal):
    """A party's signed original is not kept here. It prevents nothing: it is told on the page of what is missing."""

    code = "original_missing"
    template = N_("L'original de cette partie n'est pas joint : %(party)s. Joignez-en la copie numérisée.")


class PartyWithoutName(Refusal):
    """A convention names its parties. It prevents nothing: it is told on the page of what is missing."""

    code = "party_without_name"
    template = N_("Le texte ne dit pas comment il nomme cette partie : %(party)s. Relevez les noms qu'il lui donne.")


class ParametersToConfirm(Refusal):
    """Values are supposed. It prevents nothing: it is told on the page of what is missing."""

    code = "parameters_to_confirm"
    template = N_("Des valeurs sont supposées, le texte ne les donne pas : %(parameters)s. Faites-les confirmer.")


class ParameterNotSupposed(Refusal):
    """Only a supposed value is confirmed."""

    code = "parameter_not_supposed"
    template = N_("La valeur de « %(parameter)s » n'est pas supposée : il n'y a rien à confirmer.")


class DatesDisagree(Refusal):
    """An end before its beginning."""

    code = "dates_disagree"
    template = N_("« %(first)s » vient après « %(second)s ». Vérifiez ces deux dates.")


class AlreadySignedByThisParty(Refusal):
    """Each party signs once."""

    code = "already_signed_by_this_party"
    template = N_("La signature de cette partie est déjà enregistrée, au %(on)s.")


class AmendmentChangesNothing(Refusal):
    """An amendment replaces, adds or repeals at least one article or annex."""

    code = "amendment_changes_nothing"
    template = N_("Cet avenant ne modifie aucun article ni aucune annexe. Écrivez ce qu'il change avant de signer.")


class AmendmentBeforeConvention(Refusal):
    """An amendment changes a convention in force, and comes after it."""

    code = "amendment_before_convention"
    template = N_("La convention est en vigueur depuis le %(in_force_on)s. Un avenant se signe à partir de ce jour.")


class AmendmentAfterTheEnd(Refusal):
    """What has ended cannot be prolonged; a reason may override it."""

    code = "amendment_after_the_end"
    template = N_(
        "L'avenant prolonge ce qui a pris fin le %(ends_on)s : sa dernière signature vient trop tard. "
        "Vérifiez la date, ou donnez le motif qui justifie de passer outre."
    )


class AmendmentUnderWay(Refusal):
    """One amendment is prepared at a time: two drafts would not know of each other."""

    code = "amendment_under_way"
    template = N_("L'avenant n° %(number)s est déjà en préparation. Faites-le d'abord signer, ou abandonnez-le.")


class AmendmentBeforeAnother(Refusal):
    """Amendments take effect one after the other: an earlier one may not come back over a later one."""

    code = "amendment_before_another"
    template = N_(
        "L'avenant n° %(number)s ne prend effet que le %(in_force_on)s : celui-ci, qui le suit, prendrait effet avant. "
        "Donnez-lui une date d'effet à partir de ce jour."
    )


class NothingToRepeal(Refusal):
    """Only what stands can be repealed."""

    code = "nothing_to_repeal"
    template = N_("Rien n'est en vigueur sous le numéro %(number)s. Vérifiez ce numéro.")


class AmendmentNotInForce(Refusal):
    """Only a signed amendment can be annulled."""

    code = "amendment_not_in_force"
    template = N_(
        "L'avenant n° %(number)s n'est pas signé : il n'y a rien à annuler. Changez son projet, ou abandonnez-le."
    )


class AmendmentAlreadyAnnulled(Refusal):
    """An amendment is annulled once."""

    code = "amendment_already_annulled"
    template = N_("L'avenant n° %(number)s est déjà annulé, depuis le %(annulled_on)s.")


class AnnulmentBeforeSignature(Refusal):
    """An amendment is annulled after it was signed."""

    code = "annulment_before_signature"
    template = N_("L'avenant est signé depuis le %(signed_on)s : il ne peut être annulé avant. Vérifiez la date.")


class AnnulmentFromBeforeEffect(Refusal):
    """What an amendment had not begun to change cannot be taken back."""

    code = "annulment_from_before_effect"
    template = N_("L'avenant prend effet le %(in_force_on)s : son annulation ne remonte pas avant ce jour.")


class AnnulmentWithoutReason(Refusal):
    """An annulment says why, and by which decision."""

    code = "annulment_without_reason"
    template = N_("Dites pourquoi l'avenant est annulé, et par quelle décision.")


class WithdrawalWithoutReason(Refusal):
    """What is given up says why."""

    code = "withdrawal_without_reason"
    template = N_("Dites pourquoi cet avenant est abandonné.")


class PowerEndsBeforeItStarts(Refusal):
    """A power to sign ends after it starts."""

    code = "power_ends_before_it_starts"
    template = N_("Ce pouvoir finirait avant le %(starts_on)s, où il commence. Vérifiez ces deux dates.")


class PowerWithoutBasis(Refusal):
    """A power to sign names a person and the text it comes from."""

    code = "power_without_basis"
    template = N_("Nommez la personne, et le texte qui lui donne le pouvoir de signer.")


class PowerAlreadyEnded(Refusal):
    """A power to sign ends once."""

    code = "power_already_ended"
    template = N_("Ce pouvoir a déjà une fin, le %(ends_on)s. Au-delà, enregistrez un nouveau pouvoir.")


class PowerUsedLater(Refusal):
    """A signature of a later day stands on this power."""

    code = "power_used_later"
    template = N_("Une signature du %(signed_on)s repose sur ce pouvoir. Indiquez ce jour ou un jour plus tard.")


class OriginalBeforeSignature(Refusal):
    """There is no original of what nobody has signed."""

    code = "original_before_signature"
    template = N_("Cette partie n'a pas encore signé. Enregistrez d'abord sa signature, puis joignez l'original.")


class OriginalAlreadyKept(Refusal):
    """Each party has one original of a text."""

    code = "original_already_kept"
    template = N_("L'original de cette partie est déjà joint, conservé ici : %(kept_at)s.")


class OriginalKeptNowhere(Refusal):
    """An original says where the paper is."""

    code = "original_kept_nowhere"
    template = N_("Dites où l'original est conservé.")


class FileEmpty(Refusal):
    """The file has no content."""

    code = "file_empty"
    template = N_("Ce fichier est vide. Choisissez-en un autre.")


class FileTooLarge(Refusal):
    """The file is over the limit."""

    code = "file_too_large"
    template = N_("Ce fichier dépasse %(most)s Mo. Réduisez-le.")


class FileOfThisTypeRefused(Refusal):
    """Only papers that stay as they are."""

    code = "file_of_this_type_refused"
    template = N_("Ce type de fichier n'est pas accepté. Joignez un PDF, ou une image PNG ou JPEG.")


class PartyNotOfThisRole(Refusal):
    """Authority and funder are those of the scheme."""

    code = "party_not_of_this_role"
    template = N_("Cette structure n'est pas celle qui tient ce rôle dans le dispositif. Choisissez l'autre rôle.")


class PartyAlreadyNamed(Refusal):
    """An organisation is one party."""

    code = "party_already_named"
    template = N_("Cette structure est déjà partie à la convention. Choisissez-en une autre.")
