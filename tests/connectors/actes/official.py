"""The official files, where they are: they stay out of the project."""

import os
from pathlib import Path

import pytest

_SIBLING = Path(__file__).resolve().parents[4] / "shared" / "standards"
STANDARDS = Path(os.environ.get("QUITUS_STANDARDS", _SIBLING))


def official(*parts: str) -> Path:
    """An official file; skips the test when it is not on this machine."""
    path = STANDARDS.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the official file {'/'.join(parts)} is not here: name its folder in QUITUS_STANDARDS")
    return path
