"""Files kept under the hash of their content."""

from pathlib import Path
from typing import Any

import pytest

from quitus.connectors import documents


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_stored_is_read_again_by_its_hash(folder: Path) -> None:
    sha256 = documents.store(b"facture")

    assert len(sha256) == 64
    assert documents.read(sha256) == b"facture"


def test_the_same_content_is_kept_once_and_nothing_is_left_aside(folder: Path) -> None:
    assert documents.store(b"facture") == documents.store(b"facture")
    assert len(files(folder)) == 1


def test_a_file_that_changed_on_the_disk_is_noticed(folder: Path) -> None:
    sha256 = documents.store(b"facture")
    [path] = files(folder)
    path.write_bytes(b"autre")
    with pytest.raises(documents.DocumentDamaged):
        documents.read(sha256)


def test_a_file_that_is_gone_is_said_to_be_lost() -> None:
    with pytest.raises(documents.DocumentLost):
        documents.read("0" * 64)


def test_a_write_that_fails_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(documents.os, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        documents.store(b"facture")
    assert files(folder) == []
