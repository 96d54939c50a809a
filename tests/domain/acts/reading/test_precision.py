"""How often a confident value is right, and how much is found, over all the invented acts and heads."""

import json
import sys
from dataclasses import dataclass
from typing import Any

from quitus.domain.acts import reading
from tests.domain.acts.reading.test_acts import NAMES, expected, read, unsaid
from tests.domain.acts.reading.test_phrasings import HEADS

CONFIDENT = 0.8


@dataclass
class Score:
    """Of the values that people read (`said`), how many were found; of those found surely, how many are right."""

    said: int = 0
    found: int = 0
    found_surely: int = 0
    sure: int = 0
    wrong: tuple[str, ...] = ()

    def compare(self, where: str, told: Any, truth: Any) -> None:
        """Counts one value; its line counts too, what is None is not said."""
        self.said += truth is not None
        is_right = told is not None and unsaid(told) == truth
        is_sure = told is not None and told["confidence"] >= CONFIDENT
        self.found += is_right
        self.found_surely += is_right and is_sure
        self.sure += is_sure
        if is_sure and not is_right:
            self.wrong += (f"{where}: {told}",)

    def compare_lists(self, where: str, told: list[Any], truth: list[Any]) -> None:
        """Each item is told once: what is left of the truth was missed, what is not in it was made up."""
        left = list(truth)
        for one in told:
            known = unsaid(one) in left
            if known:
                left.remove(unsaid(one))
            self.compare(where, one, unsaid(one) if known else None)
        self.said += len(left)

    def of(self, where: str, told: dict[str, Any], truth: dict[str, Any]) -> None:
        for key, value in truth.items():
            count = self.compare_lists if isinstance(value, list) else self.compare
            count(f"{where}, {key}", told[key], value)

    def __str__(self) -> str:
        return (
            f"{self.sure} sure, {len(self.wrong)} wrong; {self.said} said, {self.found} found, "
            f"{self.found_surely} of them surely"
        )


def test_a_confident_value_is_right_and_little_is_missed() -> None:
    score = Score()
    for name in NAMES:
        score.of(name, read(name), expected(name))
    sys.stdout.write(f"{score}\n")
    assert score.sure > 300
    assert len(score.wrong) <= 0.02 * score.sure, score.wrong
    assert score.found >= 0.9 * score.said
    assert score.found_surely >= 0.75 * score.said


def test_a_confident_value_of_a_head_is_right_too() -> None:
    score = Score()
    for told in HEADS:
        read_in = reading.read_act(told["head"])
        for name, value in told["expected"].items():
            found = getattr(read_in, name)
            one = {"value": str(found.value), "confidence": found.confidence} if found else None
            score.compare(told["head"][0], one, None if value is None else {"value": str(value)})
    sys.stdout.write(f"{score}\n")
    assert len(score.wrong) <= 0.02 * score.sure, score.wrong
    assert score.found >= 0.9 * score.said


def test_a_wrong_value_that_is_told_surely_is_counted() -> None:
    score = Score()
    score.of("exemple", {"a": {"value": 2, "line": 1, "confidence": 0.95}}, {"a": {"value": 1, "line": 1}})
    assert (score.sure, len(score.wrong), score.found) == (1, 1, 0)
    assert json.dumps(score.wrong)
