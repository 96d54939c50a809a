"""How amendments lie one over the other, and how what they change is told word by word."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.grants.comparison import words_changed
from quitus.domain.grants.consolidation import Version, Written, consolidate, reading_order

FIRST = [("1", Version("Objet", "Un.")), ("2", Version("Durée", "Deux.")), ("10", Version("Litiges", "Dix."))]
TEXTS = st.text(alphabet=" \n.,'éaZ0", max_size=60)


def test_what_no_amendment_touches_stays() -> None:
    standing = consolidate(FIRST, [Written("2", Version("Durée", "Plus long."), "A1")])

    assert [one.text for one in standing] == ["Un.", "Plus long.", "Dix."]
    assert [one.amendment for one in standing] == [None, "A1", None]
    assert (standing[1].before, standing[1].is_added, standing[0].is_repealed) == ("Deux.", False, False)


def test_an_article_added_stands_where_a_reader_looks_for_it() -> None:
    changes = [Written(number, Version("T", number), "A1") for number in ("11", "2 bis", "0")]

    standing = consolidate(FIRST, changes)

    assert [one.number for one in standing] == ["0", "1", "2", "2 bis", "10", "11"]
    assert [one.number for one in standing if one.is_added] == ["0", "2 bis", "11"]


def test_a_repealed_article_keeps_its_place_and_its_number_may_serve_again() -> None:
    repealed = [Written("2", None, "A1"), Written("2", None, "A2"), Written("77", None, "A2")]

    [_, gone, _] = consolidate(FIRST, repealed)
    assert (gone.is_repealed, gone.text, gone.title, gone.before, gone.amendment) == (True, "", "Durée", "Deux.", "A1")

    [_, again, _] = consolidate(FIRST, [*repealed, Written("2", Version("Durée", "Neuf."), "A3")])
    assert (again.text, again.is_added, again.former) == ("Neuf.", True, None)


def test_of_several_amendments_the_last_one_counts_and_tells_what_it_replaced() -> None:
    chain = [Written("1", Version("Objet", f"Rédaction {rank}."), f"A{rank}") for rank in range(1, 31)]

    [first, *_] = consolidate(FIRST, chain)

    assert (first.text, first.before, first.amendment) == ("Rédaction 30.", "Rédaction 29.", "A30")


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "3", "10"]), st.none() | st.text(min_size=1, max_size=3))))
def test_consolidating_step_by_step_or_at_once_is_the_same(moves: list[tuple[str, str | None]]) -> None:
    changes = [
        Written(number, None if text is None else Version("T", text), rank) for rank, (number, text) in enumerate(moves)
    ]
    expected = dict(FIRST)
    for change in changes:
        if change.version is None:
            expected.pop(change.number, None)
        else:
            expected[change.number] = change.version

    standing = consolidate(FIRST, changes)

    assert {one.number: one.now for one in standing if not one.is_repealed} == expected
    assert [one.number for one in standing] == sorted((one.number for one in standing), key=reading_order)


@given(TEXTS, TEXTS)
def test_both_wordings_are_found_again_in_what_changed(before: str, after: str) -> None:
    runs = words_changed(before, after)

    assert "".join(run.text for run in runs if run.move != "added") == before
    assert "".join(run.text for run in runs if run.move != "removed") == after
    assert all(run.text for run in runs)


def test_only_the_words_that_differ_are_told() -> None:
    before = "Préambule inchangé.\nL'action finit le 30 juillet 2023, sans autre délai.\nFin."
    after = "Préambule inchangé.\nL'action finit le 31 décembre 2023, sans autre délai.\nFin."

    changed = [(run.move, run.text.strip()) for run in words_changed(before, after) if run.move != "kept"]

    assert changed == [("removed", "30 juillet"), ("added", "31 décembre")]


def test_two_very_long_passages_are_told_as_one_replaced_by_the_other() -> None:
    before, after = " ".join(["un"] * 2_000), " ".join(["deux"] * 2_000)

    assert [run.move for run in words_changed(before, after)] == ["removed", "added"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("a " * 1000, "a b " * 1000), ("a\n" * 1000, "a\nb\n" * 1000), ("x. . . " * 400, ". . x . " * 400)],
    ids=["words", "lines", "dots"],
)
def test_words_that_repeat_are_compared_as_fast_as_others(before: str, after: str) -> None:
    started = perf_counter()
    runs = words_changed(before, after)
    assert perf_counter() - started < 3
    assert "".join(run.text for run in runs if run.move != "added") == before
    assert "".join(run.text for run in runs if run.move != "removed") == after


def test_one_word_changed_in_a_very_long_text_is_still_told_alone() -> None:
    words = [f"mot{rank % 50}" for rank in range(20_000)]
    before, after = " ".join(words), " ".join([*words[:9_000], "nouveau", *words[9_001:]])
    changed = [(run.move, run.text.strip()) for run in words_changed(before, after) if run.move != "kept"]
    assert changed == [("removed", words[9_000]), ("added", "nouveau")]
