"""The import contracts hold, and a planted upward import breaks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.house import ROOT

# what is planted where, and what the linter must say of it
PLANTED = [
    ("domain/acts/queries.py", "import quitus.usecases", "quitus.domain is not allowed to import quitus.usecases"),
    ("kernel/money.py", "import quitus.domain.acts", "quitus.kernel is not allowed to import quitus.domain"),
    ("domain/acts/queries.py", "import quitus.domain.grants.models", "acts is not allowed to import"),
    ("domain/venues/queries.py", "import quitus.domain.vouchers.queries", "venues is not allowed to import"),
    ("interfaces/jobs/app.py", "import quitus.interfaces.commands.main", "jobs is not allowed to import"),
    ("domain/acts/rules.py", "from django.db import models", "rules is not allowed to import django"),
    (
        "domain/grants/queries.py",
        "import quitus.domain.ledger.models",
        "quitus.domain.grants.queries -> quitus.domain.le",
    ),
    ("domain/attic/__init__.py", "", "quitus.domain.attic"),
]


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    surroundings = {**os.environ, "COLUMNS": "500"}
    return subprocess.run(
        [program, "--no-cache"], cwd=root, env=surroundings, capture_output=True, text=True, check=False
    )


def test_nobody_looks_up_the_stairs() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_each_planted_import_breaks_its_contract(tmp_path: Path) -> None:
    unread = shutil.ignore_patterns("static", "templates", "__pycache__")
    for folder in ("quitus", "config"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=unread)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for file, line, _ in PLANTED:
        path = tmp_path / "quitus" / file
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    done = _lint(tmp_path)
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    unseen = [planted for planted in PLANTED if planted[2] not in said]
    assert unseen == [], done.stdout
    assert "5 broken" in said or "0 kept" in said
