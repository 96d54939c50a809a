"""`quitus import venues` and `quitus import communes`: shown first, written when asked, refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quitus.domain.venues.models import Commune, Venue
from quitus.interfaces.commands.import_ import command
from tests.factories.reception import Reception

SIRET, WRONG = "13002603200016", "13002603200017"
HEAD = "id,pivot,nom,commune,code_postal,adresse,services,date_maj"
GOOD = f"1,{SIRET},La Roue,Arras,62000,1 rue de la Roue,Aide aux démarches administratives,2024-04-02"
BAD = f"2,{WRONG},Le Phare,Lens,62300,2 rue du Phare,Aide aux démarches administratives,2024-04-02"
COMMUNES = (
    "COM,LIBELLE,code_postal,PMUN,latitude_mairie,longitude_mairie\n"
    "62041,Arras,62000,42600,50.2910,2.7775\n"
    "62498,Lens,62300,32920,50.4320,2.8330\n"
    ",sans code,62000,1,50,2\n"
)


@pytest.fixture
def run(reception: Reception, settings: Any, tmp_path: Path) -> Any:
    """Type the command on a file of that text; `FILE` among the words stands for its path."""
    settings.DATABASE_SERVER = object()  # somebody else's server: nothing to start

    def typed(text: str, *words: str) -> Result:
        path = tmp_path / "fichier.csv"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(command, [str(path) if word == "FILE" else word for word in words])

    return typed


def test_venues_are_shown_and_written_only_when_asked(run: Any) -> None:
    words = ("venues", "essai", "FILE", "--json")
    before = Venue.objects.count()
    shown = run(f"{HEAD}\n{GOOD}\n", *words)
    told = json.loads(shown.stdout)
    assert (shown.exit_code, told["written"], [line["outcome"] for line in told["lines"]]) == (0, None, ["new"])
    assert Venue.objects.count() == before
    written = json.loads(run(f"{HEAD}\n{GOOD}\n", *words, "--wet-run").stdout)
    assert written["written"] == {"new": 1, "changed": 0}
    assert Venue.objects.filter(organisation__siret=SIRET, name="La Roue").exists()
    again = json.loads(run(f"{HEAD}\n{GOOD}\n", *words, "--wet-run").stdout)
    assert (again["written"], again["lines"]) == ({"new": 0, "changed": 0}, [])


def test_a_line_refused_is_told_and_the_others_are_written(run: Any) -> None:
    done = run(f"{HEAD}\n{BAD}\n{GOOD}\n", "venues", "essai", "FILE", "--wet-run")
    assert done.exit_code == 1
    assert "line 2" in done.stdout
    assert "1 new, 0 changed" in done.stdout
    assert not Venue.objects.filter(name="Le Phare").exists()


def test_a_file_is_previewed_or_written_not_both(run: Any) -> None:
    refused = run(f"{HEAD}\n{GOOD}\n", "venues", "essai", "FILE", "--preview", "--wet-run")
    assert refused.exit_code == 2
    assert "not both" in refused.output


def test_communes_are_taken_in_and_wrong_lines_are_counted(run: Any) -> None:
    done = run(COMMUNES, "communes", "FILE", "--scheme", "essai", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"taken_in": 2, "wrong_lines": [4]})
    arras = Commune.objects.get(code="62041")
    assert (arras.name, arras.postcodes, arras.population) == ("Arras", ["62000"], 42600)


def test_a_table_without_the_columns_of_communes_says_which(run: Any) -> None:
    refused = run("nom,âge\nArras,3\n", "communes", "FILE", "--scheme", "essai")
    assert refused.exit_code == 2
    assert "no column for the code and the name" in refused.output
    assert not Commune.objects.exists()
