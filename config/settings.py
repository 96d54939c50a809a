"""Settings of an instance: everything that may differ comes from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from config import database, environment, logs
from quitus.connectors import secrets_file
from quitus.connectors.embedded_postgres import DATABASE_NAME, last_port

BASE_DIR = Path(__file__).resolve().parent.parent

PORT = environment.whole("PORT", 8000, least=1, most=65535)
QUITUS_DATA = environment.folder("QUITUS_DATA", BASE_DIR / ".quitus")
QUITUS_URL = environment.address("QUITUS_URL", f"http://127.0.0.1:{PORT}")
QUITUS_PUBLIC_URL = environment.site("QUITUS_PUBLIC_URL", QUITUS_URL)  # printed in the QR code of each pass
QUITUS_ROLES = database.roles(environment.identifier("QUITUS_ROLE_PREFIX", "quitus"))
DATABASE_SERVER = environment.server("DATABASE_URL")
DEBUG = environment.flag("QUITUS_DEBUG", False)

# A process that serves people neither reads the two secrets that escape row-level security nor can sign in with them.
SERVING = environment.flag("QUITUS_SERVING", False)
SECRETS = secrets_file.read(QUITUS_DATA, serving=SERVING)
SECRET_KEY = SECRETS["django_secret_key"]
# The secrets behind printed codes: files of the data folder, and what the environment gives beside them.
KEYS_FOLDER = QUITUS_DATA / "keys"
KEYS_GIVEN = environment.secrets("QUITUS_KEYS")

HTTPS = QUITUS_URL.startswith("https://")
ALLOWED_HOSTS = [
    *environment.words("QUITUS_HOSTS", "localhost,127.0.0.1"),
    *(urlsplit(address).hostname or "" for address in (QUITUS_URL, QUITUS_PUBLIC_URL)),
]
# How many proxies stand in front: with none, what X-Forwarded-For says is anybody's word and is not heard.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole("QUITUS_TRUSTED_PROXIES", 0, least=0, most=9)
CSRF_FAILURE_VIEW = "quitus.interfaces.web.public.errors.expired"
CSRF_TRUSTED_ORIGINS = [QUITUS_URL] if HTTPS else []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# How the web server is started, save for its port and its processes. Each request has a thread: many may wait for the
# same commit. A path may contain a pass's code: none is logged.
WEB_SERVER = (
    *("--interface", "wsgi", "--host", "127.0.0.1", "--blocking-threads", "64"),
    # Of connections, not of requests: each browser keeps one open, and who comes beyond waits until another leaves.
    *("--backlog", "4096", "--backpressure", "4096"),
    *("--no-access-log", "--log-level", "error"),
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # Doors: the layout stands before allauth, whose templates it restyles.
    "quitus.interfaces.web.layout",
    "quitus.interfaces.web.public",
    "quitus.interfaces.web.authority",
    "quitus.interfaces.web.distribution",
    "quitus.interfaces.web.venue",
    "quitus.interfaces.web.accountant",
    "quitus.interfaces.web.operator",
    "quitus.interfaces.web.funder",
    "quitus.interfaces.web.administration",
    "quitus.interfaces.api",
    "quitus.interfaces.jobs",
    # Rooms, from roof to cellar.
    "quitus.domain.reporting",
    "quitus.domain.operators",
    "quitus.domain.signals",
    "quitus.domain.webhooks",
    "quitus.domain.expiry",
    "quitus.domain.reimbursement",
    "quitus.domain.redemption",
    "quitus.domain.workshops",
    "quitus.domain.terminals",
    "quitus.domain.access",
    "quitus.domain.controls",
    "quitus.domain.distribution",
    "quitus.domain.printing",
    "quitus.domain.vouchers",
    "quitus.domain.venues",
    "quitus.domain.budget",
    "quitus.domain.obligations",
    "quitus.domain.campaigns",
    "quitus.domain.grants",
    "quitus.domain.acts",
    "quitus.domain.documents",
    "quitus.domain.keys",
    "quitus.domain.organisations",
    "quitus.domain.users",
    "quitus.domain.ledger",
    "quitus.domain.audit",
    "quitus.kernel",
    # Libraries.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "quitus.interfaces.web.middleware.OriginMiddleware",
    "quitus.interfaces.api.middleware.SoftwareMiddleware",
    "quitus.interfaces.web.middleware.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quitus.interfaces.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quitus.interfaces.web.layout.context.frame",
            ],
        },
    }
]

# --- database: one alias per role; sessions, users and jobs go through `default` (role web)
DATABASES = database.aliases(
    DATABASE_SERVER or environment.Server("127.0.0.1", last_port(QUITUS_DATA), DATABASE_NAME),
    QUITUS_ROLES,
    SECRETS,
)
DATABASE_ROUTERS = ["config.database.RateLimitRouter"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": database.CACHE_LABEL,
    }
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_ON_APP_READY = "quitus.interfaces.jobs.app.register"

# --- people sign in with e-mail and password, then a second factor if they set one
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
ACCOUNT_ADAPTER = "quitus.interfaces.web.account.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "quitus.interfaces.web.account.forms.LoginForm",
    "change_password": "quitus.interfaces.web.account.forms.ChangePasswordForm",
    "reset_password": "quitus.interfaces.web.account.forms.ResetPasswordForm",
    "reset_password_from_key": "quitus.interfaces.web.account.forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
LOGIN_PAUSE_MINUTES = 5  # after five wrong passwords; told to who waits
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": f"10/m/ip,5/{LOGIN_PAUSE_MINUTES * 60}s/key",
    "reset_password": "10/m/ip,3/m/key",
    "reset_password_from_key": "10/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Quitus"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())

# --- what a browser is told
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_SSL_REDIRECT = False  # the proxy that holds the certificate does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Not "no-referrer": the browser would then send « Origin: null » with forms, which CSRF refuses.
# Pages whose address holds a code say themselves that no more than the site is told.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- venues on the ground: the national address service (none is asked unless it is named), and tiles of the map
QUITUS_GEOCODER_URL = environment.optional_address("QUITUS_GEOCODER_URL")
QUITUS_TILES_URL = environment.optional_address("QUITUS_TILES_URL")  # https://…/{z}/{x}/{y}.png
QUITUS_TILES_CREDIT = environment.text("QUITUS_TILES_CREDIT", "")
QUITUS_TILES_ORIGIN = environment.origin(QUITUS_TILES_URL)

# --- languages and time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = QUITUS_DATA / "documents"
PRINTS_ROOT = QUITUS_DATA / "printing"  # files with codes of pass: only their owner reads them, and not for long
# The official schema of @CTES, which stays outside of the project: two generations of it circulate.
QUITUS_ACTES_XSD = environment.file("QUITUS_ACTES_XSD")
FONTS_ROOT = BASE_DIR / "build" / "fonts"  # of documents; converted at set-up

# --- news for the software of venues: to public addresses only, unless a trial on this machine is wanted
QUITUS_WEBHOOKS_LOCAL = environment.flag("QUITUS_WEBHOOKS_LOCAL", False)

# --- mail: to a folder until a server is named
SMTP_HOST = environment.text("QUITUS_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = QUITUS_DATA / "mail"
EMAIL_HOST = SMTP_HOST
EMAIL_PORT = environment.whole("QUITUS_SMTP_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = environment.text("QUITUS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = environment.text("QUITUS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("QUITUS_SMTP_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("QUITUS_MAIL_FROM", "quitus@localhost")

LOGGING_CONFIG = None
logs.configure(level=environment.text("QUITUS_LOG_LEVEL", "INFO"))
