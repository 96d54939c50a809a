"""`quitus import act`: one JSON object or a table, nothing saved, a clear line when there is no text."""

import importlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quitus.domain.acts.reading import errors
from quitus.interfaces.commands.main import Commands
from tests.domain.acts.reading.test_acts import ACTS, KEYS

command = importlib.import_module("quitus.interfaces.commands.import_").command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["act", *arguments])


def test_one_object_with_its_keys_in_order() -> None:
    said = run(str(ACTS / "commune.txt"), "--json")
    told = json.loads(said.stdout)
    assert (said.exit_code, said.stderr, list(told)) == (0, "", KEYS)
    assert told["number"] == {"value": "2024-031", "line": 9, "confidence": 0.95}
    assert told["parties"][0]["siret"] == "73282932000074"


def test_a_table_quotes_the_lines_and_says_how_sure() -> None:
    said = run(str(ACTS / "syndicat.txt"))
    assert said.exit_code == 0
    assert "16 octobre 2025  (ligne 5, sûr)" in said.stdout
    assert "« Comité syndical – Réunion du seize octobre deux mille vingt-cinq »" in said.stdout
    assert "123456789" in said.stdout
    assert "n'est pas un SIRET" in said.stdout


def test_a_file_without_text_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "vide.pdf").write_bytes(b"")
    with pytest.raises(errors.FileWithoutText):
        command.main(["act", str(tmp_path / "vide.pdf")], standalone_mode=False)


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    assert run(str(tmp_path / "rien.pdf")).exit_code == 2


def test_the_command_is_called_by_its_word_though_python_keeps_it() -> None:
    assert "import" in Commands().list_commands(None)  # type: ignore[arg-type]
    assert Commands().get_command(None, "import") is command  # type: ignore[arg-type]
