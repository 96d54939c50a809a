"""Pass of paper: kept until paid and some months more, destroyed with minutes, some of them shown before."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.reimbursement import kept, operations, states
from quitus.domain.reimbursement import kept_errors as errors
from quitus.domain.reimbursement.models import DestroyedClaim, PaperCheck, PaperCheckLine, PaperDestruction
from quitus.kernel import clock
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases import paper_kept
from tests.factories.world import PAID_ON, World

DUE_ON = date(2023, 2, 20)  # a year after the payment
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def write(world: World, on: date = DUE_ON, **facts: Any) -> PaperDestruction:
    said = {"counted": 4, "way": "Broyés sur place"} | facts
    with clock.at(max(on, DUE_ON)):
        return operations.write_destruction(
            by=world.reception.lina.actor, venue_id=world.reception.venue.pk, destroyed_on=on, **said
        )


def check_of(world: World, size: int = 2) -> PaperCheck:
    with clock.at(PAID_ON + timedelta(days=30)):
        return operations.draw_paper_check(by=world.team.anne.actor, claim_id=world.claim.pk, size=size)


def test_the_register_is_computed_from_what_was_paid(world: World) -> None:
    (line,) = kept.register(organisation_id=world.reception.structure.pk)
    assert (line.count, line.paid_on, line.due_on) == (4, PAID_ON, DUE_ON)  # the fifth was undone
    assert not line.is_due(DUE_ON - timedelta(days=1))
    assert line.is_due(DUE_ON)
    assert kept.register(venue_id=0) == []


def test_pass_due_are_destroyed_with_minutes_once(world: World) -> None:
    with pytest.raises(errors.NothingToDestroy):
        write(world, DUE_ON - timedelta(days=1))
    minutes = write(world)
    assert (minutes.number, minutes.expected, minutes.state) == ("PD2023-0001", 4, states.WRITTEN)
    assert kept.numbers_of(kept.destruction(minutes.pk)) == [
        NumberRange(world.reception.pass_number(1), world.reception.pass_number(4))
    ]
    with pytest.raises(errors.NothingToDestroy):
        write(world)
    with clock.at(DUE_ON):
        paper_kept.sign(by=world.reception.lina.actor, destruction_id=minutes.pk, signed_on=DUE_ON)
    (line,) = kept.register(venue_id=world.reception.venue.pk)
    assert (line.destruction_id, line.is_destroyed) == (minutes.pk, True)
    for format_, beginning in (("pdf", b"%PDF"), ("odt", b"PK")):
        assert paper_kept.minutes_file(minutes.pk, format_)[1].startswith(beginning)


def test_minutes_taken_back_leave_the_pass_to_keep(world: World) -> None:
    minutes = write(world)
    lina = world.reception.lina.actor
    operations.withdraw_destruction(by=lina, destruction_id=minutes.pk)
    assert kept.register()[0].is_due(DUE_ON)
    with clock.at(DUE_ON), pytest.raises(errors.DestructionNotInThatState):
        operations.sign_destruction(by=lina, destruction_id=minutes.pk, signed_on=DUE_ON)
    assert write(world).number == "PD2023-0002"


def test_minutes_signed_by_hand_are_entered_with_their_scan(world: World) -> None:
    minutes = write(world)
    with clock.at(DUE_ON + timedelta(days=3)):
        entered = paper_kept.enter_signed(
            by=world.team.anne.actor,
            destruction_id=minutes.pk,
            signed_on=DUE_ON,
            signed_by="Lina Caron",
            quality="médiatrice",
            file_name="pv.png",
            content=PNG,
        )
    assert (entered.signed_by, entered.user_id, entered.state) == ("Lina Caron, médiatrice", None, states.SIGNED)
    assert entered.paper is not None


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        (errors.CountUnexplained, {"counted": 3}),
        (errors.WayOfDestructionMissing, {"way": " "}),
        (DateInTheFuture, {"on": DUE_ON + timedelta(days=1)}),
    ],
)
def test_minutes_that_do_not_say_enough_are_refused(
    world: World, refusal: type[Exception], facts: dict[str, Any]
) -> None:
    on = facts.pop("on", DUE_ON)
    with clock.at(DUE_ON), pytest.raises(refusal):
        operations.write_destruction(
            by=world.reception.lina.actor,
            venue_id=world.reception.venue.pk,
            destroyed_on=on,
            **({"counted": 4, "way": "Broyés"} | facts),
        )


def test_a_count_that_differs_is_explained(world: World) -> None:
    assert write(world, counted=3, remark="Un pass déchiré, jeté le jour même.").counted == 3


def test_each_destroys_its_own_and_only_a_venue_does(world: World) -> None:
    minutes = write(world)
    with pytest.raises(NotYourRole):
        operations.withdraw_destruction(by=world.team.anne.actor, destruction_id=minutes.pk)
    with clock.at(DUE_ON), pytest.raises(errors.PaperNotYours):
        operations.write_destruction(
            by=world.reception.lina.actor, venue_id=0, destroyed_on=DUE_ON, counted=4, way="Broyés"
        )
    with clock.at(DUE_ON), pytest.raises(errors.SignedBeforeDestruction):
        operations.sign_destruction(
            by=world.reception.lina.actor, destruction_id=minutes.pk, signed_on=DUE_ON - timedelta(days=1)
        )


def test_pass_are_drawn_asked_for_and_seen(world: World) -> None:
    check = check_of(world)
    lines = kept.check_lines(check.pk)
    taken = {world.reception.pass_number(rank) for rank in (1, 2, 3, 4)}
    assert len(lines) == 2
    assert {line.number for line in lines} <= taken
    assert check.drawn_from == 4
    with pytest.raises(errors.AskedToBeShown):
        write(world)
    by, seen_on = world.team.anne.actor, PAID_ON + timedelta(days=31)
    first, second = (line.number for line in lines)
    with clock.at(seen_on):
        with pytest.raises(errors.OutcomeMissing):
            operations.record_paper_check(by=by, check_id=check.pk, seen_on=seen_on, outcomes={first: states.SEEN})
        with pytest.raises(errors.SeenBeforeAsked):
            operations.record_paper_check(by=by, check_id=check.pk, seen_on=PAID_ON, outcomes={})
        outcomes = {first: states.SEEN, second: states.MISSING}
        done = operations.record_paper_check(by=by, check_id=check.pk, seen_on=seen_on, outcomes=outcomes)
        assert (done.state, done.seen_by) == (states.CHECKED, by.label)
        with pytest.raises(errors.PaperCheckDone):
            operations.record_paper_check(by=by, check_id=check.pk, seen_on=seen_on, outcomes=outcomes)
    assert write(world).expected == 4


def test_a_control_is_of_a_paid_claim_and_of_pass_that_are_there(world: World) -> None:
    by = world.team.anne.actor
    for size in (0, 201):
        with pytest.raises(errors.SampleOutOfBounds):
            operations.draw_paper_check(by=by, claim_id=world.claim.pk, size=size)
    with pytest.raises(NotYourRole):
        operations.draw_paper_check(by=world.reception.lina.actor, claim_id=world.claim.pk, size=1)
    assert len(kept.check_lines(check_of(world, size=200).pk)) == 4  # all of them
    PaperCheckLine.objects.all().delete()
    write(world)
    with pytest.raises(errors.NothingToDraw):
        operations.draw_paper_check(by=by, claim_id=world.claim.pk, size=1)


def test_the_database_keeps_what_minutes_say(world: World) -> None:
    minutes = write(world)
    for name, facts in {
        "destruction_explains_a_difference_of_count": {"counted": 3},
        "destruction_says_how": {"way": ""},
        "destruction_is_signed_by_an_account_or_on_a_scanned_paper": {"state": states.SIGNED},
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            PaperDestruction.objects.filter(pk=minutes.pk).update(**facts)
    with pytest.raises(IntegrityError, match="paper_of_a_claim_is_destroyed_once_a_venue"), transaction.atomic():
        DestroyedClaim.objects.create(
            scheme=world.scheme,
            destruction=minutes,
            claim=world.claim,
            venue=world.reception.venue,
            count=4,
            due_on=DUE_ON,
        )
