"""Instalments of the grant, and the financing plan."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.budget import errors, operations, queries, states
from quitus.domain.budget.models import Instalment
from quitus.domain.grants.models import Convention
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.people import Person, make_person
from tests.factories.texts import make_budget_line

CLAIMED_ON = date(2022, 2, 1)


@pytest.fixture
def farid(scheme: Scheme) -> Person:
    return make_person(scheme, "Farid Morel", roles.FINANCE)


@pytest.fixture
def planned(convention: Convention, anne: Person) -> Instalment:
    return operations.plan_instalment(
        by=anne.actor,
        convention_id=convention.pk,
        label="Acompte",
        trigger="Rapport d'étape",
        expected_cents=110_000_00,
        due_on=date(2022, 1, 31),
        rate_per_mille=400,
        base="Part du financeur",
        is_placeholder=True,
    )


def claim(by: Person, instalment: Instalment, **facts: Any) -> Instalment:
    told = {"claimed_on": CLAIMED_ON, "claimed_cents": 90_000_00} | facts
    return operations.claim_instalment(by=by.actor, instalment_id=instalment.pk, **told)


def receive(by: Person, instalment: Instalment, **facts: Any) -> Instalment:
    told = {"received_on": date(2022, 4, 1), "received_cents": 90_000_00, "titre_number": "T-77"} | facts
    return operations.receive_instalment(by=by.actor, instalment_id=instalment.pk, **told)


def test_an_instalment_is_planned_claimed_received(
    planned: Instalment, anne: Person, farid: Person, scheme: Scheme
) -> None:
    with clock.at(date(2022, 1, 30)):
        assert list(queries.instalments_due(scheme.pk)) == []
    assert list(queries.instalments_due(scheme.pk)) == [planned]
    assert claim(anne, planned).state == states.CLAIMED
    operations.use_titre("receive_credit", "T-76", "2021-01", date(2022, 1, 1))
    with pytest.raises(errors.TitreAlreadyUsed):
        receive(farid, planned, titre_number="t 76")
    received = receive(farid, planned)
    assert (received.state, received.received_cents, received.titre_number) == (states.RECEIVED, 90_000_00, "T-77")
    assert list(queries.instalments(scheme.pk)) == [planned]
    assert queries.instalment(planned.pk).is_placeholder


def test_the_steps_of_an_instalment_come_in_order(planned: Instalment, anne: Person, farid: Person) -> None:
    with pytest.raises(errors.InstalmentStepNotReached):
        receive(farid, planned)
    with pytest.raises(errors.AmountNotPositive):
        claim(anne, planned, claimed_cents=0)
    claim(anne, planned)
    with pytest.raises(errors.InstalmentStepNotReached):
        claim(anne, planned)
    with pytest.raises(errors.StepTooEarly):
        receive(farid, planned, received_on=date(2022, 1, 31))


def test_the_manager_claims_and_the_finance_officer_receives(
    planned: Instalment, anne: Person, farid: Person, convention: Convention
) -> None:
    with pytest.raises(NotYourRole):
        claim(farid, planned)
    claim(anne, planned)
    with pytest.raises(NotYourRole):
        receive(anne, planned)
    with pytest.raises(NotYourRole):
        make_budget_line(farid.actor, convention)


def test_an_instalment_expects_something(convention: Convention, anne: Person) -> None:
    with pytest.raises(errors.AmountNotPositive):
        operations.plan_instalment(
            by=anne.actor, convention_id=convention.pk, label="Solde", trigger="Bilan", expected_cents=0
        )


def test_a_budget_line_is_planned_once_and_resources_stand_apart(
    convention: Convention, anne: Person, scheme: Scheme
) -> None:
    make_budget_line(anne.actor, convention, "face_value", 500_000_00)
    make_budget_line(anne.actor, convention, "resource", 275_000_00)
    with pytest.raises(errors.LineAlreadyPlanned):
        make_budget_line(anne.actor, convention, "resource", 1)
    lines = list(queries.budget_lines(scheme.pk))
    assert queries.planned_cents(lines, resources=False) == 500_000_00
    assert queries.planned_cents(lines, resources=True) == 275_000_00
    assert [use.line.kind for use in queries.line_uses(scheme.pk)] == ["face_value"]


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("instalment_is_claimed_if_and_only_if_it_says_when_and_how_much", {"claimed_cents": None}),
        ("instalment_is_received_if_and_only_if_it_says_when_and_how_much", {"received_on": None}),
    ],
)
def test_the_database_keeps_the_promises_of_an_instalment(
    constraint: str, broken: dict[str, Any], planned: Instalment, anne: Person, farid: Person
) -> None:
    claim(anne, planned)
    receive(farid, planned)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Instalment.objects.filter(pk=planned.pk).update(**broken)
