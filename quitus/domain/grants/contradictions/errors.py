"""Why a statement cannot be recorded, or a finding decided."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class StatementKindUnknown(Refusal):
    """Only the kinds of `kinds.KINDS` can be compared."""

    code = "statement_kind_unknown"
    template = N_("Un énoncé « %(kind)s » n'existe pas. Choisissez sa nature dans la liste.")


class StatementValueWrong(Refusal):
    """A value is missing from a statement, is not of its kind, or has no place there."""

    code = "statement_value_wrong"
    template = N_("La valeur « %(field)s » de l'énoncé manque ou ne convient pas. Relisez le passage et corrigez-la.")


class StatementWithoutQuote(Refusal):
    """A statement says where it stands and in which words."""

    code = "statement_without_quote"
    template = N_("Un énoncé cite les mots du texte et dit où ils se trouvent. Recopiez le passage.")


class StatementOfNoText(Refusal):
    """A statement stands in the convention, in one of its amendments, or in one deliberation."""

    code = "statement_of_no_text"
    template = N_("L'énoncé doit venir d'un seul texte de ce dispositif. Choisissez le texte où vous l'avez lu.")


class StatementAlreadyRecorded(Refusal):
    """The same words of the same passage are recorded once for one kind."""

    code = "statement_already_recorded"
    template = N_("Ce passage est déjà relevé pour cette nature d'énoncé. Écartez l'ancien pour le remplacer.")


class StatementAlreadySetAside(Refusal):
    """It is set aside once."""

    code = "statement_already_set_aside"
    template = N_("Cet énoncé est déjà écarté. S'il doit compter, relevez-le de nouveau.")


class FindingGone(Refusal):
    """The texts no longer say what the page showed: there is nothing to decide, or something else."""

    code = "finding_gone"
    template = N_("Ce constat n'existe plus : ses valeurs ont changé. Relisez la liste des constats.")


class ReasonMissing(Refusal):
    """Who decides says why; the reason is kept."""

    code = "reason_missing"
    template = N_("Il manque le motif de la décision. Écrivez en une phrase pourquoi.")


class AnswerUnknown(Refusal):
    """One accepts the first value, the second, or an explanation."""

    code = "answer_unknown"
    template = N_("Choisissez l'une des deux valeurs, ou « Expliqué ».")


class AlreadyDecidedSo(Refusal):
    """The same answer for the same reason is kept once."""

    code = "already_decided_so"
    template = N_("Cette décision est déjà enregistrée, avec le même motif.")
