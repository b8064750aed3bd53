"""Settings of every process. No rule of the trade is in here: those are data or code."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from seibi.config.contexts import installed_apps
from seibi.config.settings.database import database
from seibi.config.settings.environment import environment
from seibi.config.settings.logs import LOGGING, LOGGING_CONFIG  # noqa: F401
from seibi.config.settings.pay import *  # noqa: F403
from seibi.config.settings.security import *  # noqa: F403
from seibi.config.settings.sign_in import *  # noqa: F403
from seibi.config.settings.workers import *  # noqa: F403

_env = environment()
SOURCE = Path(__file__).resolve().parents[2]

SECRET_KEY = _env.key()
DEBUG = _env.debug
ALLOWED_HOSTS = _env.allowed_hosts.split(",")
ROOT_URLCONF = "seibi.config.urls"
WSGI_APPLICATION = "seibi.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(_env.database_role)}

INSTALLED_APPS = [
    "seibi.ui",
    *installed_apps(),  # first: where somebody else translates the same text, ours is shown
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_cotton",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "seibi.config.middleware.SizeLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "seibi.config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "seibi.surfaces.shop_floor.device.SharedTabletMiddleware",
    "seibi.config.middleware.ActorMiddleware",
    "seibi.surfaces.sign_in.second_factor.SecondFactorMiddleware",
    "seibi.config.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            SOURCE / "surfaces" / "sign_in" / "templates",  # before allauth's own pages
            SOURCE / "config" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "seibi.config.page_context.page",
            ],
        },
    }
]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese")), ("zh-hans", _("Simplified Chinese"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [SOURCE / room / "locale" for room in ("config", "surfaces", "kernel")]

STATIC_URL = "/static/"
STATIC_ROOT = _env.home / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = _env.debug
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _env.home / "files"},
    },
}

SEIBI_PUBLIC_URL = _env.public_url.rstrip("/")
SEIBI_MAIL_DOMAIN = _env.mail_domain
SEIBI_LARGEST_FILE = _env.largest_file_mb * 2**20
SEIBI_DATABASE_ROLE = _env.database_role
SEIBI_REQUIRE_SECOND_FACTOR = _env.require_second_factor
SEIBI_DEMO = _env.demo
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = SEIBI_LARGEST_FILE
DATA_UPLOAD_MAX_NUMBER_FILES = 20

EMAIL_HOST = _env.smtp_host
EMAIL_PORT = _env.smtp_port
EMAIL_HOST_USER = _env.smtp_user
EMAIL_HOST_PASSWORD = _env.smtp_password
EMAIL_USE_TLS = _env.smtp_tls
EMAIL_TIMEOUT = 10
SEIBI_MAIL_FOLDER = _env.home / "mail"
if _env.demo and "smtp_host" not in _env.model_fields_set:
    EMAIL_BACKEND = "seibi.config.demo.mailbox.FolderBackend"
DEFAULT_FROM_EMAIL = _env.mail_from
