"""Buying pass, from the launch that the convention asks for to the market under which orders are passed."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.connectors import documents
from quitus.domain.budget import errors, operations, queries
from quitus.domain.budget.models import Procurement
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import queries as obligations_queries
from quitus.domain.obligations import states
from quitus.domain.obligations.models import Obligation
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases import procurement
from tests.factories.people import Person
from tests.factories.schemes import make_organisation

PDF = b"%PDF-1.7 avis"
LAUNCHED_ON = date(2021, 5, 6)


@pytest.fixture
def owed(convention: Convention, anne: Person) -> Obligation:
    return obligations.add_obligation(
        by=anne.actor,
        convention_id=convention.pk,
        label="Lancer l'achat",
        due_on=date(2021, 5, 11),
        kind=states.PROCUREMENT,
    )


@pytest.fixture
def operator(convention: Convention) -> Organisation:
    return make_organisation("Opérateur Exemple", kinds.OPERATOR)


def launch(anne: Person, **told: Any) -> Procurement:
    facts: dict[str, Any] = {"title": "Achat de pass", "launched_on": LAUNCHED_ON, "reference": "21-1"}
    return procurement.launch_procurement(by=anne.actor, **(facts | told))


def test_launching_settles_what_the_convention_asked_for_with_its_proof(owed: Obligation, anne: Person) -> None:
    made = launch(anne, file=("avis.pdf", PDF))
    done = obligations_queries.obligation(owed.pk)
    assert (done.done_on, done.file_name, documents.read(done.sha256)) == (LAUNCHED_ON, "avis.pdf", PDF)
    assert (made.sha256, made.state) == (done.sha256, "launched")
    launch(anne, launched_on=date(2022, 1, 3))
    assert obligations_queries.obligation(owed.pk).done_on == LAUNCHED_ON


def test_a_market_entered_whole_settles_it_too(owed: Obligation, anne: Person, operator: Organisation) -> None:
    procurement.notify_market(
        by=anne.actor,
        operator_id=operator.pk,
        number="M1",
        title="Achat",
        launched_on=LAUNCHED_ON,
        awarded_on=date(2021, 9, 13),
        notified_on=date(2021, 10, 4),
        ends_on=date(2024, 6, 30),
        ceiling_cents=1,
    )
    assert obligations_queries.obligation(owed.pk).done_on == LAUNCHED_ON


def test_a_procedure_is_awarded_then_notified_and_becomes_a_market(anne: Person, operator: Organisation) -> None:
    made = launch(anne)
    notified: dict[str, Any] = {
        "by": anne.actor,
        "procurement_id": made.pk,
        "number": "M1",
        "notified_on": date(2021, 10, 4),
        "ends_on": date(2024, 6, 30),
        "ceiling_cents": 520_000_00,
    }
    with pytest.raises(errors.ProcurementNotThere):
        operations.notify_awarded(**notified)
    award: dict[str, Any] = {"by": anne.actor, "procurement_id": made.pk, "operator_id": operator.pk}
    with pytest.raises(errors.MarketDatesDisagree):
        operations.award_procurement(**award, awarded_on=date(2021, 5, 5))
    operations.award_procurement(**award, awarded_on=date(2021, 9, 13))
    with pytest.raises(errors.ProcurementNotThere):
        operations.award_procurement(**award, awarded_on=date(2021, 9, 13))
    with pytest.raises(errors.MarketDatesDisagree):
        operations.notify_awarded(**(notified | {"notified_on": date(2021, 9, 12)}))
    market = operations.notify_awarded(**notified)
    assert (market.operator, market.launched_on, market.procurement) == (operator, LAUNCHED_ON, made)
    [found] = queries.procurements(market.scheme_id)
    assert (found.state, found.market) == ("notified", market)


def test_a_procedure_without_reason_is_not_abandoned_and_one_abandoned_leads_nowhere(
    anne: Person, operator: Organisation
) -> None:
    made = launch(anne)
    told: dict[str, Any] = {"by": anne.actor, "procurement_id": made.pk}
    with pytest.raises(errors.AbandonedWithoutReason):
        operations.abandon_procurement(**told, on=date(2021, 6, 1), reason=" ")
    operations.abandon_procurement(**told, on=date(2021, 6, 1), reason="Aucune offre")
    with pytest.raises(errors.ProcurementNotThere):
        operations.award_procurement(**told, operator_id=operator.pk, awarded_on=date(2021, 9, 13))


def test_who_may_launch_and_when(convention: Convention, anne: Person, dado: Person) -> None:
    with pytest.raises(DateInTheFuture):
        launch(anne, launched_on=date(2999, 1, 1))
    with pytest.raises(NotYourRole):
        launch(dado)


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("a_procurement_is_awarded_if_and_only_if_it_says_to_whom", {"state": "awarded"}),
        ("a_procurement_is_awarded_if_and_only_if_it_says_to_whom", {"awarded_on": LAUNCHED_ON}),
        ("a_procurement_is_abandoned_if_and_only_if_it_says_why", {"abandoned_reason": "Aucune offre"}),
    ],
)
def test_the_database_keeps_the_promises_of_a_procedure(
    constraint: str, broken: dict[str, Any], convention: Convention, anne: Person
) -> None:
    made = launch(anne)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Procurement.objects.filter(pk=made.pk).update(**broken)
