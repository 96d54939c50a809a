"""Short heads of invented acts (exemple), each in the words of another assembly."""

import json
from typing import Any

import pytest

from quitus.domain.acts.reading import read_act
from tests.domain.acts.reading.test_acts import ACTS

HEADS = json.loads((ACTS / "phrasings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("told", HEADS, ids=[told["head"][0][:30] for told in HEADS])
def test_each_assembly_has_its_own_words(told: dict[str, Any]) -> None:
    reading = read_act(told["head"])
    found = {name: getattr(reading, name) for name in told["expected"]}
    values = {name: str(one.value) if one else "None" for name, one in found.items()}
    assert values == {name: str(one) for name, one in told["expected"].items()}
