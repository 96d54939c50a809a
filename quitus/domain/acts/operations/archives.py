"""The archives made for the prefect: prepared here, sent by a certified operator, answered by the prefecture."""

from datetime import date

from quitus.domain.acts import errors, policies, states, track_errors
from quitus.domain.acts.models import ActSettings, Deliberation, Transmission
from quitus.domain.acts.operations.guards import adopted, locked, refuse_stranger, tell
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def take_archive_rank(*, by: Actor, authority_id: int) -> int:
    """The rank of the next archive of an authority among those of the day, held until the transaction ends.

    Refuses with `NotYourRole`, `NotAllowed`, `ActSettingsMissing`.
    """
    refuse_stranger(by, authority_id)
    if not lock(ActSettings.objects.filter(authority_id=authority_id)):
        raise track_errors.ActSettingsMissing()
    made = Transmission.objects.filter(deliberation__authority_id=authority_id, produced_on=today())
    return made.count() + 1


@operation
def prepare_transmission(
    *,
    by: Actor,
    deliberation_id: int,
    file_name: str,
    envelope_name: str,
    act_identifier: str,
    archive_sha256: str,
    archive_size: int,
    schema_generation: str = "",
) -> Transmission:
    """Records the archive made for an act; its bytes are in the documents under `archive_sha256`.

    `act_identifier` is the one that the prefecture will answer with; `schema_generation` names the schema under which
    the archive was made. Refuses with `NotYourRole`, `NotAllowed`, `DeliberationNotAdopted`, `ActNoLongerInForce`,
    `TransmissionUnderWay`, `ActIdentifierTaken`.
    """
    deliberation = adopted(by, deliberation_id, today())
    if deliberation.state != states.ADOPTED:
        raise track_errors.ActNoLongerInForce(state=states.LABELS[deliberation.state])
    others = Transmission.objects.filter(deliberation__authority_id=deliberation.authority_id)
    if others.filter(act_identifier=act_identifier).exclude(deliberation=deliberation).exists():
        raise track_errors.ActIdentifierTaken(identifier=act_identifier)
    with refused_by("an_act_has_one_live_transmission_at_most", track_errors.TransmissionUnderWay()):
        prepared = Transmission.objects.create(
            deliberation=deliberation,
            file_name=file_name,
            envelope_name=envelope_name,
            act_identifier=act_identifier,
            archive_sha256=archive_sha256,
            archive_size=archive_size,
            schema_generation=schema_generation,
            produced_on=today(),
        )
    tell(by, "prepare_transmission", deliberation, N_("Archive préparée pour le préfet"), file=file_name)
    return prepared


@operation
def mark_transmission_sent(*, by: Actor, transmission_id: int, on: date) -> Transmission:
    """Records that the certified operator has sent an archive on the day `on`: the act is then transmitted.

    Refuses with `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `TransmissionMayNotMove`, `SentBeforeItWasMade`,
    `AlreadyRecorded` (another day of transmission stands).
    """
    refuse_future(on)
    deliberation, transmission = _locked(by, transmission_id)
    reached = _next(transmission, "send")
    if on < transmission.produced_on:
        raise track_errors.SentBeforeItWasMade(produced_on=transmission.produced_on)
    _transmit(deliberation, on)
    transmission.state, transmission.sent_on = reached, on
    transmission.save()
    tell(by, "mark_transmission_sent", deliberation, N_("Transmise au contrôle de légalité"), on=on)
    return transmission


@operation
def acknowledge_transmission(
    *,
    by: Actor,
    transmission_id: int,
    received_on: date,
    answer_sha256: str,
    answer_file_name: str = "",
) -> Transmission:
    """Records the prefecture's acknowledgement: the act was received on the day `received_on`.

    An archive not yet marked as sent is then transmitted on that day. The prefecture's file prevails over another day
    of reception recorded by hand, which the thread keeps. The same file again answers the same. Refuses with
    `NotYourRole`, `NotAllowed`, `DateInTheFuture`, `TransmissionMayNotMove`, `DateBeforeAdoption`,
    `AcknowledgedBeforeTransmission`.
    """
    refuse_future(received_on)
    deliberation, transmission = _locked(by, transmission_id)
    if _is_repeated(transmission, answer_sha256, "acknowledge"):
        return transmission
    reached = _next(transmission, "acknowledge")
    if deliberation.adopted_on is not None and received_on < deliberation.adopted_on:
        raise errors.DateBeforeAdoption(adopted_on=deliberation.adopted_on)
    if deliberation.transmitted_on is None:
        _transmit(deliberation, received_on)
    assert deliberation.transmitted_on is not None
    if received_on < deliberation.transmitted_on:
        raise errors.AcknowledgedBeforeTransmission(transmitted_on=deliberation.transmitted_on)
    by_hand, deliberation.acknowledged_on = deliberation.acknowledged_on, received_on
    deliberation.save()
    transmission.sent_on = transmission.sent_on or deliberation.transmitted_on
    transmission.received_on = received_on
    _answer(transmission, reached, answer_sha256, answer_file_name)
    said, facts = N_("Accusé de réception de la préfecture"), {"on": received_on}
    if by_hand is not None and by_hand != received_on:
        said = N_("Accusé de réception de la préfecture : sa date remplace celle saisie à la main, le %(former)s")
        facts["former"] = by_hand
    tell(by, "acknowledge_transmission", deliberation, said, **facts)
    return transmission


@operation
def report_anomaly(
    *,
    by: Actor,
    transmission_id: int,
    code: str,
    detail: str = "",
    answer_sha256: str = "",
    answer_file_name: str = "",
) -> Transmission:
    """Records that the prefecture refused an archive; `code` is kept as it came, known or not.

    The act is then not transmitted: its day of transmission is taken back, and another archive can be prepared. The
    same file again answers the same. Refuses with `NotYourRole`, `NotAllowed`, `TransmissionMayNotMove`.
    """
    deliberation, transmission = _locked(by, transmission_id)
    if _is_repeated(transmission, answer_sha256, "report_anomaly"):
        return transmission
    reached = _next(transmission, "report_anomaly")
    transmission.anomaly_code, transmission.anomaly_detail = code, detail
    _answer(transmission, reached, answer_sha256, answer_file_name)
    _take_back(deliberation, transmission)
    tell(by, "report_anomaly", deliberation, N_("Anomalie signalée par la préfecture : %(anomaly)s"), anomaly=code)
    return transmission


@operation
def cancel_transmission(
    *, by: Actor, transmission_id: int, reason: str, answer_sha256: str = "", answer_file_name: str = ""
) -> Transmission:
    """Gives up an archive, or records that a transmission was cancelled with the prefecture.

    The act is then not transmitted, even if it was acknowledged. The same file again answers the same. Refuses with
    `NotYourRole`, `NotAllowed`, `TransmissionMayNotMove`.
    """
    deliberation, transmission = _locked(by, transmission_id)
    if _is_repeated(transmission, answer_sha256, "cancel"):
        return transmission
    reached = _next(transmission, "cancel")
    _answer(transmission, reached, answer_sha256, answer_file_name)
    _take_back(deliberation, transmission)
    tell(by, "cancel_transmission", deliberation, N_("Transmission annulée : %(why)s"), why=reason)
    return transmission


def _locked(by: Actor, transmission_id: int) -> tuple[Deliberation, Transmission]:
    """An archive and its act, both locked, the act first."""
    refuse_unless(policies.may_keep_acts(by.role))
    deliberation = locked(by, Transmission.objects.get(pk=transmission_id).deliberation_id)
    [transmission] = lock(Transmission.objects.filter(pk=transmission_id))
    return deliberation, transmission


def _next(transmission: Transmission, action: str) -> str:
    reached = after(states.TRANSMISSION, transmission.state, action)
    if reached is None:
        raise track_errors.TransmissionMayNotMove(state=states.TRANSMISSION_LABELS[transmission.state])
    return reached


def _is_repeated(transmission: Transmission, sha256: str, action: str) -> bool:
    """Whether a file given again has nothing left to move: one file may hold an acknowledgement and a cancellation."""
    done = after(states.TRANSMISSION, transmission.state, action) is None
    return bool(sha256) and transmission.answer_sha256 == sha256 and done


def _transmit(deliberation: Deliberation, on: date) -> None:
    if deliberation.transmitted_on not in {None, on}:
        raise errors.AlreadyRecorded(on=deliberation.transmitted_on)
    deliberation.transmitted_on = on
    deliberation.save()


def _answer(transmission: Transmission, state: str, sha256: str, file_name: str) -> None:
    transmission.state = state
    if sha256:
        transmission.answer_sha256, transmission.answer_file_name = sha256, file_name
    transmission.save()


def _take_back(deliberation: Deliberation, transmission: Transmission) -> None:
    """Only what this archive had brought: a day recorded otherwise stays."""
    if transmission.sent_on is not None and deliberation.transmitted_on == transmission.sent_on:
        deliberation.transmitted_on = deliberation.acknowledged_on = None
        deliberation.save()
