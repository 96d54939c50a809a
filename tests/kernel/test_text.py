import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quitus.kernel.text import one_line, search_pattern, sort_key
from quitus.kernel.words import N_


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Évin-Malmaison", "evin malmaison"),
        ("Hénin-Beaumont", "henin beaumont"),
        ("L'Œuvre des  Æsculapes", "l oeuvre des aesculapes"),
        ("  Bruay-la-Buissière (62) ", "bruay la buissiere 62"),
        ("ŁÓDŹ Straße", "lodz strasse"),
        ("…", ""),
    ],
)
def test_a_name_is_sorted_without_accents_nor_punctuation(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_names_with_and_without_accents_stand_together() -> None:
    assert sorted(["Zoé", "Évin", "Eperlecques", "Éperlecques-Nord", "Arras"], key=sort_key) == [
        "Arras",
        "Eperlecques",
        "Éperlecques-Nord",
        "Évin",
        "Zoé",
    ]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("comite", "Comité technique"),
        ("COMITÉ", "le comite"),
        ("oeuvre", "L'Œuvre"),
        ("l'etat", "l’État"),
        ("a.b", "A.B"),
    ],
)
def test_a_word_is_found_whatever_its_accents_and_its_case(asked: str, written: str) -> None:
    assert re.search(search_pattern(asked), written)


def test_what_has_a_meaning_in_a_pattern_is_only_a_character() -> None:
    assert not re.search(search_pattern("a.b"), "axb")


@given(some.text(alphabet="abcdeéèêëîïôœŒçÇàÀ'’.*([{\\ 12-", min_size=1, max_size=12))
def test_any_word_finds_itself(word: str) -> None:
    assert re.search(search_pattern(word), word)


def test_marking_a_sentence_leaves_it_as_it_is() -> None:
    assert N_("Pass") == "Pass"


@given(some.text())
def test_one_line_has_no_break_nor_control_character_and_keeps_the_rest(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in line)
    assert one_line(line) == line
    assert one_line(" 1\u00a0234\u202f€ \r\n\x00dus ") == "1\u00a0234\u202f€ dus"
