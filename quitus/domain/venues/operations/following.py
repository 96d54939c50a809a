"""What a decision about a structure does to the application that asked for it, and to those who wait for it."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.organisations.models import Organisation
from quitus.domain.venues import letters, states
from quitus.domain.venues.models import Application
from quitus.domain.venues.operations.telling import tell_members
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.words import N_


def follow(by: Actor, structure: Organisation, state: str, effective_on: date, reason: str) -> None:
    """Ends the application that was taken in, and tells the people of the structure by a letter."""
    verb = "qualify" if state == states.QUALIFIED else "refuse"
    for application in lock(Application.objects.filter(organisation=structure, state=states.COMPLETE)):
        reached = after(states.APPLICATION, application.state, verb)
        assert reached is not None
        application.state, application.decided_on = reached, clock.today()
        application.reason = reason if reached == states.REFUSED else ""
        application.save(update_fields=["state", "decided_on", "reason"])
        summary = N_("Structure qualifiée") if reached == states.ACCEPTED else N_("Candidature refusée")
        record(by=by, verb=verb, subject_kind="application", subject_id=application.pk, summary=summary)
    facts = {"state": states.LABELS[state], "on": effective_on.isoformat(), "reason": reason}
    tell_members(structure, letters.DECIDED, facts)
