"""Inventories: blind, while others work, each difference settled."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from quitus.domain.controls import catalogue, operations, queries, rules, states
from quitus.domain.controls import count_errors as errors
from quitus.domain.controls.errors import OnlyMissingPassAreLost
from quitus.domain.controls.models import Difference, Inventory, InventoryPlace, PlaceRange, Settlement
from quitus.domain.distribution import operations as distribution
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.kernel import clock
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.controls import acknowledge, inventory_of, what
from tests.factories.people import Person
from tests.factories.stock import HANDED_ON, Stock, ranks, refer


@pytest.fixture(autouse=True)
def _then(stock: Stock) -> Iterator[None]:
    """On the day of the hand-outs, every slip received."""
    with clock.at(HANDED_ON):
        acknowledge(stock)
        yield


def opened(stock: Stock) -> Inventory:
    return operations.open_inventory(by=stock.team.dado.actor, holder_ids=[stock.point.holder.pk], purpose="routine")


def gaps(inventory: Inventory) -> list[tuple[str, NumberRange]]:
    return [(one.kind, one.range) for one in queries.differences(inventory.pk)]


def test_an_inventory_is_blind_until_its_count_is_closed(stock: Stock) -> None:
    made = opened(stock)
    place = made.places.get()
    assert (made.number, made.state, place.expected_count, place.found_count) == ("I2021-0001", states.OPEN, None, None)
    assert queries.kept(made.pk, catalogue.AT_OPENING) == {stock.point.holder.pk: [ranks(1, 50)]}
    with pytest.raises(IntegrityError, match="inventory_is_blind_until_its_count_is_closed"), transaction.atomic():
        InventoryPlace.objects.filter(pk=place.pk).update(expected_count=50)
    with pytest.raises(IntegrityError, match="inventory_is_compared_once_its_count_is_closed"), transaction.atomic():
        Inventory.objects.filter(pk=made.pk).update(state=states.COUNTED)


def test_pass_are_counted_one_by_one_or_by_ranges_and_once(stock: Stock) -> None:
    place = opened(stock).places.get()
    dado = stock.team.dado.actor
    assert operations.count_pass(by=dado, place_id=place.pk, ranges=[ranks(7, 7)], way="scan") == 1
    assert operations.count_pass(by=dado, place_id=place.pk, ranges=[ranks(1, 10), ranks(21, 30)], way="range") == 19
    assert operations.count_pass(by=dado, place_id=place.pk, ranges=[ranks(7, 7)], way="scan") == 0
    assert queries.counted(place.pk) == [ranks(1, 10), ranks(21, 30)]
    assert operations.withdraw_count(by=dado, place_id=place.pk, numbers=ranks(10, 20)) == 1
    assert queries.counted(place.pk) == [ranks(1, 9), ranks(21, 30)]
    with pytest.raises(errors.NotCounted):
        operations.withdraw_count(by=dado, place_id=place.pk, numbers=ranks(40, 41))
    with pytest.raises(NumbersUnknown):
        operations.count_pass(by=dado, place_id=place.pk, ranges=[NumberRange(5, 6)], way="scan")


def test_what_is_there_as_the_register_says_makes_no_difference(stock: Stock) -> None:
    made = inventory_of(stock, [ranks(1, 50)])
    place = made.places.get()
    assert (made.state, gaps(made)) == (states.COUNTED, [])
    assert (place.expected_count, place.found_count) == (50, 50)
    done = operations.conclude_inventory(by=stock.team.dado.actor, inventory_id=made.pk, concluded_on=HANDED_ON)
    assert (done.state, done.concluded_on) == (states.CONCLUDED, HANDED_ON)


def test_others_work_while_pass_are_counted(stock: Stock) -> None:
    """Handed out after they were counted, brought in while the rest was counted: neither is a difference."""
    made = opened(stock)
    place, dado = made.places.get(), stock.team.dado.actor
    operations.count_pass(by=dado, place_id=place.pk, ranges=[ranks(1, 30)], way="range")
    distribution.hand_out(
        by=dado, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON, referral_id=refer(stock).pk
    )
    distribution.hand_out(
        by=dado, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON, referral_id=refer(stock).pk
    )
    slip = distribution.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
    )
    distribution.acknowledge_slip(by=dado, slip_id=slip.pk, received_on=HANDED_ON)
    operations.count_pass(by=dado, place_id=place.pk, ranges=[ranks(31, 40)], way="range")
    closed = operations.close_count(by=dado, inventory_id=made.pk)
    assert gaps(closed) == []
    place = closed.places.get()
    assert (place.expected_count, place.found_count) == (40, 40)
    holder = stock.point.holder.pk
    assert queries.kept(made.pk, catalogue.ARRIVED) == {holder: [ranks(51, 60)]}
    assert queries.kept(made.pk, catalogue.LEFT) == {holder: [ranks(1, 10)]}
    told = [(one.what, one.numbers, one.slip.to_holder_id == holder) for one in queries.meanwhile([made.pk])]
    assert told == [(catalogue.ARRIVED, ranks(51, 60), True), (catalogue.LEFT, ranks(1, 10), False)]
    assert queries.kept_counts([place.pk])[place.pk, catalogue.ARRIVED] == 10


def test_pass_of_a_slip_nobody_received_are_on_the_way(stock: Stock) -> None:
    slip = distribution.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
    )
    made = inventory_of(stock, [ranks(1, 50)])
    assert gaps(made) == []
    assert queries.kept(made.pk, catalogue.ON_THE_WAY) == {stock.point.holder.pk: [ranks(51, 60)]}
    (told,) = queries.meanwhile([made.pk])
    assert (told.what, told.numbers, told.slip) == (catalogue.ON_THE_WAY, ranks(51, 60), slip)


def test_differences_say_where_the_register_has_the_pass(stock: Stock) -> None:
    made = inventory_of(stock, [ranks(1, 45), ranks(79, 82)])
    assert gaps(made) == [
        (catalogue.MISSING, ranks(46, 50)),
        (catalogue.EXTRA, ranks(79, 80)),
        (catalogue.EXTRA, ranks(81, 82)),
    ]
    hands = [one.register_holder.kind for one in queries.differences(made.pk) if one.register_holder]
    assert sorted(hands) == ["accountant", "safe"]
    place = made.places.get()
    assert (place.expected_count, place.found_count) == (50, 49)


def test_every_difference_is_explained_or_lost_before_the_end(stock: Stock) -> None:
    dado = stock.team.dado.actor
    made = inventory_of(stock, [ranks(1, 40)])
    (gap,) = queries.differences(made.pk)
    with pytest.raises(errors.DifferencesUnsettled):
        operations.conclude_inventory(by=dado, inventory_id=made.pk, concluded_on=HANDED_ON)
    operations.settle_difference(
        by=dado, difference_id=gap.pk, reason="late_entry", text="Remis hier", numbers=ranks(41, 45)
    )
    assert queries.unsettled_count(made.pk) == 5
    with pytest.raises(errors.NoDifferenceThere):
        operations.settle_difference(
            by=dado, difference_id=gap.pk, reason="late_entry", text="Encore", numbers=ranks(45, 46)
        )
    with pytest.raises(errors.ExplanationMissing):
        operations.settle_difference(by=dado, difference_id=gap.pk, reason="other", text=" ", numbers=ranks(46, 46))
    file = operations.open_loss_file(
        by=dado,
        holder_id=stock.point.holder.pk,
        ranges=[ranks(46, 50)],
        what=what("loss"),
        difference_id=gap.pk,
    )
    assert queries.unsettled_count(made.pk) == 0
    assert [(one.reason, one.loss_file_id) for one in Settlement.objects.order_by("pk")] == [
        ("late_entry", None),
        ("lost", file.pk),
    ]
    assert vouchers.marks(ranks(41, 50)) == {"plain": 5, "blocked": 5}
    done = operations.conclude_inventory(by=dado, inventory_id=made.pk, concluded_on=HANDED_ON, conclusion="Vu")
    with pytest.raises(errors.InventoryStandsElsewhere):
        operations.settle_difference(by=dado, difference_id=gap.pk, reason="other", text="Trop tard")
    assert done.conclusion == "Vu"


def test_pass_in_addition_are_explained_and_never_lost(stock: Stock) -> None:
    made = inventory_of(stock, [ranks(1, 50), ranks(51, 52)])
    (gap,) = queries.differences(made.pk)
    with pytest.raises(OnlyMissingPassAreLost):
        operations.open_loss_file(
            by=stock.team.dado.actor,
            holder_id=stock.point.holder.pk,
            ranges=[gap.range],
            what=what("loss"),
            difference_id=gap.pk,
        )


def test_a_second_count_takes_the_place_of_the_first_where_it_differed(stock: Stock) -> None:
    holder = stock.team.holder.actor
    first = operations.open_inventory(
        by=holder, holder_ids=[stock.point.holder.pk, stock.imprest.safe.pk], purpose="control"
    )
    at_point, in_safe = (first.places.get(holder_id=one.pk) for one in (stock.point.holder, stock.imprest.safe))
    operations.count_pass(by=holder, place_id=at_point.pk, ranges=[ranks(1, 49)], way="range")
    operations.count_pass(by=holder, place_id=in_safe.pk, ranges=[ranks(51, 80)], way="range")
    operations.close_count(by=holder, inventory_id=first.pk)
    second = operations.recount(by=holder, inventory_id=first.pk)
    assert [place.holder_id for place in second.places.all()] == [stock.point.holder.pk]
    operations.count_pass(by=holder, place_id=second.places.get().pk, ranges=[ranks(1, 50)], way="range")
    operations.close_count(by=holder, inventory_id=second.pk)
    operations.conclude_inventory(by=holder, inventory_id=second.pk, concluded_on=HANDED_ON)
    assert queries.inventory(first.pk).state == states.RECOUNTED
    covered = {place.holder_id: place.inventory_id for place in queries.places_covered(queries.inventory(second.pk))}
    assert covered == {stock.point.holder.pk: second.pk, stock.imprest.safe.pk: first.pk}
    exact = inventory_of(stock, [ranks(1, 50)])
    with pytest.raises(errors.NothingToCount):
        operations.recount(by=holder, inventory_id=exact.pk)


def test_one_count_at_a_time_in_one_place_and_a_count_can_be_given_up(stock: Stock) -> None:
    made = opened(stock)
    with pytest.raises(errors.AlreadyBeingCounted) as refused:
        opened(stock)
    assert refused.value.facts["number"] == made.number
    operations.abandon_inventory(by=stock.team.dado.actor, inventory_id=made.pk)
    assert not queries.open_places().exists()
    assert opened(stock).number == "I2021-0002"
    with pytest.raises(errors.InventoryStandsElsewhere):
        operations.close_count(by=stock.team.dado.actor, inventory_id=made.pk)


def test_each_counts_his_own_and_those_who_control_count_anywhere(stock: Stock, lina: Person) -> None:
    safe, beneficiaries = stock.imprest.safe.pk, stock.point.holder.pk
    with pytest.raises(errors.NotYourPlace):
        operations.open_inventory(by=stock.team.dado.actor, holder_ids=[safe], purpose="routine")
    with pytest.raises(NotYourRole):
        operations.open_inventory(by=lina.actor, holder_ids=[beneficiaries], purpose="routine")
    with pytest.raises(errors.NothingToCount):
        operations.open_inventory(by=stock.team.dado.actor, holder_ids=[], purpose="routine")
    made = operations.open_inventory(by=stock.team.accountant.actor, holder_ids=[safe], purpose="control")
    with pytest.raises(errors.NotYourPlace):
        operations.count_pass(
            by=stock.team.dado.actor, place_id=made.places.get().pk, ranges=[ranks(51, 51)], way="scan"
        )


def test_pass_are_not_counted_where_nobody_keeps_them(stock: Stock) -> None:
    distribution.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(1, 10),
        occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )
    people = list(queries.in_other_hands(ranks(1, 10)))
    with pytest.raises(errors.PlaceIsNotCounted):
        operations.open_inventory(by=stock.team.anne.actor, holder_ids=[people[0][1]], purpose="control")


def test_what_was_kept_of_a_count_is_never_rewritten(stock: Stock) -> None:
    made = inventory_of(stock, [ranks(1, 40)])
    for rows in (PlaceRange.objects.all(), Difference.objects.filter(place__inventory=made)):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows.update(first=1)


def test_the_count_is_compared_again_from_its_lines(stock: Stock) -> None:
    made = inventory_of(stock, [ranks(1, 44), ranks(46, 48)])
    (place,) = queries.places(made.pk)
    expected = {place.holder_id: queries.kept(made.pk, catalogue.AT_CLOSING)[place.holder_id]}
    again = rules.compare(
        expected, queries.counted_lines(place), queries.moved_since(made, list(expected)), made.opened_on
    )
    assert [(gap.kind, gap.numbers) for gap in again.gaps] == gaps(made)


def test_an_inventory_is_concluded_between_its_count_and_today(stock: Stock) -> None:
    acknowledge(stock)
    made = inventory_of(stock, [stock.numbers(1, 50)])
    assert made.counted_on is not None
    told = {"by": stock.team.dado.actor, "inventory_id": made.pk}
    with pytest.raises(DateInTheFuture):
        operations.conclude_inventory(**told, concluded_on=made.counted_on + timedelta(days=4000))
    with pytest.raises(errors.ConcludedBeforeTheCount):
        operations.conclude_inventory(**told, concluded_on=made.counted_on - timedelta(days=1))
    assert operations.conclude_inventory(**told, concluded_on=made.counted_on).state == states.CONCLUDED
