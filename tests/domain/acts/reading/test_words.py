"""What is read, told on one line."""

import pytest
from django.utils.translation import override

from quitus.domain.acts.reading.words import in_words
from quitus.interfaces.web.layout.words import in_language

DEADLINE = {"on": None, "months": None, "days": None, "after": "", "each_year": "", "what": "x"}


@pytest.mark.parametrize(
    ("length", "french", "english"),
    [
        ({"days": 1}, "1 jour", "1 day"),
        ({"days": 15}, "15 jours", "15 days"),
        ({"months": 1}, "1 mois", "1 month"),
        ({"months": 6}, "6 mois", "6 months"),
    ],
)
def test_a_length_is_told_in_the_singular_or_the_plural(length: dict[str, int], french: str, english: str) -> None:
    assert in_words("deadlines", DEADLINE | length, in_language) == f"{french} : x"
    with override("en"):
        assert in_words("deadlines", DEADLINE | length, in_language).startswith(english)
