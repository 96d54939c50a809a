"""Pages anybody may open, errors, languages, and what protects them."""

import re
from typing import Any

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client

from quitus.interfaces.web.account.adapter import AccountAdapter
from tests.factories.people import PASSWORD, Person

OPEN = [
    "/",
    "/compte/connexion/",
    "/compte/mot-de-passe/oublie/",
    "/compte/mot-de-passe/oublie/envoye/",
    "/compte/mot-de-passe/nouveau/1-faux/",
    "/compte/inactif/",
    "/accessibilite/",
    "/a-propos/",
    "/rien/",
]
OWN = [
    "/mes-dispositifs/",
    "/compte/mot-de-passe/",
    "/compte/double-authentification/",
    "/compte/deconnexion/",
]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("path", OPEN)
def test_nothing_is_written_in_line_and_the_policy_says_so(path: str) -> None:
    response = Client().get(path)
    page = response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\ssrc=)", page)


def test_own_pages_open_and_are_clean_too(anne: Person) -> None:
    client = signed_in(anne)
    for path in OWN:
        response = client.get(path)
        assert response.status_code == 200, path
        assert not re.search(r"\sstyle=|<script(?![^>]*\ssrc=)", response.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("path", OWN[:3])
def test_own_pages_ask_to_sign_in(path: str) -> None:
    assert Client().get(path)["Location"].startswith("/compte/connexion/")


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_words() -> None:
    response = Client().get("/rien/")
    assert response.status_code == 404
    assert "Il n&#x27;y a rien à cette adresse" in response.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_shows_a_page_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    from quitus.interfaces.web.public import views

    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(views, "show", fail)
    response = Client(raise_request_exception=False).get("/a-propos/")
    assert response.status_code == 500
    assert "Elle vient de nous" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/compte/connexion/", {})
    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()


@pytest.mark.django_db
def test_it_says_when_it_is_well() -> None:
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
def test_french_whatever_the_browser_asks_for() -> None:
    response = Client(headers={"Accept-Language": "en"}).get("/")
    assert response["Content-Language"] == "fr"
    assert "Se connecter" in response.content.decode()


@pytest.mark.django_db
def test_another_language_is_chosen_by_a_form_and_kept() -> None:
    client = Client()
    response = client.post("/langue/", {"language": "en", "next": "/accessibilite/"})
    assert response["Location"] == "/accessibilite/"
    assert '<html lang="en">' in client.get("/").content.decode()


def test_a_person_keeps_the_language_on_every_machine(anne: Person) -> None:
    signed_in(anne).post("/langue/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in signed_in(anne).get("/mes-dispositifs/").content.decode()


@pytest.mark.django_db
def test_the_way_back_from_a_language_stays_here() -> None:
    response = Client().post("/langue/", {"language": "en", "next": "https://ailleurs.example/"})
    assert response["Location"] == "/"
    assert Client().post("/langue/", {"language": "xx"}).status_code == 404
    assert Client().get("/langue/").status_code == 405


def test_who_has_no_role_is_told_whom_to_ask(zoe: Person) -> None:
    client = signed_in(zoe)
    assert client.get("/")["Location"] == "/mes-dispositifs/"
    assert "Votre compte n'a de rôle dans aucun dispositif." in client.get("/mes-dispositifs/").content.decode()


def sign_in(client: Client, person: Person, password: str) -> Any:
    return client.post("/compte/connexion/", {"login": person.user.email, "password": password})


def test_a_person_signs_in_with_address_and_password(anne: Person) -> None:
    client = Client()
    assert sign_in(client, anne, PASSWORD)["Location"] == "/"
    assert "_auth_user_id" in client.session


def test_signing_in_is_slowed_down_after_failures(anne: Person) -> None:
    client = Client()
    for _attempt in range(5):
        assert "trop" not in sign_in(client, anne, "faux").content.decode().lower()
    refused = sign_in(client, anne, PASSWORD)
    assert refused.status_code == 200
    assert "Attendez 5 minutes, puis réessayez." in refused.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_pause_after_wrong_passwords_is_the_one_that_is_told() -> None:
    told = AccountAdapter().validation_error("too_many_login_attempts").messages
    assert told == ["Trop d'essais avec un mauvais mot de passe. Attendez 5 minutes, puis réessayez."]
    longest = max(rate.duration for rate in parse_rates(settings.ACCOUNT_RATE_LIMITS["login_failed"]))
    assert longest == 5 * 60


def test_who_asks_too_often_is_told_in_words_how_long_to_wait() -> None:
    client = Client()
    for _attempt in range(31):
        answer = client.post("/compte/connexion/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Attendez une minute" in answer.content.decode()


def test_a_changed_password_is_written_down(anne: Person) -> None:
    from quitus.domain.audit import queries as audit

    client = Client()
    sign_in(client, anne, PASSWORD)
    new = "encore quatre mots nouveaux"
    response = client.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response.status_code == 302
    anne.user.refresh_from_db()
    assert anne.user.check_password(new)
    assert "set_password" in {entry.verb for entry in audit.thread("user", anne.user.pk)}


@pytest.mark.django_db
def test_nobody_signs_up_alone() -> None:
    assert Client().get("/compte/signup/").status_code == 404
    assert Client().get("/compte/email/").status_code == 404


@pytest.mark.parametrize("address", ["/logo/%00", "/?q=%00", "/d/essai/collectivite/convention/articles/%00/"])
def test_an_address_that_nobody_writes_is_refused_without_a_failure(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_cookie_that_nobody_was_given_is_refused_without_a_failure(client: Client) -> None:
    assert client.get("/", headers={"cookie": r'sessionid="abcdefghijkl\000mn"'}).status_code == 400
