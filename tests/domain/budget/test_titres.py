"""A titre de recettes accounts for one sum, however its number is typed and whatever the sum is of."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from quitus.domain.budget import operations
from quitus.domain.budget.errors import TitreAlreadyUsed
from quitus.domain.budget.models import TitreDeRecettes
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from tests.factories.at_once import second_of_two
from tests.factories.schemes import make_scheme

ON = date(2022, 3, 1)


def test_the_number_of_a_titre_is_used_once_however_it_is_typed(scheme: Scheme) -> None:
    operations.use_titre("receive_instalment", "T-77", "Acompte", ON)
    for typed in ("t 77", "T\u00a077.", "\uff34-77", "t\u201377"):
        with pytest.raises(TitreAlreadyUsed, match="Acompte"):
            operations.use_titre("record_repayment", typed, "2021-01", ON)
    operations.use_titre("receive_credit", "T-78", "2021-01", ON)


def test_titres_are_numbered_anew_each_exercice(scheme: Scheme) -> None:
    operations.use_titre("receive_instalment", "T-77", "Acompte", date(2022, 12, 31))
    operations.use_titre("receive_instalment", "T-77", "Solde", date(2023, 1, 2))
    for on, about in ((date(2022, 1, 1), "Acompte"), (date(2023, 12, 31), "Solde")):
        with pytest.raises(TitreAlreadyUsed, match=f"de l'exercice {on.year} .*{about}"):
            operations.use_titre("receive_credit", "t 77", "2021-01", on)


def test_a_titre_used_at_once_for_two_sums_is_not_for_both(transactional_db: None) -> None:
    scheme = make_scheme()

    def use(about: str, number: str) -> str:
        operations.use_titre("record_repayment", number, about, ON)
        return about

    refused = second_of_two(scheme, lambda: use("2021-01", "T-7"), lambda: use("2021-02", "t 7"))
    assert refused is TitreAlreadyUsed
    with within_scheme(scheme):
        assert use("2021-02", "T-8") == "2021-02"


def test_the_database_keeps_the_promises_of_titres(scheme: Scheme) -> None:
    operations.use_titre("receive_instalment", "T-77", "Acompte", ON)
    facts = {
        "scheme": scheme,
        "number": "T-9",
        "key": "t9",
        "exercice": 2022,
        "verb": "receive_credit",
        "about": "2021-01",
    }
    for promise, change in (
        ("titre_de_recettes_is_used_once_in_an_exercice", {"key": "t77"}),
        ("titre_de_recettes_has_a_letter_or_a_digit", {"key": ""}),
        ("titre_de_recettes_is_of_a_sum_that_came_in", {"verb": "record_mandat"}),
    ):
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            TitreDeRecettes.objects.create(**(facts | change))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        TitreDeRecettes.objects.update(number="T-9")
