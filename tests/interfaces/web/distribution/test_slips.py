"""Slips as their readers meet them: from a drawer, corrected, confirmed."""

from collections.abc import Iterator

import pytest
from django.test import Client

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Slip
from quitus.domain.organisations.models import Scheme
from quitus.kernel.clock import at as living
from quitus.usecases.registers.slip import slip_statement
from tests.factories.stock import HANDED_ON, Stock, ranks, refer
from tests.interfaces.web.distribution.conftest import text, to


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    """All this happens on the day of the hand-outs."""
    with living(HANDED_ON):
        yield


@pytest.fixture
def dado_s(client: Client, stock: Stock) -> Client:
    """Dado's browser."""
    client.force_login(stock.team.dado.user)
    return client


@pytest.fixture
def holder_s(stock: Stock) -> Client:
    """The imprest holder's browser."""
    browser = Client()
    browser.force_login(stock.team.holder.user)
    return browser


def test_the_slip_of_a_hand_out_from_a_drawer_is_read_by_its_keeper_and_the_imprest_holder(
    dado_s: Client, holder_s: Client, stock: Stock
) -> None:
    operations.leave_in_drawer(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )
    numbers = ranks(41, 50)
    told = {"numbers": f"{numbers.first}-{numbers.last}", "occurred_on": "06/12/2021"}
    made = dado_s.post(to("hand_out", refer(stock).pk) + "?tiroir=", told, follow=True)
    slip = Slip.objects.get(kind="handout")
    assert made.status_code == 200
    assert made.redirect_chain[-1][0] == to("slip", slip.pk)
    for browser in (dado_s, holder_s):
        assert slip.number in text(browser.get(to("slip", slip.pk)))
        assert browser.get(to("paper", "slip", slip.pk)).status_code == 200
        assert slip.number in text(browser.get(to("slips")))


def test_a_hand_out_is_corrected_only_while_nothing_came_back(dado_s: Client, stock: Stock) -> None:
    given = operations.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    correct = to("correct_handout", given.pk)
    assert correct in dado_s.get(to("slip", given.slip_id)).content.decode()
    operations.take_back(
        by=stock.team.dado.actor, handout_id=given.pk, numbers=ranks(9, 10), occurred_on=HANDED_ON, reason="Trop"
    )
    page = dado_s.get(to("slip", given.slip_id)).content.decode()
    assert correct not in page
    assert to("take_back", given.pk) in page


def test_who_receives_reads_which_pass_and_what_he_contested(dado_s: Client, stock: Stock) -> None:
    slip = operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 70), occurred_on=HANDED_ON
    )
    asked = text(dado_s.get(to("acknowledge", slip.pk)))
    assert "carnets 6 à 7, pass 51 à 70" in asked
    assert "En confirmant, vous répondez de ces pass." in asked
    told = {"received_on": "06/12/2021", "absent": "69-70", "order_id": stock.order.pk, "note": "Il en manque deux"}
    said = text(dado_s.post(to("acknowledge", slip.pk), told, follow=True))
    assert "Réception confirmée, sauf 2 pass non reçus." in said
    facts = {item.label: item.value for item in slip_statement(slip.pk).items}
    assert (facts["Pass reçus"], facts["Constat à la réception"]) == (18, "Il en manque deux")


def test_a_drawer_without_a_whole_booklet_says_so_and_errors_stand_where_one_typed(
    dado_s: Client, stock: Stock
) -> None:
    operations.leave_in_drawer(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 43), occurred_on=HANDED_ON
    )
    drawer = to("hand_out", refer(stock).pk) + "?tiroir="
    assert "Votre tiroir n'a pas de carnet entier" in text(dado_s.get(drawer))
    told = {"order": stock.order.pk, "booklets": "", "occurred_on": "06/12/2021"}
    for typed in ("1-3", "41, 41"):
        errors = dado_s.post(drawer, told | {"ranks": typed}).context["form"].errors
        assert set(errors) == {"ranks"}
