"""A server for browser tests."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def live(live_server: Any) -> str:
    """Give the address of a server that shows this test's database, as the web role.

    What the test commits is seen by the server and the other way round; all of it is gone after
    the test.
    """
    return str(live_server.url)
