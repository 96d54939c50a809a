"""Loss, theft, destruction; found again or dead for ever; replaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.controls import errors, operations, queries, states
from quitus.domain.controls.models import LossFile, Replacement
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as custody
from quitus.domain.distribution.errors import NoMandateOverTheSafe, NoMandateToHandOut
from quitus.domain.distribution.models import Handout
from quitus.domain.organisations.roles import HANDOUT_AGENT
from quitus.domain.vouchers import operations as voucher_operations
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.errors import NothingToMark
from quitus.domain.vouchers.marking_errors import TooManyForOneAgent
from quitus.kernel import clock
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.controls import lose, what
from tests.factories.passes import SERIES, activate, confirm, deliver, draft, make_order, produce
from tests.factories.people import Person, make_person
from tests.factories.stock import HANDED_ON, Stock, ranks, refer

LATER = HANDED_ON + timedelta(days=3)
OTHER, LOWER = SERIES + 1, SERIES - 1


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    """Three days after the hand-outs."""
    with clock.at(LATER):
        yield


def where(numbers: NumberRange) -> str:
    found = custody.custody_of(numbers.first)
    assert found is not None
    return found.holder.kind


def cancelled(stock: Stock, numbers: NumberRange) -> LossFile:
    file = lose(stock, numbers)
    return operations.cancel_lost_pass(by=stock.team.anne.actor, file_id=file.pk, occurred_on=LATER)


# --- opened


@pytest.mark.parametrize(("kind", "place"), [("loss", "lost"), ("theft", "stolen"), ("destruction", "destroyed")])
def test_what_is_lost_leaves_the_stock_and_is_blocked_at_once(stock: Stock, kind: str, place: str) -> None:
    file = lose(stock, ranks(11, 20), kind, witnesses="Léa Exemple, cheffe de service")
    assert (file.number, file.state) == ("D2021-0001", states.OPEN)
    assert (where(ranks(11, 11)), vouchers.marks(ranks(11, 20))) == (place, {"blocked": 10})
    (line,) = queries.loss_file(file.pk).ranges.all()
    assert (line.range, line.slip.movements.get().range, line.used_count) == (ranks(11, 20), ranks(11, 20), 0)


def test_several_ranges_leave_on_one_slip(stock: Stock) -> None:
    file = operations.open_loss_file(
        by=stock.team.dado.actor,
        holder_id=stock.point.holder.pk,
        ranges=[ranks(31, 35), ranks(11, 12)],
        what=what("loss"),
    )
    lines = queries.loss_file(file.pk).ranges.all()
    assert [line.range for line in lines] == [ranks(11, 12), ranks(31, 35)]
    assert len({line.slip_id for line in lines}) == 1


def test_a_file_of_loss_tells_what_happened(stock: Stock) -> None:
    with pytest.raises(errors.CircumstancesMissing):
        lose(stock, ranks(11, 20), circumstances="  ")
    with pytest.raises(errors.FoundOutBeforeItHappened):
        lose(stock, ranks(11, 20), discovered_on=HANDED_ON - timedelta(days=1))
    with pytest.raises(DateInTheFuture):
        lose(stock, ranks(11, 20), discovered_on=LATER + timedelta(days=1))
    with pytest.raises(errors.WitnessesMissing):
        lose(stock, ranks(11, 20), "destruction")
    with pytest.raises(errors.ComplaintIncomplete):
        lose(stock, ranks(11, 20), "theft", complaint_number="2021/117")
    with pytest.raises(NotYourRole):
        operations.open_loss_file(
            by=stock.team.printer.actor, holder_id=stock.point.holder.pk, ranges=[ranks(1, 1)], what=what()
        )


# --- found again


def test_what_is_found_again_comes_back_blocked_and_is_released_by_somebody_else(stock: Stock) -> None:
    file, team = lose(stock, ranks(11, 20), "theft"), stock.team
    holder = team.holder.actor
    with pytest.raises(errors.NotInThisFile):
        operations.find_again(
            by=holder, file_id=file.pk, numbers=ranks(20, 21), to_holder_id=stock.imprest.safe.pk, found_on=LATER
        )
    part = operations.find_again(
        by=holder, file_id=file.pk, numbers=ranks(11, 14), to_holder_id=stock.imprest.safe.pk, found_on=LATER
    )
    assert (part.state, where(ranks(11, 11)), vouchers.marks(ranks(11, 14))) == (states.OPEN, "safe", {"blocked": 4})
    with pytest.raises(NotYourRole):
        operations.release_found_pass(by=holder, file_id=file.pk, occurred_on=LATER)
    operations.release_found_pass(by=team.anne.actor, file_id=file.pk, occurred_on=LATER)
    assert vouchers.marks(ranks(11, 20)) == {"plain": 4, "blocked": 6}
    with pytest.raises(errors.NothingToRelease):
        operations.release_found_pass(by=team.anne.actor, file_id=file.pk, occurred_on=LATER)
    whole = operations.find_again(
        by=holder, file_id=file.pk, numbers=ranks(15, 20), to_holder_id=stock.imprest.safe.pk, found_on=LATER
    )
    assert (whole.state, whole.closed_on, queries.still_lost(file.pk)) == (states.FOUND, LATER, [])
    with pytest.raises(errors.LossStandsElsewhere):
        operations.cancel_lost_pass(by=team.anne.actor, file_id=file.pk, occurred_on=LATER)


@pytest.mark.parametrize("kind", ["loss", "theft", "destruction"])
def test_a_lost_pass_is_put_back_into_use_by_its_file_only(stock: Stock, kind: str) -> None:
    lose(stock, ranks(11, 20), kind, witnesses="Léa Exemple, cheffe de service")
    anne = stock.team.anne.actor
    voucher_operations.block_range(by=anne, numbers=ranks(1, 40), occurred_on=LATER, reason="Vérification")
    for numbers in (ranks(1, 40), ranks(20, 20)):
        with pytest.raises(errors.StillLost):
            operations.unblock_pass(by=anne, numbers=numbers, occurred_on=LATER, reason="Erreur")
    operations.unblock_pass(by=anne, numbers=ranks(21, 40), occurred_on=LATER, reason="Vérifiés")
    assert vouchers.marks(ranks(11, 40)) == {"blocked": 10, "plain": 20}


def test_a_pass_found_then_lost_again_waits_for_its_second_file(stock: Stock) -> None:
    file, team = lose(stock, ranks(11, 20)), stock.team
    safe = stock.imprest.safe.pk
    operations.find_again(
        by=team.holder.actor, file_id=file.pk, numbers=ranks(11, 20), to_holder_id=safe, found_on=LATER
    )
    operations.open_loss_file(by=team.holder.actor, holder_id=safe, ranges=[ranks(11, 12)], what=what("theft", LATER))
    with pytest.raises(errors.StillLost):
        operations.release_found_pass(by=team.anne.actor, file_id=file.pk, occurred_on=LATER)


def test_destroyed_pass_are_not_found_again(stock: Stock) -> None:
    file = lose(stock, ranks(11, 20), "destruction", witnesses="Léa Exemple, cheffe de service")
    with pytest.raises(errors.DestroyedForGood):
        operations.find_again(
            by=stock.team.holder.actor,
            file_id=file.pk,
            numbers=ranks(11, 20),
            to_holder_id=stock.imprest.safe.pk,
            found_on=LATER,
        )


# --- cancelled


def test_a_cancelled_number_stays_dead_for_ever(stock: Stock) -> None:
    anne = stock.team.anne.actor
    file = cancelled(stock, ranks(11, 20))
    assert (file.state, vouchers.marks(ranks(11, 20))) == (states.CANCELLED, {"cancelled": 10})
    with pytest.raises(errors.DeadForEver):
        operations.find_again(
            by=stock.team.holder.actor,
            file_id=file.pk,
            numbers=ranks(11, 11),
            to_holder_id=stock.imprest.safe.pk,
            found_on=LATER,
        )
    with pytest.raises(NothingToMark):
        voucher_operations.unblock_range(by=anne, numbers=ranks(11, 20), occurred_on=LATER, reason="Retrouvés")


def test_stolen_pass_are_cancelled_once_there_is_a_complaint(stock: Stock) -> None:
    anne = stock.team.anne.actor
    file = lose(stock, ranks(11, 20), "theft")
    with pytest.raises(errors.ComplaintMissing):
        operations.cancel_lost_pass(by=anne, file_id=file.pk, occurred_on=LATER)
    with pytest.raises(errors.ComplaintIncomplete):
        operations.record_complaint(
            by=stock.team.dado.actor, file_id=file.pk, complaint_number="2021/117", complaint_on=date(2021, 12, 1)
        )
    operations.record_complaint(
        by=stock.team.dado.actor, file_id=file.pk, complaint_number="2021/117", complaint_on=LATER
    )
    with pytest.raises(NotYourRole):
        operations.cancel_lost_pass(by=stock.team.dado.actor, file_id=file.pk, occurred_on=LATER)
    assert operations.cancel_lost_pass(by=anne, file_id=file.pk, occurred_on=LATER).state == states.CANCELLED
    with (
        pytest.raises(IntegrityError, match="stolen_pass_are_cancelled_once_there_is_a_complaint"),
        transaction.atomic(),
    ):
        LossFile.objects.filter(pk=file.pk).update(complaint_number="", complaint_on=None)


# --- at the beneficiary's


@dataclass(frozen=True)
class Given:
    """A booklet handed to a person."""

    stock: Stock
    handout: Handout

    def report(self, numbers: distribution.Ranges | None = None, by: Person | None = None) -> LossFile:
        return operations.report_loss_by_beneficiary(
            by=(by or self.stock.team.dado).actor,
            handout_id=self.handout.pk,
            what=what("loss", reported_by="par téléphone"),
            numbers=numbers,
        )


@pytest.fixture
def given(stock: Stock) -> Given:
    """The first booklet, handed out."""
    handout = distribution.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(1, 10),
        occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )
    return Given(stock, handout)


def test_a_person_reports_a_loss_and_every_pass_is_blocked_at_once(given: Given) -> None:
    file = given.report()
    assert (file.holder.kind, file.handout_id) == ("beneficiaries", given.handout.pk)
    assert (vouchers.marks(ranks(1, 10)), where(ranks(1, 1))) == ({"blocked": 10}, "lost")


def test_the_pass_already_used_are_not_lost(given: Given) -> None:
    with pytest.raises(errors.HandoutNotOfThesePass):
        given.report(ranks(10, 11))
    file = given.report(ranks(9, 10))
    assert [one.range for one in queries.loss_file(file.pk).ranges.all()] == [ranks(9, 10)]
    assert vouchers.marks(ranks(1, 10)) == {"plain": 8, "blocked": 2}


def test_a_slip_of_several_ranges_is_one_file_without_what_came_back_or_is_lost_already(stock: Stock) -> None:
    by = stock.team.dado.actor
    handout = distribution.hand_out(
        by=by, point_id=stock.point.pk, numbers=[ranks(1, 10), ranks(21, 23), ranks(31, 35)], occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    distribution.take_back(by=by, handout_id=handout.pk, numbers=ranks(31, 32), occurred_on=HANDED_ON, reason="Trop")
    whole = Given(stock, handout)
    with pytest.raises(errors.HandoutNotOfThesePass):
        whole.report([ranks(1, 1), ranks(31, 31)])
    part = whole.report([ranks(2, 3), ranks(21, 21)])
    assert [one.range for one in queries.loss_file(part.pk).ranges.all()] == [ranks(2, 3), ranks(21, 21)]
    file = whole.report()
    lost = [one.range for one in queries.loss_file(file.pk).ranges.all()]
    assert lost == [ranks(1, 1), ranks(4, 10), ranks(22, 23), ranks(33, 35)]
    with pytest.raises(errors.NotInThisFile):
        whole.report()


def test_an_agent_alone_stops_one_booklet_of_what_he_did_not_hand_out(given: Given) -> None:
    stock, team = given.stock, given.stock.team
    more = distribution.hand_out(
        by=team.dado.actor, point_id=stock.point.pk, numbers=ranks(11, 30), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    noe = make_person(team.scheme, "Noé Petit", HANDOUT_AGENT)
    people = given.handout.slip.to_holder_id
    assert people is not None
    for by, ranges in ((noe, [ranks(11, 21)]), (team.dado, [ranks(1, 8), ranks(11, 13)])):
        with pytest.raises(TooManyForOneAgent):
            operations.open_loss_file(by=by.actor, holder_id=people, ranges=ranges, what=what())
    whole = Given(stock, more)
    with pytest.raises(TooManyForOneAgent):
        whole.report(by=noe)
    assert whole.report(ranks(11, 20), by=noe).number
    assert whole.report(ranks(21, 30), by=team.holder).number, "who answers for that point"
    assert operations.open_loss_file(by=team.anne.actor, holder_id=people, ranges=[ranks(1, 10)], what=what()).number


# --- replaced


@pytest.fixture
def replacing(stock: Stock) -> Stock:
    """The same stock, under a contract that replaces lost pass at 50 cents each."""
    contract = stock.team.contract
    contract.replaces_lost, contract.replacement_fee_cents = True, 50
    contract.save()
    return stock


def replace(stock: Stock, file: LossFile, old: NumberRange, new: NumberRange) -> Replacement:
    return operations.replace_lost_pass(by=stock.team.anne.actor, file_id=file.pk, old=old, new=new, replaced_on=LATER)


def test_dead_pass_are_replaced_one_for_one_and_no_pass_is_added(replacing: Stock) -> None:
    file = cancelled(replacing, ranks(11, 20))
    made = replace(replacing, file, ranks(11, 20), ranks(51, 60))
    assert (made.old, made.new, made.fee_cents) == (ranks(11, 20), ranks(51, 60), 5_00)
    assert queries.replaced(replacing.order.pk) == {"old": 10, "new": 10}
    assert queries.replacement_of(ranks(13, 13).first) == queries.replacement_of(ranks(53, 53).first) == made
    assert queries.replacement_of(ranks(21, 21).first) is queries.replacement_of(ranks(61, 61).first) is None
    assert sum(vouchers.counts_by_mark(replacing.order.pk).values()) == replacing.order.quantity
    with pytest.raises(errors.AlreadyReplaced):
        replace(replacing, file, ranks(11, 12), ranks(61, 62))
    other = cancelled(replacing, ranks(21, 30))
    with pytest.raises(errors.AlreadyReplaced):
        replace(replacing, other, ranks(21, 22), ranks(59, 60))


def test_all_the_ranges_of_a_file_are_replaced_in_one_go(replacing: Stock) -> None:
    file = operations.open_loss_file(
        by=replacing.team.dado.actor, holder_id=replacing.point.holder.pk, ranges=[ranks(11, 13), ranks(21, 22)],
        what=what(),
    )  # fmt: skip
    operations.cancel_lost_pass(by=replacing.team.anne.actor, file_id=file.pk, occurred_on=LATER)
    lost = {"by": replacing.team.anne.actor, "file_id": file.pk, "old": [ranks(21, 22), ranks(11, 13)]}
    with pytest.raises(errors.ReplacementNotAlike) as refused:
        operations.replace_lost_pass(**lost, new=[ranks(51, 54)], replaced_on=LATER)  # type: ignore[arg-type]
    assert refused.value.facts == {"count": 5}
    operations.replace_lost_pass(
        **lost,  # type: ignore[arg-type]
        new=[ranks(61, 61), ranks(51, 54)],
        replaced_on=LATER,
    )
    made = [(one.old, one.new) for one in queries.replacements(file_id=file.pk)]
    assert made == [
        (ranks(11, 13), ranks(51, 53)), (ranks(21, 21), ranks(54, 54)), (ranks(22, 22), ranks(61, 61)),
    ]  # fmt: skip


def test_of_pass_replaced_from_two_orders_the_lowest_numbers_are_told(replacing: Stock) -> None:
    make_order(replacing.team, "2021-02", series=LOWER)
    file = cancelled(replacing, ranks(11, 12))
    made = operations.replace_lost_pass(
        by=replacing.team.anne.actor, file_id=file.pk, old=ranks(11, 12), new=[ranks(51, 51), ranks(1, 1, LOWER)],
        replaced_on=LATER,
    )  # fmt: skip
    assert (made.old, made.new) == (ranks(11, 11), ranks(1, 1, LOWER))


def test_who_replaces_has_power_over_the_new_pass(replacing: Stock) -> None:
    file, team = cancelled(replacing, ranks(11, 20)), replacing.team

    def by(person: Person, old: int, new: int) -> Replacement:
        return operations.replace_lost_pass(
            by=person.actor, file_id=file.pk, old=ranks(old, old), new=ranks(new, new), replaced_on=LATER
        )

    noe = make_person(team.scheme, "Noé Petit", HANDOUT_AGENT)
    for person, new, refusal in (
        (noe, 41, NoMandateToHandOut),
        (team.dado, 51, NoMandateOverTheSafe),
        (team.holder, 81, NotYourRole),  # the accountant's
    ):
        with pytest.raises(refusal):
            by(person, 11, new)
    assert by(team.dado, 11, 41)
    assert by(team.holder, 12, 51)


def test_the_contract_says_whether_lost_pass_are_replaced(stock: Stock) -> None:
    file = cancelled(stock, ranks(11, 20))
    with pytest.raises(errors.ReplacementNotAllowed):
        replace(stock, file, ranks(11, 20), ranks(51, 60))


def test_only_dead_pass_are_replaced_after_they_died(replacing: Stock) -> None:
    file = lose(replacing, ranks(11, 20))
    with pytest.raises(errors.LossStandsElsewhere):
        replace(replacing, file, ranks(11, 20), ranks(51, 60))
    operations.cancel_lost_pass(by=replacing.team.anne.actor, file_id=file.pk, occurred_on=LATER)
    with pytest.raises(errors.NotCancelledYet):
        replace(replacing, file, ranks(20, 21), ranks(51, 52))
    with pytest.raises(errors.ReplacementBeforeTheLoss):
        operations.replace_lost_pass(
            by=replacing.team.anne.actor, file_id=file.pk, old=ranks(11, 11), new=ranks(51, 51), replaced_on=HANDED_ON
        )


def test_what_replaces_is_alike_and_good(replacing: Stock) -> None:
    file, team = cancelled(replacing, ranks(11, 20)), replacing.team
    with pytest.raises(errors.ReplacementNotAlike):
        replace(replacing, file, ranks(11, 20), ranks(51, 59))
    voucher_operations.block_range(by=team.anne.actor, numbers=ranks(51, 51), occurred_on=LATER, reason="Douteux")
    with pytest.raises(errors.ReplacementNotUsable):
        replace(replacing, file, ranks(11, 11), ranks(51, 51))
    printed = produce(team, confirm(team, draft(team, "2021-02")), OTHER)
    with pytest.raises(errors.ReplacementNotUsable):
        replace(replacing, file, ranks(11, 11), ranks(1, 1, OTHER))
    activate(team, deliver(team, printed))
    assert replace(replacing, file, ranks(11, 11), ranks(1, 1, OTHER)).new_order_id == printed.pk


def test_a_person_is_given_as_many_as_he_lost_and_nobody_elses_count(replacing: Stock, given: Given) -> None:
    file = given.report(ranks(1, 2))
    operations.cancel_lost_pass(by=replacing.team.anne.actor, file_id=file.pk, occurred_on=LATER)
    to_another = distribution.hand_out(
        by=replacing.team.dado.actor,
        point_id=replacing.point.pk,
        numbers=ranks(21, 22),
        occurred_on=LATER,
        referral_id=refer(replacing, LATER).pk,
    )
    with pytest.raises(errors.ReplacementNotUsable):
        replace(replacing, file, ranks(1, 2), to_another.range)
    again = distribution.hand_out(
        by=replacing.team.dado.actor,
        point_id=replacing.point.pk,
        numbers=ranks(31, 32),
        occurred_on=LATER,
        beneficiary_id=given.handout.beneficiary_id,
    )
    made = operations.replace_lost_pass(
        by=replacing.team.dado.actor, file_id=file.pk, old=ranks(1, 2), new=again.range, replaced_on=LATER
    )
    assert made.fee_cents == 1_00
