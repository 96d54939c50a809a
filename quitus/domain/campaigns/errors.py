"""Why something about a campaign may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class CampaignNoLongerADraft(Refusal):
    """What was proposed to somebody changes no more."""

    code = "campaign_no_longer_a_draft"
    template = N_("Cette campagne est déjà proposée : son texte ne change plus. Préparez-en une autre.")


class CampaignClosed(Refusal):
    """A campaign that is closed proposes nothing more."""

    code = "campaign_closed"
    template = N_("Cette campagne est close. Préparez-en une autre.")


class CampaignNotProposed(Refusal):
    """Only a campaign that was proposed is closed."""

    code = "campaign_not_proposed"
    template = N_("Cette campagne n'est proposée à personne. Proposez-la d'abord.")


class CampaignChangesNothing(Refusal):
    """An amendment without a word changes nothing."""

    code = "campaign_changes_nothing"
    template = N_("Cette campagne n'écrit aucun article. Écrivez ce que l'avenant remplace avant de proposer.")


class ProposedTextMissing(Refusal):
    """An article without text cannot be proposed."""

    code = "proposed_text_missing"
    template = N_("Il manque le texte d'un article : %(articles)s. Complétez-le avant de proposer.")


class NobodyChosen(Refusal):
    """A campaign is proposed to somebody."""

    code = "nobody_chosen"
    template = N_("Aucune convention n'est choisie. Cochez celles auxquelles l'avenant est proposé.")


class SchemeNotServed(Refusal):
    """A funder proposes only in the schemes that it funds, through a person who has its role there."""

    code = "scheme_not_served"
    template = N_(
        "Vous n'avez pas le rôle de financeur dans l'un des dispositifs choisis. "
        "Demandez-le à la collectivité, ou décochez ce dispositif."
    )


class AlreadyProposed(Refusal):
    """A campaign is proposed once at a time to a convention."""

    code = "already_proposed"
    template = N_("Cette campagne est déjà proposée à la convention %(number)s. Suivez sa réponse.")


class AnswerDateTooEarly(Refusal):
    """Somebody needs time to answer."""

    code = "answer_date_too_early"
    template = N_("La date de réponse, le %(answer_by)s, est déjà passée. Choisissez-en une plus tardive.")


class ChangeDoesNotFit(Refusal):
    """This parameter cannot be changed that way."""

    code = "change_does_not_fit"
    template = N_("« %(parameter)s » ne se change pas ainsi. Choisissez une autre façon de le changer.")


class ChangeWithoutBase(Refusal):
    """A relative change needs a value to start from."""

    code = "change_without_base"
    template = N_("La convention ne fixe pas « %(parameter)s » : rien à prolonger ni à augmenter. Écrivez une valeur.")


class ProposalAlreadyAnswered(Refusal):
    """Each proposal is answered once."""

    code = "proposal_already_answered"
    template = N_("Cette proposition est déjà close : %(state)s. Il n'y a plus rien à en faire ici.")


class ReasonMissing(Refusal):
    """A refusal is explained."""

    code = "reason_missing"
    template = N_("Dites pourquoi la collectivité refuse : le financeur lit ce motif.")


class QuestionMissing(Refusal):
    """A question says something."""

    code = "question_missing"
    template = N_("Écrivez votre message avant de l'envoyer.")


class RemindedToday(Refusal):
    """One reminder a day is enough."""

    code = "reminded_today"
    template = N_("Cette collectivité a déjà été relancée aujourd'hui. Attendez demain.")


class AmendmentGivenUp(Refusal):
    """What will not be signed answers nothing."""

    code = "amendment_given_up"
    template = N_("L'avenant n° %(number)s est abandonné : il ne répond à rien. Choisissez-en un autre.")


class AmendmentNotInPreparation(Refusal):
    """What was signed before answers no proposal: it was not made for it."""

    code = "amendment_not_in_preparation"
    template = N_(
        "L'avenant n° %(number)s est déjà « %(state)s ». Choisissez un avenant en préparation, ou préparez-en un."
    )


class AmendmentOfAnotherConvention(Refusal):
    """The amendment that answers a proposal is one of the convention it was made to."""

    code = "amendment_of_another_convention"
    template = N_("Cet avenant n'est pas de la convention visée par la proposition. Choisissez-en un autre.")
