"""docs/runbooks/an-operator-fails.md works: every command in it is run, in order."""

import hashlib
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers.models import Order
from quitus.interfaces.commands.main import group
from tests.architecture.house import ROOT
from tests.factories.reception import Reception
from tests.usecases.succession.test_succession import elsewhere, lived, renumbered

__all__ = ["lived"]

RUNBOOK = ROOT / "docs" / "runbooks" / "an-operator-fails.md"


def sections() -> list[list[str]]:
    """The commands of each section, in order."""
    blocks = [
        re.findall(r"```bash\n(.*?)```", part, re.DOTALL) for part in RUNBOOK.read_text("utf-8").split("\n## ")[1:]
    ]
    return [[line for block in found for line in block.splitlines()] for found in blocks]


def follow(lines: list[str], words: dict[str, str]) -> list[str]:
    """Run the commands of one section, each of which works; what each says."""
    told = []
    for line in lines:
        program, *typed = [words.get(word, word) for word in shlex.split(line)]
        assert program == "quitus"
        result = CliRunner().invoke(group, typed)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        told.append(result.output)
    return told


def test_the_runbook_of_an_operator_that_fails_is_followed_from_end_to_end(
    lived: Reception, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATABASE_SERVER = object()  # somebody else's server: nothing to start
    monkeypatch.chdir(tmp_path)
    archive = tmp_path / "archive.zip"
    pair, here, there = sections()
    follow(pair, {})
    made, checked = follow(here, {"SCHEME": lived.scheme.slug})
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert sha256 in made
    assert sha256 in checked
    assert re.search(r"due_cents +3000\b", made)

    archive.write_bytes(renumbered(archive, tmp_path / "b.zip").read_bytes())  # another instance draws other series
    other, contract = elsewhere()
    words = {"SCHEME": other.slug, "SHA256": hashlib.sha256(archive.read_bytes()).hexdigest()}
    _checked, *dry, wet = follow(there, words)
    assert all("nothing is written without --wet-run" in told for told in dry)
    assert "order R-2021-01 (2021-01 in the archive): 100 pass" in wet
    with within_scheme(other):
        assert [order.number for order in Order.objects.filter(operator_contract=contract)] == ["R-2021-01"]
