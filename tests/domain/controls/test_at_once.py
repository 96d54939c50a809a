"""Two people lose or replace pass of one order at the same moment: neither waits for the other for ever."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from quitus.domain.controls import operations
from quitus.domain.controls.models import LossFile, Replacement
from quitus.domain.controls.operations import losses
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.models import DistributionPoint, Handout
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel import clock
from quitus.usecases import controls as usecases
from tests.factories.at_once import both
from tests.factories.controls import acknowledge, what
from tests.factories.passes import make_team
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_scheme
from tests.factories.stock import HANDED_ON, TRANSFERRED_ON, Stock, appoint, make_point, make_stock, ranks, refer

pytestmark = pytest.mark.django_db(transaction=True)
LATER = HANDED_ON + timedelta(days=3)


@dataclass(frozen=True)
class Two:
    """Two points of one order, with an agent each; Dado handed out three booklets."""

    stock: Stock
    denis: Person
    other: DistributionPoint
    given: list[Handout]


@pytest.fixture
def two(transactional_db: None) -> Two:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        stock = make_stock(make_team(scheme, anne, make_person(scheme, "Dado Delattre", "handout_agent")))
        team, denis = stock.team, make_person(scheme, "Denis Roy", "handout_agent")
        team.contract.replaces_lost = True
        team.contract.save()
        other = make_point(team, stock.imprest, "Médiathèque de Liévin")
        appoint(team, stock.imprest, denis.user.pk, "agent", point=other)
        acknowledge(stock)
        slip = distribution.transfer_to_point(
            by=team.holder.actor, point_id=other.pk, numbers=ranks(51, 70), occurred_on=TRANSFERRED_ON
        )
        distribution.acknowledge_slip(by=denis.actor, slip_id=slip.pk, received_on=TRANSFERRED_ON)
        given = [_given(stock, first) for first in (1, 11, 21)]
    return Two(stock, denis, other, given)


def _given(stock: Stock, first: int) -> Handout:
    return distribution.hand_out(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(first, first + 9),
        occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )


def meets(gate: threading.Barrier) -> None:
    """Wait for the other as long as it may take to come; who waits for a lock of ours does not."""
    with suppress(threading.BrokenBarrierError):
        gate.wait(1)


def test_two_replacements_of_one_order_are_both_made(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    team, gate, hand_out = two.stock.team, threading.Barrier(2), distribution.hand_out

    def handed(**facts: Any) -> Handout:
        made = hand_out(**facts)
        meets(gate)
        return made

    def replacing(by: Person, point: DistributionPoint, old: int, new: int, file: LossFile) -> Callable[[], object]:
        def act() -> object:
            with clock.at(LATER):
                return usecases.replace_for_person(
                    by=by.actor,
                    file_id=file.pk,
                    old=ranks(old, old + 9),
                    point_id=point.pk,
                    numbers=ranks(new, new + 9),
                    occurred_on=LATER,
                )

        return act

    with within_scheme(team.scheme), clock.at(LATER):
        files = [
            operations.report_loss_by_beneficiary(by=team.dado.actor, handout_id=one.pk, what=what("loss", HANDED_ON))
            for one in two.given[:2]
        ]
        for file in files:
            operations.cancel_lost_pass(by=team.anne.actor, file_id=file.pk, occurred_on=LATER)
    monkeypatch.setattr(distribution, "hand_out", handed)
    made = both(
        team.scheme,
        replacing(team.dado, two.stock.point, 1, 31, files[0]),
        replacing(two.denis, two.other, 11, 51, files[1]),
    )
    assert [type(one) for one in made] == [Replacement, Replacement]


def test_two_losses_of_one_order_are_both_told(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    team, gate, number = two.stock.team, threading.Barrier(2), losses.number_paper
    by_phone: set[int] = set()

    def numbered(letter: str, on: Any) -> str:
        if threading.get_ident() in by_phone:
            meets(gate)
            return number(letter, on)
        made = number(letter, on)
        meets(gate)
        return made

    def telephone() -> object:
        by_phone.add(threading.get_ident())
        with clock.at(LATER):
            return operations.report_loss_by_beneficiary(
                by=team.dado.actor, handout_id=two.given[2].pk, what=what("loss", LATER)
            )

    def at_the_point() -> object:
        with clock.at(LATER):
            return operations.open_loss_file(
                by=two.denis.actor, holder_id=two.other.holder.pk, ranges=[ranks(61, 65)], what=what("loss", LATER)
            )

    monkeypatch.setattr(losses, "number_paper", numbered)
    made = both(team.scheme, telephone, at_the_point)
    assert sorted(one.number for one in made if isinstance(one, LossFile)) == ["D2021-0001", "D2021-0002"]
