"""Statements of expenditure: prepared, signed by the authority, attested by the accountant, transmitted."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.reporting import errors, operations, queries, states
from quitus.domain.reporting.models import ExpenditureStatement
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.reports import SUBMITTED_ON, pay, sign
from tests.factories.texts import make_amendment

pytestmark = pytest.mark.django_db


@pytest.fixture
def spent(bureau):
    pay(bureau, bureau.face_value, 50_000_00, reference="F-1")
    pay(bureau, bureau.fees, 2_000_00, reference="F-2")
    pay(bureau, bureau.engineering, 10_000_00, reference="F-3", on=date(2021, 12, 1))
    pay(bureau, bureau.engineering, 99_00, reference="F-4", on=date(2022, 1, 10))  # after the closing day


def attest(bureau, statement, on=date(2022, 2, 1)):
    return operations.attest_statement(by=bureau.accountant.actor, statement_id=statement.pk, on=on)


def test_the_intermediate_statement_is_signed_attested_and_transmitted(bureau, spent):
    signed = sign(bureau)
    attest(bureau, signed)
    sent = operations.transmit_statement(
        by=bureau.manager.actor, statement_id=signed.pk, on=date(2022, 2, 2), to="societe@exemple.fr"
    )

    assert sent.state == states.TRANSMITTED
    assert (sent.signed_by, sent.attested_by) == ("Firmin Robert", "Colette Masson")
    assert sent.transmitted_to == "societe@exemple.fr"


def test_a_statement_lists_what_was_paid_with_mandat_and_bordereau(bureau, spent):
    figures = queries.figures_of(sign(bureau)).figures

    assert [line["invoice_reference"] for line in figures["lines"]] == ["F-1", "F-2", "F-3"]
    assert figures["lines"][2] == {
        "spending_id": figures["lines"][2]["spending_id"],
        "line": "Poste engineering",
        "kind": "engineering",
        "supplier": "Cartopass (exemple)",
        "title": "Dépense F-3",
        "invoice_reference": "F-3",
        "invoiced_on": "2021-11-21",
        "net_cents": 10_000_00,
        "vat_cents": 2_000_00,
        "gross_cents": 12_000_00,
        "mandat_number": "M-F-3",
        "bordereau_number": "B-1",
        "mandated_on": "2021-11-26",
        "paid_on": "2021-12-01",
        "eligible_cents": 12_000_00,
    }
    assert figures["totals"]["gross_cents"] == 74_400_00


def test_pass_bought_and_not_used_leave_the_basis_of_payment(bureau, spent):
    basis = queries.figures_of(sign(bureau)).figures["basis"]

    assert basis["paid_eligible_cents"] == 74_400_00
    assert basis["kept_cents"] == {"face_value": 0, "fees": 2_400_00, "engineering": 12_000_00}
    assert basis["state_cents"] == 7_200_00


def test_the_final_statement_waits_for_the_end_of_the_action_then_is_attested(bureau, spent):
    preparing = {"by": bureau.finance.actor, "kind": "final"}
    with pytest.raises(errors.ActionNotOver):
        operations.prepare_statement(until=date(2023, 7, 29), **preparing)

    final = operations.prepare_statement(until=date(2023, 7, 30), **preparing)
    operations.sign_statement(by=bureau.finance.actor, statement_id=final.pk, on=date(2023, 9, 1))
    attested = attest(bureau, final, on=date(2023, 9, 15))

    assert attested.state == states.ATTESTED
    assert len(queries.figures_of(attested).figures["lines"]) == 4


def test_the_accountant_may_decline_and_a_new_statement_is_prepared(bureau, spent):
    signed = sign(bureau)
    operations.decline_statement(
        by=bureau.accountant.actor, statement_id=signed.pk, on=date(2022, 2, 1), reason="Mandat M-F-2 rejeté."
    )

    assert sign(bureau, on=date(2022, 2, 3)).state == states.SIGNED


def test_a_statement_is_not_prepared_twice(bureau, spent):
    sign(bureau)

    with pytest.raises(errors.StatementAlreadyPrepared):
        sign(bureau)


def test_nothing_paid_is_nothing_to_sign(bureau):
    with pytest.raises(errors.NothingSpent):
        sign(bureau)


def test_each_step_comes_after_the_one_before(bureau, spent):
    prepared = operations.prepare_statement(by=bureau.finance.actor, kind="intermediate", until=date(2021, 12, 31))
    with pytest.raises(errors.NotInThatState):
        attest(bureau, prepared)
    with pytest.raises(errors.EarlierThanTheStepBefore):
        operations.sign_statement(by=bureau.finance.actor, statement_id=prepared.pk, on=date(2021, 12, 30))
    operations.sign_statement(by=bureau.finance.actor, statement_id=prepared.pk, on=SUBMITTED_ON)
    with pytest.raises(errors.EarlierThanTheStepBefore):
        attest(bureau, prepared, on=date(2022, 1, 1))
    with pytest.raises(DateInTheFuture):
        attest(bureau, prepared, on=date(2999, 1, 1))
    with pytest.raises(errors.ReasonMissing):
        operations.decline_statement(by=bureau.accountant.actor, statement_id=prepared.pk, on=SUBMITTED_ON, reason="")
    with pytest.raises(errors.NotInThatState):
        operations.transmit_statement(by=bureau.manager.actor, statement_id=prepared.pk, on=SUBMITTED_ON)


def test_a_statement_is_not_closed_in_the_future(bureau):
    with pytest.raises(DateInTheFuture):
        operations.prepare_statement(by=bureau.finance.actor, kind="intermediate", until=date(2999, 1, 1))


def test_each_keeps_to_his_part(bureau, spent):
    signed = sign(bureau)
    manager, accountant = bureau.manager.actor, bureau.accountant.actor
    for attempt in (
        lambda: operations.prepare_statement(by=accountant, kind="intermediate", until=date(2022, 3, 31)),
        lambda: operations.sign_statement(by=manager, statement_id=signed.pk, on=SUBMITTED_ON),
        lambda: operations.attest_statement(by=bureau.finance.actor, statement_id=signed.pk, on=SUBMITTED_ON),
        lambda: operations.decline_statement(by=manager, statement_id=signed.pk, on=SUBMITTED_ON, reason="?"),
        lambda: operations.transmit_statement(by=accountant, statement_id=signed.pk, on=SUBMITTED_ON),
    ):
        with pytest.raises(NotYourRole):
            attempt()


def test_a_signed_statement_is_computed_again_after_new_payments(bureau, spent):
    sign(bureau)
    pay(bureau, bureau.fees, 50_00, reference="F-9", on=date(2021, 11, 15))

    frozen = queries.frozen_figures().get()

    assert queries.recomputed(frozen) == frozen.figures


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("statement_is_of_a_known_kind", {"kind": "weekly"}),
        ("statement_is_in_a_known_state", {"state": "lost"}),
        ("statement_is_signed_if_and_only_if_it_says_when_and_by_whom", {"signed_by": ""}),
        ("statement_is_attested_if_and_only_if_it_says_when_and_by_whom", {"attested_on": SUBMITTED_ON}),
        ("statement_is_declined_if_and_only_if_it_says_when_and_why", {"decline_reason": "?"}),
        ("statement_is_transmitted_if_and_only_if_it_says_when_and_where", {"transmitted_to": "?"}),
    ],
)
def test_the_database_keeps_what_a_statement_says_together(bureau, spent, constraint, change):
    signed = sign(bureau)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ExpenditureStatement.objects.filter(pk=signed.pk).update(**change)


def test_the_database_keeps_one_statement_at_a_date(bureau, spent):
    signed = sign(bureau)
    signed.pk, signed._state.adding = None, True

    with pytest.raises(IntegrityError, match="statement_is_closed_once_at_a_date"), transaction.atomic():
        signed.save()


def test_an_amendment_changes_no_statement_signed_before_it_and_counts_in_the_next(bureau):
    until, later = date(2023, 8, 31), date(2023, 12, 31)
    pay(bureau, bureau.fees, 2_000_00, on=date(2023, 8, 30))  # invoiced on 20 August, after the period of eligibility
    sign(bureau, until=until, on=date(2023, 9, 4))
    frozen = queries.frozen_figures().get()
    assert (frozen.figures["lines"][0]["eligible_cents"], frozen.figures["basis"]["state_cents"]) == (0, 0)

    make_amendment(bureau.manager.actor, bureau.convention, signed_on=until)  # recorded after the statement

    assert queries.recomputed(frozen) == frozen.figures
    after = {on: queries.expenses_now(bureau.scheme.pk, on).figures for on in (date(2023, 8, 30), until, later)}
    assert [figures["totals"]["eligible_cents"] for figures in after.values()] == [0, 2_400_00, 2_400_00]
    assert [figures["by_line"][0]["eligible_cents"] for figures in after.values()] == [0, 2_400_00, 2_400_00]
    assert after[later]["basis"]["state_cents"] == 1_200_00
