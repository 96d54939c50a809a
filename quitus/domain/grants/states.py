"""The lives of conventions, amendments and obligations."""

from datetime import date

from quitus.kernel.words import N_

DRAFTED = "drafted"
SIGNED = "signed"
CLOSED = "closed"

CONVENTION: dict[str, dict[str, str]] = {
    DRAFTED: {"write": DRAFTED, "sign_one": DRAFTED, "sign_last": SIGNED},
    SIGNED: {"close": CLOSED},
    CLOSED: {},
}
AMENDMENT: dict[str, dict[str, str]] = {
    DRAFTED: {"write": DRAFTED, "sign_one": DRAFTED, "sign_last": SIGNED},
    SIGNED: {},
}
LABELS = {DRAFTED: N_("En préparation"), SIGNED: N_("Signé"), CLOSED: N_("Clos")}

AUTHORITY = "authority"
FUNDER = "funder"
PARTIES = {AUTHORITY: N_("la collectivité"), FUNDER: N_("le financeur")}

HOLDER = "holder"
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
OBLIGATION_LABELS = {
    COMING: N_("À venir"),
    LATE: N_("En retard"),
    DONE: N_("Faite"),
    SUPERSEDED: N_("Remplacée"),
}


def obligation_state(due_on: date, done_on: date | None, *, superseded: bool, today: date) -> str:
    """Where an obligation stands on the day `today`: done stays done, a replaced one is owed no more."""
    if done_on is not None:
        return DONE
    if superseded:
        return SUPERSEDED
    return LATE if due_on < today else COMING
