"""The manager describes and places venues, brings them from a file; a mediator describes those of the structure."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quitus.domain.organisations.models import Organisation
from quitus.domain.venues import operations as venues
from quitus.domain.venues.directory import embed_hosts
from quitus.domain.venues.models import Description
from quitus.kernel.actors import Actor
from tests.factories.pages import said
from tests.factories.reception import Reception

SIRET = "13002603200016"
FILE = f"""id,pivot,nom,commune,code_postal,adresse,date_maj,services
1,{SIRET},La Roue,Arras,62000,1 rue de la Roue,2024-04-02,Loisirs et créations numériques
2,{SIRET},Le Moulin,Arras,62000,2 rue Neuve,2024-04-02,
"""


def at(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


@pytest.fixture
def browse(client: Client, reception: Reception) -> Client:
    """Anne's browser."""
    client.force_login(reception.team.anne.user)
    return client


def test_a_file_is_looked_at_then_written_with_what_was_decided(browse: Client, reception: Reception) -> None:
    page = browse.post(at("import_venues"), {"file": SimpleUploadedFile("lieux.csv", FILE.encode())})
    assert page.status_code == 200
    text = said(page)
    assert "Nouveau" in text
    assert "Ressemble à : Le Moulin" in text
    assert not Organisation.objects.filter(siret=SIRET).exists()
    token = page.context["token"]
    done = browse.post(at("import_venues"), {"token": token, "line-3": str(reception.venue.pk)}, follow=True)
    assert "1 lieux nouveaux, 1 lieux changés" in said(done)
    reception.venue.refresh_from_db()
    assert reception.venue.address == "2 rue Neuve"
    assert Organisation.objects.filter(siret=SIRET).exists()


@pytest.mark.parametrize("token", ["x", ""])
def test_a_preview_that_is_not_ours_writes_nothing(browse: Client, reception: Reception, token: str) -> None:
    assert "Cet aperçu est trop ancien" in said(browse.post(at("import_venues"), {"token": token}, follow=True))


def test_a_file_that_is_none_is_refused_under_its_field(browse: Client, reception: Reception) -> None:
    page = browse.post(at("import_venues"), {"file": SimpleUploadedFile("lieux.csv", b"a,b\n1,2\n")})
    assert page.status_code == 422
    assert "pas lisible comme une liste de lieux" in said(page)


def test_a_venue_is_described_by_its_people_and_read_by_everybody(client: Client, reception: Reception) -> None:
    client.force_login(reception.lina.user)
    url = reverse("venue:describe", args=["essai", reception.venue.pk])
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"opening_hours": "le matin"})
    assert wrong.status_code == 422
    right = {"opening_hours": "Mo 09:00-12:00", "emails": "un@exemple.fr\ndeux@exemple.fr", "languages": ["fr", "ar"]}
    assert client.post(url, right).status_code == 302
    kept = Description.objects.get(venue=reception.venue)
    assert (kept.emails, kept.languages) == (["un@exemple.fr", "deux@exemple.fr"], ["fr", "ar"])
    assert "deux@exemple.fr" in client.get(url).content.decode()
    public = client.get(reverse("public:directory_venue", args=["essai", reception.venue.pk]))
    assert "un@exemple.fr" in said(public)


def test_a_doubtful_point_is_confirmed_on_its_page_or_typed_anew(browse: Client, reception: Reception) -> None:
    where = at("place_venue", reception.structure.pk, reception.venue.pk)
    found = venues.PlaceFound(50.29, 2.77, 430, "Rue du Moulin 62000 Arras")
    venues.place_found(by=Actor.system(), venue_id=reception.venue.pk, found=found)
    page = browse.get(where)
    assert "Rue du Moulin 62000 Arras" in said(page)
    assert "43 %" in said(page)
    browse.post(where, {"latitude": "50,29", "longitude": "2,77"})
    reception.venue.refresh_from_db()
    assert reception.venue.latitude == 50.29
    assert browse.post(where, {"latitude": "50,29", "longitude": ""}).status_code == 422
    browse.post(where, {"latitude": "50,1", "longitude": "2,5"})
    reception.venue.refresh_from_db()
    assert (reception.venue.latitude, reception.venue.longitude) == (50.1, 2.5)
    corrected = {"name": "Le Moulin bleu", "address": "", "postcode": "62000", "commune": "Arras"}
    assert browse.post(at("correct_venue", reception.structure.pk, reception.venue.pk), corrected).status_code == 302


def test_sites_that_may_show_the_directory_are_named_by_the_manager(browse: Client, reception: Reception) -> None:
    assert browse.post(at("directory_settings"), {"hosts": "exemple.fr/page"}).status_code == 422
    assert browse.post(at("directory_settings"), {"hosts": "https://www.exemple.fr"}).status_code == 302
    assert embed_hosts(reception.scheme.pk) == ["https://www.exemple.fr"]
    assert "<iframe" in said(browse.get(at("directory_settings"))).replace("&lt;", "<")


def test_the_venues_are_given_as_files(browse: Client, reception: Reception) -> None:
    assert browse.get(at("export_venues"))["Content-Type"].startswith("text/csv")
    assert browse.get(at("export_data_inclusion")).json()["structures"][0]["nom"] == reception.venue.name
