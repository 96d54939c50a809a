"""The track of the prefect: the day the act was transmitted, and the proof of it."""

from datetime import date

from quitus.domain.acts import errors
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.operations.guards import adopted, refuse_second_time, tell
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def record_transmission(*, by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """Records the day the act was transmitted to the prefect (CGCT L.3131-1).

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `DateBeforeAdoption`,
    `AlreadyRecorded`.
    """
    deliberation = adopted(by, deliberation_id, on)
    refuse_second_time(deliberation.transmitted_on)
    deliberation.transmitted_on = on
    deliberation.save()
    tell(by, "record_transmission", deliberation, N_("Transmise au contrôle de légalité"), on=on)
    return deliberation


@operation
def record_acknowledgement(*, by: Actor, deliberation_id: int, on: date) -> Deliberation:
    """Records the day of reception that the prefect's acknowledgement states: the proof of the transmission, not a
    condition of anything.

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `DeliberationNotAdopted`, `NotTransmitted`,
    `AcknowledgedBeforeTransmission`, `AlreadyRecorded`.
    """
    deliberation = adopted(by, deliberation_id, on)
    if deliberation.transmitted_on is None:
        raise errors.NotTransmitted()
    if on < deliberation.transmitted_on:
        raise errors.AcknowledgedBeforeTransmission(transmitted_on=deliberation.transmitted_on)
    refuse_second_time(deliberation.acknowledged_on)
    deliberation.acknowledged_on = on
    deliberation.save()
    tell(by, "record_acknowledgement", deliberation, N_("Accusé de réception de la préfecture"), on=on)
    return deliberation
