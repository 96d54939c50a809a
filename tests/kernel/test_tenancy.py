from contextlib import suppress
from datetime import date, datetime
from threading import Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction

from quitus.domain.ledger.models import Account
from quitus.domain.ledger.operations import open_account
from quitus.kernel import clock, tenancy
from quitus.kernel.calendar import PARIS
from quitus.kernel.tenancy import scheme_scope

ONE, OTHER = 101, 102
VOTE = datetime(2023, 5, 15, 9, tzinfo=PARIS)


def setting(name: str, using: str = "default") -> str:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        found: str = cursor.fetchone()[0]
        return found


def codes(using: str = "default") -> list[str]:
    return list(Account.objects.using(using).order_by("code").values_list("code", flat=True))


@pytest.mark.django_db
def test_without_a_scheme_nothing_is_visible_and_inserts_fail() -> None:
    with scheme_scope(ONE):
        open_account(scheme_id=ONE, code="treasury", label="Trésorerie")
        assert codes() == ["treasury"]
    assert codes() == []
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Account.objects.create(scheme_id=ONE, code="other", label="Autre")


@pytest.mark.django_db
def test_a_scheme_sees_and_writes_its_own_rows_only() -> None:
    with scheme_scope(ONE):
        open_account(scheme_id=ONE, code="treasury", label="Trésorerie")
    with scheme_scope(OTHER):
        assert codes() == []
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Account.objects.create(scheme_id=ONE, code="stolen", label="Volé")


@pytest.mark.django_db
def test_two_scopes_one_after_the_other_in_one_transaction_are_each_right() -> None:
    for scheme_id in (ONE, OTHER, ONE):
        with scheme_scope(scheme_id):
            assert setting("quitus.scheme") == str(scheme_id)
            assert tenancy.current_scheme_id() == scheme_id
        assert setting("quitus.scheme") == ""
        assert tenancy.scheme_id_or_none() is None


@pytest.mark.django_db
def test_a_scope_within_a_scope_of_the_same_scheme_joins_it_and_keeps_its_moment() -> None:
    with scheme_scope(ONE, VOTE):
        with scheme_scope(ONE, datetime(2024, 1, 1, tzinfo=PARIS)):
            assert clock.now() == VOTE
        assert setting("quitus.scheme") == str(ONE)
        assert setting("quitus.now") == VOTE.isoformat()
    assert setting("quitus.now") == ""
    assert not clock.is_moved()


@pytest.mark.django_db
def test_a_scope_within_a_scope_of_another_scheme_is_a_bug() -> None:
    with scheme_scope(ONE):
        with pytest.raises(RuntimeError, match="another transaction"), scheme_scope(OTHER):
            pass
        assert tenancy.current_scheme_id() == ONE


def test_the_current_scheme_is_asked_for_inside_a_scope_only() -> None:
    with pytest.raises(RuntimeError, match="no scheme"):
        tenancy.current_scheme_id()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["error of the program", "error of the database"])
def test_an_error_undoes_what_the_scope_wrote_and_its_settings(wrong: str) -> None:
    with suppress(ZeroDivisionError, DatabaseError), scheme_scope(ONE, VOTE):
        open_account(scheme_id=ONE, code="treasury", label="Trésorerie")
        if wrong == "error of the program":
            raise ZeroDivisionError
        connection.cursor().execute("SELECT 1 / 0")
    assert (setting("quitus.scheme"), setting("quitus.now")) == ("", "")
    assert tenancy.scheme_id_or_none() is None
    assert not clock.is_moved()
    with scheme_scope(ONE):
        assert codes() == []


@pytest.mark.django_db
def test_a_moment_set_around_a_scope_is_the_database_s_too() -> None:
    with clock.at(VOTE), scheme_scope(ONE):
        assert setting("quitus.now") == VOTE.isoformat()
        with clock.at(date(2023, 6, 5)):
            assert setting("quitus.now") == clock.now().isoformat()
        assert setting("quitus.now") == VOTE.isoformat()


@pytest.mark.django_db(transaction=True)
def test_a_scope_of_its_own_transaction_commits_and_leaves_no_setting_behind() -> None:
    with scheme_scope(ONE, VOTE):
        assert connection.in_atomic_block
        open_account(scheme_id=ONE, code="treasury", label="Trésorerie")
    assert not connection.in_atomic_block
    assert (setting("quitus.scheme"), setting("quitus.now")) == ("", "")
    with scheme_scope(ONE):
        assert codes() == ["treasury"]


@pytest.mark.django_db(transaction=True)
def test_threads_are_each_in_their_own_scheme() -> None:
    seen: dict[int, tuple[int | None, list[str]]] = {}

    def visit(scheme_id: int) -> None:
        before = tenancy.scheme_id_or_none()
        with scheme_scope(scheme_id):
            open_account(scheme_id=scheme_id, code=f"account of {scheme_id}", label="Compte")
            seen[scheme_id] = (before, codes())
        connection.close()

    with scheme_scope(ONE):
        threads = [Thread(target=visit, args=(scheme_id,)) for scheme_id in range(200, 208)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == {scheme_id: (None, [f"account of {scheme_id}"]) for scheme_id in range(200, 208)}


@pytest.mark.django_db(transaction=True, databases=["default", "reader", "owner"])
def test_the_reader_reads_every_scheme_and_writes_nothing() -> None:
    for scheme_id in (ONE, OTHER):
        with scheme_scope(scheme_id):
            open_account(scheme_id=scheme_id, code=f"account of {scheme_id}", label="Compte")
    assert codes("reader") == codes("owner") == ["account of 101", "account of 102"]
    with scheme_scope(ONE, using="reader"):
        assert tenancy.current_scheme_id("reader") == ONE
        assert tenancy.scheme_id_or_none() is None
        assert setting("quitus.scheme", "reader") == str(ONE)
    with pytest.raises(DatabaseError, match="permission denied"):
        Account.objects.using("reader").create(scheme_id=ONE, code="new", label="Nouveau")
