"""What every kind of installation shares. Never chosen itself: it has no secret key and no debug switch."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from lockgate.settings import environment
from lockgate.settings.database import database, sqlite_file

DATA_DIR = environment.path("LOCKGATE_DATA_DIR") or Path.cwd() / "var"
_database_url = environment.text("LOCKGATE_DATABASE_URL")
DATABASES = {"default": database(_database_url) if _database_url else sqlite_file(DATA_DIR / "lockgate.sqlite3")}
# The ledger's CHECKs are SQL text, shared with its triggers; full_clean, which would lack them, is never called.
SILENCED_SYSTEM_CHECKS = ["models.W045"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOCKGATE_SEAL_KEY_FILE = environment.path("LOCKGATE_SEAL_KEY_FILE") or DATA_DIR / "seal-key.pem"
LOCKGATE_SEAL_KEY_MAY_BE_MADE = True
LOCKGATE_TRUSTED_SEAL_KEYS = environment.words("LOCKGATE_TRUSTED_SEAL_KEYS")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "lockgate.journal.apps.JournalConfig",
    "lockgate.web.apps.WebConfig",
    "lockgate.accounts.apps.AccountsConfig",
    "lockgate.regimes.apps.RegimesConfig",
    "lockgate.parties.apps.PartiesConfig",
    "lockgate.applications.apps.ApplicationsConfig",
    "lockgate.casework.apps.CaseworkConfig",
    "lockgate.licences.apps.LicencesConfig",
    "lockgate.insight.apps.InsightConfig",
    "lockgate.front.apps.FrontConfig",
    "lockgate.apps.InstallationConfig",
]
MIDDLEWARE = [
    "lockgate.web.csp.content_security_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lockgate.problems.api_problems",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lockgate.accounts.account_required.AccountRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lockgate.web.error_pages.ErrorPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
FILE_UPLOAD_HANDLERS = [
    "lockgate.web.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
ROOT_URLCONF = "lockgate.urls"
WSGI_APPLICATION = "lockgate.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lockgate.front.shell.shell",
            ],
            "builtins": ["lockgate.web.templatetags.reading"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Why guessing is stopped by address and machine together: docs/decisions/0006-sign-in.md.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "lockgate.accounts.guessing.address_tried"
AXES_CLIENT_IP_CALLABLE = "lockgate.accounts.guessing.machine_trying"
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ALLOWED_HOSTS = environment.words("LOCKGATE_ALLOWED_HOSTS")
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lockgate.web.error_pages.form_not_ours"
LOCKGATE_BEHIND_PROXY = environment.switch("LOCKGATE_BEHIND_PROXY")

# Static files are served from the installed packages themselves: nothing is collected, and there is no build.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"incident": {"()": "lockgate.core.incident.IncidentFilter"}},
    "formatters": {
        "line": {
            "()": "lockgate.core.incident.UtcFormatter",
            "format": "%(asctime)sZ %(levelname)s %(name)s [%(incident)s] %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["incident"], "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.one_of("LOCKGATE_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    # Django would add handlers of its own, one of which mails traces.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "axes": {"level": "WARNING"},  # else each sign-in writes four lines
    },
}
