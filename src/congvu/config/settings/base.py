"""Settings shared by every way of running."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from congvu.config.settings.addresses import email, storage
from congvu.config.settings.env import envbool, envint, envstr
from congvu.config.settings.oidc import single_sign_on
from congvu.config.settings.portal import *  # noqa: F403
from congvu.config.settings.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent.parent
HOME = Path(envstr("CONGVU_HOME", "var")).resolve()

SECRET_KEY = secret_key(HOME)
PERSONAL_KEY = envstr("CONGVU_PERSONAL_KEY")  # else personal.key under HOME, made at first use
DEBUG = False
ALLOWED_HOSTS = [h for h in envstr("CONGVU_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in envstr("CONGVU_ORIGINS").split(",") if o]

INSTALLED_APPS = [
    "congvu.core",
    "congvu.accounts",
    "congvu.legal",
    "congvu.organizations",
    "congvu.notices",
    "congvu.evidence",
    "congvu.stationery",
    "congvu.criteria",
    "congvu.procedures",
    "congvu.applicants",
    "congvu.dossiers",
    "congvu.petitions",
    "congvu.assessments",
    "congvu.inspections",
    "congvu.desk",
    "congvu.portal",
    "congvu.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "congvu.accounts.middleware.change_first_password",
    "congvu.accounts.middleware.keep_typed",
    "congvu.config.middleware.citizens_outside",
    "congvu.core.middleware.action_errors",
    "congvu.portal.middleware.editing_rooms",
]

ROOT_URLCONF = "congvu.config.urls"
WSGI_APPLICATION = "congvu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congvu.core.ui.context",
                "congvu.config.navigation.context",
            ]
        },
    }
]

FORM_RENDERER = "congvu.core.form_renderer.Renderer"

# --- data -----------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
DATABASES = {
    "default": dj_database_url.parse(
        envstr("DATABASE_URL", f"sqlite:///{HOME / 'congvu.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {"ENGINE": "congvu.core.sqlite", "OPTIONS": dict(SQLITE_OPTIONS)}
else:
    DATABASES["default"] |= {"ENGINE": "congvu.core.postgresql", "CONN_HEALTH_CHECKS": True}
    # asked so often through a planned cursor, a statement keeps its plan; any word: never
    server: dict = DATABASES["default"].setdefault("OPTIONS", {})
    asked = server.get("prepare_threshold", 3)
    server["prepare_threshold"] = asked if isinstance(asked, int) else None
    # to translate a statement into machine code takes it a tenth of a second, more than to run it
    server.setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # failed sign-ins stay counted while other entries come and go
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
MEDIA_ROOT = HOME / "files"
STORAGE_URL = envstr("STORAGE_URL")
# folder with certificates (PEM or DER) of the authorities whose signatures on papers are trusted
SIGNATURE_ROOTS = envstr("CONGVU_SIGNATURE_ROOTS")
CLAMD_URL = envstr("CLAMD_URL")
EVIDENCE_MAX_BYTES = envint("CONGVU_MAX_FILE_MB", 200) * 1024 * 1024
EVIDENCE_ALLOW_MACROS = envbool("CONGVU_ALLOW_MACROS")
JOB_SILENCE = envint("CONGVU_JOB_SILENCE", 30)  # seconds until a silent worker counts as dead
# a list of dossiers longer than so many rows is taken in by the background
DOSSIER_LIST_AT_ONCE = envint("CONGVU_LIST_AT_ONCE", 2_000)
# a file with more procedures, likewise
PROCEDURES_AT_ONCE = envint("CONGVU_PROCEDURES_AT_ONCE", 100)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- identity -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "congvu.accounts.adapter.AccountAdapter"
ACCOUNT_USER_DISPLAY = "congvu.accounts.adapter.display_name"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {"reset_password": "congvu.accounts.forms.OfficersResetForm"}
CITIZEN_HOME = "/tai-khoan/"  # where citizens go after signing in
SOCIALACCOUNT_ADAPTER = "congvu.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an officer is known by the address the office entered
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": single_sign_on()}}
ALLAUTH_TRUSTED_PROXY_COUNT = envint("CONGVU_PROXIES", 0)  # rate limits count the visitor's address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "congvu.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12

# --- language, time -------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
# one language until the pages exist in another: an English browser must not get half of each
LANGUAGES = [("vi", "Tiếng Việt")]
FORMAT_MODULE_PATH = ["congvu.config.formats"]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- static, security -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_MANIFEST_STRICT = False
STYLES_JOINED = True
STORAGES = {
    "default": storage(STORAGE_URL),
    "staticfiles": {"BACKEND": "congvu.core.storage.StaticStorage"},
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200

# --- mail, demo -----------------------------------------------------------------------------
globals().update(email(envstr("EMAIL_URL")))  # EMAIL_BACKEND, EMAIL_HOST …
DEFAULT_FROM_EMAIL = envstr("CONGVU_FROM", "congvu@localhost")
SITE_URL = envstr("CONGVU_URL", "http://127.0.0.1:8000")  # for links in e-mails
OFFICE_NAME = envstr("CONGVU_OFFICE", "Công Vụ")
DEMO = envbool("CONGVU_DEMO")
DEMO_TODAY = envstr("CONGVU_TODAY")  # YYYY-MM-DD, obeyed only when DEMO is on
API_REQUESTS_PER_MINUTE = envint("CONGVU_API_PER_MINUTE", 600)  # by one token
WEBHOOK_LOOPBACK = envbool("CONGVU_WEBHOOK_LOOPBACK")  # a receiver on this very machine
SERVE_THREADS = envint("CONGVU_THREADS", 4)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
