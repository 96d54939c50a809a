"""The operator prints and follows what is counted; of another operator it finds nothing."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.distribution import queries
from quitus.domain.vouchers import states
from quitus.domain.vouchers.models import Voucher
from tests.factories.pages import said
from tests.factories.passes import confirm, deliver, draft, produce, prove
from tests.factories.people import Person
from tests.interfaces.web.operator.conftest import Workshop, at


def test_the_home_says_what_to_print_and_to_deliver(printer: Client) -> None:
    home = said(printer.get(at("home")))
    assert "Produire les pass" in home
    assert "2021-02, 10 carnets de 10 pass" in home
    assert "Livrer les pass au comptable public" in home
    assert "pass à livrer" in home
    assert "2021-09" not in home


def test_producing_mints_the_pass_and_leaves_them_at_the_printer(printer: Client, workshop: Workshop) -> None:
    address = at("produce_order", workshop.confirmed.pk)
    assert "Ils restent inactifs" in said(printer.get(address))
    done = printer.post(address, {"produced_on": "09/12/2021"}, follow=True)
    assert "Les pass sont produits." in said(done)
    workshop.confirmed.refresh_from_db()
    assert workshop.confirmed.state == states.PRODUCED
    assert Voucher.objects.filter(order=workshop.confirmed).count() == 100
    held = said(printer.get(at("stock")))
    assert "carnets 1 à 10, pass 1 à 100" in held
    assert "2021-02" in held


def test_producing_twice_or_before_the_confirmation_is_refused_in_words(printer: Client, workshop: Workshop) -> None:
    early = printer.post(at("produce_order", workshop.confirmed.pk), {"produced_on": "01/06/2021"})
    assert early.status_code == 422
    assert "L'étape précédente de la commande date du 1er juillet 2021" in said(early)
    twice = printer.post(at("produce_order", workshop.produced.pk), {"produced_on": "09/12/2021"})
    assert twice.status_code == 422
    assert "Cette étape vient seulement quand" in said(twice)


def test_a_delivery_is_counted_by_others_and_its_difference_explained(printer: Client, workshop: Workshop) -> None:
    shown = said(printer.get(at("order", workshop.delivered.pk)))
    assert "20 manquants : Carton ouvert à l'arrivée." in shown
    slip = queries.slips().get()
    assert "Manquants à la livraison" in said(printer.get(at("slip", slip.pk)))
    assert "Enregistrer la livraison" not in said(printer.get(at("order", workshop.delivered.pk)))


def test_an_order_is_there_once_it_is_sent(printer: Client, workshop: Workshop) -> None:
    listed = said(printer.get(at("orders")))
    assert "2021-02" in listed
    assert "2021-01" not in listed
    assert printer.get(at("order", workshop.drafted.pk)).status_code == 404
    assert "Visa du comptable donné" not in said(printer.get(at("order", workshop.confirmed.pk)))


def test_another_operator_finds_nothing(workshop: Workshop, sign_in: Callable[[Person], Client]) -> None:
    slip = queries.slips().get()
    client = sign_in(workshop.rival)
    for order in (workshop.confirmed, workshop.produced, workshop.delivered):
        assert client.get(at("order", order.pk)).status_code == 404
        assert client.get(at("produce_order", order.pk)).status_code == 404
        assert client.post(at("produce_order", order.pk), {"produced_on": "09/12/2021"}).status_code == 404
    assert client.get(at("slip", slip.pk)).status_code == 404
    listed = said(client.get(at("orders")))
    assert "2021-09" in listed
    assert "2021-02" not in listed
    assert "2021-03" not in said(client.get(at("home")))
    assert "Aucun pass à livrer." in said(client.get(at("stock")))
    assert client.get(at("register")).status_code == 404
    assert client.get(at("slips")).status_code == 200
    workshop.confirmed.refresh_from_db()
    assert workshop.confirmed.state == states.PROOFED
    assert sign_in(workshop.team.printer).get(at("order", workshop.rival_order.pk)).status_code == 404


def test_nobody_else_finds_the_operators_pages(
    workshop: Workshop, sign_in: Callable[[Person], Client], zoe: Person
) -> None:
    team = workshop.team
    for person in (team.anne, team.finance, team.accountant, team.dado, zoe):
        client = sign_in(person)
        for address in (at("home"), at("orders"), at("stock"), at("produce_order", workshop.confirmed.pk)):
            assert client.get(address).status_code == 404, (person.user.full_name, address)


def test_lists_cost_the_same_whatever_their_size(printer: Client, workshop: Workshop) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for view in ("home", "orders", "stock", "register", "slips"):
            with CaptureQueriesContext(connection) as captured:
                assert printer.get(at(view)).status_code == 200
            found[view] = len(captured)
        return found

    costs()
    few = costs()
    team = workshop.team
    for rank in range(2):
        prove(team, confirm(team, draft(team, f"2022-{rank}", quantity=10)))
        produce(team, confirm(team, draft(team, f"2023-{rank}", quantity=10)), 400_000_000 + rank)
        deliver(team, produce(team, confirm(team, draft(team, f"2024-{rank}", quantity=10)), 500_000_000 + rank))
    assert costs() == few
