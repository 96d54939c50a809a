"""What the accountant sees, what costs how much, and who else sees nothing of it."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.distribution import operations, queries
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from tests.factories.pages import said
from tests.factories.passes import Team, draft, make_order
from tests.factories.people import Person
from tests.factories.stock import make_terms, ranks
from tests.interfaces.web.accountant.conftest import NOW, Desk, at


def test_the_home_says_what_waits_and_what_is_held(accountant: Client) -> None:
    home = said(accountant.get(at("home")))
    for words in (
        "Viser la commande",
        "Enregistrer la livraison",
        "Donner votre avis sur l'acte constitutif",
        "Dado Delattre, mandataire suppléant",
        "avant le 20 décembre 2021",
        "de pass en caisse",
    ):
        assert words in home
    assert "En retard" not in home


def test_an_assent_still_owed_after_the_first_day_is_late(accountant: Client) -> None:
    with clock.at(NOW.replace(day=21)):
        home = said(accountant.get(at("home")))
    assert "En retard" in home
    assert "attendu le 20 décembre 2021" in home


def test_an_empty_safe_is_to_be_supplied(accountant: Client, desk: Desk) -> None:
    assert "coffre vide" not in said(accountant.get(at("home")))
    operations.transfer_to_point(
        by=desk.stock.team.holder.actor,
        point_id=desk.stock.point.pk,
        numbers=ranks(51, 80),
        occurred_on=NOW.date(),
    )
    assert "Régie Pass numérique, coffre vide" in said(accountant.get(at("home")))


def test_every_page_opens(accountant: Client, desk: Desk) -> None:
    safe = desk.stock.imprest.safe
    supplied = queries.slips().filter(kind="supply").get()
    for address in (
        at("orders"),
        at("orders", query="etat=drafted"),
        at("order", desk.drafted.pk),
        at("order", desk.stock.order.pk),
        at("stock"),
        at("supply_safe"),
        at("holders"),
        at("register", safe.pk),
        at("register", safe.pk, query="format=csv"),
        at("slips"),
        at("slips", query="etat=attente"),
        at("slip", supplied.pk),
        at("imprests"),
        at("imprest", desk.stock.imprest.pk),
        at("assent_to_imprest", desk.proposed.pk),
        at("assent_to_appointment", desk.nomination.pk),
        at("statements"),
    ):
        assert accountant.get(address).status_code == 200, address


def test_what_is_not_there_is_not_found(accountant: Client) -> None:
    for view in ("order", "visa_order", "receive_delivery", "imprest", "assent_to_appointment", "slip", "register"):
        assert accountant.get(at(view, 999_999)).status_code == 404, view


def test_before_anything_exists_pages_say_what_comes(team: Team, sign_in: Callable[[Person], Client]) -> None:
    client = sign_in(team.accountant)
    assert "Aucun pass en caisse." in said(client.get(at("stock")))
    assert "Aucune régie n'est ouverte." in said(client.get(at("supply_safe")))
    assert "Rien n'attend de votre part" in said(client.get(at("home")))


def test_nobody_else_finds_the_accountants_pages(desk: Desk, sign_in: Callable[[Person], Client], zoe: Person) -> None:
    team = desk.stock.team
    for person in (team.anne, team.finance, team.holder, team.dado, team.prescriber, team.printer, zoe):
        client = sign_in(person)
        for address in (at("home"), at("visa_order", desk.drafted.pk), at("stock"), at("supply_safe"), at("imprests")):
            assert client.get(address).status_code == 404, (person.user.full_name, address)


LISTS = ("home", "orders", "holders", "slips", "imprests")


def test_lists_cost_the_same_whatever_their_size(accountant: Client, desk: Desk, scheme: Scheme) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for view in LISTS:
            with CaptureQueriesContext(connection) as captured:
                assert accountant.get(at(view)).status_code == 200
            found[view] = len(captured)
        return found

    team = desk.stock.team
    operations.supply_safe(
        by=team.accountant.actor, imprest_id=desk.stock.imprest.pk, numbers=ranks(100, 100), occurred_on=NOW.date()
    )
    assert "(dont 1 en chemin)" in said(accountant.get(at("holders")))
    costs()
    few = costs()
    for rank in range(3):
        draft(team, f"2022-{rank}")
        order = make_order(team, f"2023-{rank}", quantity=50, series=300_000_000 + rank)
        operations.propose_imprest(by=team.anne.actor, name=f"Régie {rank}", terms=make_terms(10_000_00))
        operations.supply_safe(
            by=team.accountant.actor,
            imprest_id=desk.stock.imprest.pk,
            numbers=ranks(1, 10, order.series or 0),
            occurred_on=NOW.date(),
        )
    assert costs() == few
