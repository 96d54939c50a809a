"""`quitus mint`: the pass of an order, made by the same use case as on its page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quitus.domain.audit.models import Entry
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers.models import Order, Voucher
from quitus.interfaces.commands.main import group
from quitus.usecases.bench._ground import make_ground
from tests.factories.passes import PRODUCED_ON, confirm, draft, make_team, prove
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme


@pytest.fixture
def order(db: None, settings: Any) -> Order:
    """An order whose proof is approved, and no scheme entered."""
    settings.DATABASE_SERVER = object()  # somebody else's server: nothing to start
    scheme = make_scheme()
    with within_scheme(scheme):
        anne, dado = make_person(scheme, "Anne", "manager"), make_person(scheme, "Dado", "handout_agent")
        team = make_team(scheme, anne, dado)
        return prove(team, confirm(team, draft(team)))


@pytest.fixture
def say() -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(group, ["mint", *words])


def test_an_order_is_minted_once(order: Order, say: Callable[..., Result]) -> None:
    told = say(order.number, "--on", PRODUCED_ON.isoformat(), "--json")
    assert told.exit_code == 0, told.output
    made = json.loads(told.stdout)
    with within_scheme(Scheme.objects.get()):
        assert made["pass"] == Voucher.objects.count() == order.quantity
        assert made["key"] == Order.objects.get().key_id
        assert Entry.objects.get(verb="produce_order").actor_label == "Ligne de commande"
    again = say(order.number, "--on", PRODUCED_ON.isoformat())
    assert again.exit_code == 2
    assert order.number in again.stderr


def test_an_order_that_nobody_knows_is_told_in_one_line(order: Order, say: Callable[..., Result]) -> None:
    for words in (["2099-01"], [order.number, "--scheme", "ailleurs"]):
        told = say(*words)
        assert told.exit_code == 2
        assert told.stderr.startswith("quitus: there is no order")
        assert len(told.stderr.splitlines()) == 1


def test_several_orders_of_one_number_are_told_apart_by_their_scheme(order: Order, say: Callable[..., Result]) -> None:
    other = make_ground("autre")
    with within_scheme(other.scheme):
        other.order(order.number, 10)
    assert "--scheme" in say(order.number).stderr
    assert say(order.number, "--scheme", "autre").exit_code == 0


def test_pass_of_an_operator_outside_are_not_ours_to_make(order: Order, say: Callable[..., Result]) -> None:
    with within_scheme(Scheme.objects.get()):
        Order.objects.update(shape="outside")
    assert "outside of this program" in say(order.number).stderr
