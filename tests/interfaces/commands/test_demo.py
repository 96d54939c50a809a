import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.roles import ROLES
from quitus.interfaces.commands import demo
from quitus.interfaces.commands.support import example


@pytest.fixture
def data(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test, with a database that is somebody else's server."""
    settings.QUITUS_DATA = tmp_path
    settings.DATABASE_SERVER = object()
    return tmp_path


def test_the_example_is_not_loaded_on_a_server_unless_asked(data: Path, db: None) -> None:
    said = CliRunner().invoke(demo.command)
    assert said.exit_code == 2
    assert "only with --example" in said.stderr
    assert not Scheme.objects.exists()


def test_an_example_that_is_there_is_told_and_not_loaded_again(data: Path, example: Scheme) -> None:
    (data / "sign-ins.json").write_text(json.dumps([{"role": "R", "email": "r@exemple.fr", "password": "p"}]))
    said = CliRunner().invoke(demo.command)
    assert (said.exit_code, said.output) == (0, "R  r@exemple.fr  p\n")
    assert json.loads(CliRunner().invoke(demo.command, ["--json"]).stdout)[0]["email"] == "r@exemple.fr"


def test_a_load_that_fails_leaves_nothing(data: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(self: object, stage: object, say: object) -> None:
        raise RuntimeError("torn cable")

    monkeypatch.setattr("quitus.usecases.example.stage.Diary.play", break_off)
    with pytest.raises(RuntimeError, match="torn cable"):
        example.load_beside(say=lambda line: None)
    assert not Scheme.objects.exists()
    assert example.sign_ins() == []


def test_the_example_is_loaded_beside_a_real_scheme(
    data: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quitus.usecases.example.stage.Diary.play", lambda *known: None)
    said = CliRunner().invoke(demo.command, ["--example", "--json"])
    assert said.exit_code == 0, said.stderr
    assert len(json.loads(said.stdout)) == len(ROLES)
    assert example.is_loaded()
