"""What is owed, listed and settled."""

from datetime import date
from typing import Any

import pytest

from quitus.domain.grants.models import Convention
from quitus.domain.obligations import errors, operations, queries
from quitus.domain.organisations.models import Scheme
from quitus.kernel.refusals import DateInTheFuture
from tests.factories.people import Person


def test_an_obligation_is_listed_once_and_settled_once(convention: Convention, anne: Person, scheme: Scheme) -> None:
    told: dict[str, Any] = {"convention_id": convention.pk, "label": "Rapport d'étape", "due_on": date(2022, 1, 31)}
    owed = operations.add_obligation(by=anne.actor, kind="report", **told)
    with pytest.raises(errors.ObligationAlreadyListed):
        operations.add_obligation(by=anne.actor, **told)
    with pytest.raises(DateInTheFuture):
        operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2999, 1, 1))
    done = operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2022, 1, 28), note="Envoyé")

    assert done.standing(date(2023, 1, 1)) == "done"
    with pytest.raises(errors.ObligationAlreadyDone):
        operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2022, 1, 28))
    assert [one.code for one in queries.obligations(scheme.pk)] == ["rapport-d-etape-2022-01-31"]


def test_the_days_to_come_hold_obligations_votes_and_the_ends(
    convention: Convention, anne: Person, scheme: Scheme
) -> None:
    operations.add_obligation(
        by=anne.actor, convention_id=convention.pk, label="Bilan", due_on=date(2024, 7, 1), kind="report"
    )
    assert [(day.on, day.kind) for day in queries.days_coming(scheme.pk, date(2023, 5, 12))] == [
        (date(2023, 7, 30), "action_end"),
        (date(2023, 7, 30), "eligible_end"),
        (date(2024, 7, 1), "convention_end"),
        (date(2024, 7, 1), "obligation"),
    ]
