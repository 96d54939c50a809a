"""Invented acts of very different hands, each with what a reader should find in it."""

import json
import os
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quitus.domain.acts import reading
from quitus.domain.acts.reading.text import Text
from tests.domain.acts.reading import saying

ACTS = Path(__file__).with_name("acts")
NAMES = sorted(path.stem for path in ACTS.glob("*.txt"))
KEYS = [
    "number",
    "sitting_on",
    "assembly",
    "president",
    "secretary",
    "present_count",
    "excused_count",
    "non_voting_count",
    "proxy_count",
    "votes_for",
    "votes_against",
    "votes_abstention",
    "adopted",
    "transmitted_on",
    "published_on",
    "opinions",
    "parties",
    "amounts",
    "deadlines",
    "durations",
    "legal_references",
    "amended_articles",
]


def read(name: str) -> dict[str, Any]:
    return reading.as_object(reading.read_act((ACTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")))


def expected(name: str) -> dict[str, Any]:
    """What a person reads in an act; `unread` names what no reader is known to read in it."""
    told = json.loads((ACTS / f"{name}.json").read_text(encoding="utf-8"))
    return {key: value for key, value in told.items() if key != "unread"}


def unread(name: str) -> list[str]:
    return json.loads((ACTS / f"{name}.json").read_text(encoding="utf-8")).get("unread", [])


def unsaid(told: Any) -> Any:
    """What was read, without how sure it is."""
    if isinstance(told, dict):
        return {key: unsaid(value) for key, value in told.items() if key != "confidence"}
    return [unsaid(one) for one in told] if isinstance(told, list) else told


def sayings(told: Any) -> list[dict[str, Any]]:
    found = [one for one in told.values() if isinstance(one, dict)]
    return found + [one for many in told.values() if isinstance(many, list) for one in many]


@pytest.mark.parametrize("name", NAMES)
def test_an_act_of_another_hand_is_read_as_a_person_reads_it(name: str) -> None:
    told = unsaid(read(name))
    missed = [key for key in unread(name) if told[key] != expected(name)[key]]
    assert {**told, **{key: expected(name)[key] for key in missed}} == expected(name)
    assert missed == unread(name), "what is read now is no longer unread"


@pytest.mark.parametrize("name", NAMES)
def test_every_value_has_a_line_of_the_file_and_a_confidence(name: str) -> None:
    lines = (ACTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    told = read(name)
    assert list(told) == KEYS
    for one in sayings(told):
        assert lines[one["line"] - 1].strip()
        assert 0.3 <= one["confidence"] <= 1


def test_the_invented_acts_cover_what_differs_between_authorities() -> None:
    every = {name: read(name) for name in NAMES}
    assert len(NAMES) >= 8
    assert {told["adopted"]["value"] for told in every.values() if told["adopted"]} == {True, False}
    assert any(told["adopted"] is None for told in every.values())
    assert any(told["proxy_count"] for told in every.values())
    assert any(told["adopted"] and told["adopted"]["value"] and not told["votes_for"] for told in every.values())


def test_a_unanimous_vote_counts_only_the_voters_that_the_act_states() -> None:
    assert read("commune")["votes_for"]["value"] == 17
    assert read("ccas")["votes_for"] is None
    assert read("syndicat")["votes_for"]["value"] == 14
    assert read("syndicat")["votes_abstention"] is None


def test_a_siret_with_a_wrong_key_is_not_given_as_one() -> None:
    association = read("syndicat")["parties"][1]
    assert (association["siret"], association["siret_refused"]) == (None, "12345678900011")
    assert association["confidence"] <= 0.5


def test_votes_by_group_are_kept_beside_their_total() -> None:
    lines = (ACTS / "region.txt").read_text(encoding="utf-8").split("\n")
    groups = reading.read_act(lines).group_votes
    assert [(one.votes_for, one.votes_against, one.votes_abstention) for one in groups] == [
        (5, 0, 0), (3, 0, 1), (0, 2, 0),
    ]  # fmt: skip


def test_a_sum_that_differs_from_its_total_is_doubtful() -> None:
    text = (ACTS / "region.txt").read_text(encoding="utf-8").replace("Total | 8", "Total | 9")
    assert reading.read_act(text.split("\n")).votes_for.confidence <= 0.5


@settings(max_examples=40, deadline=None)
@given(day=saying.days, data=st.data(), noise=st.sampled_from(saying.NOISES[:4]))
def test_the_head_of_an_act_is_read_back_whatever_its_day_and_noise(day: date, data, noise) -> None:
    said = data.draw(st.sampled_from(saying.ways_of_day(day)[2:7]))
    head = [
        "COMMUNE D'EXEMPLE", f"Séance du {said}", "Délibération n° 2024-7", "Présents : 12", "Pouvoirs : deux", "",
        "Vu le code ;", "", "Le conseil municipal décide", "Pour : 10 voix", "Contre : 3 voix", "Abstention : 1 voix",
    ]  # fmt: skip
    told = reading.read_act([noise(line) for line in head])
    assert told.sitting_on is not None
    assert told.sitting_on.value == day
    assert told.number is not None
    assert told.number.value == "2024-7"
    counts = told.present_count, told.proxy_count, told.votes_for, told.votes_against, told.votes_abstention
    assert [count.value for count in counts if count] == [12, 2, 10, 3, 1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=60), st.sampled_from(["Vu", "ENTRE", "Pour : 3", "SIRET", "à l'unanimité"])))
)
def test_any_text_is_answered(lines: list[str]) -> None:
    told = reading.as_object(reading.read_act(lines))
    assert list(told) == KEYS
    json.dumps(told)


def test_an_empty_text_says_nothing() -> None:
    told = reading.as_object(reading.read_act([]))
    assert not any(told.values())


SLOW = [
    "\n",
    "conseil ",
    "Mme ",
    "1 | 2 | 3\n",
    "(",
    "pour contre abst\n",
    "12 € ",
    "un ",
    "M. A à M. B, ",
    "n° 1",
    "Vu le ",
]


def seconds_to_read(lines: list[str]) -> float:
    Text.of(["nothing kept of the text before"])
    started = time.process_time()
    reading.read_act(lines)
    return time.process_time() - started


def test_a_text_made_to_be_slow_costs_what_its_length_costs() -> None:
    for one in SLOW:
        short, long = ((one * (size // len(one))).split("\n") for size in (3_000, 12_000))
        assert seconds_to_read(long) < 10 * max(seconds_to_read(short), 0.02), one


REAL = Path(os.environ.get("QUITUS_ACTS", Path(__file__).parents[5] / "shared" / "acts")) / "deliberation-2023-204.txt"


@pytest.mark.skipif(not REAL.exists(), reason="the real act is not beside the checkout (or under QUITUS_ACTS)")
def test_the_real_act_of_the_programme_is_read() -> None:
    told = reading.as_object(reading.read_act(REAL.read_text(encoding="utf-8").split("\n")))
    scalars = {key: value["value"] if value else None for key, value in told.items() if not isinstance(value, list)}
    assert scalars == {
        "number": "2023-204", "sitting_on": "2023-05-15", "assembly": "Commission permanente",
        "president": "Jean-Claude LEROY", "secretary": "Fatima AIT-CHIKHEBBIH", "present_count": 37,
        "excused_count": 6, "non_voting_count": 3, "proxy_count": None, "votes_for": 43, "votes_against": 0,
        "votes_abstention": 0, "adopted": True, "transmitted_on": "2023-06-05", "published_on": "2023-06-05",
    }  # fmt: skip
    assert [(one["given_on"], one["favourable"]) for one in told["opinions"]] == [
        ("2023-05-04", True), ("2023-05-02", True), ("2023-05-02", True),
    ]  # fmt: skip
    assert [one["siret"] for one in told["parties"]] == ["13002603200016", "22620001200012"]
    assert [one["cents"] for one in told["amounts"]] == [550_000_00, 550_000_00]
    assert [one["on"] for one in told["deadlines"]] == [
        "2023-12-31", "2023-12-31", None, "2022-01-31", "2023-07-31", "2024-07-01", "2023-07-30", "2023-12-31",
    ]  # fmt: skip
    assert [one["months"] for one in told["durations"]] == [5, 36, 36, 2, 6, 31, 5]
    assert [one["value"] for one in told["amended_articles"]] == ["2", "3", "6"]
    assert len(told["legal_references"]) == 9
