"""How a run is cut, and what may not stand on a pass."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.printing import rules, states
from quitus.kernel.life import after, before
from quitus.kernel.ranges import NumberRange

FIRST = 1_234_567_890_000_001


@given(
    first=st.integers(FIRST, FIRST + 1_000),
    count=st.integers(1, 120_000),
    kind=st.sampled_from(states.KINDS),
    size=st.sampled_from([5, 10, 12, 20, 50]),
)
def test_parts_follow_one_another_and_hold_every_pass_once(first: int, count: int, kind: str, size: int) -> None:
    numbers = NumberRange(first, first + count - 1)
    most = rules.part_size(kind, size)
    parts = list(rules.parts(numbers, most))
    assert len(parts) == rules.parts_total(numbers, most)
    assert parts[0].first == numbers.first
    assert parts[-1].last == numbers.last
    assert all(one.last + 1 == other.first for one, other in pairwise(parts))
    assert all(part.count == most for part in parts[:-1])


@given(size=st.integers(1, 3_000))
def test_a_part_of_booklets_is_whole_booklets_within_its_pages(size: int) -> None:
    most = rules.part_size(states.BOOKLETS, size)
    assert most % size == 0
    booklets = most // size
    assert booklets == 1 or booklets * rules.pages_of_booklet(size) <= rules.PAGES_PER_PART


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Réservé aux allocataires.", "allocataires"),
        ("Pour les personnes en situation de HANDICAP", "handicap"),
        ("Bénéficiaires du RSA", "rsa"),
        ("Aide Sociale à l’Enfance", "aide sociale"),
        ("Pour les collégiens", "Collégiens"),
        ("Une phase, une base, un cas : universel", None),
        ("Un pass paie de l'aide pour apprendre.", None),
    ],
)
def test_a_word_that_says_to_which_public_one_belongs_is_found_whole(text: str, label: str | None) -> None:
    assert rules.public_label(["Pass", text], ["Collégiens", "Personnes âgées"]) == label


def test_the_lives_end_where_they_say() -> None:
    assert before(states.RUN, "erase_run") == [states.STOPPED, states.READY]
    assert all(after(states.RUN, states.ERASED, verb) is None for verbs in states.RUN.values() for verb in verbs)
    for life, labels in ((states.RUN, states.RUN_LABELS), (states.PROOF, states.PROOF_LABELS)):
        assert life.keys() == labels.keys()
        assert {state for verbs in life.values() for state in verbs.values()} <= life.keys()
