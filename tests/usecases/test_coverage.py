"""Who lives far from a venue, on which day; and how long it takes to say."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.distribution import queries as distribution
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.reporting import rules as reporting
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Commune, Qualification, QualificationStep, Venue
from quitus.domain.venues.operations import CommuneTold
from quitus.domain.workshops.models import Session
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import coverage as usecase
from quitus.usecases.communes import ColumnsMissing, read_communes, take_in
from quitus.usecases.coverage import FAR, NEAR, ROUND, UNKNOWN, Coverage
from tests.factories.reception import Reception
from tests.factories.sessions import HELD_ON, publish
from tests.harness.bench import measure

pytestmark = pytest.mark.django_db
TODAY = date(2023, 5, 12)
COMMUNES = [
    CommuneTold("62041", "Arras", ("62000",), 41_000, (50.29, 2.78)),
    CommuneTold("62498", "Lens", ("62300",), 32_000, (50.43, 2.83)),
    CommuneTold("62160", "Boulogne-sur-Mer", ("62200",), 40_000, (50.73, 1.61)),
    CommuneTold("62193", "Calais", ("62100",), 67_000, (50.95, 1.85)),
    CommuneTold("62999", "Nulle-Part", ("62999",), 100),
]


def held(reception: Reception, on: date = TODAY, days: int = 28) -> Coverage:
    return usecase.coverage(reception.scheme.pk, on, days)


def standings(found: Coverage) -> dict[str, str]:
    return {one.commune.name: one.standing for one in found.reached}


@pytest.fixture
def territory(reception: Reception) -> Reception:
    """Five communes, one of which is nowhere, and one venue, in Arras."""
    venues.take_in_communes(by=reception.team.anne.actor, told=COMMUNES)
    return reception


def test_a_commune_is_far_when_no_venue_is_within_the_minutes(territory: Reception) -> None:
    found = held(territory)
    assert [(one.commune.name, one.standing) for one in found.reached] == [
        ("Calais", FAR), ("Boulogne-sur-Mer", FAR), ("Lens", FAR), ("Arras", NEAR), ("Nulle-Part", UNKNOWN),
    ]  # fmt: skip
    lens = found.reached[2]
    assert (lens.minutes, lens.venue) == (24, "Le Moulin")
    assert found.population(FAR) == 139_000
    assert found.far_per_mille == 139_000 * 1000 // 180_000
    assert (found.minutes_max, found.kmh, found.nowhere_count) == (20, 40, 0)


def test_only_a_structure_qualified_on_that_day_covers(territory: Reception) -> None:
    venues.suspend(
        by=territory.team.anne.actor, organisation_id=territory.structure.pk,
        effective_on=date(2023, 6, 1), reason="Contrôle",
    )  # fmt: skip
    assert standings(held(territory, date(2023, 5, 31)))["Arras"] == NEAR
    assert standings(held(territory, date(2023, 6, 1)))["Arras"] == FAR
    assert standings(held(territory, date(2021, 11, 1)))["Arras"] == FAR


def test_a_round_counts_on_its_days_only(territory: Reception) -> None:
    publish(territory, commune="Calais", postcode="62100", times=2)
    publish(territory, commune="Loin", postcode="62100")
    found = held(territory)
    assert standings(found)["Calais"] == ROUND
    assert (found.reached[2].commune.name, found.reached[2].round_days) == ("Calais", 2)
    assert found.nowhere_count == 1
    assert standings(held(territory, HELD_ON, 1))["Calais"] == ROUND
    assert standings(held(territory, HELD_ON + timedelta(1), 1))["Calais"] == FAR
    Session.objects.filter(commune="Calais").update(state="cancelled", cancel_reason="Panne", cancelled_on=TODAY)
    assert standings(held(territory))["Calais"] == FAR


def test_a_venue_that_travels_covers_by_its_rounds_only(territory: Reception) -> None:
    Venue.objects.update(is_mobile=True)
    assert standings(held(territory))["Arras"] == FAR


def test_people_served_are_told_in_counts_and_small_ones_masked(
    territory: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = {"Arras": 40, "ARRAS": 2, "Lens": 12, "Calais": 3, "Ailleurs": 9}
    monkeypatch.setattr(distribution, "served_by_commune", lambda: people)
    assert held(territory).served is None
    monkeypatch.setattr(usecase, "_terms", lambda *_: type("T", (), {"small_count_below": 5} | _LIMITS))
    found = held(territory)
    assert found.served == {FAR: 15, ROUND: 0, NEAR: 42, UNKNOWN: 9}
    assert found.served_far_per_mille == 15 * 1000 // 57
    by_name = {one.commune.name: one.served_count for one in found.reached}
    assert (by_name["Arras"], by_name["Calais"], by_name["Boulogne-sur-Mer"]) == (42, None, 0)
    assert reporting.masked({"a": 3, "b": 9, "c": 12}, 5) == {"a": None, "b": None, "c": 12}
    people |= {"Lens": 0, "Ailleurs": 0}
    assert held(territory).served_far_per_mille is None


_LIMITS = {"coverage_minutes_max": 20, "coverage_speed_kmh": 40}


def fill(reception: Reception, communes: int, places: int) -> None:
    """A country of communes and venues, each venue a structure qualified since 2021."""
    draw = Random(communes)
    scheme_id, since = reception.scheme.pk, date(2021, 11, 2)

    def point() -> tuple[float, float]:
        return draw.uniform(50.0, 51.0), draw.uniform(1.6, 3.2)

    venues.take_in_communes(
        by=reception.team.anne.actor,
        told=[CommuneTold(f"{rank:05}", f"Commune {rank}", (), 1000 + rank, point()) for rank in range(communes)],
    )
    bodies = Organisation.objects.bulk_create(
        Organisation(name=f"Structure {rank}", short_name=f"S{rank}", sort_key=f"s{rank}", kind=kinds.STRUCTURE)
        for rank in range(places)
    )
    points = [point() for _one in bodies]
    Venue.objects.bulk_create(
        Venue(
            scheme_id=scheme_id, organisation=one, name=one.name, postcode="62000", commune="Arras",
            sort_key=one.sort_key, latitude=lat, longitude=lon,
        )
        for one, (lat, lon) in zip(bodies, points, strict=True)
    )  # fmt: skip
    files = Qualification.objects.bulk_create(
        Qualification(scheme_id=scheme_id, organisation=one, state="qualified", applied_on=since) for one in bodies
    )
    QualificationStep.objects.bulk_create(
        QualificationStep(scheme_id=scheme_id, qualification=one, state="qualified", effective_on=since)
        for one in files
    )


def test_nine_hundred_communes_and_five_thousand_venues_take_less_than_300_ms(reception: Reception) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            held(reception)
        return len(captured)

    fill(reception, 90, 500)
    few = queries()
    fill(reception, 900, 4500)
    assert queries() == few
    assert Commune.objects.count() == 900
    figure = measure("coverage", lambda: held(reception), limit_ms=300, communes=900, venues=5000)
    assert figure.ratio <= 1, figure


def test_a_list_of_communes_is_read_by_its_official_columns(tmp_path: Path, territory: Reception) -> None:
    cog = tmp_path / "v_commune_2024.csv"
    cog.write_text("TYPECOM,COM,LIBELLE\nCOM,62041,Arras\nCOMD,62041,Autre\nCOM,xx,Faux\n", "utf-8")
    found = read_communes(cog)
    assert [(one.code, one.name) for one in found.told] == [("62041", "Arras")]
    assert found.wrong == [4]
    take_in(territory.team.anne.actor, cog)
    assert Commune.objects.get(code="62041").population == 41_000, "what a list does not say stays"
    gouv = tmp_path / "communes.csv"
    gouv.write_text(
        "code_insee;nom_standard;codes_postaux;population;latitude_mairie;longitude_mairie\n"
        "62041;Arras;62000, 62001;42 000;50,2910;2.7775\n62042;Loin;62001;;95;2\n",
        "utf-8",
    )
    found = take_in(territory.team.anne.actor, gouv)
    one = Commune.objects.get(code="62041")
    assert (one.postcodes, one.population, one.point) == (["62000", "62001"], 42_000, (50.291, 2.7775))
    assert found.wrong == [3]
    (tmp_path / "x.csv").write_text("a;b\n1;2\n", "utf-8")
    with pytest.raises(ColumnsMissing):
        read_communes(tmp_path / "x.csv")
    with pytest.raises(NotYourRole):
        venues.take_in_communes(by=territory.lina.actor, told=[])
    venues.take_in_communes(by=Actor.system("import"), told=[])
