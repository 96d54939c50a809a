from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from quitus.domain.users.models import User
from quitus.kernel import clock
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.refusals import NotYourRole
from tests.factories.people import make_user


@operation
def rename(*, user_id: int, full_name: str, refuse: bool = False) -> User:
    (user,) = lock(User.objects.filter(pk=user_id))
    user.full_name = full_name
    user.save(update_fields=["full_name"])
    if refuse:
        raise NotYourRole()
    return user


def test_an_operation_takes_keyword_arguments_only() -> None:
    with pytest.raises(TypeError, match="'user_id' must be keyword-only"):

        @operation
        def remove(user_id: int) -> None:
            raise AssertionError(user_id)


@pytest.mark.django_db
def test_a_refusal_undoes_the_operation_and_nothing_else() -> None:
    anne = make_user("Anne Lefèvre")
    rename(user_id=anne.pk, full_name="Anne Martin")
    with pytest.raises(NotYourRole):
        rename(user_id=anne.pk, full_name="Zoé Petit", refuse=True)
    anne.refresh_from_db()
    assert anne.full_name == "Anne Martin"


@pytest.mark.django_db(transaction=True)
def test_an_operation_is_recorded_at_the_moment_of_the_clock() -> None:
    with clock.at(date(2023, 5, 15)):
        moment = clock.now()
        anne = make_user("Anne Lefèvre")
    anne.refresh_from_db()
    assert anne.joined_at == moment


@pytest.mark.django_db(transaction=True)
def test_locks_are_taken_in_the_order_of_keys_so_that_two_never_wait_for_one_another() -> None:
    people = [make_user(f"Personne {letter}") for letter in "ABCDEFGH"]
    keys = [user.pk for user in people]
    barrier = Barrier(2)
    done: list[list[int]] = []

    @operation
    def lock_all(*, order: str) -> None:
        barrier.wait()
        done.append([user.pk for user in lock(User.objects.filter(pk__in=keys).order_by(order))])

    def run(order: str) -> None:
        lock_all(order=order)
        connections.close_all()

    threads = [Thread(target=run, args=(order,)) for order in ("pk", "-pk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [keys, keys]
    assert not connection.in_atomic_block
