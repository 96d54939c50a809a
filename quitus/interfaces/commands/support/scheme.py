"""The scheme that a command speaks of."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from quitus.domain.organisations import queries
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.interfaces.commands.support.database import running_database
from quitus.interfaces.commands.support.stop import Stop


@contextlib.contextmanager
def in_scheme(slug: str) -> Iterator[Scheme]:
    """Have the database running, in the scope of one scheme; stops when there is no such scheme."""
    with running_database():
        try:
            scheme = queries.scheme(slug)
        except Scheme.DoesNotExist:
            known = ", ".join(one.slug for one in queries.schemes()) or "none yet"
            raise Stop(f"there is no scheme {slug}; known: {known}") from None
        with within_scheme(scheme):
            yield scheme
