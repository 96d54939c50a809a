"""Workers and database killed while pass are taken: a short turn of `python -m tools.killed`."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.house import ROOT


def test_what_was_acknowledged_outlives_the_death_of_workers_and_database(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUITUS_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "tools.killed", "4"],
        cwd=ROOT,
        env={**kept, "QUITUS_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert (told["lost"], told["doubled"], told["torn"], told["refused"]) == (0, 0, 0, [])
    assert told["kills"]["workers"] >= 1
    assert told["kills"]["database"] >= 1
    assert told["found"] >= told["acknowledged"] > 100
