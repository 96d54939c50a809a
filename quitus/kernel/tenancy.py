"""One scheme at a time: the setting that row-level security reads, and the moment at which that scheme lives."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from types import MappingProxyType

from django.db import connections, transaction

from quitus.kernel import clock

_schemes: ContextVar[Mapping[str, int]] = ContextVar("schemes", default=MappingProxyType({}))


@contextmanager
def scheme_scope(scheme_id: int, moment: datetime | None = None, using: str = "default") -> Iterator[None]:
    """One transaction in which only the rows of one scheme can be seen and written, on the connection `using`.

    `moment` is when that scheme lives, if not now. Inside a scope of the same scheme this joins it, its transaction and
    its moment, whatever `moment` says: the outermost decides. Another scheme raises `RuntimeError`, since a transaction
    that writes for two tenants is a bug. Without a scope nothing is visible and inserts fail.
    """
    current = _schemes.get().get(using)
    if current == scheme_id:
        yield
        return
    if current is not None:
        raise RuntimeError(f"in the scope of scheme {current}: scheme {scheme_id} needs another transaction")
    token = _schemes.set(MappingProxyType({**_schemes.get(), using: scheme_id}))
    try:
        with _setting("quitus.scheme", str(scheme_id), using):
            if moment is not None:
                with clock.at(moment):
                    yield
            else:
                if clock.is_moved():
                    clock.tell_database(using)
                yield
    finally:
        _schemes.reset(token)


@contextmanager
def person_scope(user_id: int, using: str = "default") -> Iterator[None]:
    """One transaction in which a person's own rows can be read in every scheme: which ones may I enter?"""
    with _setting("quitus.person", str(user_id), using):
        yield


def current_scheme_id(using: str = "default") -> int:
    """The scheme in whose scope the caller is; raises `RuntimeError` when there is none."""
    current = _schemes.get().get(using)
    if current is None:
        raise RuntimeError("no scheme: enter scheme_scope() first")
    return current


def scheme_id_or_none(using: str = "default") -> int | None:
    """The scheme in whose scope the caller is, if any: for what is also recorded outside of schemes."""
    return _schemes.get().get(using)


@contextmanager
def _setting(name: str, value: str, using: str) -> Iterator[None]:
    """A transaction with a local setting. When it joins an outer transaction the former value is
    put back on leaving; after an error the rollback to the savepoint does that by itself.
    """
    connection = connections[using]
    joins = connection.in_atomic_block
    with transaction.atomic(using=using), connection.cursor() as cursor:
        former = ""
        if joins:
            cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
            former = cursor.fetchone()[0]
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        yield
        if joins and not connection.needs_rollback:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, former])
