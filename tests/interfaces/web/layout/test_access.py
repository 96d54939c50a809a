"""Who gets in, in what transaction, and what a refusal looks like."""

from datetime import date

import pytest
from django.db import InternalError
from django.test import Client

from quitus.domain.audit import queries as audit
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person, make_person

HOME = "/d/essai/essai/"

pytestmark = pytest.mark.usefixtures("sample_audience")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def test_a_stranger_is_sent_to_the_sign_in_page(scheme: Scheme) -> None:
    response = Client().get(HOME)
    assert response.status_code == 302
    assert response["Location"] == f"/compte/connexion/?next={HOME}"


def test_the_manager_gets_in(as_anne: Client) -> None:
    response = as_anne.get(HOME)
    assert response.status_code == 200
    assert "Anne Lefèvre" in response.content.decode()


def test_another_role_of_the_scheme_finds_nothing_there(dado: Person) -> None:
    assert signed_in(dado).get(HOME).status_code == 404


def test_who_has_no_role_finds_nothing_there(zoe: Person) -> None:
    assert signed_in(zoe).get(HOME).status_code == 404


def test_a_scheme_that_does_not_exist_looks_the_same(as_anne: Client) -> None:
    assert as_anne.get("/d/ailleurs/essai/").status_code == 404


def test_an_ended_membership_opens_nothing(as_anne: Client, anne: Person) -> None:
    from quitus.domain.organisations.operations import end_membership
    from tests.factories.schemes import SYSTEM

    assert anne.membership
    end_membership(by=SYSTEM, membership_id=anne.membership.pk, ends_on=date(2020, 2, 1))
    assert as_anne.get(HOME).status_code == 404


def test_a_page_for_another_role_of_the_audience_says_whose_it_is(as_anne: Client) -> None:
    response = as_anne.get("/d/essai/essai/mandatement/")
    assert response.status_code == 403
    assert "Ordonnateur par délégation" in response.content.decode()


def test_the_rail_shows_each_role_its_own_ways(as_anne: Client, scheme: Scheme) -> None:
    assert "Mandatement" not in as_anne.get(HOME).content.decode()
    other = make_person(scheme, "Inès Fournier", roles.FINANCE)
    assert "Mandatement" in signed_in(other).get(HOME).content.decode()


def test_a_page_only_reads(as_anne: Client) -> None:
    with pytest.raises(InternalError, match="read-only transaction"):
        as_anne.get("/d/essai/essai/ecrit/")


def test_a_form_may_write(as_anne: Client) -> None:
    assert as_anne.post("/d/essai/essai/ecrit/").status_code == 200
    (entry,) = audit.thread("sample", 1)
    assert entry.actor_label == "Anne Lefèvre"
    assert entry.ip == "127.0.0.1"
    assert entry.request_id


def test_a_refusal_that_escapes_is_said_in_words_and_undoes_everything(as_anne: Client) -> None:
    response = as_anne.post("/d/essai/essai/refuse/")
    page = response.content.decode()
    assert response.status_code == 409
    assert "100\u202f000,00\xa0€ jusqu&#x27;au 31 décembre 2023" in page
    assert audit.thread("sample", 2) == []


def test_pages_are_never_kept_by_a_shared_cache(as_anne: Client) -> None:
    assert "no-store" in as_anne.get(HOME)["Cache-Control"]


def test_the_chosen_membership_is_the_one_in_force(as_anne: Client, anne: Person, scheme: Scheme) -> None:
    from quitus.domain.organisations.operations import add_member
    from tests.factories.schemes import SYSTEM

    second = add_member(
        by=SYSTEM,
        scheme_id=scheme.pk,
        organisation_id=scheme.authority_id,
        user_id=anne.user.pk,
        role=roles.FINANCE,
        starts_on=date(2020, 1, 1),
    )
    assert as_anne.get("/").headers["Location"] == "/mes-dispositifs/"
    assert as_anne.post(f"/mes-dispositifs/{second.pk}/").headers["Location"] == HOME
    assert "Ordonnateur par délégation" in as_anne.get(HOME).content.decode()


def test_somebody_elses_membership_cannot_be_chosen(as_anne: Client, dado: Person) -> None:
    assert dado.membership
    assert as_anne.post(f"/mes-dispositifs/{dado.membership.pk}/").status_code == 404
