"""From when a figure is known: the instant K up to which all that will ever be recorded is seen."""

from datetime import datetime

from django.db import connection

from quitus.kernel.calendar import PARIS

# Lines are recorded at an instant and seen when their transaction commits, later. Whoever counts
# `recorded_at <= K` again must find the same lines: K is the start of the oldest transaction open
# beside this one. That start is hidden when the session is of another role: a minute is taken off.
# An example scheme does not live now, and never faster than we do: the same delay is taken off its
# own moment.
_KNOWN = """
SELECT quitus_now() - greatest(interval '0', clock_timestamp() - min(
    coalesce(activity.xact_start, clock_timestamp() - interval '1 minute')))
FROM pg_stat_activity activity
WHERE activity.datname = current_database() AND activity.pid <> pg_backend_pid()
  AND EXISTS (SELECT FROM pg_locks
              WHERE locktype = 'virtualxid' AND granted AND pg_locks.pid = activity.pid)
"""
# What a transaction has once seen of other sessions it goes on seeing, until it is told to look again.
_LOOK_AGAIN = "SELECT pg_stat_clear_snapshot()"
_NOW = "SELECT quitus_now()"


def known_now() -> datetime:
    """The instant K of the current transaction's knowledge, aware, Paris time.

    Lines recorded by this transaction count: they commit together with what is said of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_AGAIN)
        cursor.execute(_KNOWN)
        (known,) = cursor.fetchone()
        if known is None:
            cursor.execute(_NOW)
            (known,) = cursor.fetchone()
    instant: datetime = known
    return instant.astimezone(PARIS)
