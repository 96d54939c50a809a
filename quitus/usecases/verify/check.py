"""What a check is, and what it finds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

AT_MOST = 200  # faults told of one check; a book that wrong is not read line by line


@dataclass(frozen=True, slots=True)
class Fault:
    """One line at fault: which invariant, of which scheme, what should have been true, and its human name.

    `invariant` is the number in the list of invariants, or "custody" or "ledger".
    """

    invariant: str
    check: str
    scheme: str
    sentence: str
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence that must be true, and the SQL that finds where it is not: rows of (scheme, human name)."""

    invariant: str
    code: str
    sentence: str
    table: str
    sql: str

    def faults(self, cursor: CursorWrapper) -> Iterator[Fault]:
        """The lines at fault, in the order of their names."""
        cursor.execute(f"SELECT * FROM ({self.sql}) AS found ORDER BY 1, 2 LIMIT {AT_MOST}")
        for scheme, key in cursor.fetchall():
            yield Fault(self.invariant, self.code, scheme, self.sentence, self.table, key)
