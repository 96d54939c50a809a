"""The tokens of a venue's software: made, shown once, listed, taken back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.access import queries, rules
from quitus.domain.access.models import Access
from quitus.kernel import clock
from tests.factories.pages import said
from tests.factories.people import Person
from tests.factories.reception import Reception, make_mediator
from tests.factories.tokens import make_token

SignIn = Callable[[Person], Client]
LIST = "/d/essai/lieu/logiciels/"
NEW = f"{LIST}jeton/"


def asked(reception: Reception, **facts: object) -> dict[str, Any]:
    return {
        "label": "Logiciel d'accueil",
        "scopes": ["check", "redeem"],
        "venue_ids": [reception.venue.pk],
        "until": "31/12/2023",
    } | facts


def test_a_token_is_shown_once_and_serves_until_the_end_of_its_last_day(reception: Reception, sign_in: SignIn) -> None:
    browser = sign_in(reception.lina)
    page = browser.post(NEW, asked(reception))
    access = Access.objects.get()
    (secret,) = set(re.findall(r"quitus_[\w-]{43}", said(page)))
    assert queries.of_secret(secret) == access
    assert (access.scopes, access.venue_ids) == (["check", "redeem"], [reception.venue.pk])
    assert rules.last_day(access.expires_at).isoformat() == "2023-12-31"
    listed = said(browser.get(LIST))
    assert secret not in listed
    assert "Logiciel d'accueil" in listed
    assert "En service jusqu'au 31" in listed


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"scopes": []}, "Ce champ est obligatoire"),
        ({"until": "01/01/2023"}, "Cette date est passée"),
        ({"until": "01/01/2027"}, "jours au plus"),
    ],
)
def test_what_a_token_lacks_is_told_on_the_form(
    reception: Reception, sign_in: SignIn, wrong: dict[str, object], why: str
) -> None:
    page = sign_in(reception.lina).post(NEW, asked(reception, **wrong))
    assert page.status_code == 422
    assert why in said(page)
    assert not Access.objects.exists()


def test_anybody_of_the_structure_takes_back_a_token_that_leaked(reception: Reception, sign_in: SignIn) -> None:
    access, _ = make_token(reception.lina)
    browser = sign_in(make_mediator(reception.team, reception.venue, "Noé Vidal"))
    end = f"{NEW}{access.pk}/retirer/"
    assert "Lina Caron" in said(browser.get(end))
    assert "n'ouvre plus rien" in said(browser.post(end, follow=True))
    access.refresh_from_db()
    assert not queries.stands(access)
    assert "Retiré le 12" in said(browser.get(LIST))
    assert browser.get(f"{NEW}{access.pk + 1}/retirer/").status_code == 404


def test_a_list_of_many_tokens_asks_as_much_as_one_of_one(reception: Reception, sign_in: SignIn) -> None:
    browser = sign_in(reception.lina)
    make_token(reception.lina)

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(LIST).status_code == 200
        return len(asked)

    one = count()
    for rank in range(6):
        make_token(reception.lina, label=f"Logiciel {rank}", expires_at=clock.now() + timedelta(days=30))
    assert count() == one
