"""Secrets are drawn once, kept apart, and the environment comes first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quitus.connectors import secrets_file
from quitus.connectors.secrets_file import NAMES, variable


@pytest.fixture(autouse=True)
def _deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(variable(name))


def test_what_was_drawn_is_what_is_kept(tmp_path: Path) -> None:
    drawn = secrets_file.read(tmp_path)
    assert secrets_file.read(tmp_path) != drawn
    secrets_file.keep(tmp_path, drawn)
    assert secrets_file.read(tmp_path) == drawn
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


def test_who_serves_is_not_told_what_escapes_the_policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets_file.keep(tmp_path, secrets_file.read(tmp_path))
    monkeypatch.setenv("QUITUS_OWNER_PASSWORD", "from outside")
    told = secrets_file.read(tmp_path, serving=True)
    assert set(NAMES) - set(told) == {"owner_password", "superuser_password"}


def test_what_is_kept_is_never_replaced(tmp_path: Path) -> None:
    drawn = secrets_file.read(tmp_path)
    secrets_file.keep(tmp_path, drawn)
    secrets_file.keep(tmp_path, dict.fromkeys(NAMES, "other"))
    assert secrets_file.read(tmp_path) == drawn


def test_a_new_secret_joins_those_of_an_older_file(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text(json.dumps({"web_password": "old"}))
    secrets_file.keep(tmp_path, secrets_file.read(tmp_path))
    kept = json.loads((tmp_path / "secrets.json").read_text())
    assert set(kept) == set(NAMES)
    assert kept["web_password"] == "old"


def test_the_environment_comes_first_and_is_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUITUS_WEB_PASSWORD", "from outside")
    drawn = secrets_file.read(tmp_path)
    assert drawn["web_password"] == "from outside"
    secrets_file.keep(tmp_path, drawn)
    assert "from outside" not in (tmp_path / "secrets.json").read_text()
