"""The régie for who keeps its safe: what its act says, its cash, pass sent home."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from quitus.domain.distribution import catalogue, operations
from quitus.domain.distribution.models import CashLine, Handout
from quitus.domain.organisations.models import Scheme
from quitus.kernel.clock import at as living
from quitus.kernel.operation import unbroken
from tests.factories.passes import Team
from tests.factories.stock import Stock, appoint, make_imprest, refer
from tests.interfaces.web.distribution.conftest import cost, text, to

TODAY = date(2022, 1, 10)


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    with living(TODAY):
        yield


@pytest.fixture
def keeper(client: Client, team: Team) -> Client:
    client.force_login(team.holder.user)
    return client


def test_cash_is_written_and_read_at_one_cost_whatever_the_lines(keeper: Client, team: Team) -> None:
    with unbroken():
        imprest = make_imprest(team, allowed=frozenset(catalogue.REGIE_OPERATIONS), cash_ceiling_cents=300_00)
        appoint(team, imprest, team.holder.user.pk, "holder")
    assert "Voir les espèces" in text(keeper.get(to("regie")))
    said = {"kind": "advance", "amount_cents": "200,00", "reference": "R-1", "occurred_on": "10/01/2022"}
    assert keeper.post(to("write_cash"), said).status_code == 302
    assert keeper.post(to("write_cash"), said).status_code == 302  # sent twice, entered once
    refused = keeper.post(to("write_cash"), {**said, "reference": "R-2"})
    assert "au-delà de son plafond" in text(refused)
    assert "amount_cents" in refused.context["form"].errors
    assert CashLine.objects.get().amount_cents == 200_00

    assert "Il en reste 200,00 €" in text(keeper.get(to("cash")))
    few = cost(to("cash"), keeper)
    for rank in range(3):
        operations.record_cash(
            by=team.holder.actor, imprest_id=imprest.pk, kind="spending", amount_cents=10_00,
            occurred_on=TODAY, reference=f"F-{rank}",
        )  # fmt: skip
    assert cost(to("cash"), keeper) == few


def test_a_regie_without_cash_has_no_page_of_it(keeper: Client, stock: Stock) -> None:
    assert keeper.get(to("cash")).status_code == 404
    assert "Voir les espèces" not in text(keeper.get(to("regie")))


def test_pass_are_sent_home_only_where_the_act_allows_it(stock: Stock) -> None:
    dado = Client()
    dado.force_login(stock.team.dado.user)
    waiting = refer(stock)
    address = to("hand_out", waiting.pk)
    form = dado.get(address).context["form"]
    assert "posted_home" not in form.fields
    said = {"numbers": form["numbers"].value(), "occurred_on": "10/01/2022", "posted_home": "on"}
    dado.post(address, said)
    assert not Handout.objects.get().posted_home
