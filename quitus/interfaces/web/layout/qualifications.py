"""The qualification of structures as every audience that meets it sees it."""

from django.utils.translation import gettext as _

from quitus.domain.venues import states
from quitus.domain.venues.models import BankDetails
from quitus.interfaces.web.layout.components import Status, Tone
from quitus.interfaces.web.layout.words import day

TONES: dict[str, Tone] = {
    states.APPLIED: "waiting",
    states.CHECKED: "waiting",
    states.QUALIFIED: "done",
    states.SUSPENDED: "late",
    states.REMOVED: "neutral",
}


def qualification_status(state: str | None) -> Status:
    """Where the file of a structure stands; none yet when `state` is None."""
    if state is None:
        return Status("neutral", _("Pas encore candidate"))
    return Status(TONES[state], _(states.LABELS[state]))


def bank_status(details: BankDetails | None) -> Status:
    """Whether a structure can be paid."""
    if details is None:
        return Status("late", _("Aucun compte donné"))
    if details.verified_on is None:
        return Status("waiting", _("À vérifier par une seconde personne"))
    return Status("done", _("Vérifié le %(day)s") % {"day": day(details.verified_on)})
