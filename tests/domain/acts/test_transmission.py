"""The archives made for the prefect: prepared, sent, answered; and what each answer changes for the act."""

from datetime import date
from typing import Any

import pytest

from quitus.domain.acts import errors, operations, queries, states, track_errors
from quitus.domain.acts.models import Deliberation, Transmission
from quitus.domain.audit import queries as audit
from quitus.kernel import clock
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.people import Person
from tests.factories.texts import make_deliberation

MADE_ON = date(2023, 6, 5)
IDENTIFIER = "062-226200012-20230515-2023_204-DE"


def prepare(by: Person, act: Deliberation, identifier: str = IDENTIFIER) -> Transmission:
    with clock.at(MADE_ON):
        rank = operations.take_archive_rank(by=by.actor, authority_id=act.authority_id)
        return operations.prepare_transmission(
            by=by.actor,
            deliberation_id=act.pk,
            file_name=f"EXE-EACT--226200012--20230605-{rank}.tar.gz",
            envelope_name=f"EACT--226200012--20230605-{rank}.xml",
            act_identifier=identifier,
            archive_sha256="a" * 64,
            archive_size=1000,
        )


def acknowledge(by: Person, made: Transmission, on: date, sha256: str = "b" * 64) -> Transmission:
    return operations.acknowledge_transmission(
        by=by.actor, transmission_id=made.pk, received_on=on, answer_sha256=sha256, answer_file_name="ar.xml"
    )


def refuse(by: Person, made: Transmission, code: str = "999", sha256: str = "c" * 64) -> Transmission:
    return operations.report_anomaly(
        by=by.actor, transmission_id=made.pk, code=code, detail="Illisible", answer_sha256=sha256
    )


def test_an_archive_is_prepared_sent_and_acknowledged(act: Deliberation, anne: Person) -> None:
    made = prepare(anne, act)
    assert (made.state, made.produced_on) == (states.PREPARED, MADE_ON)
    assert Deliberation.objects.get().transmitted_on is None

    operations.mark_transmission_sent(by=anne.actor, transmission_id=made.pk, on=date(2023, 6, 6))
    acknowledge(anne, made, date(2023, 6, 7))

    found = queries.deliberation(act.pk)
    kept = Transmission.objects.get()
    assert (found.transmitted_on, found.acknowledged_on) == (date(2023, 6, 6), date(2023, 6, 7))
    assert (kept.state, kept.received_on, kept.answer_file_name) == (states.ACKNOWLEDGED, date(2023, 6, 7), "ar.xml")
    told = [entry.verb for entry in audit.thread("deliberation", act.pk)]
    assert set(told) >= {"prepare_transmission", "mark_transmission_sent", "acknowledge_transmission"}


def test_the_same_acknowledgement_again_answers_the_same_and_writes_nothing(act: Deliberation, anne: Person) -> None:
    made = prepare(anne, act)
    acknowledge(anne, made, MADE_ON)
    before = len(list(audit.thread("deliberation", act.pk)))

    again = acknowledge(anne, made, MADE_ON)

    assert (again.pk, again.state) == (made.pk, states.ACKNOWLEDGED)
    assert len(list(audit.thread("deliberation", act.pk))) == before
    with pytest.raises(track_errors.TransmissionMayNotMove):
        acknowledge(anne, made, MADE_ON, sha256="d" * 64)


def test_an_acknowledgement_of_an_archive_not_marked_as_sent_is_the_transmission(
    act: Deliberation, anne: Person
) -> None:
    acknowledge(anne, prepare(anne, act), date(2023, 6, 7))
    assert Deliberation.objects.get().transmitted_on == date(2023, 6, 7)
    assert Transmission.objects.get().sent_on == date(2023, 6, 7)


def test_an_anomaly_takes_the_transmission_back_and_another_archive_follows(act: Deliberation, anne: Person) -> None:
    made = prepare(anne, act)
    operations.mark_transmission_sent(by=anne.actor, transmission_id=made.pk, on=MADE_ON)
    refused = refuse(anne, made, code="ODT-17")

    assert (refused.state, refused.anomaly_code, refused.anomaly_detail) == (states.ANOMALY, "ODT-17", "Illisible")
    assert Deliberation.objects.get().transmitted_on is None
    assert refuse(anne, made, code="ODT-17").pk == made.pk
    second = prepare(anne, act)
    assert second.file_name.endswith("-2.tar.gz")


def test_a_transmission_recorded_by_hand_is_not_taken_back_by_an_anomaly(act: Deliberation, anne: Person) -> None:
    made = prepare(anne, act)
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 1))
    refuse(anne, made)
    assert Deliberation.objects.get().transmitted_on == date(2023, 6, 1)


def test_a_cancelled_transmission_is_none_even_if_it_was_acknowledged(act: Deliberation, anne: Person) -> None:
    made = prepare(anne, act)
    acknowledge(anne, made, MADE_ON)
    operations.cancel_transmission(by=anne.actor, transmission_id=made.pk, reason="Mauvais document")

    found = Deliberation.objects.get()
    assert (found.transmitted_on, found.acknowledged_on) == (None, None)
    assert Transmission.objects.get().state == states.CANCELLED
    with pytest.raises(track_errors.TransmissionMayNotMove):
        operations.cancel_transmission(by=anne.actor, transmission_id=made.pk, reason="Encore")


def test_one_archive_at_a_time_goes_to_the_prefect(act: Deliberation, anne: Person) -> None:
    prepare(anne, act)
    with pytest.raises(track_errors.TransmissionUnderWay):
        prepare(anne, act)


def test_two_acts_of_a_day_whose_numbers_are_written_alike_are_told_apart(act: Deliberation, anne: Person) -> None:
    prepare(anne, act)
    other = make_deliberation(anne.actor, act.authority_id, "2023/204", held_on=date(2023, 5, 15), executory_on=None)
    with pytest.raises(track_errors.ActIdentifierTaken):
        prepare(anne, other)


@pytest.mark.parametrize(
    ("on", "refusal"),
    [(date(2023, 6, 4), track_errors.SentBeforeItWasMade), (date(2099, 1, 1), DateInTheFuture)],
)
def test_an_archive_is_sent_after_it_was_made(
    on: date, refusal: type[Exception], act: Deliberation, anne: Person
) -> None:
    made = prepare(anne, act)
    with pytest.raises(refusal):
        operations.mark_transmission_sent(by=anne.actor, transmission_id=made.pk, on=on)


def test_dates_that_contradict_those_recorded_are_refused(act: Deliberation, anne: Person) -> None:
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=MADE_ON)
    made = prepare(anne, act)
    with pytest.raises(errors.AlreadyRecorded):
        operations.mark_transmission_sent(by=anne.actor, transmission_id=made.pk, on=date(2023, 6, 6))
    with pytest.raises(errors.AcknowledgedBeforeTransmission):
        acknowledge(anne, made, date(2023, 6, 4))
    with pytest.raises(errors.DateBeforeAdoption):
        acknowledge(anne, made, date(2023, 5, 14))


@pytest.mark.parametrize("online", [False, True])
def test_the_acknowledgement_of_the_prefecture_prevails_over_a_day_recorded_by_hand(
    online: bool, act: Deliberation, anne: Person
) -> None:
    if online:
        with clock.at(MADE_ON):
            operations.publish_deliberation(
                by=anne.actor,
                deliberation_id=act.pk,
                author_name="Dominique Exemple",
                author_quality="Présidence",
                sha256="a" * 64,
                size=1,
            )
    made = prepare(anne, act)
    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=MADE_ON)
    operations.record_acknowledgement(by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 8))

    acknowledge(anne, made, date(2023, 6, 7))

    found = Deliberation.objects.get()
    assert (found.transmitted_on, found.acknowledged_on) == (MADE_ON, date(2023, 6, 7))
    told = {entry.verb: entry for entry in audit.thread("deliberation", act.pk)}
    assert told["record_acknowledgement"].data["on"] == "2023-06-08"
    assert told["acknowledge_transmission"].data["former"] == "2023-06-08"
    with pytest.raises(errors.AlreadyRecorded):
        operations.record_acknowledgement(by=anne.actor, deliberation_id=act.pk, on=date(2023, 6, 8))


def test_an_archive_needs_settings_a_vote_and_an_act_in_force(act: Deliberation, anne: Person) -> None:
    draft = operations.draft_deliberation(by=anne.actor, authority_id=act.authority_id, title="Projet")
    with pytest.raises(errors.DeliberationNotAdopted):
        prepare(anne, draft)
    operations.repeal_deliberation(
        by=anne.actor, deliberation_id=act.pk, on=MADE_ON, decided_by="L'assemblée", reason="Erreur"
    )
    with pytest.raises(track_errors.ActNoLongerInForce):
        prepare(anne, act)


def test_only_who_keeps_acts_moves_them(act: Deliberation, anne: Person, dado: Person) -> None:
    made = prepare(anne, act)
    told: list[tuple[Any, dict[str, Any]]] = [
        (operations.take_archive_rank, {"authority_id": act.authority_id}),
        (operations.mark_transmission_sent, {"transmission_id": made.pk, "on": MADE_ON}),
        (operations.report_anomaly, {"transmission_id": made.pk, "code": "1"}),
        (operations.cancel_transmission, {"transmission_id": made.pk, "reason": "x"}),
    ]
    for operation, facts in told:
        with pytest.raises(NotYourRole):
            operation(by=dado.actor, **facts)
