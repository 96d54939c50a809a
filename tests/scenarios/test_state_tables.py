"""Every cell of the tables of an order, of a mark and of the custody: what may be done happens through its operation,
what may not is refused by name. A verb or a state added to a table must be added here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import transaction

from quitus.domain.organisations.models import Scheme
from quitus.domain.redemption import errors as redemption_errors
from quitus.domain.vouchers import errors, operations, queries, rules, states
from quitus.domain.vouchers.draft_errors import DraftSettled
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.kernel.life import Life
from quitus.kernel.operation import unbroken
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.usecases import orders as usecases
from quitus.usecases import redeem as undoing
from tests.factories.passes import ACTIVATED_ON, DELIVERED_ON, PRODUCED_ON, PROOF_ON, Team, draft, make_team
from tests.factories.people import Person
from tests.factories.reception import Reception

LATER = date(2024, 6, 1)
Do = Callable[[Order], object]


@contextmanager
def tried() -> Iterator[None]:
    """Something is tried, and undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def verbs_of(life: Life) -> set[str]:
    """Every verb of a table."""
    return {verb for verbs in life.values() for verb in verbs}


# --- orders


def steps(team: Team) -> dict[str, Do]:
    """Each verb of the table of orders, done by who may, on a day when only the state can refuse it."""
    anne, known = team.anne.actor, {"by": team.anne.actor}

    def half(order: Order) -> list[NumberRange]:
        whole = queries.order_range(order)
        return [NumberRange(whole.first, whole.first + 4)] if whole else []

    return {
        "visa_order": lambda one: operations.visa_order(
            by=team.accountant.actor, order_id=one.pk, revision=one.revision, visa_on=one.drafted_on
        ),
        "refuse_visa": lambda one: operations.refuse_visa(
            by=team.accountant.actor, order_id=one.pk, revision=one.revision, refused_on=one.drafted_on,
            reason="Trop de pass",
        ),
        "correct_draft": lambda one: operations.correct_draft(
            **known, order_id=one.pk, revision=one.revision, corrected_on=one.drafted_on, number=one.number,
            quantity=20, booklet_size=10, face_value_cents=10_00,
            valid_until=one.valid_until, drafted_on=one.drafted_on, operator_contract_id=team.contract.pk,
        ),
        "confirm_order": lambda one: operations.confirm_order(
            **known, order_id=one.pk, revision=one.revision, confirmed_on=one.drafted_on
        ),
        "cancel_order": lambda one: operations.cancel_order(
            **known, order_id=one.pk, cancelled_on=PROOF_ON, reason="Erreur"
        ),
        "approve_proof": lambda one: operations.approve_proof(
            **known, order_id=one.pk, approved_on=PROOF_ON, approved_name="Anne Lefebvre"
        ),
        "produce_order": lambda one: usecases.produce_order(
            by=team.printer.actor, order_id=one.pk, produced_on=PRODUCED_ON
        ),
        "receive_part": lambda one: usecases.receive_delivery(
            by=team.accountant.actor, order_id=one.pk, delivered_on=DELIVERED_ON, received=half(one)
        ),
        "receive_delivery": lambda one: usecases.receive_delivery(
            by=team.accountant.actor, order_id=one.pk, delivered_on=DELIVERED_ON
        ),
        "activate_order": lambda one: usecases.activate_order(
            by=team.finance.actor, order_id=one.pk, mandat_number=f"M-{one.pk}", activated_on=ACTIVATED_ON
        ),
        "stop_distribution": lambda one: operations.stop_distribution(
            by=anne, order_id=one.pk, blocked_from=LATER + timedelta(days=1)
        ),
        "prolong_order": lambda one: operations.prolong_order(
            by=anne, order_id=one.pk, valid_until=date(2030, 1, 1), reason="Retard", act_reference="D-1",
            decided_on=DELIVERED_ON,
        ),
        "begin_closing": lambda one: operations.begin_closing(by=anne, order_id=one.pk, closing_on=date(2024, 2, 1)),
        "close_order": lambda one: operations.close_order(by=anne, order_id=one.pk, closed_on=LATER),
        "abandon_order": lambda one: operations.abandon_order(
            by=anne, order_id=one.pk, abandoned_on=LATER, reason="Faillite", act_reference="D-2"
        ),
    }  # fmt: skip


TO_STATE = {
    states.DRAFTED: (),
    states.VISA_REFUSED: ("refuse_visa",),
    states.VISAED: ("visa_order",),
    states.CANCELLED: ("cancel_order",),
    states.CONFIRMED: ("confirm_order",),
    states.PROOFED: ("confirm_order", "approve_proof"),
    states.PRODUCED: ("confirm_order", "approve_proof", "produce_order"),
    states.DELIVERED: ("confirm_order", "approve_proof", "produce_order", "receive_delivery"),
    states.ACTIVE: ("confirm_order", "approve_proof", "produce_order", "receive_delivery", "activate_order"),
}
TO_STATE[states.CLOSING] = (*TO_STATE[states.ACTIVE], "begin_closing")
TO_STATE[states.CLOSED] = (*TO_STATE[states.CLOSING], "close_order")


def test_every_cell_of_the_table_of_orders(
    scheme: Scheme, anne: Person, dado: Person, subtests: pytest.Subtests
) -> None:
    with clock.at(LATER), unbroken():
        team = make_team(scheme, anne, dado, order_visa="waived")
        do = steps(team)
        assert (set(do), set(TO_STATE)) == (verbs_of(states.ORDER), set(states.ORDER))
        standing = {}
        for state, path in TO_STATE.items():
            order = draft(team, f"O-{state}", 10)
            for verb in path:
                do[verb](queries.order(order.pk))
            standing[state] = queries.order(order.pk)
            assert standing[state].state == state
    with clock.at(LATER):
        for state, verbs in states.ORDER.items():
            for verb, act in do.items():
                with subtests.test(f"{state}: {verb}"), tried():
                    if verb in verbs:
                        act(standing[state])
                        assert queries.order(standing[state].pk).state == verbs[verb]
                    else:
                        elsewhere = (errors.OrderStandsElsewhere, errors.OrderNotDelivered, DraftSettled)
                        with pytest.raises(elsewhere):
                            act(standing[state])


# --- marks and validity


MARKED = {states.PLAIN: 1, states.BLOCKED: 2, states.REDEEMED: 3, states.CANCELLED: 4}
REFUSED_BY_MARK: dict[tuple[str, str], type[Refusal]] = {
    (states.BLOCKED, "redeem"): redemption_errors.PassBlocked,
    (states.REDEEMED, "redeem"): redemption_errors.PassAlreadyUsed,
    (states.CANCELLED, "redeem"): redemption_errors.PassCancelled,
    **{(mark, "undo_redemption"): redemption_errors.RedemptionUnknown for mark in MARKED},
}


def marking(reception: Reception) -> dict[str, Callable[[int], object]]:
    """Each verb of the table of marks, on the pass of a rank."""
    by = reception.team.anne.actor

    def change(verb: str, rank: int) -> object:
        number = reception.pass_number(rank)
        return getattr(operations, verb)(
            by=by, numbers=NumberRange(number, number), occurred_on=clock.today(), reason="Essai"
        )

    def redeem(rank: int) -> object:
        (answer,) = reception.take(rank)
        if answer.refusal is not None:
            raise answer.refusal
        return answer

    def undo(rank: int) -> object:
        return undoing.undo_redemption(by=reception.lina.actor, number=reception.pass_number(rank), turn=1)

    changes = {verb: partial(change, verb) for verb in ("block_range", "unblock_range", "cancel_range")}
    return {**changes, "redeem": redeem, "undo_redemption": undo}


def mark_of(reception: Reception, rank: int) -> str:
    voucher = queries.voucher(reception.pass_number(rank))
    assert voucher is not None
    return voucher.mark


def validity_of(reception: Reception, rank: int) -> str:
    order = queries.order(reception.order.pk)
    return rules.validity(queries.facts_of(order), mark_of(reception, rank), clock.today())


def test_every_cell_of_the_table_of_marks(reception: Reception, subtests: pytest.Subtests) -> None:
    do = marking(reception)
    assert (set(do), set(MARKED)) == (verbs_of(states.MARK), set(states.MARK))
    do["block_range"](MARKED[states.BLOCKED])
    do["redeem"](MARKED[states.REDEEMED])
    do["cancel_range"](MARKED[states.CANCELLED])
    for mark, verbs in states.MARK.items():
        for verb, act in do.items():
            with subtests.test(f"{mark}: {verb}"), tried():
                if verb in verbs:
                    act(MARKED[mark])
                    assert mark_of(reception, MARKED[mark]) == verbs[verb]
                else:
                    with pytest.raises(REFUSED_BY_MARK.get((mark, verb), errors.NothingToMark)):
                        act(MARKED[mark])


def test_every_cell_of_the_table_of_validity(reception: Reception, subtests: pytest.Subtests) -> None:
    """The marks, as the order and the day let them count."""
    do = marking(reception)
    do["block_range"](MARKED[states.BLOCKED])
    do["redeem"](MARKED[states.REDEEMED])
    do["cancel_range"](MARKED[states.CANCELLED])
    order = Order.objects.get(pk=reception.order.pk)
    over = order.usable_until + timedelta(days=1)

    def prolong(_: int) -> object:
        return operations.prolong_order(
            by=reception.team.anne.actor, order_id=order.pk, valid_until=over + timedelta(days=9), reason="Retard",
            act_reference="D-1",
        )  # fmt: skip

    def activate(_: int) -> object:
        return operations.activate_order(
            by=reception.team.finance.actor, order_id=order.pk, mandat_number="M-1", activated_on=clock.today()
        )

    done: dict[str, Callable[[int], object]] = {**do, "prolong_order": prolong, "activate_order": activate}
    assert set(done) | {"last_day_passes"} == verbs_of(states.VALIDITY)
    for state, verbs in states.VALIDITY.items():
        rank = MARKED.get(state, MARKED[states.PLAIN])
        with clock.at(over if state == states.EXPIRED else clock.now()), tried():
            if state == states.INACTIVE:
                Order.objects.filter(pk=order.pk).update(state="delivered", activated_on=None, mandat_number="")
            assert validity_of(reception, rank) == state
            for verb, act in done.items():
                with subtests.test(f"{state}: {verb}"), tried():
                    if verb in verbs:
                        act(rank)
                        assert validity_of(reception, rank) == verbs[verb]
                    elif verb in states.MARK[mark_of(reception, rank)]:
                        with pytest.raises((redemption_errors.PassInactive, redemption_errors.PassExpired)):
                            act(rank)
                    elif verb in do:  # an act on the whole order is judged by the table of orders
                        mark = mark_of(reception, rank)
                        with pytest.raises(REFUSED_BY_MARK.get((mark, verb), errors.NothingToMark)):
                            act(rank)
    with clock.at(over):
        assert states.VALIDITY[states.ACTIVE]["last_day_passes"] == validity_of(reception, MARKED[states.PLAIN])
