"""Why a report or a statement of expenditure may not go on."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class PeriodEndsBeforeItBegins(Refusal):
    """A report covers at least one day."""

    code = "period_ends_before_it_begins"
    template = N_("La période se termine le %(until)s, avant son début le %(since)s. Corrigez l'une des deux dates.")


class PeriodNotOver(Refusal):
    """Figures are reported once the period is over."""

    code = "period_not_over"
    template = N_(
        "La période se termine le %(until)s : elle n'est pas achevée. Préparez le rapport à "
        "partir du lendemain, "
        "ou choisissez une période plus courte."
    )


class NotAQuarter(Refusal):
    """A quarterly report covers one calendar quarter."""

    code = "not_a_quarter"
    template = N_(
        "Du %(since)s au %(until)s n'est pas un trimestre civil. Choisissez un trimestre entier, "
        "par exemple du 1er janvier au 31 mars."
    )


class ActionNotOver(Refusal):
    """The final report and the final statement come after the end of the action."""

    code = "action_not_over"
    template = N_(
        "L'action se termine le %(ends_on)s. Le bilan et l'état définitif des dépenses s'arrêtent"
        " à cette date "
        "ou après elle ; avant, préparez un rapport d'étape ou un état intermédiaire."
    )


class ReportAlreadyPrepared(Refusal):
    """One living report per kind and period."""

    code = "report_already_prepared"
    template = N_(
        "Un rapport existe déjà pour cette période. Ouvrez-le ; une nouvelle version se prépare "
        "seulement si le financeur le renvoie."
    )


class StatementAlreadyPrepared(Refusal):
    """One living statement per kind and closing date."""

    code = "statement_already_prepared"
    template = N_("Un état des dépenses est déjà arrêté à cette date. Ouvrez-le pour le signer ou le faire attester.")


class NotInThatState(Refusal):
    """The report or the statement has gone further, or not far enough."""

    code = "not_in_that_state"
    template = N_("Cette action n'est plus possible, ou pas encore : « %(state)s ». Rechargez la page.")


class QuestionNotAnswered(Refusal):
    """Each question of the funder's framework has its answer before the report goes."""

    code = "question_not_answered"
    template = N_("Il manque la réponse à la question « %(question)s ». Répondez-y, puis envoyez le rapport.")


class UnknownQuestion(Refusal):
    """The question is not in this report."""

    code = "unknown_question"
    template = N_("Cette question n'est pas dans le rapport. Rechargez la page.")


class NotACount(Refusal):
    """A declared figure is a whole number."""

    code = "not_a_count"
    template = N_("« %(answer)s » n'est pas un nombre entier. Écrivez par exemple 1250.")


class ReasonMissing(Refusal):
    """What is sent back is sent back with a reason."""

    code = "reason_missing"
    template = N_("Dites pourquoi : le motif est transmis avec la décision.")


class NothingSpent(Refusal):
    """A statement of expenditure has at least one line."""

    code = "nothing_spent"
    template = N_(
        "Aucune dépense payée au %(until)s : il n'y a rien à attester. "
        "Enregistrez d'abord les mandats et les dates de paiement."
    )


class YearOutsideTheConvention(Refusal):
    """The schedule plans the years of the action."""

    code = "year_outside_the_convention"
    template = N_("L'année %(year)s est hors de l'action, qui va du %(starts_on)s au %(ends_on)s.")


class EarlierThanTheStepBefore(Refusal):
    """One step comes after another: attested after signed, transmitted after attested."""

    code = "earlier_than_the_step_before"
    template = N_("Cette étape est datée du %(on)s, avant la précédente, du %(before)s. Corrigez la date.")


class QuestionEmpty(Refusal):
    """A question asks something."""

    code = "question_empty"
    template = N_("Écrivez la question telle que le financeur la pose.")
