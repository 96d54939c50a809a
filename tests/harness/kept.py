"""What many tests begin with is made once by the operations, and put back as it was for those that follow.

A fixture that asks `kept` says its own name and those of the fixtures that it stands on. The first time its facts are
made; the second time the rows that this adds or changes are noted; from then on they are written again as they were,
by one statement, within the transaction of the test. What was noted belongs to one database, to the fixtures it stands
on, and to the moment at which the clock stood.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from django.db import IntegrityError, connection, transaction

from quitus.kernel import clock

T = TypeVar("T")
Rows = Counter[tuple[str, str]]  # table, line
# Triggers, policies and checks between tables had their say when these rows were made.
FUNCTIONS = """
    CREATE SCHEMA quitus_tests;
    GRANT USAGE ON SCHEMA quitus_tests TO PUBLIC;
    CREATE FUNCTION quitus_tests.contents() RETURNS TABLE (name text, line text)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
            FOR name IN SELECT oid::regclass FROM pg_class
                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
            LOOP RETURN QUERY EXECUTE format('SELECT %L, t::text FROM %s t', name, name); END LOOP;
        END $$;
    CREATE FUNCTION quitus_tests.write(script text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET session_replication_role = replica AS $$
        BEGIN EXECUTE script; END $$;
"""
COLUMNS = """
    SELECT attrelid::regclass::text, string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY 1"""


@dataclass(frozen=True)
class _Kept:
    """What a fixture gave, those it stood on, the rows it removed and added, and the script that does it again."""

    made: Any
    stood_on: list[Any]
    gone: Rows
    come: Rows
    script: str


Key = tuple[Hashable, ...]
_KEPT: dict[Key, _Kept] = {}
_BARE: dict[Key, Rows] = {}  # what a database holds before its first fixture
_ASKED: Counter[Key] = Counter()
_MADE_ANEW: Counter[str] = Counter()
HERE = pytest.StashKey[dict[str, tuple[Key, Any]]]()


def made_anew(database: str) -> None:
    """A database of this name was made: what was noted of another one is worth nothing."""
    _MADE_ANEW[database] += 1
    for noted in (_KEPT, _BARE):
        for key in [one for one in noted if one[0] == database]:
            del noted[key]


def kept(request: pytest.FixtureRequest, name: str, make: Callable[[], T], **stands_on: object) -> T:
    """What `make` gives, with its rows: made, or put back as it was; `stands_on` are fixtures by name.

    It is made where it stands on something that the test made in its own way, or where a row that the test has made
    already is in the way of those to put back.
    """
    here = request.node.stash.setdefault(HERE, {})
    if any(one not in here or here[one][1] is not given for one, given in stands_on.items()):
        return make()
    database = str(connection.settings_dict["NAME"])
    moment = clock.now() if clock.is_moved() else None
    key: Key = (database, _MADE_ANEW[database], name, moment, *(here[one][0] for one in stands_on))
    below = list(stands_on.values())
    _ASKED[key] += 1
    if key in _KEPT:
        try:
            made: T = _put_back(_KEPT[key], below)
        except IntegrityError:
            return make()
    elif _ASKED[key] > 1:
        made = _note(key, [one for one, _ in here.values()], below, make)
    else:
        made = make()
    here[name] = (key, made)
    return made


def _put_back(known: _Kept, below: list[object]) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT quitus_tests.write(%s)", [known.script])
    same = {id(then): now for then, now in zip(known.stood_on, below, strict=True)}
    return copy.deepcopy(known.made, same)


def _note(key: Key, asked: list[Key], below: list[object], make: Callable[[], T]) -> T:
    before = contents()
    if not asked and (key[:2] not in _BARE or before < _BARE[key[:2]]):
        _BARE[key[:2]] = before
    made = make()
    if before == _expected(key, asked):  # else it may lean on rows that only this test has
        after = contents()
        gone, come = before - after, after - before
        below_then, made_then = copy.deepcopy((below, made))
        _KEPT[key] = _Kept(made_then, below_then, gone, come, _script(gone, come))
    return made


def _expected(key: Key, asked: list[Key]) -> Rows | None:
    """The rows there are when a test has asked for these fixtures and for nothing else; None when it is not known."""
    if key[:2] not in _BARE or any(one not in _KEPT for one in asked):
        return None
    rows = _BARE[key[:2]]
    for one in asked:
        rows = rows - _KEPT[one].gone + _KEPT[one].come
    return rows


def contents() -> Rows:
    """All rows of all tables, as text, by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, line FROM quitus_tests.contents()")
        return Counter(cursor.fetchall())


def _script(gone: Rows, come: Rows) -> str:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = dict(cursor.fetchall())
    return "".join(
        [f"DELETE FROM {table} t WHERE t::text = ANY(ARRAY[{lines}]);" for table, lines in _by_table(gone)]
        + [
            f"INSERT INTO {table} ({columns[table]}) OVERRIDING SYSTEM VALUE "
            f"SELECT {columns[table]} FROM unnest(ARRAY[{lines}]::{table}[]);"
            for table, lines in _by_table(come)
        ]
    )


def _by_table(rows: Rows) -> Iterator[tuple[str, str]]:
    """Each table and its lines, written as SQL."""
    lines: dict[str, list[str]] = {}
    for table, line in rows:
        lines.setdefault(table, []).append("'" + line.replace("'", "''") + "'")
    for table, written in lines.items():
        yield table, ", ".join(written)
