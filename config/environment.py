"""Typed readers of environment variables: they refuse nonsense in one clear line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
SECRET_BYTES = 32


class NotASetting(ValueError):
    """An environment variable says something that cannot be meant; its text is the line to show."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        """Say which variable, what it says, what was expected."""
        super().__init__(f"{name} is {value!r}: expected {expected}")


@dataclass(frozen=True)
class Server:
    """Where PostgreSQL listens, and the login that may create roles there."""

    host: str
    port: int
    name: str
    user: str = ""
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()


def text(name: str, default: str) -> str:
    """Read a text; blank counts as not set."""
    return os.environ.get(name, "").strip() or default


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """Read a whole number between `least` and `most`, both included."""
    value = text(name, str(default))
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    raise NotASetting(name, value, f"a whole number from {least} to {most}")


def flag(name: str, default: bool) -> bool:
    """Read yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value in YES | NO:
        return value in YES
    raise NotASetting(name, value, "yes or no")


def words(name: str, default: str) -> list[str]:
    """Read a list whose items are separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def address(name: str, default: str) -> str:
    """Read the address of a web site, without a final slash."""
    value = text(name, default)
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if good:
        return value.rstrip("/")
    raise NotASetting(name, value, "an address such as https://pass.example.fr")


def optional_address(name: str) -> str:
    """Read the address of a service that an instance may do without; empty when it does."""
    return address(name, "") if text(name, "") else ""


def origin(address: str) -> str:
    """The scheme and the host of an address, as a policy of content names them; empty for an empty one."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if address else ""


def site(name: str, default: str) -> str:
    """Read the address of a whole web site, without path nor final slash: what is printed on paper begins with it."""
    value = address(name, default)
    parts = urlsplit(value)
    if not (parts.path or parts.query or parts.fragment):
        return value
    raise NotASetting(name, value, "the address of a site without a path, such as https://pass.example.fr")


def secrets(name: str) -> tuple[bytes, ...]:
    """Read secrets of 32 bytes, each 64 hexadecimal digits, separated by commas; none where the variable is not set."""
    given = words(name, "")
    try:
        found = tuple(bytes.fromhex(word) for word in given)
    except ValueError:
        found = (b"",)
    if all(len(secret) == SECRET_BYTES for secret in found):
        return found
    raise NotASetting(name, "…", f"{2 * SECRET_BYTES} hexadecimal digits for each key, separated by commas")


def identifier(name: str, default: str) -> str:
    """Read a name that PostgreSQL takes as it is: small letters, digits, underscores."""
    value = text(name, default)
    if value.isascii() and value.isidentifier() and value == value.lower() and len(value) <= 40:
        return value
    raise NotASetting(name, value, "small letters, digits and underscores")


def folder(name: str, default: Path) -> Path:
    """Read the path of a folder, made absolute."""
    return Path(text(name, str(default))).expanduser().absolute()


def file(name: str) -> Path | None:
    """Read the path of a file that exists, made absolute; None where the variable is not set."""
    value = text(name, "")
    if not value:
        return None
    path = Path(value).expanduser().absolute()
    if path.is_file():
        return path
    raise NotASetting(name, value, "the path of a file that exists")


def server(name: str) -> Server | None:
    """Read the address of a PostgreSQL database; None where the variable is not set."""
    value = text(name, "")
    if not value:
        return None
    expected = "an address such as postgresql://user:password@host:5432/quitus"
    try:
        parts = urlsplit(value)
        port = parts.port or 5432
        base = unquote(parts.path.removeprefix("/"))
    except ValueError:
        raise NotASetting(name, "…", expected) from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.hostname or not base:
        raise NotASetting(name, "…", expected)
    return Server(
        host=unquote(parts.hostname),
        port=port,
        name=base,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple(parse_qsl(parts.query)),
    )
