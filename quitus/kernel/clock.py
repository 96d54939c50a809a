"""The only thing that tells the time, to the program and to the database.

A real scheme lives now. An example scheme, and a test, live at another moment: `at` sets it, for the program and for
`quitus_now()` in every transaction that is open, so that dates of fact and instants of record never disagree.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import TransactionStatus

from quitus.kernel.calendar import PARIS
from quitus.kernel.refusals import DateInTheFuture

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)
_DAY = timedelta(hours=16)
_OPENING = time(8, 0)
_NOON = time(12, 0)


class QuitusNow(models.Func):
    """SQL `quitus_now()`: the moment set for the transaction, else the true instant. For `db_default`."""

    function = "quitus_now"
    arity = 0
    output_field = models.DateTimeField()


def real_now() -> datetime:
    """The true instant, in UTC, whatever moment is set. Only examples need it."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present instant, aware: the moment set by `at`, else the true one."""
    return _moment.get() or real_now()


def today() -> date:
    """The present date in Paris."""
    return now().astimezone(PARIS).date()


def refuse_future(on: date) -> None:
    """Refuses with `DateInTheFuture` a date of fact that comes after today."""
    if on > today():
        raise DateInTheFuture(on=on, today=today())


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Live at another moment for the time of the block; a date means its noon in Paris.

    Nests. Transactions already open on any connection follow at once; those opened inside follow
    when an operation or a scheme's scope begins in them.
    """
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, _NOON, PARIS)
    elif moment.tzinfo is None:
        raise ValueError("a moment is aware of its time zone")
    token = _moment.set(moment)
    try:
        _tell_open_transactions()
        yield
    finally:
        _moment.reset(token)
        _tell_open_transactions()


def tell_database(using: str = "default") -> None:
    """Makes `quitus_now()` answer `now()` until the end of the current transaction, when a moment is set."""
    moment = _moment.get()
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config('quitus.now', %s, true)", [moment.isoformat() if moment else ""])


def is_moved() -> bool:
    """Whether another moment than the true one is set."""
    return _moment.get() is not None


def example_moment(lives_on: date, lives_since: datetime, real_now: datetime) -> datetime:
    """The instant at which an example scheme lives, when it has lived on that day since the true instant `lives_since`.

    With D = 16 h and e the time elapsed, it is 08:00 in Paris plus D·e / (D + e): it always moves forward, at first as
    fast as true time, and never reaches midnight, so that the date stays and the order of what visitors do is kept.
    """
    elapsed = max(real_now - lives_since, timedelta(0))
    return datetime.combine(lives_on, _OPENING, PARIS) + _DAY * (elapsed / (_DAY + elapsed))


def _tell_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        if _has_sound_transaction(connection):
            tell_database(connection.alias)


def _has_sound_transaction(connection: BaseDatabaseWrapper) -> bool:
    # A transaction that has failed accepts no statement; rolling it back also brings its former settings back.
    return (
        connection.in_atomic_block
        and not connection.needs_rollback
        and connection.connection is not None
        and connection.connection.info.transaction_status == TransactionStatus.INTRANS
    )
