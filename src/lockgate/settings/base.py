"""What every kind of installation shares. Never chosen itself: it has no secret key and no debug switch."""

from pathlib import Path

from lockgate.settings import environment
from lockgate.settings.database import database, sqlite_file

DATA_DIR = environment.path("LOCKGATE_DATA_DIR") or Path.cwd() / "var"
_database_url = environment.text("LOCKGATE_DATABASE_URL")
DATABASES = {"default": database(_database_url) if _database_url else sqlite_file(DATA_DIR / "lockgate.sqlite3")}
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
    "lockgate.journal.apps.JournalConfig",
    "lockgate.web.apps.WebConfig",
    "lockgate.accounts.apps.AccountsConfig",
    "lockgate.regimes.apps.RegimesConfig",
    "lockgate.parties.apps.PartiesConfig",
    "lockgate.applications.apps.ApplicationsConfig",
    "lockgate.casework.apps.CaseworkConfig",
    "lockgate.licences.apps.LicencesConfig",
    "lockgate.front.apps.FrontConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lockgate.web.csp.content_security_policy",
    "lockgate.problems.api_problems",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "lockgate.urls"
WSGI_APPLICATION = "lockgate.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
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

ALLOWED_HOSTS = environment.words("LOCKGATE_ALLOWED_HOSTS")
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

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
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
