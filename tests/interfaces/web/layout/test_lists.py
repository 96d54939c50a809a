"""Lists: pages, filters, order, export; and what a page costs."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from quitus.interfaces.web.layout.lists import chips, order_by, paginate

ORDERS = "/d/essai/essai/commandes/"


def asking(query: str) -> Any:
    return RequestFactory().get(f"/commandes/?{query}")


def test_a_filter_keeps_the_order_and_forgets_the_page() -> None:
    everything, active = chips(asking("tri=-date&page=3"), "etat", [("active", "Actives", 4)], everything="Toutes")
    assert active.url == "/commandes/?tri=-date&etat=active"
    assert everything.url == "/commandes/?tri=-date"
    assert everything.current
    assert not active.current


def test_only_allowed_columns_order_a_list() -> None:
    allowed = {"date": "ordered_on"}
    assert order_by(asking("tri=-date"), allowed, "number") == "-ordered_on"
    assert order_by(asking("tri=password"), allowed, "number") == "number"
    assert order_by(asking(""), allowed, "-number") == "-number"


def test_a_page_that_does_not_exist_gives_the_nearest() -> None:
    page = paginate(asking("page=99"), range(120))
    assert (page.number, page.pages, page.total) == (3, 3, 120)
    assert page.next_url == ""
    assert page.previous_url == "/commandes/?page=2"


def test_lines_counted_already_are_not_counted_again() -> None:
    page = paginate(asking("page=2"), range(50, 120), total=170)
    assert (page.number, page.pages, page.total) == (2, 4, 170)


def test_an_export_opens_in_a_french_spreadsheet(as_anne: Client) -> None:
    response = as_anne.get(f"{ORDERS}?format=csv")
    lines = response.content.decode("utf-8").splitlines()
    assert response["Content-Disposition"] == 'attachment; filename="commandes.csv"'
    assert lines[0] == "\ufeffCommande;Date;Fournisseur;Pass;Montant;État"
    assert lines[1] == "2021-01;04/10/2021;Opérateur du Littoral;5000;50000,00;Active"


def test_a_heading_says_how_the_list_is_ordered(as_anne: Client) -> None:
    assert 'aria-sort="descending"' in as_anne.get(f"{ORDERS}?tri=-date").content.decode()


def test_an_empty_list_says_why_and_what_to_do(as_anne: Client) -> None:
    page = as_anne.get(f"{ORDERS}vide/").content.decode()
    assert "Aucun avoir" in page
    assert "Voir les commandes" in page
    assert "<table" not in page


@pytest.mark.parametrize("path", ["", "commandes/", "commandes/2/", "bordereau/"])
def test_the_frame_of_a_page_costs_few_queries(as_anne: Client, django_assert_max_num_queries: Any, path: str) -> None:
    with django_assert_max_num_queries(16):
        assert as_anne.get(f"/d/essai/essai/{path}").status_code == 200
