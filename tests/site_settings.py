"""Settings of servers that tests start: the real ones, but for passwords that are quick to check."""

from __future__ import annotations

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
