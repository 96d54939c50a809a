"""Writes requirements/*.txt from requirements/*.in: exact versions, with hashes, naming no host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"]


def main() -> None:
    """Compile every list; `dev` keeps the versions of `base`. Arguments go to uv (`--upgrade`)."""
    for name in ("base", "dev", "node"):
        source, lock = FOLDER / f"{name}.in", FOLDER / f"{name}.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *OPTIONS, *sys.argv[1:]]
        subprocess.run([*command, source.name, "--output-file", lock.name], cwd=FOLDER, check=True)


if __name__ == "__main__":
    main()
