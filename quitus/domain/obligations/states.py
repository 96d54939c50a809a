"""The life of an obligation, and the words of what is owed."""

from datetime import date

from quitus.kernel.words import N_

HOLDER = "holder"
FUNDER = "funder"
OWED_BY = {HOLDER: N_("la collectivité"), FUNDER: N_("le financeur")}

REPORT = "report"
COMMITTEE = "committee"
PROCUREMENT = "procurement"
STATEMENT = "statement"
OTHER = "other"
KINDS = {
    REPORT: N_("Rapport"),
    COMMITTEE: N_("Comité technique"),
    PROCUREMENT: N_("Achat"),
    STATEMENT: N_("État des dépenses"),
    OTHER: N_("Autre"),
}

COMING = "coming"
LATE = "late"
DONE = "done"
SUPERSEDED = "superseded"
LABELS = {
    COMING: N_("À venir"),
    LATE: N_("En retard"),
    DONE: N_("Faite"),
    SUPERSEDED: N_("Remplacée"),
}


def state_of(due_on: date, done_on: date | None, *, superseded: bool, today: date) -> str:
    """Where an obligation stands on the day `today`: done stays done, a replaced one is owed no more."""
    if done_on is not None:
        return DONE
    if superseded:
        return SUPERSEDED
    return LATE if due_on < today else COMING
