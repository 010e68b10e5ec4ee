"""Django's settings: a read-only site, no sessions, no forms that write, nothing from elsewhere."""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from goldthread.web.home import default_home, read_settings
from goldthread.workflow.database import databases

WEB = Path(__file__).resolve().parent
GOLDTHREAD_HOME = default_home().resolve()
_OWN = read_settings(GOLDTHREAD_HOME)

DEBUG = False
# A key for this process alone where the site was never served: nothing signed outlives it.
SECRET_KEY = _OWN.get("secret_key") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = _OWN.get("allowed_hosts") or ["127.0.0.1", "localhost", "[::1]"]
GOLDTHREAD_COUNTRY = _OWN.get("country")
GOLDTHREAD_LANGUAGE = _OWN.get("language")

ROOT_URLCONF = "goldthread.web.urls"
WSGI_APPLICATION = "goldthread.web.wsgi.application"
AREAS = ("shell", "lookback", "records", "loads", "catalogue", "explain", "charts")
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "goldthread.workflow",
    "goldthread.offices",
    "goldthread.web.shell",
]
DATABASES = databases(GOLDTHREAD_HOME, os.environ.get("DATABASE_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldthread.web.shell.middleware.Policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "goldthread.web.shell.middleware.ReadOnly",
    "goldthread.web.shell.middleware.Language",
    "goldthread.web.shell.middleware.Sentences",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / area / "templates" for area in AREAS],
        "OPTIONS": {
            "context_processors": ["goldthread.web.shell.context.shell"],
            "builtins": [
                "django.templatetags.i18n",
                "goldthread.web.shell.templatetags.goldthread",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
            "string_if_invalid": "",
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_ROOT = None
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT = WEB / "static"
WHITENOISE_MAX_AGE = 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 16_384
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR"},
        "goldthread": {"handlers": ["stderr"], "level": "WARNING"},
    },
}
