"""The system user that root lends to PostgreSQL may enter what its rights say, no more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quitus.connectors.system_user import SystemUser, postgres_user

STRANGER = SystemUser(uid=54321, gid=54321)
OURSELVES = SystemUser(uid=os.getuid(), gid=os.getgid())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder whose rights tests set; pytest's own folders above it are private."""
    inner = tmp_path / "x y"
    inner.mkdir()
    return inner


def test_a_private_parent_keeps_a_stranger_out(folder: Path) -> None:
    folder.chmod(0o755)
    folder.parent.chmod(0o700)
    assert not STRANGER.may_enter(folder)
    assert OURSELVES.may_enter(folder)


@pytest.mark.parametrize(("mode", "owner_may", "stranger_may"), [(0o711, True, True), (0o644, False, False)])
def test_the_right_to_pass_is_what_counts(folder: Path, mode: int, owner_may: bool, stranger_may: bool) -> None:
    folder.chmod(mode)
    assert OURSELVES._may_pass(folder) is owner_may
    assert STRANGER._may_pass(folder) is stranger_may
    folder.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root lends another user")
def test_an_ordinary_user_runs_postgresql_himself() -> None:
    assert postgres_user() is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends another user")
def test_root_lends_the_owner_of_the_cluster_or_a_system_user(tmp_path: Path) -> None:
    os.chown(tmp_path, STRANGER.uid, STRANGER.gid)
    assert postgres_user(tmp_path) == STRANGER
    lent = postgres_user(tmp_path / "not there")
    assert lent is not None
    assert lent.uid != 0
