import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.obligations.models import ReminderMail
from quitus.domain.organisations import queries, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.users.queries import user_by_email
from quitus.interfaces.web.administration.words import SUBJECTS
from quitus.kernel.clock import now, today
from tests.architecture.house import ROOT
from tests.factories.people import PASSWORD, Person, make_person, make_user
from tests.factories.schemes import make_organisation, make_scheme

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PAGES = ("home", "people", "welcome", "organisations", "register", "theme", "trail")


@pytest.fixture
def paul(scheme: Scheme) -> Person:
    return make_person(scheme, "Paul Administrateur", roles.ADMINISTRATOR)


@pytest.fixture
def browse(client: Client, paul: Person) -> Client:
    client.force_login(paul.user)
    return client


def at(view: str, *arguments: object) -> str:
    return reverse(f"administration:{view}", args=["essai", *arguments])


@pytest.mark.parametrize("view", PAGES)
def test_the_administrator_opens_every_page(browse: Client, view: str) -> None:
    assert browse.get(at(view)).status_code == 200


@pytest.mark.parametrize("view", PAGES)
def test_nobody_else_knows_that_these_pages_exist(client: Client, anne: Person, view: str) -> None:
    client.force_login(anne.user)
    assert client.get(at(view)).status_code == 404


def test_reminders_that_did_not_come_are_told_on_the_list_and_on_the_page_of_the_person(
    browse: Client, scheme: Scheme, anne: Person
) -> None:
    assert "Rappels non remis" not in browse.get(at("people")).content.decode()
    ReminderMail.objects.create(
        scheme_id=scheme.pk,
        user=anne.user,
        on=today(),
        to="anne@ancienne.fr",
        message_id="<1@exemple.fr>",
        given_up_at=now(),
        given_up_why="refused",
    )
    assert browse.get(at("people")).content.decode().count("Rappels non remis") == 1
    page = browse.get(at("person", anne.user.pk)).content.decode()
    assert "anne@ancienne.fr" in page
    assert "le serveur de courriel refuse cette adresse" in page


def test_a_person_is_welcomed_with_an_account_and_a_role(browse: Client, scheme: Scheme) -> None:
    typed = {
        "email": "Marie.Dupont@exemple.fr",
        "full_name": "Marie Dupont",
        "role": roles.FINANCE,
        "organisation_id": scheme.authority_id,
        "starts_on": today().strftime("%d/%m/%Y"),
    }
    response = browse.post(at("welcome"), typed)
    user = user_by_email("marie.dupont@exemple.fr")
    assert user is not None
    assert response.url == at("person", user.pk)
    assert [held.role for held in queries.memberships_of(user.pk)] == [roles.FINANCE]
    page = browse.get(response.url).content.decode()
    assert "Ordonnateur par délégation" in page
    assert "Compte ouvert" in page


def test_who_will_never_sign_in_is_welcomed_without_an_address(browse: Client, scheme: Scheme) -> None:
    typed = {
        "email": "",
        "full_name": "Lou Exemple",
        "role": roles.HANDOUT_AGENT,
        "organisation_id": scheme.authority_id,
        "starts_on": today().strftime("%d/%m/%Y"),
    }
    for wrong in (typed, typed | {"email": "lou@exemple.fr", "on_paper_only": "on"}):
        assert "l&#x27;un ou l&#x27;autre" in browse.post(at("welcome"), wrong).content.decode()
    typed["on_paper_only"] = "on"
    secret = {"password": "une phrase assez longue"}
    refused = browse.post(at("welcome"), typed | secret)
    assert "Lou Exemple n&#x27;a pas d&#x27;adresse électronique" in refused.content.decode()
    page = browse.get(browse.post(at("welcome"), typed).url).content.decode()
    assert "Aucune : ne se connecte pas, signe sur papier" in page
    assert "sans-adresse.invalid" not in page
    assert "Donner un mot de passe" not in page


def test_somebody_who_has_an_account_keeps_it(browse: Client, scheme: Scheme, zoe: Person) -> None:
    typed = {
        "email": zoe.user.email,
        "full_name": "Une autre",
        "role": roles.PRESCRIBER,
        "organisation_id": scheme.authority_id,
        "starts_on": "01/02/2023",
    }
    assert browse.post(at("welcome"), typed).url == at("person", zoe.user.pk)
    zoe.user.refresh_from_db()
    assert zoe.user.full_name == "Zoé Petit"


def test_a_weak_password_is_refused_under_its_field(browse: Client, scheme: Scheme) -> None:
    typed = {
        "email": "marie@exemple.fr",
        "full_name": "Marie",
        "role": roles.PRESCRIBER,
        "organisation_id": scheme.authority_id,
        "starts_on": "01/02/2023",
        "password": "court",
    }
    response = browse.post(at("welcome"), typed)
    assert response.status_code == 422
    assert "pas assez sûr" in response.content.decode()
    assert user_by_email("marie@exemple.fr") is None


@pytest.mark.django_db
def test_an_account_of_another_scheme_is_not_taken_by_giving_it_a_role_here(client: Client) -> None:
    """The administrator of one scheme would otherwise sign in to the other under her name."""
    here, elsewhere = make_scheme(), make_scheme("ailleurs")
    with within_scheme(here):
        client.force_login(make_person(here, "Paul Administrateur", roles.ADMINISTRATOR).user)
    with within_scheme(elsewhere):
        zoe = make_person(elsewhere, "Zoé Petit", roles.FINANCE).user
    typed = {"role": roles.PRESCRIBER, "organisation_id": here.authority_id, "starts_on": "01/02/2023"}
    assert client.post(at("give_role", zoe.pk), typed).status_code == 404
    assert client.post(at("welcome"), {**typed, "email": zoe.email, "full_name": "Zoé"}).status_code == 302
    refused = client.post(at("password", zoe.pk), {"password": "une longue phrase à moi"})
    closed = client.post(at("deactivate", zoe.pk))
    zoe.refresh_from_db()
    assert (refused.status_code, closed.status_code) == (422, 409)
    assert zoe.is_active
    assert zoe.check_password(PASSWORD)


def test_the_account_of_who_runs_the_instance_is_not_taken_either(browse: Client, scheme: Scheme) -> None:
    root = make_user("Rose Racine", is_administrator=True)
    typed = {"role": roles.PRESCRIBER, "organisation_id": scheme.authority_id, "starts_on": "01/02/2023"}
    browse.post(at("welcome"), {**typed, "email": root.email, "full_name": "Rose"})
    assert browse.post(at("password", root.pk), {"password": "une longue phrase à moi"}).status_code == 422


def test_ones_own_password_is_changed_where_the_former_one_is_asked(browse: Client, paul: Person) -> None:
    page = browse.get(at("person", paul.user.pk)).content.decode()
    assert at("password", paul.user.pk) not in page
    assert reverse("account_change_password") in page
    refused = browse.post(at("password", paul.user.pk), {"password": "une longue phrase à moi"})
    assert refused.status_code == 422
    assert "qui demande l&#x27;ancien" in refused.content.decode()
    paul.user.refresh_from_db()
    assert paul.user.check_password(PASSWORD)


def test_the_same_role_twice_is_refused_in_words(browse: Client, scheme: Scheme, anne: Person) -> None:
    typed = {"role": roles.MANAGER, "organisation_id": scheme.authority_id, "starts_on": "01/02/2023"}
    response = browse.post(at("give_role", anne.user.pk), typed)
    assert response.status_code == 422
    assert "tient déjà ce rôle" in response.content.decode()


def test_another_role_is_given(browse: Client, scheme: Scheme, anne: Person) -> None:
    typed = {"role": roles.FINANCE, "organisation_id": scheme.authority_id, "starts_on": "01/02/2023"}
    assert browse.post(at("give_role", anne.user.pk), typed).status_code == 302
    assert {held.role for held in queries.memberships_of(anne.user.pk)} == {roles.MANAGER, roles.FINANCE}


def test_a_role_is_refused_in_words_beside_one_that_it_controls(browse: Client, anne: Person, paul: Person) -> None:
    assert anne.membership is not None
    facts = {"organisation_id": anne.membership.organisation_id, "starts_on": "15/01/2023"}
    page = browse.post(at("give_role", anne.user.pk), {**facts, "role": roles.ACCOUNTANT}).content.decode()
    assert "ne se cumule pas avec « Comptable public »" in page
    page = browse.post(at("give_role", paul.user.pk), {**facts, "role": roles.MANAGER}).content.decode()
    assert "Personne ne se donne un rôle" in page
    assert "Donner un rôle" not in browse.get(at("person", paul.user.pk)).content.decode()


def test_a_role_ends_on_its_last_day(browse: Client, anne: Person) -> None:
    assert anne.membership is not None
    yesterday = today() - timedelta(days=1)
    response = browse.post(at("end_role", anne.membership.pk), {"ends_on": yesterday.strftime("%d/%m/%Y")})
    assert response.status_code == 302
    assert queries.memberships_of(anne.user.pk) == []
    assert "Terminé" in browse.get(at("person", anne.user.pk)).content.decode()


def test_a_role_does_not_end_before_it_began(browse: Client, anne: Person) -> None:
    assert anne.membership is not None
    response = browse.post(at("end_role", anne.membership.pk), {"ends_on": "01/02/2019"})
    assert response.status_code == 422
    assert "ne peut pas finir" in response.content.decode()


def test_a_password_is_given(browse: Client, anne: Person) -> None:
    assert browse.post(at("password", anne.user.pk), {"password": "une phrase bien longue"}).status_code == 302
    anne.user.refresh_from_db()
    assert anne.user.check_password("une phrase bien longue")


def test_an_account_is_closed_after_a_page_that_says_so(browse: Client, anne: Person) -> None:
    assert "dans aucun dispositif" in browse.get(at("deactivate", anne.user.pk)).content.decode()
    assert browse.post(at("deactivate", anne.user.pk)).status_code == 302
    again = browse.post(at("deactivate", anne.user.pk))
    assert again.status_code == 409
    assert "déjà désactivé" in again.content.decode()


def test_people_of_other_schemes_are_not_found(browse: Client, zoe: Person) -> None:
    for view in ("person", "give_role", "password", "deactivate"):
        assert browse.get(at(view, zoe.user.pk)).status_code == 404


def test_an_organisation_is_registered_once(browse: Client) -> None:
    typed = {
        "name": "Agence nationale de la cohésion des territoires",
        "short_name": "ANCT",
        "kind": "funder",
        "siret": "130 026 032 00016",
    }
    response = browse.post(at("register"), typed)
    made = Organisation.objects.get(siret="13002603200016")
    assert response.url == at("organisation", made.pk)
    assert "130 026 032 00016" in browse.get(response.url).content.decode()
    again = browse.post(at("register"), typed)
    assert again.status_code == 422
    assert "porte déjà le SIRET" in again.content.decode()


def test_a_colour_that_cannot_be_read_is_refused_with_the_reason(browse: Client, scheme: Scheme) -> None:
    response = browse.post(at("theme"), {"accent": "#ffcc00"})
    assert response.status_code == 422
    assert "contraste" in response.content.decode()
    scheme.authority.refresh_from_db()
    assert scheme.authority.accent == "#0b5a5e"


def test_a_colour_and_a_logo_are_set(browse: Client, scheme: Scheme) -> None:
    typed = {"accent": "#5a0b3e", "logo": SimpleUploadedFile("logo.png", PNG)}
    assert browse.post(at("theme"), typed).status_code == 302
    scheme.authority.refresh_from_db()
    assert (scheme.authority.accent, scheme.authority.logo_media_type) == ("#5a0b3e", "image/png")
    assert browse.post(at("theme"), {"accent": "#0b5a5e"}).status_code == 302
    scheme.authority.refresh_from_db()
    assert scheme.authority.logo_sha256


@pytest.mark.parametrize(("content", "words"), [(b"MZ", "pas une image"), (PNG + bytes(200_000), "trop lourd")])
def test_a_logo_that_is_none_is_refused(browse: Client, content: bytes, words: str) -> None:
    typed = {"accent": "#5a0b3e", "logo": SimpleUploadedFile("logo.png", content)}
    response = browse.post(at("theme"), typed)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_trail_says_who_did_what(browse: Client) -> None:
    browse.post(at("theme"), {"accent": "#5a0b3e"})
    page = browse.get(at("trail"), {"role": roles.ADMINISTRATOR}).content.decode()
    assert "Couleur et logo changés" in page
    assert "Paul Administrateur" in page
    assert "Aucune ligne ne correspond" in browse.get(at("trail"), {"role": roles.OPERATOR}).content.decode()


def test_the_home_tells_once_the_roles_given_on_one_day(browse: Client, scheme: Scheme) -> None:
    for rank in range(3):
        make_person(scheme, f"Personne {rank}", roles.MEDIATOR, make_organisation(f"Structure {rank}"))
    page = browse.get(at("home")).content.decode()
    assert page.count("Rôle donné : Médiateur numérique") == 1
    assert "Rôle donné : Médiateur numérique (3 fois)" in page


def test_the_trail_has_a_word_for_everything_that_leaves_a_line() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "quitus" / "domain").rglob("*.py"))
    assert set(re.findall(r'subject_kind="([a-z_]+)"', written)) <= set(SUBJECTS)


@pytest.mark.parametrize("view", ["people", "organisations", "trail"])
def test_a_longer_list_costs_no_more_queries(browse: Client, scheme: Scheme, view: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert browse.get(at(view)).status_code == 200
        return len(made)

    cost()
    few = cost()
    for rank in range(8):
        make_person(scheme, f"Personne {rank}", roles.MEDIATOR, make_organisation(f"Structure {rank}"))
    assert cost() == few
