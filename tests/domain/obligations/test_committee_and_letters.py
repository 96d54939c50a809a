"""Who sits in the committee, what it holds, and the register of correspondence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.connectors import documents
from quitus.domain.grants import operations as grants
from quitus.domain.grants.errors import FileOfThisTypeRefused
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import errors, operations, queries, states
from quitus.domain.obligations.models import Designation, Letter, Obligation
from quitus.domain.obligations.operations import Invited, LetterFacts
from quitus.domain.organisations.models import Scheme
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases import obligations as usecases
from tests.domain.obligations.world import PDF, sign_both
from tests.factories.people import Person

Owed = Callable[..., dict[str, Obligation]]
HELD_ON = date(2021, 6, 14)
CAME = (Invited("Claire Petit", "ANCT"), Invited("Anne Lefèvre", "Département", states.EXCUSED))


def sent_to(address: str, **told: Any) -> LetterFacts:
    facts: dict[str, Any] = {"direction": "out", "on": date(2022, 1, 27), "subject": "Rapport", "channel": "email"}
    return LetterFacts(**(facts | {"address": address} | told))


def test_one_representative_sits_at_a_time_and_the_next_takes_over_the_day_after(scheme: Scheme, anne: Person) -> None:
    told: dict[str, Any] = {"by": anne.actor, "kind": states.REPRESENTATIVE}
    first = operations.designate(**told, full_name="Claire Petit", starts_on=date(2021, 3, 15))
    second = operations.designate(**told, full_name="Farid Morel", starts_on=date(2022, 9, 1))
    operations.designate(by=anne.actor, kind=states.SUBSTITUTE, full_name="Lou Martin", starts_on=date(2022, 9, 1))
    first.refresh_from_db()
    assert first.ends_on == date(2022, 8, 31)
    sits = queries.designated_on(scheme.pk, date(2022, 9, 1)).order_by("kind")
    assert [one.full_name for one in sits] == ["Farid Morel", "Lou Martin"]
    with pytest.raises(errors.DesignationOverlaps):
        operations.designate(**told, full_name="Zoé", starts_on=date(2022, 9, 1))
    with pytest.raises(errors.EndsBeforeItStarts):
        operations.end_designation(by=anne.actor, designation_id=second.pk, ends_on=date(2022, 8, 31))
    operations.end_designation(by=anne.actor, designation_id=second.pk, ends_on=date(2022, 12, 31))
    with pytest.raises(errors.DesignationAlreadyEnded):
        operations.end_designation(by=anne.actor, designation_id=second.pk, ends_on=date(2023, 1, 31))
    with pytest.raises(errors.DesignationOverlaps):
        operations.designate(**told, full_name="Zoé", starts_on=date(2022, 12, 31))
    with pytest.raises(errors.UnknownWord):
        operations.designate(by=anne.actor, kind="observer", full_name="Zoé", starts_on=HELD_ON)


@pytest.mark.usefixtures("duties")
def test_a_meeting_settles_the_committee_of_its_month_and_its_minutes_come_once(
    convention: Convention, anne: Person, owed: Owed
) -> None:
    held = operations.hold_meeting(by=anne.actor, convention_id=convention.pk, held_on=HELD_ON, invited=CAME)
    june = owed()["committee-2021-06"]
    assert (held.obligation, june.done_on, june.done_note) == (june, HELD_ON, "Comité technique du 14 juin 2021")
    assert [(one.full_name, one.presence) for one in queries.meeting(held.pk).attendees.all()] == [
        ("Claire Petit", states.PRESENT),
        ("Anne Lefèvre", states.EXCUSED),
    ]
    assert queries.meetings(convention.scheme_id).get().present_count == 1  # type: ignore[attr-defined]
    assert list(queries.meetings_without_minutes(convention.scheme_id)) == [held]
    joined = usecases.join_minutes(by=anne.actor, meeting_id=held.pk, file=("compte rendu.pdf", PDF))
    assert documents.read(joined.sha256) == PDF
    with pytest.raises(errors.MinutesAlreadyJoined):
        usecases.join_minutes(by=anne.actor, meeting_id=held.pk, file=("autre.pdf", PDF))
    again = operations.hold_meeting(by=anne.actor, convention_id=convention.pk, held_on=date(2021, 6, 28), invited=CAME)
    assert again.obligation is None


def test_a_committee_listed_by_hand_is_settled_by_the_month_of_its_date(convention: Convention, anne: Person) -> None:
    told: dict[str, Any] = {"by": anne.actor, "convention_id": convention.pk}
    listed = operations.add_obligation(**told, label="Comité", due_on=date(2021, 6, 30), kind=states.COMMITTEE)
    assert operations.hold_meeting(**told, held_on=HELD_ON, invited=CAME).obligation == listed


def test_a_meeting_needs_somebody_and_a_day_that_has_come(convention: Convention, anne: Person, dado: Person) -> None:
    told: dict[str, Any] = {"convention_id": convention.pk, "held_on": HELD_ON}
    with pytest.raises(errors.NobodyAttended):
        operations.hold_meeting(by=anne.actor, **told, invited=CAME[1:])
    with pytest.raises(errors.UnknownWord):
        operations.hold_meeting(by=anne.actor, **told, invited=[Invited("Zoé", presence="tired")])
    with pytest.raises(DateInTheFuture):
        operations.hold_meeting(by=anne.actor, **(told | {"held_on": date(2999, 1, 1)}), invited=CAME)
    with pytest.raises(NotYourRole):
        operations.hold_meeting(by=dado.actor, **told, invited=CAME)


def test_a_letter_sent_elsewhere_than_to_the_address_of_that_day_is_told(
    convention: Convention, amendment: Amendment, anne: Person
) -> None:
    grants.amend_parameter(
        by=anne.actor, amendment_id=amendment.pk, name="correspondence_address", value="pass@anct.exemple.fr"
    )
    sign_both(anne, amendment)
    told: dict[str, Any] = {"by": anne.actor, "convention_id": convention.pk}
    before = operations.record_letter(**told, letter=sent_to("ailleurs@exemple.fr"))
    after = operations.record_letter(**told, letter=sent_to("ailleurs@exemple.fr", on=date(2023, 7, 3)))
    right = operations.record_letter(**told, letter=sent_to(" PASS@anct.exemple.fr", on=date(2023, 7, 3)))
    received = operations.record_letter(**told, letter=sent_to("x@exemple.fr", on=date(2023, 7, 3), direction="in"))
    assert [one.went_elsewhere for one in (before, after, right, received)] == [False, True, False, False]
    assert [one.number for one in (before, after, right, received)] == [1, 2, 3, 4]
    assert after.expected_address == "pass@anct.exemple.fr"


@pytest.mark.usefixtures("duties")
def test_a_letter_settles_the_obligation_that_it_names_with_its_file(
    convention: Convention, anne: Person, owed: Owed
) -> None:
    told: dict[str, Any] = {"by": anne.actor, "convention_id": convention.pk, "obligation_id": owed()["procurement"].pk}
    letter = usecases.record_letter(**told, letter=sent_to("a@exemple.fr"), file=("avis.pdf", PDF))
    done = owed()["procurement"]
    assert (done.done_on, done.done_note, done.file_name) == (date(2022, 1, 27), "Courrier n° 1 : Rapport", "avis.pdf")
    assert documents.read(letter.sha256) == PDF
    with pytest.raises(errors.ObligationAlreadyDone):
        usecases.record_letter(**told, letter=sent_to("a@exemple.fr"))
    assert Letter.objects.count() == 1
    with pytest.raises(FileOfThisTypeRefused):
        usecases.record_letter(by=anne.actor, convention_id=convention.pk, letter=sent_to("a"), file=("x.exe", b"MZ"))


def test_a_sending_is_proved_once_and_not_before_it(convention: Convention, anne: Person) -> None:
    told: dict[str, Any] = {"by": anne.actor, "convention_id": convention.pk}
    letter = operations.record_letter(**told, letter=sent_to("a@exemple.fr", channel="registered"))
    proof: dict[str, Any] = {"by": anne.actor, "letter_id": letter.pk, "proof": "AR 1A 234"}
    with pytest.raises(errors.ProofBeforeLetter):
        operations.prove_sending(**proof, on=date(2022, 1, 26))
    assert operations.prove_sending(**proof, on=date(2022, 1, 31)).proof_on == date(2022, 1, 31)
    with pytest.raises(errors.ProofAlreadyGiven):
        operations.prove_sending(**proof, on=date(2022, 2, 1))
    received = operations.record_letter(**told, letter=sent_to("a@exemple.fr", direction="in"))
    with pytest.raises(errors.ProofOfIncomingLetter):
        operations.prove_sending(by=anne.actor, letter_id=received.pk, proof="x", on=date(2022, 2, 1))
    with pytest.raises(errors.ProofBeforeLetter):
        operations.record_letter(**told, letter=sent_to("a@exemple.fr", proof="x", proof_on=date(2022, 1, 1)))
    with pytest.raises(DateInTheFuture):
        operations.record_letter(**told, letter=sent_to("a@exemple.fr", proof="x", proof_on=date(2999, 1, 1)))
    with pytest.raises(errors.UnknownWord):
        operations.record_letter(**told, letter=sent_to("a@exemple.fr", channel="pigeon"))
    assert operations.record_letter(**told, letter=sent_to("a", proof="x")).proof_on == date(2022, 1, 27)


def test_the_database_keeps_the_promises_of_the_registers(convention: Convention, anne: Person) -> None:
    letter = operations.record_letter(by=anne.actor, convention_id=convention.pk, letter=sent_to("a@exemple.fr"))
    other = operations.record_letter(by=anne.actor, convention_id=convention.pk, letter=sent_to("a@exemple.fr"))
    row = Letter.objects.filter(pk=letter.pk)
    sits = operations.designate(
        by=anne.actor, kind=states.REPRESENTATIVE, full_name="Claire Petit", starts_on=date(2022, 3, 1)
    )
    seat = Designation.objects.filter(pk=sits.pk)
    facts = {"scheme_id": convention.scheme_id, "full_name": "Zoé", "starts_on": HELD_ON}
    for constraint, breaking in (
        ("a_number_names_one_letter_of_the_register", lambda: row.update(number=other.number)),
        ("a_letter_goes_one_way_by_a_known_channel", lambda: row.update(channel="pigeon")),
        ("a_letter_is_proved_if_and_only_if_it_says_when", lambda: row.update(proof="x")),
        ("a_letter_has_a_subject", lambda: row.update(subject="")),
        ("one_person_is_designated_at_a_time", lambda: Designation.objects.create(**facts, kind=states.REPRESENTATIVE)),
        ("a_designation_is_of_a_known_kind", lambda: seat.update(kind="observer")),
        ("a_designation_does_not_end_before_it_starts", lambda: seat.update(ends_on=date(2022, 2, 28))),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()
