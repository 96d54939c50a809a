"""The track of the public: the day the act was put online."""

from datetime import date

from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.operations.guards import adopted, refuse_second_time, tell
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def record_publication(*, by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """Records the day the act was put online (CGCT L.3131-1, R.3131-2).

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `DateBeforeAdoption`,
    `AlreadyRecorded`.
    """
    deliberation = adopted(by, deliberation_id, on)
    refuse_second_time(deliberation.published_on)
    deliberation.published_on = on
    deliberation.save()
    tell(by, "record_publication", deliberation, N_("Publiée en ligne"), on=on)
    return deliberation
