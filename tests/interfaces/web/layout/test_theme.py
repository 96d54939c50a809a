"""The authority's accent and its shades."""

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.organisations.rules import contrast
from quitus.interfaces.web.layout.theme import shades, theme_name

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS)
def test_whatever_the_accent_its_shades_can_be_read(accent: str) -> None:
    made = shades(accent)
    for ground in ("#ffffff", "#faf7f0", made.pale):
        assert contrast(made.accent, ground) >= 4.5
        assert contrast(made.dark, ground) >= 4.5
    assert contrast(made.on_accent, made.accent) >= 4.5


def test_a_readable_accent_is_left_as_it_is() -> None:
    assert shades("#0b5a5e").accent == "#0b5a5e"


def test_the_stylesheet_of_an_accent_is_kept_for_ever() -> None:
    response = Client().get(f"/theme/{theme_name('#7a1f4b')}.css")
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    assert "--q-accent:#7a1f4b" in response.content.decode()


def test_a_name_we_did_not_give_is_not_served() -> None:
    assert Client().get("/theme/7a1f4b-000000000000.css").status_code == 404
    assert Client().get("/theme/red;}body{display:none.css").status_code == 404
