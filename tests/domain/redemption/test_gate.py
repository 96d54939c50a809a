"""How requests share a turn at the gate: who leads, who waits, and what a failure does."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from quitus.domain.redemption.operations.gate import AT_ONCE, Gate, GateIsHeld, Moment
from quitus.domain.redemption.operations.statement import TAKEN, Asked, Judged

TODAY = date(2023, 5, 12)
NOW = datetime(2023, 5, 12, 8, 0, tzinfo=UTC)
MOMENT = Moment(1, TODAY, NOW)


class Database:
    """A connection that takes every pass, one statement at a time, once it is let."""

    def __init__(self) -> None:
        self.turns: list[list[int]] = []
        self.tenants: list[str] = []
        self.begun = threading.Semaphore(0)
        self.may_answer = threading.Semaphore(0)
        self.errors: list[Exception] = []
        self.closed = 0
        self._rows: list[tuple[Any, ...]] = []

    def execute(self, sql: object, given: Any = None, **_how: object) -> "Database":
        if isinstance(given, dict):
            self.turns.append(given["numbers"])
            self.begun.release()
            assert self.may_answer.acquire(timeout=20)
            if self.errors:
                raise self.errors.pop(0)
            self._rows = [(number, TAKEN, 1, NOW, None, 60, 1, 1, 1, 1) for number in given["numbers"]]
        elif given is not None:
            self.tenants.append(given[0])
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._rows

    def close(self) -> None:
        self.closed += 1


def asked(*numbers: int) -> list[Asked]:
    return [Asked(number, uuid4(), 1, "demarches", TODAY, TODAY, 1) for number in numbers]


class Crowd:
    """Who asks at one gate, each from a thread of its own."""

    def __init__(self, database: Database, pool: ThreadPoolExecutor) -> None:
        self._gate, self._pool = Gate(lambda: database), pool  # type: ignore[arg-type, return-value]

    def __call__(self, *numbers: int, moment: Moment = MOMENT) -> "Future[dict[int, Judged]]":
        return self._pool.submit(self._gate.take, moment, asked(*numbers))

    def stand(self, count: int) -> None:
        """Until so many wait for their turn."""
        while len(self._gate._waiting) < count:
            threading.Event().wait(0.001)


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def take(database: Database) -> Iterator[Crowd]:
    with ThreadPoolExecutor(100) as pool:
        yield Crowd(database, pool)


def begun(database: Database) -> None:
    assert database.begun.acquire(timeout=20)


def test_a_lone_request_waits_for_nobody(database: Database, take: Crowd) -> None:
    told = take(7)
    begun(database)
    database.may_answer.release()
    assert told.result(20)[7].outcome == TAKEN
    assert database.turns == [[7]]


def test_those_who_come_meanwhile_share_the_next_statement(database: Database, take: Crowd) -> None:
    first = take(1)
    begun(database)
    others = [take(number) for number in (5, 3, 4)]
    take.stand(len(others))
    database.may_answer.release()
    begun(database)
    assert first.result(20)[1].turn == 1
    assert not any(other.done() for other in others)  # not before their own line is durable
    database.may_answer.release()
    assert [list(other.result(20)) for other in others] == [[5], [3], [4]]
    assert database.turns == [[1], [3, 4, 5]]


def test_the_same_pass_twice_is_judged_by_two_statements(database: Database, take: Crowd) -> None:
    first = take(1)
    begun(database)
    others = [take(2, 3), take(3, 4), take(5)]
    take.stand(len(others))
    for _ in range(3):
        database.may_answer.release()
    for future in (first, *others):
        future.result(20)
    assert sorted(database.turns, key=len) == [[1], [3, 4], [2, 3, 5]]


def test_one_scheme_does_not_see_the_turn_of_another(database: Database, take: Crowd) -> None:
    first = take(1)
    begun(database)
    other = take(2, moment=Moment(2, TODAY, NOW, NOW))
    take.stand(1)
    for _ in range(2):
        database.may_answer.release()
    first.result(20)
    other.result(20)
    assert database.tenants == ["1", "2"]


def test_a_turn_is_bounded_but_for_one_request_that_is_larger(database: Database, take: Crowd) -> None:
    first = take(*range(AT_ONCE + 20))
    begun(database)
    others = [take(number) for number in range(1000, 1000 + AT_ONCE + 1)]
    take.stand(len(others))
    for _ in range(3):
        database.may_answer.release()
    for future in (first, *others):
        future.result(20)
    assert [len(turn) for turn in database.turns] == [AT_ONCE + 20, AT_ONCE, 1]


def test_a_pass_held_elsewhere_sends_its_turn_the_slow_way_and_the_gate_goes_on(
    database: Database, take: Crowd
) -> None:
    database.errors = [psycopg.errors.LockNotAvailable("held")]
    first = take(1)
    begun(database)
    other = take(2)
    take.stand(1)
    for _ in range(2):
        database.may_answer.release()
    with pytest.raises(GateIsHeld):
        first.result(20)
    assert other.result(20)[2].outcome == TAKEN
    assert database.closed == 0


def test_a_database_that_was_gone_is_asked_once_more(database: Database, take: Crowd) -> None:
    database.errors = [psycopg.OperationalError("gone")]
    told = take(1)
    for _ in range(2):
        begun(database)
        database.may_answer.release()
    assert told.result(20)[1].outcome == TAKEN
    assert (database.turns, database.closed) == ([[1], [1]], 1)


def test_a_mistake_of_ours_is_raised_and_frees_the_gate(database: Database, take: Crowd) -> None:
    database.errors = [ValueError("a bug")]
    first = take(1)
    begun(database)
    database.may_answer.release()
    with pytest.raises((ValueError, GateIsHeld)):
        first.result(20)
    second = take(2)
    begun(database)
    database.may_answer.release()
    assert second.result(20)[2].outcome == TAKEN
