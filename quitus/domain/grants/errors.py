"""Why something about a convention may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class ConventionNotSigned(Refusal):
    """No convention was in force on that day: there are no terms to apply."""

    code = "convention_not_signed"
    template = N_(
        "Aucune convention n'est en vigueur le %(on)s. Faites d'abord signer la convention par les deux parties."
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


class DatesDisagree(Refusal):
    """An end before its beginning."""

    code = "dates_disagree"
    template = N_("« %(first)s » vient après « %(second)s ». Vérifiez ces deux dates.")


class AlreadySignedByThisParty(Refusal):
    """Each party signs once."""

    code = "already_signed_by_this_party"
    template = N_("La signature de cette partie est déjà enregistrée, au %(on)s.")


class AmendmentChangesNothing(Refusal):
    """An amendment replaces at least one article."""

    code = "amendment_changes_nothing"
    template = N_("Cet avenant ne modifie aucun article. Écrivez ce qu'il remplace avant de signer.")


class AmendmentBeforeConvention(Refusal):
    """An amendment changes a convention in force, and comes after it."""

    code = "amendment_before_convention"
    template = N_("La convention est en vigueur depuis le %(in_force_on)s. Un avenant se signe à partir de ce jour.")


class AmendmentAfterTheEnd(Refusal):
    """What has ended cannot be prolonged; a reason may override it."""

    code = "amendment_after_the_end"
    template = N_(
        "L'avenant prolonge une action finie depuis le %(ends_on)s : sa dernière signature vient trop tard. "
        "Vérifiez la date, ou donnez le motif qui justifie de passer outre."
    )


class AmendmentUnderWay(Refusal):
    """One amendment is prepared at a time: two drafts would not know of each other."""

    code = "amendment_under_way"
    template = N_("L'avenant n° %(number)s est déjà en préparation. Faites-le d'abord signer.")
