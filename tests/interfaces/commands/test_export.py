"""`quitus export`: open data on standard output or in a file, and what is left out told apart."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quitus.domain.acts.models import Deliberation
from quitus.domain.organisations.models import Scheme
from quitus.interfaces.commands.export import command
from quitus.usecases import publication
from tests.factories.people import Person
from tests.factories.schemes import make_scheme
from tests.factories.transmissions import PDF


@pytest.fixture
def online(act: Deliberation, anne: Person) -> Deliberation:
    return publication.publish_act(
        by=anne.actor, deliberation_id=act.pk, author_name="D. Exemple", author_quality="Président", pdf=PDF
    )


def export(settings: Any, *arguments: str) -> Result:
    settings.DATABASE_SERVER = object()  # somebody else's server: nothing to start
    return CliRunner().invoke(command, arguments)


def test_deliberations_go_to_standard_output(online: Deliberation, settings: Any) -> None:
    said = export(settings, "deliberations")
    header, line = said.stdout.splitlines()
    assert (said.exit_code, said.stderr) == (0, "")
    assert header.startswith("COLL_NOM,COLL_SIRET,DELIB_ID")
    assert line.endswith(f"{settings.QUITUS_URL}/actes/226200012-2023-204/")


def test_a_file_is_written_whole(online: Deliberation, settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "deliberations.csv"
    said = export(settings, "deliberations", "essai", "--output", str(path))
    assert (said.exit_code, said.stdout) == (0, "")
    assert path.read_bytes().startswith(b"COLL_NOM")
    assert "Département essai".encode() in path.read_bytes()


def test_what_is_left_out_is_told_and_the_rest_is_given(act: Deliberation, settings: Any) -> None:
    assert export(settings, "deliberations", "--strict").exit_code == 1
    said = export(settings, "deliberations")
    assert said.exit_code == 0
    assert said.stdout.startswith("COLL_NOM")
    assert said.stderr == "quitus: left out: 2023-204 : l'acte n'est pas encore publié\n"


def test_a_subsidy_unknown_here_is_said(scheme: Scheme, settings: Any) -> None:
    for view in ("received", "granted"):
        said = export(settings, "subventions", "--view", view)
        assert (said.exit_code, said.stdout.count("\n")) == (0, 1)
        assert said.stderr == f"quitus: no subsidy of Département essai is known here in the view {view}\n"


def test_nonsense_is_one_line_and_status_two(scheme: Scheme, settings: Any, tmp_path: Path) -> None:
    told = export(settings, "deliberations", "ailleurs")
    assert (told.exit_code, told.stderr) == (2, "quitus: there is no scheme ailleurs; known: essai\n")
    assert export(settings, "deliberations", "--output", str(tmp_path / "rien" / "x.csv")).exit_code == 2
    assert export(settings, "subventions", "--view", "autre").exit_code == 2
    assert export(settings, "budget").exit_code == 2
    make_scheme("autre")
    several = export(settings, "deliberations")
    assert (several.exit_code, several.stderr) == (2, "quitus: say which scheme; known: autre, essai\n")


def test_the_help_gives_an_example_and_says_how_it_ends() -> None:
    for name in ("deliberations", "subventions"):
        said = CliRunner().invoke(command, [name, "--help"])
        assert said.exit_code == 0
        told = " ".join(said.output.split())
        assert "Example: quitus export" in told
        assert "Exit status" in told
