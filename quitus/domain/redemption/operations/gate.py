"""Takings that arrive together share one statement and one commit.

Nobody is answered before its own line is durable, and a single request waits for nobody: who finds the gate free leads,
with those who came meanwhile; the others wait, and one of them leads next. One pass refused disturbs no neighbour: the
statement judges each by itself. Where a pass is held for long by another transaction, everybody of that turn goes the
slow way, each in a transaction of its own.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import psycopg
from django.db import connections

from quitus.domain.redemption.operations.statement import SQL, Asked, Judged, facts, judgements

AT_ONCE = 64
"""Pass in one statement, save for one request that has more: beyond, nothing is won and neighbours wait."""

SETTINGS = (
    # The same plan for all: making one takes as long as the work. No table is so small that an index would harm.
    "SET plan_cache_mode = force_generic_plan",
    "SET enable_seqscan = off",
    "SET lock_timeout = '300ms'",
    "SET statement_timeout = '10s'",
    "SET application_name = 'quitus gate'",
)
_TENANT = "SELECT set_config('quitus.scheme', %s, false), set_config('quitus.now', %s, false)"

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Moment:
    """In which scheme, and when, pass are judged. `moved_to` is set where the scheme does not live now."""

    scheme_id: int
    today: date
    wrong_since: datetime
    moved_to: datetime | None = None


@dataclass(slots=True, eq=False)
class _Ticket:
    """One request at the gate: its pass, each once; then what was judged of them, or why nothing was."""

    moment: Moment
    asked: Sequence[Asked]
    numbers: frozenset[int]
    judged: dict[int, Judged] | None = None
    error: BaseException | None = None
    is_done: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)


class GateIsHeld(Exception):
    """A pass of this turn is held by another transaction, or the database did not answer: go the slow way."""


class Gate:
    """The gate of one process, with a connection of its own under the role that may do this and nothing else."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._connection: Connection | None = None
        self._tenant: tuple[str, str] | None = None
        self._mutex = threading.Lock()
        self._waiting: deque[_Ticket] = deque()
        self._is_led = False

    def take(self, moment: Moment, asked: Sequence[Asked]) -> dict[int, Judged]:
        """Take every pass asked for (each number once) that may be taken; say of each what came of it.

        Raises `GateIsHeld` when nothing is known of it: the same request sent again is answered all the same.
        """
        ticket = _Ticket(moment, asked, frozenset(one.number for one in asked))
        ticket.turn.acquire()
        with self._mutex:
            self._waiting.append(ticket)
            leads, self._is_led = not self._is_led, True
        if not leads:
            ticket.turn.acquire()  # until it is answered, or its turn to lead
        if not ticket.is_done:
            self._lead()
        if ticket.error is not None:
            raise GateIsHeld from ticket.error
        assert ticket.judged is not None, "who leads is of the first turn"
        return ticket.judged

    def _lead(self) -> None:
        """One turn for those who wait, oneself first; then the lead goes to the next who waits."""
        with self._mutex:
            turn = self._gathered()
        try:
            self._judge(turn)
        finally:
            for ticket in turn:
                ticket.is_done = True
            for ticket in turn[1:]:
                ticket.turn.release()
            with self._mutex:
                following = self._waiting[0] if self._waiting else None
                self._is_led = following is not None
            if following is not None:
                following.turn.release()

    def _gathered(self) -> list[_Ticket]:
        """The first who waits, and those after it of the same scheme whose pass are none of theirs: in their order."""
        first = self._waiting.popleft()
        turn, seen, left = [first], set(first.numbers), deque[_Ticket]()
        for ticket in self._waiting:
            fits = len(seen) + len(ticket.numbers) <= AT_ONCE and seen.isdisjoint(ticket.numbers)
            if fits and ticket.moment.scheme_id == first.moment.scheme_id:
                turn.append(ticket)
                seen |= ticket.numbers
            else:
                left.append(ticket)
        self._waiting = left
        return turn

    def _judge(self, turn: Sequence[_Ticket]) -> None:
        try:
            judged = self._run(turn[0].moment, [one for ticket in turn for one in ticket.asked])
        except BaseException as error:
            for ticket in turn:
                ticket.error = error
            if not isinstance(error, psycopg.Error):
                raise
            return
        for ticket in turn:
            ticket.judged = {number: judged[number] for number in ticket.numbers}

    def _run(self, moment: Moment, asked: Sequence[Asked]) -> dict[int, Judged]:
        given = facts(asked, moment.scheme_id, moment.today, moment.wrong_since)
        try:
            return judgements(self._execute(moment, given))
        except psycopg.OperationalError as error:
            if isinstance(error, psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled):
                raise
            # The server was gone. What had been written is found again by its request, and nothing happens twice.
            self._drop()
            return judgements(self._execute(moment, given))

    def _execute(self, moment: Moment, given: dict[str, Any]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            self._connection = self._connect()
            self._tenant = None
            for setting in SETTINGS:
                self._connection.execute(setting.encode())
        tenant = (str(moment.scheme_id), moment.moved_to.isoformat() if moment.moved_to else "")
        if tenant != self._tenant:
            self._connection.execute(_TENANT, tenant)
            self._tenant = tenant
        return self._connection.execute(SQL.encode(), given, prepare=True).fetchall()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def connect() -> Connection:
    """A connection of the role that takes pass, each statement a transaction: what is answered is durable."""
    described = connections["redeemer"].get_connection_params()
    kept = ("host", "port", "dbname", "user", "password", "sslmode", "sslrootcert", "connect_timeout")
    wanted = {name: described[name] for name in kept if name in described}
    return psycopg.connect(**wanted, autocommit=True)
