"""The imprest holder's pages and what an agent does with his stock."""

from collections.abc import Iterator

import pytest
from django.test import Client

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import Slip
from quitus.domain.vouchers import queries as vouchers
from quitus.interfaces.web.layout.stock import named_with_way
from quitus.kernel.clock import at as living
from tests.factories.passes import make_order
from tests.factories.stock import HANDED_ON, Stock, make_point, ranks, refer
from tests.interfaces.web.distribution.conftest import cost, text, to


@pytest.fixture(autouse=True)
def _day(stock: Stock) -> Iterator[None]:
    """All this happens on the day of the hand-outs."""
    with living(HANDED_ON):
        yield


@pytest.fixture
def holder_s(client: Client, stock: Stock) -> Client:
    """Rémi's browser: he keeps the safe."""
    client.force_login(stock.team.holder.user)
    return client


@pytest.fixture
def dado_s(stock: Stock) -> Client:
    """Dado's browser."""
    browser = Client()
    browser.force_login(stock.team.dado.user)
    return browser


def test_the_home_of_the_imprest_holder_says_what_he_answers_for(holder_s: Client, stock: Stock) -> None:
    said = text(holder_s.get(to("home")))
    assert "800,00 € de pass sous votre responsabilité" in said
    assert "Approvisionner" not in said.split("Récemment")[0].replace("Approvisionner un point", "")
    for _ in range(5):
        refer(stock)
    said = text(holder_s.get(to("home")))
    assert "Approvisionner Maison des solidarités de Lens il reste 50 pass, 5 fiches en attente" in said
    operations.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )
    assert "Confirmer la réception de 10 pass" in text(holder_s.get(to("home")))


def test_the_safe_shows_its_ranges_and_the_points_their_stock(holder_s: Client) -> None:
    assert "carnets 6 à 8, pass 51 à 80" in text(holder_s.get(to("safe")))
    said = text(holder_s.get(to("points")))
    assert "Maison des solidarités de Lens" in said
    assert "Dado Delattre" in said


def test_booklets_go_to_a_point_and_the_agent_confirms(holder_s: Client, dado_s: Client, stock: Stock) -> None:
    said = {"point_id": stock.point.pk, "booklets": "2", "from_booklet": "", "occurred_on": "06/12/2021"}
    answer = holder_s.post(to("transfer"), said)
    slip = Slip.objects.latest("pk")
    assert answer["Location"] == to("slip", slip.pk)
    assert "carnets 6 à 7, pass 51 à 70" in text(holder_s.get(answer["Location"]))
    assert "Confirmer la réception" in text(dado_s.get(to("slip", slip.pk)))
    assert "En confirmant, vous répondez de ces pass." in text(dado_s.get(to("acknowledge", slip.pk)))
    assert dado_s.post(to("acknowledge", slip.pk), {"received_on": "06/12/2021"}).status_code == 302
    slip.refresh_from_db()
    assert slip.received_by == "Dado Delattre"
    again = dado_s.post(to("acknowledge", slip.pk), {"received_on": "06/12/2021"})
    assert "est déjà accepté depuis le 6 décembre 2021" in text(again)


def test_a_transfer_that_cannot_be_is_refused_in_words(
    holder_s: Client, stock: Stock, subtests: pytest.Subtests
) -> None:
    for said, expected in (
        ({"booklets": "4"}, "Le coffre n'a pas autant de carnets qui se suivent à cette date."),
        ({"booklets": "1", "from_booklet": "9"}, "Ces pass ne sont pas, ou plus, dans « Régie Pass numérique »"),
        ({"booklets": "1", "occurred_on": "01/09/2021"}, "Le coffre n'a pas autant de carnets"),
    ):
        with subtests.test(said):
            facts = {"point_id": stock.point.pk, "from_booklet": "", "occurred_on": "06/12/2021"}
            page = holder_s.post(to("transfer"), facts | said)
            assert page.status_code == 422
            assert expected in text(page)


def test_the_register_is_read_by_who_answers_for_it(holder_s: Client, dado_s: Client, stock: Stock) -> None:
    safe, point = stock.imprest.safe.pk, stock.point.holder.pk
    said = text(holder_s.get(to("register", safe)))
    assert said.index("carnets 1 à 5") < said.index("carnets 1 à 8"), "latest lines first"
    assert "Comptable public" in said
    assert holder_s.get(to("register", point)).status_code == 200
    assert dado_s.get(to("register", point)).status_code == 200
    assert dado_s.get(to("register", safe)).status_code == 404
    rows = holder_s.get(to("register", safe) + "?format=csv").content.decode().splitlines()
    assert len(rows) == 3


def test_an_agent_gives_pass_back_and_declares_a_loss(dado_s: Client, stock: Stock) -> None:
    order = str(stock.order.pk)
    back = {"order_id": order, "ranks": "41-45, 46-50", "occurred_on": "06/12/2021", "note": ""}
    assert dado_s.get(to("return", stock.point.pk)).status_code == 200
    assert dado_s.post(to("return", stock.point.pk), back).status_code == 302
    on = {"occurred_on": "06/12/2021", "discovered_on": "06/12/2021"}
    lost = {"order_id": order, "first": "1", "last": "10", "kind": "loss", "circumstances": "Tiroir forcé"} | on
    assert dado_s.get(to("open_loss", stock.point.holder.pk)).status_code == 200
    assert dado_s.post(to("open_loss", stock.point.holder.pk), lost).status_code == 302
    assert queries.held_by(stock.point.holder.pk).count == 30
    assert vouchers.marks(ranks(1, 10)) == {"blocked": 10}
    page = dado_s.post(to("open_loss", stock.point.holder.pk), lost)
    assert "Ces pass ne sont pas, ou plus" in text(page)
    assert "carnets 2 à 4, pass 11 à 40" in text(dado_s.get(to("stock")))


def test_stock_of_others_is_not_there(dado_s: Client, stock: Stock) -> None:
    other = make_point(stock.team, stock.imprest, "Maison de Béthune")
    supply = Slip.objects.get(kind="supply")
    assert dado_s.get(to("return", other.pk)).status_code == 404
    assert dado_s.get(to("open_loss", stock.imprest.safe.pk)).status_code == 404
    assert dado_s.get(to("slip", supply.pk)).status_code == 404
    assert dado_s.post(to("acknowledge", supply.pk), {"received_on": "06/12/2021"}).status_code == 404
    for view in ("safe", "points", "regie"):
        assert dado_s.get(to(view)).status_code == 403
    assert dado_s.get(to("transfer")).status_code == 404, "no store to give from"


def test_the_regie_shows_its_acts_and_people(holder_s: Client) -> None:
    said = text(holder_s.get(to("regie")))
    assert "2021-R-12" in said
    assert "Dado Delattre" in said
    assert "Rémi Dubois" in said


def test_a_list_costs_the_same_whatever_its_size(holder_s: Client, stock: Stock) -> None:
    views = ("home", "points", "slips", "regie")
    counts: list[dict[str, int]] = []
    for step in range(2):
        for place in range(2):
            first = 51 + step * 10 + place * 5
            point = make_point(stock.team, stock.imprest, f"Point {first}")
            operations.transfer_to_point(
                by=stock.team.holder.actor, point_id=point.pk, numbers=ranks(first, first + 4), occurred_on=HANDED_ON
            )
        counts.append({view: cost(to(view), holder_s) for view in views})
    assert counts[0] == counts[1]


def test_what_is_on_its_way_is_told_of_its_own_order(stock: Stock) -> None:
    other = make_order(stock.team, "2021-02", series=223_456_789)
    operations.supply_safe(
        by=stock.team.accountant.actor,
        imprest_id=stock.imprest.pk,
        numbers=ranks(1, 10, 223_456_789),
        occurred_on=HANDED_ON,
    )
    lines = [line for line in queries.stock() if line.holder == stock.imprest.safe]
    assert [(line.order.pk, "en chemin" in name) for name, line in zip(named_with_way(lines), lines, strict=True)] == [
        (stock.order.pk, False),
        (other.pk, True),
    ]
