"""Keys that an address or a form tells: whoever asked wrote them."""

from __future__ import annotations

import pytest

from quitus.interfaces.web.layout.addresses import key_of


@pytest.mark.parametrize(("told", "key"), [("7", 7), (7, 7), ("9" * 18, int("9" * 18))])
def test_a_key_is_a_number(told: object, key: int) -> None:
    assert key_of(told) == key


@pytest.mark.parametrize("told", ["", "-1", "7 ", "²", "७", "9" * 19, None, 1.5, {"a": 1}, "1e3"])
def test_anything_else_is_no_key(told: object) -> None:
    assert key_of(told) is None
