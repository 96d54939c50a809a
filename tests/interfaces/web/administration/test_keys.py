"""The administrator's page about keys: what each made, where it stands, what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.keys import operations as keys
from quitus.domain.keys import ring
from quitus.domain.organisations import roles
from quitus.usecases import keys as usecases
from tests.factories.keys import KEEPER
from tests.factories.pages import said
from tests.factories.passes import SERIES, Team, confirm, draft, produce
from tests.factories.people import Person, make_person


@pytest.fixture
def browser(keys_folder: Path, team: Team, sign_in: Callable[[Person], Client]) -> Client:
    usecases.create_key(by=KEEPER)
    produce(team, confirm(team, draft(team)))
    return sign_in(make_person(team.scheme, "Adrien Martin", roles.ADMINISTRATOR))


def path_of(team: Team) -> str:
    return f"/d/{team.scheme.slug}/administration/cles/"


def test_a_key_says_which_orders_it_signed_and_where_it_stands(browser: Client, team: Team) -> None:
    page = said(browser.get(path_of(team)))
    assert "2021-01" in page
    assert "Présent" in page
    [key] = ring.ring().names()
    ring.ring().forget(key)
    assert f"Le secret de la clé {key} n'est pas sur cette machine" in said(browser.get(path_of(team)))
    keys.declare_key_lost(by=KEEPER, key_id=key, reason="Disque détruit")
    assert f"La clé {key} est perdue" in said(browser.get(path_of(team)))
    keys.declare_key_stolen(by=KEEPER, key_id=key, reason="Intrusion")
    page = said(browser.get(path_of(team)))
    assert f"La clé {key} a été volée" in page
    assert "Pass à remplacer" in page


def test_the_page_asks_as_many_questions_whatever_the_number_of_keys(browser: Client, team: Team) -> None:
    with CaptureQueriesContext(connection) as few:
        browser.get(path_of(team))
    for rank in range(3):
        usecases.rotate_key(by=KEEPER)
        produce(team, confirm(team, draft(team, f"2022-{rank}", 10)), SERIES + 1 + rank)
    with CaptureQueriesContext(connection) as many:
        browser.get(path_of(team))
    assert len(many) == len(few)
