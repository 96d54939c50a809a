"""The system user that root lends to PostgreSQL, which refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAME = "quitus"


@dataclass(frozen=True)
class SystemUser:
    """A user of this machine, by numbers."""

    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Say whether this user may pass through `folder` and everything above it."""
        real = folder.resolve()
        return all(self._may_pass(step) for step in (real, *real.parents))

    def _may_pass(self, folder: Path) -> bool:
        facts = folder.stat()
        if facts.st_uid == self.uid:
            needed = stat.S_IXUSR
        elif facts.st_gid == self.gid:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        return bool(facts.st_mode & needed)


def postgres_user(cluster: Path | None = None) -> SystemUser | None:
    """Give the user PostgreSQL runs as, or None where it simply runs as ourselves.

    Ourselves unless we are root. As root: the owner of an existing `cluster`, else the user
    `quitus`, made where it is missing, else `nobody`.
    """
    if os.geteuid() != 0:
        return None
    if cluster is not None and cluster.exists():
        facts = cluster.stat()
        return SystemUser(facts.st_uid, facts.st_gid)
    for name in (NAME, "nobody"):
        if name == NAME:
            _make_missing()
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(found.pw_uid, found.pw_gid)
    return SystemUser(65534, 65534)


def _make_missing() -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        if program:
            options = [
                "--system",
                "--user-group",
                "--no-create-home",
                "--shell",
                "/usr/sbin/nologin",
            ]
            subprocess.run([program, *options, NAME], capture_output=True, check=False)
