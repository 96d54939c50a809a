"""The acts online: read without an account, found by words and year, checked by their hash."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client

from quitus.domain.acts import operations
from quitus.domain.acts.models import Deliberation
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.usecases import publication
from tests.factories.pages import said
from tests.factories.people import Person
from tests.factories.texts import make_deliberation
from tests.factories.transmissions import PDF

ONLINE_ON = date(2023, 6, 5)
ACT = "/actes/226200012-2023-204/"


def publish(by: Person, act: Deliberation, on: date = ONLINE_ON) -> Deliberation:
    with clock.at(on):
        return publication.publish_act(
            by=by.actor, deliberation_id=act.pk, author_name="D. Exemple", author_quality="Président", pdf=PDF
        )


@pytest.fixture
def online(act: Deliberation, anne: Person) -> Deliberation:
    return publish(anne, act)


def list_of(act: Deliberation, **asked: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/actes/collectivites/{act.authority_id}/?{query}"


def test_an_act_online_is_read_whole_by_anybody(online: Deliberation, client: Client) -> None:
    page = client.get(ACT)
    text = said(page)
    assert page.status_code == 200
    for words in (
        "Délibération n° 2023-204",
        "Vu le code général des collectivités territoriales",
        "Le rapport.",
        "D'autoriser le président à signer.",
        "Pour : 43. Contre : 0. Abstentions : 0.",
        "D. Exemple",
        "Président",
        online.published_sha256,
        "5 août",
    ):
        assert words in text.replace("\u00a0", " ")


def test_the_pdf_is_the_one_published_and_may_be_kept_for_ever(online: Deliberation, client: Client) -> None:
    file = client.get(f"{ACT}acte.pdf")
    assert (file.content, file["Content-Type"]) == (PDF, "application/pdf")
    assert file["ETag"] == f'"{online.published_sha256}"'
    assert "immutable" in file["Cache-Control"]
    assert "private" in client.get(ACT)["Cache-Control"]


def test_an_act_that_has_ended_stays_at_its_address_and_says_so(
    online: Deliberation, anne: Person, client: Client
) -> None:
    operations.repeal_deliberation(
        by=anne.actor, deliberation_id=online.pk, on=date(2023, 7, 1), decided_by="L'assemblée", reason="Erreur"
    )
    text = said(client.get(ACT))
    assert "Cet acte ne s'applique plus" in text
    assert "Motif : Erreur" in text
    assert "D'autoriser le président à signer." in text


def test_what_is_not_online_is_not_there(act: Deliberation, client: Client) -> None:
    for address in (ACT, f"{ACT}acte.pdf", list_of(act), f"/actes/collectivites/{act.authority_id}/deliberations.csv"):
        assert client.get(address).status_code == 404
    assert "Aucun acte n'est encore en ligne" in said(client.get("/actes/"))


def test_acts_are_found_by_words_without_accents_and_by_year(
    online: Deliberation, anne: Person, client: Client
) -> None:
    older = make_deliberation(anne.actor, online.authority_id, "2022-7", held_on=date(2022, 3, 7), executory_on=None)
    Deliberation.objects.filter(pk=older.pk).update(title="Médiation numérique à l'école")
    publish(anne, Deliberation.objects.get(pk=older.pk), date(2022, 3, 10))

    assert "Médiation" in said(client.get(list_of(online, q="mediation ecole")))
    assert "Médiation" not in said(client.get(list_of(online, q="2023-204")))
    assert "Médiation" not in said(client.get(list_of(online, annee=2023)))
    assert "Aucun acte en ligne ne contient ces mots" in said(client.get(list_of(online, q="inexistant")))
    assert client.get(list_of(online, annee="x", page="y")).status_code == 200


def test_one_authority_is_shown_at_once_and_several_are_chosen_from(
    online: Deliberation, client: Client, django_db_blocker: Any
) -> None:
    assert client.get("/actes/").headers["Location"] == f"/actes/collectivites/{online.authority_id}/"


@pytest.mark.parametrize("address", ["list", "act"])
def test_the_number_of_queries_does_not_grow(
    address: str, online: Deliberation, anne: Person, client: Client, django_assert_max_num_queries: Any
) -> None:
    url = list_of(online) if address == "list" else ACT
    with django_assert_max_num_queries(10) as one:
        client.get(url)
    for rank in range(3):
        held_on = date(2023, 5, 20 + rank)
        more = make_deliberation(anne.actor, online.authority_id, f"2023-30{rank}", held_on=held_on, executory_on=None)
        publish(anne, more)
    with django_assert_max_num_queries(10) as many:
        client.get(url)
    assert len(many) == len(one)


def test_open_data_is_downloaded_without_an_account(online: Deliberation, client: Client) -> None:
    file = client.get(f"/actes/collectivites/{online.authority_id}/deliberations.csv")
    [line] = csv.DictReader(io.StringIO(file.content.decode()))
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert line["DELIB_URL"].endswith(ACT)
    assert client.get(line["DELIB_URL"]).status_code == 200


def test_nobody_but_readers_of_the_footer_knows_the_way(online: Deliberation, client: Client) -> None:
    assert 'href="/actes/"' in said(client.get("/"))
    assert 'href="/actes/"' in said(client.get(ACT))


def test_subsidies_are_downloaded_from_either_side(scheme: Scheme, online: Deliberation, client: Client) -> None:
    address = f"/actes/collectivites/{online.authority_id}/subventions.csv"
    for query in ("", "?vue=accordees"):
        assert client.get(address + query).content.decode().startswith("nomAttribuant,idAttribuant")
