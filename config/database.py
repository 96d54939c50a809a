"""The database as each role sees it: one Django alias per role."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import Model

from config.environment import Server
from quitus.connectors.database_roles import ROLES

# alias -> the role it signs in as
ALIASES = {
    "default": "web",
    "owner": "owner",
    "reader": "reader",
    "redeemer": "redeemer",
    "ratelimit": "web",
}
CACHE_LABEL = "django_cache"
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}


def roles(prefix: str) -> dict[str, str]:
    """Give the name that each role has in the database."""
    return {role: f"{prefix}_{role}" for role in ROLES}


def aliases(server: Server, names: dict[str, str], secrets: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Describe the connections for Django's DATABASES, those whose password is among `secrets`.

    Web requests take theirs from a pool. Rate limits have one of their own, so that a counter
    stays counted when the request's transaction is rolled back or only reads.
    """
    return {
        alias: {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": server.host,
            "PORT": server.port,
            "NAME": server.name,
            "USER": names[role],
            "PASSWORD": secrets[f"{role}_password"],
            "CONN_MAX_AGE": 60 if alias == "ratelimit" else 0,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                **dict(server.options),
                "application_name": f"quitus {alias}",
                **({"pool": dict(POOL)} if alias == "default" else {}),
            },
        }
        for alias, role in ALIASES.items()
        if f"{role}_password" in secrets
    }


def point_at(port: int) -> None:
    """Make this process speak to the embedded server on another port: it changes when one is taken."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["PORT"] = port


def refuse_superuser() -> None:
    """Stop a process that would serve people with rights that escape row-level security."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (escapes,) = cursor.fetchone()
    if escapes:
        role = connections["default"].settings_dict["USER"]
        raise SystemExit(f"quitus: the role {role} is a superuser: web and worker never run as one")


class RateLimitRouter:
    """Sends the cache table, where rate limits are counted, through its own connection."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Read counters on their own connection."""
        return "ratelimit" if model._meta.app_label == CACHE_LABEL else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """All aliases are one database: relations are always between neighbours."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the owner makes tables."""
        return db == "owner"
