import pytest

from quitus.kernel.text import sort_key
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


def test_marking_a_sentence_leaves_it_as_it_is() -> None:
    assert N_("Pass") == "Pass"
