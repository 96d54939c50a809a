"""`make check`: every check of the house, two at a time; all of them are run, even when one fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
CHECKS: dict[str, list[str]] = {  # those that take longest first
    "architecture": [*PYTHON, "pytest", "-q", "tests/architecture"],
    "types": [*PYTHON, "mypy"],
    "ruff": [*PYTHON, "ruff", "check", "."],
    "format": [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
    "imports": [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
    "templates": [*PYTHON, "djlint", "--lint", "quitus"],
    "scripts": ["npm", "run", "--silent", "check"],
    "migrations": [*PYTHON, "django", "makemigrations", "--check", "--dry-run"],
}


def main() -> None:
    """Run the checks named as arguments, all by default; exit 1 when one fails."""
    names = sys.argv[1:] or list(CHECKS)
    with ThreadPoolExecutor(2) as hands:
        failed = [name for name, good in zip(names, hands.map(passes, names), strict=True) if not good]
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
        raise SystemExit(1)
    print("All checks pass.")


def passes(name: str) -> bool:
    """Run one check; what it says is shown only when it fails."""
    begin = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    good = done.returncode == 0
    said = f"{'ok  ' if good else 'FAIL'} {name} ({time.monotonic() - begin:.1f} s)\n"
    print(said if good else f"{said}{done.stdout}\n{done.stderr}\n", end="", flush=True)
    return good


def _environment() -> dict[str, str]:
    # makemigrations looks for a database and warns when it finds none: the files are what counts.
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONWARNINGS": "ignore::RuntimeWarning"}


if __name__ == "__main__":
    main()
