from collections.abc import Iterator
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quitus.domain.ledger import queries
from quitus.domain.ledger.errors import AccountNamedOtherwise, AccountNotOpen, NothingToTransfer, SameKeyOtherFacts
from quitus.domain.ledger.models import Account, Transfer
from quitus.domain.ledger.operations import open_account, post_transfer
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import DateInTheFuture
from quitus.kernel.tenancy import scheme_scope

SCHEME, OTHER = 101, 102
KEY = UUID("00000000-0000-4000-8000-000000000001")
DAY = date(2023, 5, 12)
ANNE = Actor(user_id=7, membership_id=12, role="finance_officer", organisation_id=3, label="Anne Lefèvre")
CODES = ("treasury", "used_pass", "due_to:17")


def open_accounts(scheme_id: int = SCHEME) -> None:
    for code in CODES:
        open_account(scheme_id=scheme_id, code=code, label=f"Compte {code}")


@pytest.fixture
def accounts(db: None) -> Iterator[None]:
    with scheme_scope(SCHEME):
        open_accounts()
        yield


def post(**other: Any) -> Transfer:
    facts: dict[str, Any] = {
        "by": ANNE,
        "key": KEY,
        "debit": "used_pass",
        "credit": "due_to:17",
        "amount_cents": 1000,
        "occurred_on": DAY,
        "label": "Service fait",
        "subject_kind": "claim",
        "subject_id": 9,
    }
    return post_transfer(**facts | other)


@pytest.mark.usefixtures("accounts")
def test_a_transfer_debits_one_account_and_credits_another() -> None:
    made = post()
    assert (made.user_id, made.author_label, made.subject_id) == (7, "Anne Lefèvre", "9")
    assert queries.balance(SCHEME, "used_pass") == 1000
    assert queries.balance(SCHEME, "due_to:17") == -1000
    assert queries.balance(SCHEME, "treasury") == queries.balance(SCHEME, "unknown") == 0
    assert queries.balances(SCHEME) == {"due_to:17": -1000, "treasury": 0, "used_pass": 1000}


@pytest.mark.usefixtures("accounts")
def test_a_balance_is_that_of_a_date_of_fact() -> None:
    post(key=uuid4(), occurred_on=DAY)
    post(key=uuid4(), occurred_on=DAY + timedelta(1), amount_cents=500)
    assert queries.balance(SCHEME, "used_pass", DAY - timedelta(1)) == 0
    assert queries.balance(SCHEME, "used_pass", DAY) == queries.balances(SCHEME, DAY)["used_pass"] == 1000
    assert queries.balance(SCHEME, "used_pass") == 1500


@pytest.mark.usefixtures("accounts")
def test_a_transfer_sent_twice_happens_once() -> None:
    assert post() == post()
    assert Transfer.objects.count() == 1


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize(
    "other",
    [
        {"debit": "treasury"},
        {"credit": "treasury"},
        {"amount_cents": 1001},
        {"occurred_on": DAY - timedelta(1)},
        {"label": "Autre"},
        {"subject_kind": "payment"},
        {"subject_id": 10},
    ],
)
def test_the_same_key_with_other_facts_is_refused(other: dict[str, Any]) -> None:
    post()
    with pytest.raises(SameKeyOtherFacts):
        post(**other)
    assert Transfer.objects.count() == 1


@pytest.mark.usefixtures("accounts")
def test_a_transfer_between_accounts_that_are_not_open_is_refused() -> None:
    with pytest.raises(AccountNotOpen) as refused:
        post(debit="nowhere")
    assert refused.value.facts == {"account": "nowhere"}


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize("nothing", [{"amount_cents": 0}, {"amount_cents": -1}, {"credit": "used_pass"}])
def test_a_transfer_of_nothing_is_refused(nothing: dict[str, Any]) -> None:
    with pytest.raises(NothingToTransfer):
        post(**nothing)


@pytest.mark.usefixtures("accounts")
def test_a_transfer_of_tomorrow_is_refused() -> None:
    with clock.at(DAY), pytest.raises(DateInTheFuture):
        post(occurred_on=DAY + timedelta(1))


@pytest.mark.usefixtures("accounts")
def test_an_account_is_opened_once_and_never_renamed() -> None:
    again = open_account(scheme_id=SCHEME, code="treasury", label="Compte treasury")
    assert list(Account.objects.filter(code="treasury").order_by("pk")) == [again]
    with pytest.raises(AccountNamedOtherwise):
        open_account(scheme_id=SCHEME, code="treasury", label="Trésor")


@pytest.mark.usefixtures("accounts")
def test_transfers_are_listed_by_account_and_by_what_they_were_for() -> None:
    first = post(key=uuid4(), occurred_on=DAY)
    second = post(key=uuid4(), occurred_on=DAY - timedelta(1), debit="due_to:17", credit="treasury", subject_id=10)
    assert list(queries.transfers(SCHEME)) == [second, first]
    assert list(queries.transfers(SCHEME, code="treasury")) == [second]
    assert list(queries.transfers_of(SCHEME, "claim", 9)) == [first]


@pytest.mark.django_db
def test_a_key_of_one_scheme_says_nothing_in_another() -> None:
    for scheme_id in (SCHEME, OTHER):
        with scheme_scope(scheme_id):
            open_accounts(scheme_id)
            post(amount_cents=scheme_id)
            assert queries.balance(scheme_id, "used_pass") == scheme_id


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("amounts", [[1000] * 8, [1000, 2000] * 4], ids=["same facts", "other facts"])
def test_a_transfer_posted_by_eight_at_once_is_one_row(amounts: list[int]) -> None:
    with scheme_scope(SCHEME):
        open_accounts()
    barrier = Barrier(len(amounts))
    answers: list[tuple[int, int | None]] = []

    def send(amount: int) -> None:
        try:
            with scheme_scope(SCHEME):
                barrier.wait()
                try:
                    answers.append((amount, post(amount_cents=amount).pk))
                except SameKeyOtherFacts:
                    answers.append((amount, None))
        finally:
            connections.close_all()

    threads = [Thread(target=send, args=(amount,)) for amount in amounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scheme_scope(SCHEME):
        made = Transfer.objects.get()
    assert sorted(answers, key=str) == sorted(
        ((amount, made.pk if amount == made.amount_cents else None) for amount in amounts), key=str
    )


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("transfer_key_is_used_once_in_a_scheme", {}),
        ("transfer_moves_more_than_nothing", {"key": uuid4(), "amount_cents": 0}),
        ("transfer_moves_more_than_nothing", {"key": uuid4(), "amount_cents": -5}),
        ("transfer_goes_from_one_account_to_another", {"key": uuid4(), "credit": "used_pass"}),
    ],
)
def test_the_database_refuses(constraint: str, change: dict[str, Any]) -> None:
    made = post()
    made.pk = None
    made._state.adding = True
    for name, value in change.items():
        setattr(made, name, Account.objects.get(code=value) if name == "credit" else value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        made.save(force_insert=True)


@pytest.mark.usefixtures("accounts")
def test_the_database_refuses_a_second_account_of_the_same_code() -> None:
    with pytest.raises(IntegrityError, match="account_code_is_used_once_in_a_scheme"), transaction.atomic():
        Account.objects.create(scheme_id=SCHEME, code="treasury", label="Trésor")


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["debit", "credit"])
def test_the_database_refuses_a_transfer_with_an_account_of_another_scheme(side: str) -> None:
    with scheme_scope(SCHEME):
        open_accounts()
        made = post()
    with scheme_scope(OTHER):
        open_accounts(OTHER)
        made.pk, made.scheme_id = None, OTHER
        setattr(made, "credit" if side == "debit" else "debit", Account.objects.get(code="treasury"))
        with pytest.raises(IntegrityError, match=f"transfer_takes_its_{side}"), transaction.atomic():
            made.save(force_insert=True)


class AnyTransfers(TestCase):
    """What holds for any list of transfers."""

    @given(
        st.lists(
            st.tuples(st.permutations(CODES), st.integers(min_value=1, max_value=10**12), st.integers(0, 3)), max_size=6
        ),
        st.integers(0, 3),
    )
    def test_debits_equal_credits_on_every_date(self, transfers: list[tuple[list[str], int, int]], until: int) -> None:
        with scheme_scope(SCHEME):
            open_accounts()
            for (debit, credit, _), amount, later in transfers:
                post(key=uuid4(), debit=debit, credit=credit, amount_cents=amount, occurred_on=DAY + timedelta(later))
            on = DAY + timedelta(until)
            found = queries.balances(SCHEME, on)
            assert sum(found.values()) == 0
            assert found == {code: queries.balance(SCHEME, code, on) for code in CODES}
