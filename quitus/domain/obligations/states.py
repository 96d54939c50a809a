"""The life of an obligation, and the words of what is owed."""

from datetime import date, timedelta

from quitus.kernel.life import Life
from quitus.kernel.words import N_

OPEN = "open"
DONE = "done"
WAIVED = "waived"
SUPERSEDED = "superseded"

OBLIGATION: Life = {
    OPEN: {"settle_obligation": DONE, "waive_obligation": WAIVED, "follow": SUPERSEDED},
    DONE: {"reopen_obligation": OPEN},
    WAIVED: {"reopen_obligation": OPEN},
    SUPERSEDED: {},
}
"""What is owed stays open until it is done, waived for a reason, or replaced because a text has changed. An open one is
shown as coming, due (from thirty days before its date until that day) or late: that follows from the date alone.
"""
OBLIGATION_LABELS = {
    OPEN: N_("À tenir"),
    DONE: N_("Faite"),
    WAIVED: N_("Dispensée"),
    SUPERSEDED: N_("Remplacée"),
}

COMING = "coming"
DUE = "due"
LATE = "late"
LABELS = {
    LATE: N_("En retard"),
    DUE: N_("À faire"),
    COMING: N_("À venir"),
    DONE: N_("Faite"),
    WAIVED: N_("Dispensée"),
    SUPERSEDED: N_("Remplacée"),
}
OPEN_ONES = frozenset({COMING, DUE, LATE})
AHEAD = timedelta(days=30)
"""An open obligation is due from this long before its date, the day of the first reminder."""

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

AT_DATE = "at_date"
AFTER_EVENT = "after_event"
PERIODIC = "periodic"
CONDITIONAL = "conditional"
RULES = {
    AT_DATE: N_("À une date"),
    AFTER_EVENT: N_("Après un événement"),
    PERIODIC: N_("À chaque période"),
    CONDITIONAL: N_("Si une condition se réalise"),
}

MONTH = "month"
QUARTER = "quarter"
YEAR = "year"
EVERY = {MONTH: N_("Chaque mois"), QUARTER: N_("Chaque trimestre"), YEAR: N_("Chaque année")}

SIGNED = "signed"
AMENDED = "amended"
EVENTS = {
    SIGNED: N_("la signature de la convention"),
    AMENDED: N_("la prise d'effet du dernier avenant"),
    "action_starts_on": N_("le début de l'action"),
    "action_ends_on": N_("la fin de l'action"),
    "eligible_from": N_("le début des dépenses éligibles"),
    "eligible_to": N_("la fin des dépenses éligibles"),
    "convention_ends_on": N_("la fin de la convention"),
}
"""From what a delay runs, and between what a series of periods stands: signatures, and parameters that are days."""

REPRESENTATIVE = "representative"
SUBSTITUTE = "substitute"
DESIGNATIONS = {REPRESENTATIVE: N_("Représentant"), SUBSTITUTE: N_("Suppléant")}

PRESENT = "present"
EXCUSED = "excused"
ABSENT = "absent"
PRESENCES = {PRESENT: N_("Présent"), EXCUSED: N_("Excusé"), ABSENT: N_("Absent")}

INCOMING = "in"
OUTGOING = "out"
DIRECTIONS = {INCOMING: N_("Reçu"), OUTGOING: N_("Envoyé")}

EMAIL = "email"
POST = "post"
REGISTERED = "registered"
PLATFORM = "platform"
BY_HAND = "by_hand"
CHANNELS = {
    EMAIL: N_("Courriel"),
    POST: N_("Lettre"),
    REGISTERED: N_("Lettre recommandée"),
    PLATFORM: N_("Plateforme du financeur"),
    BY_HAND: N_("Remise en main propre"),
}

EVERY_REMINDER = "all"
LATE_ONLY = "late"
NO_REMINDER = "none"
REMINDERS = {
    EVERY_REMINDER: N_("Tous les rappels"),
    LATE_ONLY: N_("Seulement les retards"),
    NO_REMINDER: N_("Aucun rappel"),
}

UNWANTED = "unwanted"
REFUSED = "refused"
UNREACHABLE = "unreachable"
GIVEN_UP = {
    UNWANTED: N_("la personne n'en veut plus"),
    REFUSED: N_("le serveur de courriel refuse cette adresse"),
    UNREACHABLE: N_("aucun serveur ne l'a pris en sept jours"),
}
UNDELIVERED = (REFUSED, UNREACHABLE)
TRIED_FOR = timedelta(days=7)
"""A digest that no mail server takes is tried this long, then it is known as not delivered."""


def shown(state: str, due_on: date, today: date) -> str:
    """Where an obligation kept in `state` stands on the day `today`: an open one is coming, due or late by its date."""
    if state != OPEN:
        return state
    if due_on < today:
        return LATE
    return DUE if due_on <= today + AHEAD else COMING
