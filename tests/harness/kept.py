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
from django.db import connection

from quitus.kernel import clock

T = TypeVar("T")
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
    """What a fixture gave, those it stood on, and the script that writes its rows again."""

    made: Any
    stood_on: list[Any]
    script: str


_KEPT: dict[tuple[Hashable, ...], _Kept] = {}
_ASKED: Counter[tuple[Hashable, ...]] = Counter()
_MADE_ANEW: Counter[str] = Counter()
_HERE = pytest.StashKey[dict[str, tuple[Hashable, Any]]]()


def made_anew(database: str) -> None:
    """A database of this name was made: what was noted of another one is worth nothing."""
    _MADE_ANEW[database] += 1
    for key in [one for one in _KEPT if one[0] == database]:
        del _KEPT[key]


def kept(request: pytest.FixtureRequest, name: str, make: Callable[[], T], **stands_on: object) -> T:
    """What `make` gives, with its rows: made, or put back as it was; `stands_on` are fixtures by name."""
    here = request.node.stash.setdefault(_HERE, {})
    if any(one not in here or here[one][1] is not given for one, given in stands_on.items()):
        return make()  # it stands on something that this test made in its own way
    database = str(connection.settings_dict["NAME"])
    moment = clock.now() if clock.is_moved() else None
    key = (database, _MADE_ANEW[database], name, moment, *(here[one][0] for one in stands_on))
    below = list(stands_on.values())
    _ASKED[key] += 1
    if key in _KEPT:
        made: T = _put_back(_KEPT[key], below)
    elif _ASKED[key] > 1:
        made = _note(key, below, make)
    else:
        made = make()
    here[name] = (key, made)
    return made


def _put_back(known: _Kept, below: list[object]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quitus_tests.write(%s)", [known.script])
    same = {id(then): now for then, now in zip(known.stood_on, below, strict=True)}
    return copy.deepcopy(known.made, same)


def _note(key: tuple[Hashable, ...], below: list[object], make: Callable[[], T]) -> T:
    before = contents()
    made = make()
    after = contents()
    below_then, made_then = copy.deepcopy((below, made))
    _KEPT[key] = _Kept(made_then, below_then, _script(before - after, after - before))
    return made


def contents() -> Counter[tuple[str, str]]:
    """All rows of all tables, as text, by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, line FROM quitus_tests.contents()")
        return Counter(cursor.fetchall())


def _script(gone: Counter[tuple[str, str]], come: Counter[tuple[str, str]]) -> str:
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


def _by_table(rows: Counter[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each table and its lines, written as SQL."""
    lines: dict[str, list[str]] = {}
    for table, line in rows:
        lines.setdefault(table, []).append("'" + line.replace("'", "''") + "'")
    for table, written in lines.items():
        yield table, ", ".join(written)
