"""Keys of a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quitus.domain.keys import queries
from quitus.domain.vouchers import codes
from quitus.kernel.actors import Actor

KEEPER = Actor.system("Essais")


@pytest.fixture
def keys_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A folder for secrets, without the key that the environment gives to every test; nothing of it is remembered."""
    settings.KEYS_FOLDER, settings.KEYS_GIVEN = tmp_path / "keys", ()
    for remembered in (queries._public_keys, codes._keys_of_series):
        remembered.clear()
    queries._looked[0] = -60.0
    yield settings.KEYS_FOLDER
    for remembered in (queries._public_keys, codes._keys_of_series):
        remembered.clear()
    queries._looked[0] = -60.0
