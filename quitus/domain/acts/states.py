"""The lives of the room as tables: state → what may be done → state it leads to."""

from quitus.kernel.life import Life
from quitus.kernel.words import N_

DRAFT = "draft"
ON_AGENDA = "on_agenda"
ADOPTED = "adopted"
REJECTED = "rejected"
WITHDRAWN = "withdrawn"
REPEALED = "repealed"
TAKEN_BACK = "taken_back"
ANNULLED = "annulled"

DELIBERATION: Life = {
    DRAFT: {"put_on_agenda": ON_AGENDA, "withdraw": WITHDRAWN},
    ON_AGENDA: {"put_on_agenda": ON_AGENDA, "adopt": ADOPTED, "reject": REJECTED, "withdraw": WITHDRAWN},
    ADOPTED: {"repeal": REPEALED, "take_back": TAKEN_BACK, "annul": ANNULLED},
    REJECTED: {},
    WITHDRAWN: {},
    REPEALED: {},
    TAKEN_BACK: {},
    ANNULLED: {},
}
"""A deliberation: its text changes until the vote; what was adopted ends only by being repealed (abrogé: for the
future), taken back (retiré: as if it had never been), or annulled by a judge."""

DELIBERATION_LABELS = {
    DRAFT: N_("Projet"),
    ON_AGENDA: N_("À l'ordre du jour"),
    ADOPTED: N_("Adoptée"),
    REJECTED: N_("Rejetée"),
    WITHDRAWN: N_("Retirée avant le vote"),
    REPEALED: N_("Abrogée"),
    TAKEN_BACK: N_("Retirée"),
    ANNULLED: N_("Annulée"),
}
LABELS = DELIBERATION_LABELS

UNDECIDED = (DRAFT, ON_AGENDA)
VOTED = (ADOPTED, REJECTED, REPEALED, TAKEN_BACK, ANNULLED)
WAS_ADOPTED = (ADOPTED, REPEALED, TAKEN_BACK, ANNULLED)
ENDED = (REPEALED, TAKEN_BACK, ANNULLED)

PREPARED = "prepared"
SENT = "sent"
ACKNOWLEDGED = "acknowledged"
ANOMALY = "anomaly"
CANCELLED = "cancelled"

TRANSMISSION: Life = {
    PREPARED: {"send": SENT, "acknowledge": ACKNOWLEDGED, "report_anomaly": ANOMALY, "cancel": CANCELLED},
    SENT: {"acknowledge": ACKNOWLEDGED, "report_anomaly": ANOMALY, "cancel": CANCELLED},
    ACKNOWLEDGED: {"cancel": CANCELLED},
    ANOMALY: {},
    CANCELLED: {},
}
"""One archive for the prefect: the answers of the prefecture move it; after an anomaly another archive is prepared."""

TRANSMISSION_LABELS = {
    PREPARED: N_("Préparée"),
    SENT: N_("Envoyée"),
    ACKNOWLEDGED: N_("Accusé reçu"),
    ANOMALY: N_("Refusée avec anomalie"),
    CANCELLED: N_("Annulée"),
}

PRESENT = "present"
EXCUSED = "excused"
ABSENT = "absent"
ATTENDING = "attending_without_vote"
EXCUSED_WITHOUT_VOTE = "excused_without_vote"

PRESENCES = {
    PRESENT: N_("Présent"),
    EXCUSED: N_("Excusé"),
    ABSENT: N_("Absent"),
    ATTENDING: N_("Assiste sans voix délibérative"),
    EXCUSED_WITHOUT_VOTE: N_("Excusé, sans voix délibérative"),
}

FOR = "for"
AGAINST = "against"
ABSTENTION = "abstention"
DIVIDED = "divided"

SIDES = {
    FOR: N_("Pour"),
    AGAINST: N_("Contre"),
    ABSTENTION: N_("Abstention"),
    DIVIDED: N_("Partagé"),
}

LETTER = "letter"
DOCUMENTS_REQUESTED = "documents_requested"
DOCUMENTS_RECEIVED = "documents_received"
OBSERVATIONS = "observations"
REFERRAL = "referral"

PREFECT_ANSWERS = {
    LETTER: N_("Courrier simple"),
    DOCUMENTS_REQUESTED: N_("Demande de pièces complémentaires"),
    DOCUMENTS_RECEIVED: N_("Pièces complémentaires reçues par le préfet"),
    OBSERVATIONS: N_("Lettre d'observations"),
    REFERRAL: N_("Déféré devant le juge"),
}
