"""The date of an example."""

from datetime import date

import pytest
from django.test import Client

from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_scheme

DATE = "/d/exemple/date/"


@pytest.fixture
def example(db: None) -> Scheme:
    return make_scheme("exemple", example_lives_on=date(2023, 5, 12))


@pytest.fixture
def visitor(example: Scheme) -> Client:
    client = Client()
    client.force_login(make_person(example, "Anne Lefèvre", roles.MANAGER).user)
    return client


def test_the_banner_says_what_day_it_is(visitor: Client) -> None:
    page = visitor.get(DATE).content.decode()
    assert "nous sommes le 12 mai 2023" in page


def test_a_page_that_is_not_there_tells_no_other_day(visitor: Client) -> None:
    missing = visitor.get("/d/exemple/collectivite/commandes/99999/")
    assert missing.status_code == 404
    assert "nous sommes le" not in missing.content.decode()


def test_the_date_moves_forward(visitor: Client, example: Scheme) -> None:
    response = visitor.post(DATE, {"to": "15/05/2023"})
    assert response.status_code == 302
    example.refresh_from_db()
    assert example.lives_on == date(2023, 5, 15)


def test_the_date_does_not_go_back(visitor: Client, example: Scheme) -> None:
    response = visitor.post(DATE, {"to": "11/05/2023"})
    assert response.status_code == 422
    example.refresh_from_db()
    assert example.lives_on == date(2023, 5, 12)


def test_a_real_scheme_has_no_such_page(anne: Person) -> None:
    client = Client()
    client.force_login(anne.user)
    assert client.get("/d/essai/date/").status_code == 404


def test_the_next_day_and_what_comes_are_one_button_away(visitor: Client) -> None:
    page = visitor.get(DATE).content.decode()
    assert 'name="to" value="2023-05-13"' in page
    assert 'name="to" value="2023-06-01"' in page  # when the months' claims are prepared
