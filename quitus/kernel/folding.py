"""Sums of append-only lines, folded aside: up to which line may a job fold, when some commit late?

Keys are given when a line is written and seen when its transaction commits: line 12 may appear after line 13. Who folds
« all lines seen so far » and remembers 13 loses 12 for ever. So a fold takes the greatest key seen, then waits for
everybody who was writing to the table at that moment: whoever has drawn a smaller key holds the lock of a writer on the
table from before he drew it until after his commit is seen. Nothing is stored about transactions, so that a dump and
its restoration change nothing.
"""

from collections.abc import Callable
from time import monotonic, sleep

from django.db import connections

WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND relation = %s::regclass AND pid IS DISTINCT FROM pg_backend_pid()
"""
PATIENCE = 20.0
PAUSE = 0.02


def writers(table: str, using: str = "default") -> set[str]:
    """The open transactions, other than the caller's, that have written to a table or are about to."""
    with connections[using].cursor() as cursor:
        cursor.execute(WRITERS, [f'"{table}"'])
        return {transaction for (transaction,) in cursor.fetchall()}


def settled(table: str, greatest_seen: Callable[[], int], *, patience: float = PATIENCE) -> int | None:
    """A key of `table` below which, itself included, no line will appear any more.

    `greatest_seen` gives the greatest key committed so far. Waits `patience` seconds at most for transactions open at
    that moment; None when one of them is still open then: fold later. Call it in READ COMMITTED, and read the lines in
    a statement that begins after it.
    """
    greatest = greatest_seen()
    waited_for = writers(table)
    until = monotonic() + patience
    while waited_for:
        if monotonic() >= until:
            return None
        sleep(PAUSE)
        waited_for &= writers(table)
    return greatest
