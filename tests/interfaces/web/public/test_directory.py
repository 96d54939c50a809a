"""The public directory: only venues that take pass on the day, found by what people ask for."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.organisations.models import Organisation
from quitus.domain.venues import operations as venues
from quitus.domain.venues.describing import VenueTold
from quitus.domain.venues.models import Venue
from quitus.interfaces import limits
from quitus.kernel import clock
from tests.factories.pages import said
from tests.factories.reception import Reception, make_venue
from tests.factories.schemes import make_organisation

pytestmark = pytest.mark.django_db(databases=["default", limits.ALIAS])

ARRAS, LENS, LILLE = (50.2910, 2.7775), (50.4292, 2.8319), (50.6292, 3.0573)
TOLD = VenueTold(
    phone="0321000000",
    opening_hours="Mo-Fr 09:00-12:00; Sa 10:00-12:00",
    accessibility=("wheelchair", "loop"),
    languages=("fr", "ar"),
    emails=("moulin@exemple.fr",),
)


@pytest.fixture
def town(reception: Reception) -> list[Venue]:
    """Three venues of the qualified structure: at Arras, Lens and Lille, the first described."""
    by, team = reception.team.anne.actor, reception.team
    made = [reception.venue]
    for name, postcode, commune in (("La Fosse", "62300", "Lens"), ("Le Beffroi", "59000", "Lille")):
        made.append(
            venues.register_venue(
                by=by, organisation_id=reception.structure.pk, name=name, postcode=postcode, commune=commune
            )
        )
    for venue, point in zip(made, (ARRAS, LENS, LILLE), strict=True):
        venues.place_venue(by=by, venue_id=venue.pk, latitude=point[0], longitude=point[1])
    venues.describe_venue(by=team.anne.actor, venue_id=made[0].pk, told=TOLD)
    venues.take_in_communes(by=by, told=[venues.CommuneTold("62498", "Lens", ("62300",), 31000, LENS)])
    return made


@pytest.fixture
def waiting(reception: Reception) -> Organisation:
    """A structure that nobody has qualified."""
    made = make_organisation("Association qui attend")
    make_venue(reception.team, made, "Le lieu qui attend")
    return made


def opened(reception: Reception, page: str = "", **asked: object) -> str:
    return said(Client().get(f"/annuaire/{reception.scheme.slug}/{page}", asked))


def test_only_venues_qualified_on_the_day_are_shown(
    reception: Reception, town: list[Venue], waiting: Organisation
) -> None:
    page = opened(reception)
    assert "3 lieux" in page
    assert "Le Beffroi" in page
    assert "Le lieu qui attend" not in page
    hidden = Venue.objects.get(organisation=waiting)
    assert Client().get(f"/annuaire/{reception.scheme.slug}/{hidden.pk}/").status_code == 404
    suspended_on = clock.today() + timedelta(days=1)
    venues.suspend(
        by=reception.team.anne.actor, organisation_id=reception.structure.pk, effective_on=suspended_on, reason="Test"
    )
    assert "3 lieux" in opened(reception)  # until tomorrow
    with clock.at(clock.now() + timedelta(days=1)):
        assert "0 lieu" in opened(reception)


def test_venues_are_found_by_distance_and_the_nearest_comes_first(reception: Reception, town: list[Venue]) -> None:
    near = opened(reception, lieu="Lens", km=20)
    assert near.index("La Fosse") < near.index(town[0].name)
    assert "Le Beffroi" not in near
    assert "à 16 km" in near
    assert "La Fosse" in opened(reception, lieu="62300", km=5)
    assert "Le Beffroi" in opened(reception, lieu="Lens", km=50)
    unknown = opened(reception, lieu="Trifouillis")
    assert "Nous ne savons pas où se trouve" in unknown
    assert "0 lieu" in unknown


def test_a_venue_without_coordinates_is_still_found_in_its_commune(reception: Reception, town: list[Venue]) -> None:
    venues.place_venue(by=reception.team.anne.actor, venue_id=town[1].pk, latitude=None, longitude=None)
    assert "La Fosse" in opened(reception, lieu="Lens", km=5)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"jour": 5}, True),
        ({"jour": 6}, False),
        ({"acces": "wheelchair"}, True),
        ({"acces": ["wheelchair", "toilets"]}, False),
        ({"langue_parlee": "ar"}, True),
        ({"langue_parlee": "zh"}, False),
        ({"service": "demarches"}, True),
        ({"service": "materiel"}, False),
        ({"q": "62000"}, True),
        ({"q": "nulle part"}, False),
        ({"jour": "x", "km": "0'; --", "service": "x"}, True),
    ],
)
def test_each_filter_keeps_what_it_says(
    reception: Reception, town: list[Venue], filters: dict[str, object], kept: bool
) -> None:
    assert (f"/annuaire/{reception.scheme.slug}/{town[0].pk}/" in _html(reception, filters)) is kept


def _html(reception: Reception, filters: dict[str, object]) -> str:
    return Client().get(f"/annuaire/{reception.scheme.slug}/", filters).content.decode()


def test_the_page_of_a_venue_says_when_it_is_open_and_how_to_reach_it(reception: Reception, town: list[Venue]) -> None:
    page = opened(reception, f"{town[0].pk}/")
    for words in ("Samedi", "10:00-12:00", "03 21 00 00 00", "moulin@exemple.fr", "Boucle magnétique", "Arabe"):
        assert words in page


def test_the_list_asks_as_many_questions_for_a_page_as_for_one_venue(reception: Reception, town: list[Venue]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert Client().get(f"/annuaire/{reception.scheme.slug}/", {"lieu": "Lens", "km": 50}).status_code == 200
        return len(made)

    few = asked()
    for rank in range(60):
        extra = venues.register_venue(
            by=reception.team.anne.actor,
            organisation_id=reception.structure.pk,
            name=f"Lieu {rank}",
            postcode="62300",
            commune="Lens",
        )
        venues.offer_service(by=reception.team.anne.actor, venue_id=extra.pk, service_code="outils")
    assert asked() == few <= 16


def test_software_reads_all_venues_once_and_is_told_when_nothing_changed(
    reception: Reception, town: list[Venue]
) -> None:
    client, url = Client(), f"/annuaire/{reception.scheme.slug}/lieux.json"
    first = client.get(url)
    told = json.loads(first.content)
    assert told["count"] == 3
    assert told["venues"][0]["opening_hours"] == TOLD.opening_hours
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get(url, headers={"If-None-Match": f"W/{first['ETag']}"})
    assert (again.status_code, again.content) == (304, b"")
    venues.place_venue(by=reception.team.anne.actor, venue_id=town[0].pk, latitude=50.0, longitude=2.0)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert json.loads(client.get(url, {"lieu": "Lens", "km": 5}).content)["count"] == 1


def test_only_sites_that_the_scheme_names_may_frame_the_list(reception: Reception, town: list[Venue]) -> None:
    url = f"/annuaire/{reception.scheme.slug}/integre/"
    assert "frame-ancestors 'none'" in Client().get(url)["Content-Security-Policy"]
    venues.show_directory_at(by=reception.team.anne.actor, hosts=["https://www.exemple.fr/"])
    page = Client().get(url)
    assert "frame-ancestors https://www.exemple.fr" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page
    assert 'method="post"' not in page.content.decode()
    plain = Client().get(f"/annuaire/{reception.scheme.slug}/")
    assert plain["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]


def test_the_map_asks_another_site_for_images_only_where_the_instance_says_so(
    reception: Reception, town: list[Venue], settings: object
) -> None:
    url = f"/annuaire/{reception.scheme.slug}/carte/"
    assert "img-src 'self' data:;" in Client().get(url)["Content-Security-Policy"] + ";"
    settings.QUITUS_TILES_URL = "https://tuiles.exemple.fr/{z}/{x}/{y}.png"  # type: ignore[attr-defined]
    settings.QUITUS_TILES_ORIGIN = "https://tuiles.exemple.fr"  # type: ignore[attr-defined]
    assert "img-src 'self' data: https://tuiles.exemple.fr" in Client().get(url)["Content-Security-Policy"]
    drawn = json.loads(Client().get(f"/annuaire/{reception.scheme.slug}/points.json").content)["points"]
    assert [point[0] for point in drawn] == [town[0].name, "La Fosse", "Le Beffroi"]


def test_a_sheet_to_hand_out_is_made_by_commune(reception: Reception, town: list[Venue]) -> None:
    assert "62300 Lens" in opened(reception, "liste-a-imprimer/")
    paper = opened(reception, "liste-a-imprimer/", lieu="Lens", km=5)
    assert "La Fosse" in paper
    assert "Le Beffroi" not in paper
