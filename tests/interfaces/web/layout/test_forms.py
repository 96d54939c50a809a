"""Fields in the way people write here."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from quitus.interfaces.web.layout.forms import CodeField, CountField, DayField, EurosField, SiretField, refusals_on
from quitus.interfaces.web.layout.parameters import ShareField
from quitus.interfaces.web.layout.templatetags.quitus import field as draw
from quitus.kernel.clock import at
from quitus.kernel.refusals import Refusal


class Taken(Refusal):
    code = "taken"
    template = "Ce pass est déjà remis."


class SampleForm(forms.Form):
    amount = EurosField(label="Montant", required=False)
    on = DayField(label="Date", required=False, not_after_today=True)
    code = CodeField(label="Code", required=False)
    siret = SiretField(label="SIRET", required=False)


def cleaned(name: str, typed: str) -> object:
    form = SampleForm({name: typed})
    assert form.is_valid(), form.errors
    return form.cleaned_data[name]


def refused(name: str, typed: str) -> str:
    with at(date(2023, 5, 12)):
        form = SampleForm({name: typed})
        assert not form.is_valid()
    return str(form.errors[name][0])


@pytest.mark.parametrize("typed", ["1 234,50", "1234.50", "1\u202f234,50 €", " 1234,5 "])
def test_an_amount_is_typed_as_people_do(typed: str) -> None:
    assert cleaned("amount", typed) == 123_450


def test_an_amount_left_empty_is_none() -> None:
    assert cleaned("amount", "") is None


@pytest.mark.parametrize("typed", ["dix", "1,234,5", "0", "-5"])
def test_what_is_not_an_amount_is_refused(typed: str) -> None:
    assert refused("amount", typed)


@pytest.mark.parametrize("typed", ["15/05/2021", "15.05.2021", "15-05-2021", "2021-05-15", "15/05/21", "15 05 2021"])
def test_a_day_is_typed_as_people_do(typed: str) -> None:
    assert cleaned("on", typed) == date(2021, 5, 15)


def test_a_day_that_does_not_exist_is_refused_with_an_example() -> None:
    assert refused("on", "31/02/2023") == "Écrivez la date comme ceci : 15/05/2023."


def test_a_day_of_fact_cannot_be_to_come() -> None:
    assert refused("on", "13/05/2023") == "Cette date n'est pas encore passée."


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (EurosField(), "10 000 000 000,01"),
        (EurosField(), "9" * 5000),
        (EurosField(most=100_00), "100,01"),
        (DayField(), "31/12/9999"),
        (DayField(), "01/01/0001"),
        (CountField(), "2147483648"),
        (CountField(), "-1"),
        (ShareField(), "NaN"),
        (ShareField(), "Infinity"),
    ],
)
def test_what_nobody_means_is_refused_at_its_field(field: forms.Field, typed: str) -> None:
    with pytest.raises(ValidationError):
        field.clean(typed)


@pytest.mark.parametrize("typed", ["abcde-fghjk-mnpq", "ABCDE FGHJK MNPQ", "AbCdE–FgHjKMnPq"])
def test_a_code_is_typed_in_groups_or_not(typed: str) -> None:
    assert cleaned("code", typed) == "ABCDEFGHJKMNPQ"


def test_a_siret_is_typed_with_spaces_or_not() -> None:
    assert cleaned("siret", "226 200 012 00012") == "22620001200012"
    assert refused("siret", "226 200 012") == "Un SIRET compte 14 chiffres."


def test_values_come_back_as_a_person_would_type_them() -> None:
    form = SampleForm(initial={"amount": 123_450, "on": date(2023, 5, 15), "code": "ABCDEFGHJKMNPQ"})
    assert form["amount"].value() == "1234,50"
    assert 'value="15/05/2023"' in str(form["on"])
    assert form["code"].value() == "ABCDE-FGHJK-MNPQ"


def test_a_refusal_goes_to_the_head_of_the_form_or_to_its_field() -> None:
    head, under = SampleForm({}), SampleForm({})
    head.is_valid()
    under.is_valid()
    with refusals_on(head):
        raise Taken()
    with refusals_on(under, taken="code"):
        raise Taken()
    assert head.non_field_errors() == ["Ce pass est déjà remis."]
    assert under.errors["code"] == ["Ce pass est déjà remis."]


def test_what_is_no_refusal_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), refusals_on(SampleForm({})):
        raise ZeroDivisionError


def test_a_wrong_field_says_so_to_a_screen_reader() -> None:
    form = SampleForm({"siret": "12"})
    form.is_valid()
    control = str(draw(form["siret"])["control"])
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_siret_error"' in control
    assert "is-invalid" in control
