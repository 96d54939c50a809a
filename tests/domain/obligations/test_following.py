"""What an amendment makes of what is owed."""

from datetime import date

import pytest

from quitus.domain.grants import operations as grants
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import errors, operations, queries, states
from quitus.domain.obligations.models import Obligation
from quitus.domain.obligations.rules import Rule
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from tests.domain.obligations.world import sign_both
from tests.factories.people import Person


def owe(by: Person, convention: Convention, code: str, due_on: date) -> Obligation:
    return operations.add_obligation(
        by=by.actor, convention_id=convention.pk, code=code, label=f"Obligation {code}", due_on=due_on, kind="report"
    )


def test_open_obligations_move_and_those_done_stay(
    amendment: Amendment, anne: Person, convention: Convention, scheme: Scheme
) -> None:
    done = owe(anne, convention, "etape-1", date(2022, 1, 31))
    operations.settle_obligation(by=anne.actor, obligation_id=done.pk, done_on=date(2022, 1, 28))
    unchanged = owe(anne, convention, "etape-2", date(2023, 7, 31))
    late = owe(anne, convention, "lancement", date(2021, 5, 11))
    final = owe(anne, convention, "bilan", date(2024, 1, 30))
    for code, due_on in (
        ("etape-2", date(2023, 7, 31)),
        ("bilan", date(2024, 7, 1)),
        ("lancement", date(2021, 5, 11)),
    ):
        operations.amend_obligation(by=anne.actor, amendment_id=amendment.pk, code=code, due_on=due_on)
    operations.amend_obligation(
        by=anne.actor, amendment_id=amendment.pk, label="État final", due_on=date(2024, 3, 1), kind="statement"
    )

    sign_both(anne, amendment)

    final.refresh_from_db()
    assert final.superseded_by_amendment == amendment
    assert final.standing(date(2023, 7, 1)) == states.SUPERSEDED
    owed = {one.code: one for one in queries.obligations(scheme.pk)}
    assert {code: one.due_on for code, one in owed.items()} == {
        "etape-1": date(2022, 1, 31),
        "etape-2": date(2023, 7, 31),
        "lancement": date(2021, 5, 11),
        "bilan": date(2024, 7, 1),
        "etat-final-2024-03-01": date(2024, 3, 1),
    }
    assert (owed["etape-2"], owed["lancement"], owed["etape-1"]) == (unchanged, late, done)
    assert (owed["bilan"].added_by_amendment, owed["bilan"].label) == (amendment, "Obligation bilan")
    with pytest.raises(errors.ObligationSuperseded):
        operations.settle_obligation(by=anne.actor, obligation_id=final.pk, done_on=date(2023, 7, 1))


def test_a_duty_done_between_draft_and_signature_stays_done(
    amendment: Amendment, anne: Person, convention: Convention, scheme: Scheme
) -> None:
    owed = owe(anne, convention, "bilan", date(2024, 1, 30))
    operations.amend_obligation(by=anne.actor, amendment_id=amendment.pk, code="bilan", due_on=date(2024, 7, 1))
    operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2023, 6, 1))
    sign_both(anne, amendment)
    assert [(one.code, one.due_on) for one in queries.obligations(scheme.pk)] == [("bilan", date(2024, 1, 30))]


def test_a_done_duty_cannot_be_given_another_date(amendment: Amendment, anne: Person, convention: Convention) -> None:
    owed = owe(anne, convention, "etape-1", date(2022, 1, 31))
    operations.settle_obligation(by=anne.actor, obligation_id=owed.pk, done_on=date(2022, 1, 28))
    with pytest.raises(errors.ObligationAlreadyDone):
        operations.amend_obligation(by=anne.actor, amendment_id=amendment.pk, code="etape-1", due_on=date(2024, 1, 1))


def test_what_is_due_before_an_effect_to_come_keeps_its_date(
    amendment: Amendment, anne: Person, convention: Convention, scheme: Scheme
) -> None:
    for code, due_on in (("comite", date(2023, 7, 4)), ("bilan", date(2024, 1, 30))):
        owe(anne, convention, code, due_on)
        operations.amend_obligation(by=anne.actor, amendment_id=amendment.pk, code=code, due_on=date(2024, 7, 1))
    grants.state_effect(by=anne.actor, amendment_id=amendment.pk, stated_effect_on=date(2023, 7, 30))
    with clock.at(date(2023, 6, 20)):
        sign_both(anne, amendment)
    owed = {one.code: one.due_on for one in queries.obligations(scheme.pk)}
    assert owed == {"comite": date(2023, 7, 4), "bilan": date(2024, 7, 1)}


def test_the_labels_of_rules_and_of_dates_that_an_amendment_gives_stand_on_one_line(
    amendment: Amendment, anne: Person, convention: Convention
) -> None:
    two, one = " Bilan\r\nfinal\x00 ", "Bilan final"
    given = operations.amend_obligation(by=anne.actor, amendment_id=amendment.pk, label=two, due_on=date(2024, 7, 1))
    rule = Rule(rule=states.AT_DATE, on=date(2024, 7, 1))
    duty = operations.write_duty(by=anne.actor, convention_id=convention.pk, label=two, timing=rule)
    assert (given.label, duty.label) == (one, one)
