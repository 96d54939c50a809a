"""The example scheme: loaded once, its sign-ins kept in a file that only the data's owner reads."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import json
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connections

from quitus.connectors.embedded_postgres import EmbeddedPostgres
from quitus.interfaces.commands.support.database import drop_database, prepare

HISTORY = "quitus.usecases.example.history"


def load_once(server: EmbeddedPostgres | None, *, say: Callable[[str], None]) -> None:
    """Load the example scheme into a database that has no scheme yet.

    A load that was interrupted is begun again on an empty database, on the embedded server
    only: nobody can have worked in it.
    """
    mark = settings.QUITUS_DATA / "example.loading"
    if server and mark.exists():
        say("The example was not loaded to its end: beginning again.")
        drop_database(server)
        prepare(server)
    elif _has_schemes():
        return
    if importlib.util.find_spec(HISTORY) is None:
        return
    settings.QUITUS_DATA.mkdir(parents=True, exist_ok=True)
    mark.touch()
    sign_ins = importlib.import_module(HISTORY).load_example(say)
    _keep([dataclasses.asdict(sign_in) for sign_in in sign_ins])
    mark.unlink()


def sign_in_lines() -> list[str]:
    """Give the example's sign-ins, one aligned line each; none where it was not loaded."""
    try:
        kept: list[dict[str, str]] = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    rows = [[str(value) for value in sign_in.values()] for sign_in in kept]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _file() -> Path:
    path: Path = settings.QUITUS_DATA / "sign-ins.json"
    return path


def _keep(sign_ins: list[dict[str, str]]) -> None:
    _file().unlink(missing_ok=True)
    descriptor = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(sign_ins, file, ensure_ascii=False, indent=2)


def _has_schemes() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM organisations_scheme)")
        (found,) = cursor.fetchone()
    connections["owner"].close()
    return bool(found)
