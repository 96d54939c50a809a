"""Where news of a venue are sent, as its people see it: added, tried, read in a log, stopped."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.connectors.webhooks import Reply
from quitus.domain.webhooks.models import Delivery, Subscription
from quitus.domain.webhooks.signing import secret_of
from quitus.usecases import webhooks as usecases
from tests.factories.pages import said
from tests.factories.people import Person
from tests.factories.reception import Reception

SignIn = Callable[[Person], Client]
LIST = "/d/essai/lieu/logiciels/annonces/"
URL = "https://logiciel.exemple.fr/annonces"


@pytest.fixture
def browser(reception: Reception, sign_in: SignIn) -> Client:
    """Lina's, once an address was added."""
    made = sign_in(reception.lina)
    page = made.post(f"{LIST}ajouter/", {"url": URL, "events": ["redemption.recorded"]})
    assert secret_of(Subscription.objects.get()) in said(page)
    return made


def tell(reception: Reception, status: int | None) -> None:
    usecases.write(reception.scheme)
    usecases.send_due(reception.scheme, send=lambda *_, **__: Reply(status, "compris", 12))


def test_an_address_is_added_and_its_secret_shown_once(browser: Client) -> None:
    listed = said(browser.get(LIST))
    assert URL in listed
    assert "Un pass est encaissé" in listed
    assert secret_of(Subscription.objects.get()) not in listed
    assert "https" in said(browser.post(f"{LIST}ajouter/", {"url": "http://a.fr", "events": ["claim.paid"]}))


def test_the_log_says_what_came_of_each(reception: Reception, browser: Client) -> None:
    log = f"{LIST}{Subscription.objects.get().pk}/"
    reception.take(1)
    tell(reception, 503)
    assert "Nouvel essai le" in said(browser.get(log))
    assert "503" in said(browser.get(log))
    delivery = Delivery.objects.get()
    again = f"{log}{delivery.pk}/renvoyer/"
    assert "repartira dans la minute" in said(browser.get(again))
    browser.post(again)
    tell(reception, 200)
    assert "Reçue" in said(browser.get(log))
    assert "compris" in said(browser.get(log))


def test_a_trial_is_sent_and_the_address_stopped(browser: Client) -> None:
    log = f"{LIST}{Subscription.objects.get().pk}/"
    assert "part dans la minute" in said(browser.post(f"{log}essai/", follow=True))
    assert Delivery.objects.get().event == "test"
    assert "Plus rien n'est envoyé" in said(browser.post(f"{log}arreter/", follow=True))
    assert "Arrêtée le" in said(browser.get(LIST))
    assert browser.post(f"{log}essai/").status_code == 409
    assert browser.get(f"{LIST}987654/").status_code == 404


def test_a_long_log_asks_as_much_as_a_short_one(reception: Reception, browser: Client) -> None:
    log = f"{LIST}{Subscription.objects.get().pk}/"

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(log).status_code == 200
        return len(asked)

    reception.take(1)
    tell(reception, 200)
    one = count()
    reception.take(*range(2, 9))
    tell(reception, 200)
    assert count() == one
