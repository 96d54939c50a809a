"""The instance's secrets: made once, kept in one file that only its owner reads."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

NAMES = (
    "superuser_password",
    "owner_password",
    "web_password",
    "redeemer_password",
    "reader_password",
    "django_secret_key",
    "example_password",
)
NOT_SERVED = ("superuser_password", "owner_password")
"""What escapes row-level security: needed to make a database and its tables, never to serve people."""
FILE_NAME = "secrets.json"


def read(data: Path, *, serving: bool = False) -> dict[str, str]:
    """Read the secrets of the data folder; environment variables come first. With `serving`, without `NOT_SERVED`.

    `QUITUS_WEB_PASSWORD` overrides `web_password`, and so on. A secret that is nowhere is drawn:
    it lives as long as this process, unless `keep` writes it down.
    """
    kept = _kept(data)
    names = [name for name in NAMES if not (serving and name in NOT_SERVED)]
    return {name: os.environ.get(variable(name)) or kept.get(name) or _drawn(name) for name in names}


def keep(data: Path, drawn: dict[str, str]) -> None:
    """Keep those of `drawn` that neither the data folder nor the environment gives."""
    kept = _kept(data)
    missing = {name: drawn[name] for name in NAMES if name not in kept and not os.environ.get(variable(name))}
    if not missing:
        return
    path = data / FILE_NAME
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(kept | missing, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def variable(name: str) -> str:
    """Give the environment variable that overrides a secret."""
    return f"QUITUS_{name.upper()}"


def _kept(data: Path) -> dict[str, str]:
    try:
        text = (data / FILE_NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return {}
    kept: dict[str, str] = json.loads(text)
    return kept


def _drawn(name: str) -> str:
    if name == "example_password":
        return "-".join(secrets.token_hex(2) for _ in range(4))
    return secrets.token_hex(32)
