"""The official files, where they are: they stay out of the project."""

import os
from pathlib import Path

import pytest

_SIBLING = Path(__file__).resolve().parents[4] / "shared" / "standards"
STANDARDS = Path(os.environ.get("QUITUS_STANDARDS", _SIBLING))


def official(*parts: str) -> Path:
    """An official file; skips the test when their folder is not on this machine."""
    path = STANDARDS.joinpath(*parts)
    if not STANDARDS.is_dir() and "QUITUS_STANDARDS" not in os.environ:
        pytest.skip("the official files are not here: name their folder in QUITUS_STANDARDS")
    assert path.exists(), f"{STANDARDS} has no {'/'.join(parts)}"
    return path
