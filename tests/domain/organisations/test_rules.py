from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.organisations import policies, roles
from quitus.domain.organisations.errors import ColourNotValid, ContrastTooLow, SiretNotValid
from quitus.domain.organisations.rules import DEFAULT_ACCENT, PAPER, contrast, valid_accent, valid_siret

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("text", "siret"),
    [
        ("130 026 032 00016", "13002603200016"),
        ("22620001200012", "22620001200012"),
        ("356 000 000 00048", "35600000000048"),  # La Poste's head office follows Luhn
        ("356 000 000 00010", "35600000000010"),  # its offices add up to a multiple of five
    ],
)
def test_a_siret_is_read_with_or_without_spaces(text: str, siret: str) -> None:
    assert valid_siret(text) == siret


@pytest.mark.parametrize("text", ["", "226 200 012 00013", "130026032", "1300260320001A", "356 000 000 00012"])
def test_a_number_without_a_right_key_is_not_a_siret(text: str) -> None:
    with pytest.raises(SiretNotValid):
        valid_siret(text)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0000001


@given(colours)
def test_an_accent_is_accepted_when_it_can_be_read_on_paper_and_white_on_it(colour: str) -> None:
    if min(contrast(colour, PAPER), contrast(colour, "#ffffff")) >= 4.5:
        assert valid_accent(colour.upper()) == colour
    else:
        with pytest.raises(ContrastTooLow):
            valid_accent(colour)


def test_a_refused_accent_tells_its_contrast_and_the_least_there_must_be() -> None:
    with pytest.raises(ContrastTooLow) as refused:
        valid_accent("#777777")
    assert refused.value.facts == {"colour": "#777777", "ratio": Decimal("4.18"), "minimum": Decimal("4.5")}


def test_the_paper_of_the_rule_is_that_of_the_pages(request: pytest.FixtureRequest) -> None:
    stylesheet = request.config.rootpath / "frontend" / "styles" / "_ground.scss"
    assert f"--q-paper: {PAPER};" in stylesheet.read_text(encoding="utf-8")


def test_the_accent_we_give_can_be_read() -> None:
    assert valid_accent(DEFAULT_ACCENT) == DEFAULT_ACCENT


@pytest.mark.parametrize("text", ["", "teal", "#fff", "0b5a5e", "#0b5a5g", "#0b5a5e0"])
def test_a_colour_is_a_hash_and_six_digits(text: str) -> None:
    with pytest.raises(ColourNotValid):
        valid_accent(text)


def test_eleven_roles_have_each_a_name() -> None:
    assert len(roles.ROLES) == len(set(roles.LABELS.values())) == 11


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_without_charge_of_the_scheme_manages_nothing(role: str) -> None:
    in_charge = role in {roles.MANAGER, roles.ADMINISTRATOR}
    assert policies.may_manage_members(role) == in_charge
    assert policies.may_give_role(role, roles.MEDIATOR) == in_charge
    for made in (roles.ADMINISTRATOR, roles.ACCOUNTANT):
        assert policies.may_give_role(role, made) == (role == roles.ADMINISTRATOR)
    assert policies.may_create_scheme(role) == (role == roles.ADMINISTRATOR)
    assert policies.may_set_theme(role, own=True) == in_charge
    assert policies.may_set_theme(role, own=False) == (role == roles.ADMINISTRATOR)
    assert policies.may_register_organisation(role) == (in_charge or role == roles.FINANCE)
