"""Settings of the test run: the real ones, deaf to this machine, with small differences."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from quitus.connectors import secrets_file

for _name in [*os.environ]:
    if _name.startswith("QUITUS_") or _name in {"PORT", "DATABASE_URL"}:
        del os.environ[_name]
for _name in secrets_file.NAMES:
    os.environ[f"QUITUS_{_name.upper()}"] = f"only-for-tests-{_name}"
os.environ["QUITUS_KEYS"] = "71" * 32  # the key of every test
os.environ["QUITUS_DATA"] = str(Path(tempfile.gettempdir()) / "quitus-tests-have-no-data-folder")
os.environ["QUITUS_LOG_LEVEL"] = "WARNING"
# Playwright keeps an event loop in the thread where tests use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, MIDDLEWARE  # noqa: E402

for _settings in DATABASES.values():
    _settings["OPTIONS"].pop("pool", None)
    _settings["CONN_MAX_AGE"] = 0

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
