"""Django's settings: what is public is read by everybody, what is written asks who writes."""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from goldthread.offices.post.config import mail_settings
from goldthread.web.accounts import config
from goldthread.web.home import default_home, demo_clock, is_demo, read_settings
from goldthread.web.shell.writing import MOST_FIELDS
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
GOLDTHREAD_CLOCK = demo_clock(GOLDTHREAD_HOME)

ROOT_URLCONF = "goldthread.web.urls"
WSGI_APPLICATION = "goldthread.web.wsgi.application"
AREAS = (
    *("shell", "lookback", "records", "loads", "catalogue", "explain", "charts", "accounts"),
    *("acting", "offices", "programme", "reports", "rights", "volume", "live"),
    *("proposals", "seminar", "walk", "review", "review_documents", "news", "head"),
)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "goldthread.workflow",
    "goldthread.offices",
    "goldthread.programme",
    "goldthread.seminar",
    "goldthread.review",
    "goldthread.web.shell",
    "goldthread.web.accounts",
]
DATABASES = databases(GOLDTHREAD_HOME, os.environ.get("DATABASE_URL"))
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS.append("procrastinate.contrib.django")
PROCRASTINATE_IMPORT_PATHS = ["goldthread.workflow.queue"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldthread.web.shell.middleware.Policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "goldthread.web.shell.writing.Writing",
    "goldthread.web.shell.middleware.Language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goldthread.web.accounts.middleware.SignedIn",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldthread.web.shell.middleware.Sentences",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / area / "templates" for area in AREAS],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "goldthread.web.shell.context.shell",
                "goldthread.web.accounts.context.signed_in",
            ],
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
TIME_ZONE = _OWN.get("time_zone") or "UTC"

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
# A view says how large its body may be (`shell.writing`); this is the most of any form's fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = MOST_FIELDS
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

SESSION_ENGINE = "goldthread.web.accounts.sessions"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "goldthread.web.shell.pages.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
globals().update(config.django_settings(_OWN, demo=is_demo(GOLDTHREAD_HOME)))
globals().update(mail_settings(_OWN, GOLDTHREAD_HOME, demo=is_demo(GOLDTHREAD_HOME)))

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
