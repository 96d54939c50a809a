"""What the proof makes of pass blocked, released, used and given back one after the other."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from quitus.domain.redemption.operations import undo_redemption
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Voucher
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.ranges import NumberRange
from quitus.usecases.verify.marks import CHECKS

BEGUN = datetime(2023, 3, 1, 9, 0, tzinfo=PARIS)


@pytest.fixture
def live(reception):
    """Do things to the pass of a rank, each an hour after the one before, or after so many minutes."""
    moment = BEGUN

    def do(verb, rank, *, after=60):
        nonlocal moment
        moment += timedelta(minutes=after)
        number = reception.pass_number(rank)
        with clock.at(moment):
            if verb == "take":
                assert reception.take(rank)[0].is_taken
            elif verb == "undo":
                turn = Voucher.objects.get(number=number).turn
                reason = {"reason_code": "wrong_pass"}
                undo_redemption(by=reception.lina.actor, number=number, turn=turn, **reason)
            else:
                told = {"occurred_on": moment.date(), "reason": "Essai"}
                numbers = NumberRange(number, number + 1)
                getattr(vouchers, verb)(by=reception.team.anne.actor, numbers=numbers, **told)

    return do


def found():
    with connection.cursor() as cursor:
        return [(fault.check, fault.key) for check in CHECKS for fault in check.faults(cursor)]


def mark(number, one):
    Voucher.objects.filter(number=number).update(mark=one, marked_on=None if one == "plain" else BEGUN.date())


@pytest.mark.parametrize(
    "verbs",
    [
        ["block_range", "unblock_range", "take", "undo", "block_range"],
        ["take", "block_range", "undo", "take"],
        ["take", "block_range", "undo", "cancel_range"],
        ["take", "undo", "take", "undo", "block_range", "cancel_range"],
    ],
)
def test_what_happens_in_order_is_no_fault(reception, live, verbs):
    for verb in verbs:
        live(verb, 1)

    assert found() == []


@pytest.mark.parametrize(
    ("verbs", "wrong"),
    [
        ([], "cancelled"),
        (["block_range"], "plain"),
        (["block_range", "unblock_range"], "blocked"),
        (["cancel_range"], "plain"),
        (["take", "undo", "block_range"], "plain"),
        (["take", "block_range", "undo"], "blocked"),
    ],
)
def test_a_mark_that_no_line_gave_is_seen(reception, live, verbs, wrong):
    for verb in verbs:
        live(verb, 1)

    mark(reception.pass_number(1), wrong)

    assert found() == [("a_mark_follows_from_its_lines", f"pass {reception.pass_number(1)}")]


def test_a_use_of_a_pass_that_was_blocked_is_seen(reception, live):
    live("block_range", 1)
    mark(reception.pass_number(1), "plain")
    live("take", 1)

    assert found() == [("no_use_while_withheld", f"pass {reception.pass_number(1)}")]


def test_of_two_things_within_a_minute_either_may_have_come_first(reception, live):
    live("take", 1)
    live("undo", 1)
    live("block_range", 1, after=0.5)
    assert found() == []

    mark(reception.pass_number(1), "plain")
    assert found() == []

    mark(reception.pass_number(1), "cancelled")
    assert found() == [("a_mark_follows_from_its_lines", f"pass {reception.pass_number(1)}")]
