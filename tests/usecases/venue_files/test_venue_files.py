"""Venues brought from a file and given in one: nothing is written before it was looked at, nothing is said twice."""

import csv
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from frictionless import Resource, Schema

from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.venues import operations as venues
from quitus.domain.venues.describing import VenueTold
from quitus.domain.venues.models import Description, Venue
from quitus.usecases import venue_files
from quitus.usecases.venue_files import CHANGED, DOUBTFUL, NEW, REFUSED, SAME
from tests.factories.reception import Reception
from tests.factories.schemes import make_organisation

SIRET, OTHER = "13002603200016", "22620001200012"
HEAD = (
    "id,pivot,nom,commune,code_postal,adresse,latitude,longitude,date_maj,services,horaires,"
    "frais_a_charge,formations_labels"
)
LINE = (
    f'1,{SIRET},La Roue,Arras,62000,"1 rue de la Roue",50.29,2.77,2024-04-02,Aide aux démarches administratives,'
    "Mo-Fr 09:00-12:00,Gratuit|Payant,Étapes numériques(La Poste)"
)
OLD = (
    "id;pivot;nom;commune;code_postal;adresse;courriel;publics_accueillis;conditions_acces;labels_nationaux;services;date_maj\n"
    f'8;{SIRET};La Roue;Arras;62000;1 rue de la Roue;moulin@exemple.fr;"Seniors (+ 65 ans);Adultes";'
    "\"Payant : L'accès au lieu et/ou à ses services est payant;"
    "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu\";"
    '"APTIC;CNFS";"Prendre en main un ordinateur;Créer avec le numérique";2022-06-02\n'
)


@pytest.fixture
def read(tmp_path: Path) -> object:
    def run(text: str, encoding: str = "utf-8") -> venue_files.Preview:
        path = tmp_path / "lieux.csv"
        path.write_bytes(text.encode(encoding))
        return venue_files.preview(*venue_files.read_rows(path))

    return run


def outcomes(found: venue_files.Preview) -> list[str]:
    return [line.outcome for line in found.lines]


def apply(reception: Reception, found: venue_files.Preview) -> venue_files.Applied:
    return venue_files.apply_preview(by=reception.team.anne.actor, found=found, is_example=True)


def test_a_file_is_shown_then_written_and_the_second_time_it_changes_nothing(
    reception: Reception, read: object
) -> None:
    text = f"{HEAD}\n{LINE}\n"
    found = read(text)  # type: ignore[operator]
    assert (found.version, outcomes(found)) == ("1.0", [NEW])
    assert not Organisation.objects.filter(siret=SIRET).exists()
    done = apply(reception, found)
    assert (done.new, done.changed, done.refused) == (1, 0, {})
    venue = Venue.objects.select_related("description").get(organisation__siret=SIRET)
    assert (venue.latitude, venue.description.open_days) == (50.29, [0, 1, 2, 3, 4])
    assert venue.description.trainings == ["etapes"]
    assert [offer.service.code for offer in venue.offers.select_related("service")] == ["demarches"]
    assert outcomes(read(text)) == [SAME]  # type: ignore[operator]


def test_what_changes_is_told_field_by_field_and_an_empty_cell_erases_nothing(
    reception: Reception, read: object
) -> None:
    apply(reception, read(f"{HEAD}\n{LINE}\n"))  # type: ignore[operator]
    changed = LINE.replace("La Roue", "La Grande Roue").replace("Mo-Fr 09:00-12:00", "").replace("Gratuit|", "")
    (line,) = read(f"{HEAD}\n{changed}\n").lines  # type: ignore[operator]
    assert line.outcome == CHANGED
    assert line.changes == {"name": ("La Roue", "La Grande Roue"), "fees": (["free", "paid"], ["paid"])}
    apply(reception, read(f"{HEAD}\n{changed}\n"))  # type: ignore[operator]
    venue = Venue.objects.select_related("description").get(organisation__siret=SIRET)
    assert (venue.name, venue.description.opening_hours) == ("La Grande Roue", "Mo-Fr 09:00-12:00")


def test_the_former_schema_is_read_with_its_semicolons_and_its_pass(reception: Reception, read: object) -> None:
    found = read(OLD, "cp1252")  # type: ignore[operator]
    assert (found.version, outcomes(found)) == ("0.1.1", [NEW])
    row = found.lines[0].row
    assert (row.takes_pass, row.unknown, row.services) == (True, (), ("outils", "loisirs"))
    assert row.facts["publics"] == ("seniors",)
    assert row.facts["programmes"] == ("conseillers",)
    assert row.facts["fees"] == ("paid",)
    assert row.facts["emails"] == ("moulin@exemple.fr",)


def test_lines_that_a_person_must_look_at_are_not_written(reception: Reception, read: object) -> None:
    here = reception.venue
    lines = [
        f'2,{SIRET},{here.name},{here.commune},{here.postcode},"2 rue Neuve",,,2024-04-02,,,,',
        '3,ABC123456,Sans siret,Arras,62000,"3 rue Neuve",,,2024-04-02,,,,',
        '4,,,Arras,62000,"4 rue Neuve",,,2024-04-02,,,,',
        f'5,{SIRET},Le Phare,Arras,62000,"5 rue Neuve",95,2.77,2024-04-02,,,,',
        f'6,{SIRET},Le Phare,Arras,62000,"6 rue Neuve",,,2024-04-02,,le matin,,',
        f'7,{OTHER},Chez eux,Arras,62000,"7 rue Neuve",,,2024-04-02,,,,',
        f'8,{SIRET},Le Fanal,Arras,62000,"8 rue Neuve",,,2024-04-02,Jonglage,,,',
        f'9,{SIRET},Le fanal,Arras,62000,"8 rue Neuve",,,2024-04-02,,,,',
    ]
    make_organisation("Une administration", kinds.AUTHORITY, siret=OTHER)
    found = read("\n".join([HEAD, *lines]))  # type: ignore[operator]
    assert outcomes(found) == [DOUBTFUL, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, NEW, REFUSED]
    assert found.lines[0].candidates == (here,)
    assert [line.refusal.code for line in found.lines if line.refusal] == [
        "no_siret",
        "line_without",
        "not_a_point_of_the_earth",
        "hours_not_readable",
        "not_a_structure_here",
        "told_twice",
    ]
    assert found.lines[6].row.unknown == ("Jonglage",)
    assert apply(reception, found).new == 1
    decided = venue_files.preview(found.version, [line.row for line in found.lines], {2: here.pk})
    assert decided.lines[0].outcome == CHANGED


def test_a_preview_asks_as_many_questions_for_a_hundred_lines_as_for_one(reception: Reception, read: object) -> None:
    def asked(count: int) -> int:
        lines = [f'{rank},{SIRET},Lieu {rank},Arras,62000,"{rank} rue",,,2024-04-02,,,,' for rank in range(count)]
        with CaptureQueriesContext(connection) as made:
            read("\n".join([HEAD, *lines]))  # type: ignore[operator]
        return len(made)

    assert asked(1) == asked(100) <= 4


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x01\x02"])
def test_what_is_no_list_of_venues_is_refused(read: object, text: str) -> None:
    with pytest.raises(venue_files.FileNotOfVenues):
        read(text)  # type: ignore[operator]


@pytest.fixture
def described(reception: Reception) -> Reception:
    """The venue of Lina, told as fully as the schema can."""
    reception.structure.siret = SIRET
    reception.structure.save()
    by, venue = reception.team.anne.actor, reception.venue
    venues.correct_venue(
        by=by,
        venue_id=venue.pk,
        name=venue.name,
        address="1 rue du Moulin",
        postcode="62000",
        commune="Arras",
        is_mobile=False,
    )
    venues.place_venue(by=by, venue_id=venue.pk, latitude=50.29, longitude=2.77)
    told = VenueTold(
        insee_code="62041",
        types=("ASSO", "TIERS_LIEUX"),
        phone="0321000000",
        emails=("moulin@exemple.fr",),
        websites=("https://moulin.exemple.fr/",),
        opening_hours="Mo-Fr 09:00-12:00",
        summary="=Aide et ateliers",
        publics=("seniors",),
        care=("illiteracy",),
        fees=("free",),
        programmes=("aidants", "france_services"),
        trainings=("etapes",),
        other_trainings=("Label local",),
        access_modes=("come", "call", "book"),
        support_modes=("workshop", "remote"),
        updated_on=date(2023, 5, 1),
    )
    venues.describe_venue(by=by, venue_id=venue.pk, told=told)
    return reception


def test_what_is_given_reads_back_as_the_same(described: Reception, read: object) -> None:
    content, left_out = venue_files.national_csv("Le Département")
    (row,) = csv.DictReader(io.StringIO(content))
    assert left_out == []
    assert row["frais_a_charge"] == "Gratuit|Gratuit sous condition|Payant"
    assert row["autres_formations_labels"] == "Label local|Pass numérique"
    assert row["presentation_resume"] == "'=Aide et ateliers"  # no spreadsheet takes it for a formula
    (line,) = read(content).lines  # type: ignore[operator]
    assert line.row.takes_pass
    assert set(line.changes or {}) == {"fees", "source", "source_key"}
    Description.objects.all().delete()
    described.structure.siret = None
    described.structure.save()
    assert venue_files.national_csv("Le Département")[1] == [f"{described.venue.name}: SIRET missing"]


OFFICIAL = Path(os.environ.get("QUITUS_STANDARDS", Path(__file__).parents[4] / "shared" / "standards")) / "mediation"


@pytest.mark.parametrize("version", ["1.0.1", "1.0.2-main"])
def test_what_is_given_is_valid_under_the_official_schema(described: Reception, tmp_path: Path, version: str) -> None:
    path = OFFICIAL / f"lieux-mediation-numerique-{version}-schema.json"
    if not path.exists():
        pytest.skip("the official schema is not here")
    content = venue_files.national_csv("Le Département")[0]
    if version == "1.0.1":  # it has no « Étapes numériques » yet
        content = content.replace("Étapes numériques(La Poste)", "")
    schema = Schema.from_descriptor(json.loads(path.read_text()))
    report = Resource(data=list(csv.reader(io.StringIO(content))), schema=schema).validate()
    assert report.flatten(["fieldName", "message"]) == []


def test_data_inclusion_is_given_as_its_own_package_reads_it(described: Reception) -> None:
    v1 = pytest.importorskip("data_inclusion.schema.v1")
    told = venue_files.data_inclusion(described.scheme, lambda key: f"https://quitus.exemple.fr/annuaire/{key}/")
    (structure,) = [v1.Structure(**one) for one in told["structures"]]
    services = [v1.Service(**one) for one in told["services"]]
    assert structure.siret == SIRET
    assert {one.structure_id for one in services} == {structure.id}
    assert {one.frais_precisions for one in services} == {"Pass numérique accepté"}
    assert "le moulin" in json.dumps(told).lower() or described.venue.name in json.dumps(told, ensure_ascii=False)
