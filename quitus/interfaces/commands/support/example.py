"""The example scheme: loaded once, its sign-ins kept in a file that only the data's owner reads."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from quitus.domain.organisations.queries import schemes
from quitus.usecases.example.invented import SLUG


def load_once(*, say: Callable[[str], None]) -> None:
    """Load the example scheme into a database that has no scheme yet."""
    if not schemes().exists():
        load_beside(say=say)


def load_beside(*, say: Callable[[str], None]) -> None:
    """Load the example scheme whole or not at all, beside the schemes that are there, and keep its sign-ins."""
    from quitus.usecases.example.history import load_example  # half a second that other starts need not wait

    settings.QUITUS_DATA.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        _keep([dataclasses.asdict(sign_in) for sign_in in load_example(say)])


def is_loaded() -> bool:
    """Whether the database holds the example scheme."""
    return schemes().filter(slug=SLUG).exists()


def sign_ins() -> list[dict[str, str]]:
    """Give the role, address and password of each sign-in; none where the example was not loaded."""
    try:
        kept: list[dict[str, str]] = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return kept


def sign_in_lines() -> list[str]:
    """Give the example's sign-ins, one aligned line each; none where it was not loaded."""
    kept = sign_ins()
    if not kept:
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
