"""The end of an order: announced, stopped by a named person, acknowledged, come; and all of it again once prolonged."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.models import MandateConvention
from quitus.domain.documents.signed import OnPaper
from quitus.domain.expiry import operations, queries, states
from quitus.domain.expiry.errors import (
    AlreadyAcknowledged,
    EndStandsElsewhere,
    NobodyToRemind,
    NotToldOfThisEnd,
    NotYetExpired,
    OrderHasNoEnd,
)
from quitus.domain.expiry.models import Notice, Step, Told
from quitus.domain.organisations import kinds
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Voucher
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole
from tests.factories.schemes import make_organisation
from tests.factories.stock import Stock

ALERT, BLOCKING, AFTER = date(2023, 12, 1), date(2023, 12, 16), date(2024, 2, 1)
SCAN = OnPaper("Dado Sow (exemple)", "accusé.pdf", "a" * 64, "application/pdf", 12)
SYSTEM = Actor.system()


def use(stock: Stock, *ranks: int) -> None:
    numbers = [stock.numbers(rank, rank).first for rank in ranks]
    Voucher.objects.filter(number__in=numbers).update(mark="redeemed", turn=1, marked_on=date(2023, 5, 2))


def announce(stock: Stock, on: date = ALERT) -> Step:
    with clock.at(on):
        return operations.announce_end(by=SYSTEM, order_id=stock.order.pk)


def stop(stock: Stock, on: date = BLOCKING, blocked_from: date = date(2023, 12, 17)) -> Step:
    with clock.at(on):
        return operations.decide_blocking(by=stock.team.anne.actor, order_id=stock.order.pk, blocked_from=blocked_from)


def test_the_alert_gives_its_four_totals_in_booklets(stock: Stock) -> None:
    use(stock, 1, 2, 11)
    step = announce(stock)
    assert step.figures == {"issued": 10, "handed_out": 0, "not_handed_out": 10, "started": 2, "gone": 0}
    people = {one.user_id for one in Notice.objects.filter(step=step)}
    assert {stock.team.anne.user.pk, stock.team.holder.user.pk, stock.team.dado.user.pk} <= people
    assert stock.team.prescriber.user.pk not in people


def test_booklets_lost_or_given_back_are_not_to_be_handed_out(stock: Stock) -> None:
    dado = stock.team.dado.actor
    with clock.at(BLOCKING):
        distribution.declare_loss(
            by=dado, holder_id=stock.point.holder.pk, numbers=[stock.numbers(11, 25)], occurred_on=BLOCKING,
            note="Dégât des eaux", kind="destroyed",
        )  # fmt: skip
        totals = queries.booklets(queries.end(stock.order.pk).order)
    assert (totals.issued, totals.handed_out, totals.gone, totals.not_handed_out) == (10, 0, 1, 9)


def test_a_stop_that_another_act_decided_is_told_once_and_dates_its_answer(stock: Stock) -> None:
    early = date(2023, 6, 1)
    with clock.at(early):
        with pytest.raises(OrderHasNoEnd):
            operations.tell_stop(by=SYSTEM, order_id=stock.order.pk)
        vouchers.begin_closing(
            by=stock.team.anne.actor, order_id=stock.order.pk, closing_on=early, reason="L'opérateur cesse"
        )
        assert [end.order for end in queries.stops_to_tell(early)] == [stock.order]
        step = operations.tell_stop(by=SYSTEM, order_id=stock.order.pk)
        assert operations.tell_stop(by=SYSTEM, order_id=stock.order.pk) == step
        assert queries.stops_to_tell(early) == []
    assert step.figures == {"blocked_from": "2023-06-02"}
    told = queries.told(queries.end(stock.order.pk).order)
    assert {(one.holder, queries.due_on(one)) for one in told} == {
        (stock.imprest.safe, date(2023, 6, 9)),
        (stock.point.holder, date(2023, 6, 9)),
    }
    assert queries.end(stock.order.pk).acknowledged_by == date(2023, 6, 9)


def test_a_point_opened_after_the_stop_is_told_too(stock: Stock) -> None:
    stop(stock)
    later = date(2023, 12, 18)
    with clock.at(later):
        point = distribution.open_point(
            by=stock.team.anne.actor, imprest_id=stock.imprest.pk, name="Annexe", commune="Arras", opened_on=later
        )
        assert [end.order for end in queries.stops_to_tell(later)] == [stock.order]
        operations.tell_stop(by=SYSTEM, order_id=stock.order.pk)
    (told,) = Told.objects.filter(holder=point.holder)
    assert (told.told_on, queries.due_on(told)) == (later, date(2023, 12, 26))


def test_a_place_that_is_closed_is_not_told_and_owes_no_answer(stock: Stock) -> None:
    team, body = stock.team, make_organisation("Mission locale (exemple)", kinds.OTHER)
    with clock.at(date(2023, 1, 9)):
        mandate = distribution.propose_mandate(
            by=team.anne.actor, body_id=body.pk, purpose="Remettre des pass", ceiling_cents=500_00,
            starts_on=date(2023, 1, 9), ends_on=date(2024, 12, 31),
        )  # fmt: skip
        distribution.assent_to_mandate(by=team.accountant.actor, mandate_id=mandate.pk, assent_on=date(2023, 1, 9))
        distribution.sign_mandate(
            by=team.finance.actor, mandate_id=mandate.pk, signed_on=date(2023, 1, 9), act_reference="2023-CM-1"
        )
    stop(stock)
    kept = Told.objects.get(holder__mandate=mandate)
    assert kept in queries.told(stock.order)
    MandateConvention.objects.filter(pk=mandate.pk).update(closed_on=BLOCKING)
    with clock.at(date(2023, 12, 20)):
        assert kept.holder not in queries.keepers()
        assert kept not in queries.told(stock.order)
        assert not queries.to_acknowledge([kept.holder_id])
        assert {told.holder for told in queries.to_remind(stock.order, date(2023, 12, 20))} == {
            stock.imprest.safe, stock.point.holder
        }  # fmt: skip


def test_who_has_not_signed_is_reminded_once_a_day(stock: Stock) -> None:
    step, anne = stop(stock), stock.team.anne.actor
    dado = stock.team.dado.user.pk
    with clock.at(BLOCKING), pytest.raises(NobodyToRemind):
        operations.remind_keepers(by=anne, order_id=stock.order.pk)
    with clock.at(date(2023, 12, 20)):
        at_point = Told.objects.get(holder=stock.point.holder)
        operations.acknowledge_end(
            by=stock.team.dado.actor, told_id=at_point.pk, left_count=50, acknowledged_on=date(2023, 12, 20)
        )
        assert operations.remind_keepers(by=anne, order_id=stock.order.pk) == 1
        with pytest.raises(NobodyToRemind):
            operations.remind_keepers(by=anne, order_id=stock.order.pk)
        with pytest.raises(NotYourRole):
            operations.remind_keepers(by=stock.team.dado.actor, order_id=stock.order.pk)
    again = set(Notice.objects.filter(step=step, turn=2).values_list("user_id", flat=True))
    assert stock.team.holder.user.pk in again
    assert dado not in again


def test_an_end_is_announced_once_and_only_of_an_active_order(stock: Stock) -> None:
    announce(stock)
    with pytest.raises(EndStandsElsewhere):
        announce(stock, BLOCKING)
    with pytest.raises(NotYourRole):
        operations.announce_end(by=stock.team.dado.actor, order_id=stock.order.pk)


def test_only_a_named_person_stops_the_hand_outs_and_every_keeper_is_told(stock: Stock) -> None:
    with pytest.raises(NotYourRole), clock.at(BLOCKING):
        operations.decide_blocking(by=SYSTEM, order_id=stock.order.pk, blocked_from=date(2023, 12, 17))
    stop(stock)
    stock.order.refresh_from_db()
    assert stock.order.blocked_from == date(2023, 12, 17)
    assert {told.holder for told in queries.told(stock.order)} == {stock.imprest.safe, stock.point.holder}


def test_who_keeps_the_pass_signs_or_somebody_enters_his_paper(stock: Stock) -> None:
    stop(stock)
    at_point = Told.objects.get(holder=stock.point.holder)
    in_safe = Told.objects.get(holder=stock.imprest.safe)
    facts = {"left_count": 42, "acknowledged_on": date(2023, 12, 20)}
    with clock.at(date(2023, 12, 20)):
        with pytest.raises(NotToldOfThisEnd):
            operations.acknowledge_end(by=stock.team.dado.actor, told_id=in_safe.pk, **facts)
        with pytest.raises(NotYourRole):
            operations.acknowledge_end(by=stock.team.anne.actor, told_id=in_safe.pk, **facts)
        done = operations.acknowledge_end(by=stock.team.dado.actor, told_id=at_point.pk, **facts)
        assert (done.acknowledged_by, done.left_count) == (stock.team.dado.user.full_name, 42)
        with pytest.raises(AlreadyAcknowledged):
            operations.acknowledge_end(by=stock.team.dado.actor, told_id=at_point.pk, **facts)
        paper = operations.acknowledge_end(by=stock.team.anne.actor, told_id=in_safe.pk, paper=SCAN, **facts)
    assert paper.acknowledged_by == SCAN.signed_by
    assert paper.paper is not None


def test_the_end_comes_once_after_the_tolerance_and_opens_the_closing(stock: Stock) -> None:
    use(stock, 1, 2, 3)
    with clock.at(date(2024, 1, 31)), pytest.raises(NotYetExpired):
        operations.expire_order(by=SYSTEM, order_id=stock.order.pk)
    with clock.at(AFTER):
        step = operations.expire_order(by=SYSTEM, order_id=stock.order.pk)
        assert operations.expire_order(by=SYSTEM, order_id=stock.order.pk) == step
    assert step.figures == {"delivered": 100, "used": 3, "cancelled": 0, "blocked": 0, "unused": 97}
    stock.order.refresh_from_db()
    assert (stock.order.state, stock.order.closing_on) == (voucher_states.CLOSING, AFTER)
    with pytest.raises(OrderHasNoEnd):
        announce(stock)


def test_prolonging_an_order_makes_every_step_due_again(stock: Stock) -> None:
    announce(stock)
    stop(stock)
    with clock.at(date(2023, 12, 18)):
        vouchers.prolong_order(
            by=stock.team.anne.actor,
            order_id=stock.order.pk,
            valid_until=date(2024, 6, 30),
            reason="Avenant de prolongation",
            act_reference="2023-512",
        )
    end = queries.end(stock.order.pk)
    assert (end.state, end.calendar.alert_on) == (states.COMING, date(2024, 5, 31))
    assert [step.verb for step in queries.former_steps(end.order)] == ["announce_end", "decide_blocking"]
    assert not queries.to_acknowledge([stock.point.holder.pk])
    with clock.at(AFTER), pytest.raises(NotYetExpired):
        operations.expire_order(by=SYSTEM, order_id=stock.order.pk)
    assert announce(stock, date(2024, 5, 31)).valid_until == date(2024, 6, 30)


def test_a_step_taken_is_never_changed(stock: Stock) -> None:
    announce(stock)
    for statement in ("UPDATE expiry_step SET note = 'x'", "DELETE FROM expiry_step"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
